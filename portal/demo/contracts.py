"""The papers without which a pair gets into no order: of employees, of partners' people."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from accounts.models import User
from core import clock
from core.terms import expand
from pairing.models import Pair
from registry.actions import (
    add_partner_staff,
    record_consent,
    save_agreement,
    save_certificate,
    save_labour_terms,
    save_partner,
    sign_agreement,
)
from registry.choices import ConsentKind, ConsentSigner, ContractKind
from registry.models import Certificate, Partner, PartnerAgreement, Person
from registry.paper_drafts import new_agreement, new_labour_terms
from registry.queries import (
    is_of_employees,
    is_outside,
    labour_findings,
    labour_terms,
    transfer_gaps,
)
from schools.models import MentoringForm, School
from schools.rules import RuleSet, rules_of

from . import words


def sign_papers(pairs: Sequence[Pair], *, actor: User) -> None:
    """Today, for all days of the pairs, whatever of it the regulation asks for."""
    for pair in pairs:
        rules = rules_of(pair.regulation)
        if is_of_employees(pair.form):
            _sign_labour(pair, rules, actor)
        if is_outside(pair.mentor.person):
            _agree(pair, rules, actor)
            _certify(pair.mentor.person, rules, actor)
            _allow_transfer(pair, rules, actor)


def _sign_labour(pair: Pair, rules: RuleSet, actor: User) -> None:
    """Consent and agreement; who has them for these days signs nothing again."""
    person = pair.mentor.person
    known = labour_terms([person.pk], rules).get(person.pk, [])
    first, last = pair.starts_on, pair.ends_on
    if not any(labour_findings(person, known, starts_on=first, ends_on=last, rules=rules)):
        return
    terms = new_labour_terms(person)
    terms.starts_on = min(terms.starts_on, first)
    terms.ends_on = max(terms.ends_on or last, last)
    terms.consent_on = terms.signed_on = clock.today()
    terms.content, terms.work_form = expand(words.LABOUR_CONTENT), words.LABOUR_FORM
    terms.payment = terms.payment or words.LABOUR_PAYMENT
    save_labour_terms(terms, actor=actor)


def _agree(pair: Pair, rules: RuleSet, actor: User) -> None:
    """With whom the regulation has the school agree: the organisation or the mentor."""
    kind, person = rules.value("external.contract_kind"), pair.mentor.person
    if kind == ContractKind.ORGANISATION:
        partner = _partner(pair.school, actor)
        if not partner.staff.filter(person=person).exists():
            add_partner_staff(partner, person, actor=actor)
        known, draft = partner.agreements, new_agreement(pair.school, partner=partner)
    elif kind == ContractKind.PERSON:
        known, draft = person.external_contracts, new_agreement(pair.school, person=person)
    else:
        return
    if not any(_covers(row, pair) for row in known.all()):
        _sign(draft, pair, actor)


def _covers(agreement: PartnerAgreement, pair: Pair) -> bool:
    return all(agreement.is_in_force_on(day) for day in (pair.starts_on, pair.ends_on))


def _sign(draft: PartnerAgreement, pair: Pair, actor: User) -> None:
    draft.starts_on = min(draft.starts_on, pair.starts_on)
    draft.ends_on = max(draft.ends_on or pair.ends_on, pair.ends_on)
    forms: Iterable[MentoringForm | None] = [pair.form]
    agreement = save_agreement(draft, forms=[form for form in forms if form], actor=actor)
    number = PartnerAgreement.objects.filter(school=pair.school).count()
    sign_agreement(agreement, dated_on=clock.today(), number=str(number), actor=actor)


def _partner(school: School, actor: User) -> Partner:
    """The one company from which everybody outside comes."""
    known = Partner.objects.filter(school=school, name=words.COMPANY).first()
    return known or save_partner(
        Partner(school=school, name=words.COMPANY, **words.COMPANY_HEAD), actor=actor
    )


def _certify(person: Person, rules: RuleSet, actor: User) -> None:
    """Each certificate that the regulation names, without a term."""
    known = set(person.certificates.values_list("kind", flat=True))
    for kind in rules.value("external.required_documents") or ():
        if kind not in known:
            issued_on = clock.today() - datetime.timedelta(days=words.CERTIFICATE_AGE)
            paper = Certificate(
                person=person, school_id=person.school_id, kind=kind, issued_on=issued_on
            )
            save_certificate(paper, actor=actor)


def _allow_transfer(pair: Pair, rules: RuleSet, actor: User) -> None:
    """Who learns from a partner's employee lets the school tell the partner of it."""
    if not Partner.objects.filter(staff__person=pair.mentor.person).exists():
        return
    people = {member.mentee.person_id: member.mentee.person for member in pair.members.all()}
    lacking = transfer_gaps(people, day=clock.today(), rules=rules)
    for person_id, signers in lacking.items():
        person = people[person_id]
        for signer in signers:
            by_parent = signer == ConsentSigner.REPRESENTATIVE
            parent = Person.objects.filter(wards__child=person).first() if by_parent else None
            record_consent(
                person,
                kind=ConsentKind.TRANSFER,
                signer=signer,
                representative=parent,
                given_on=clock.today(),
                actor=actor,
            )
