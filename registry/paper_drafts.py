"""What a new agreement, contract or labour paper begins with; nothing here is saved."""

from __future__ import annotations

from core.clock import today
from core.terms import using
from schools.models import School
from schools.queries import current_programme, signatory_on
from schools.terms import words_of

from .choices import ContractKind, LabourBasis
from .models import LabourTerms, Partner, PartnerAgreement, Person
from .partner_papers import acting_for
from .partner_texts import USUAL_GROUND, usual_conditions
from .rules import rules_for


def new_agreement(
    school: School, *, partner: Partner | None = None, person: Person | None = None
) -> PartnerAgreement:
    """What is known of both sides, put where the paper wants it."""
    day = today()
    signatory = signatory_on(school, day)
    programme = current_programme(school, day)
    rules = rules_for(school, day)
    kind = ContractKind.ORGANISATION if partner else ContractKind.PERSON
    agreement = PartnerAgreement(
        school=school,
        kind=kind,
        partner=partner,
        person=person,
        city=school.city,
        dated_on=day,
        school_name=school.name,
        school_ground=USUAL_GROUND,
        school_address=school.address,
        starts_on=day,
        ends_on=programme.ends_on if programme else None,
    )
    if signatory is not None:
        names = (signatory.last_name, signatory.first_name, signatory.middle_name)
        agreement.school_post = signatory.post
        agreement.school_head = " ".join(filter(None, names))
        agreement.school_acting = acting_for(agreement.school_post, agreement.school_head)
    if partner is not None:
        agreement.partner_name = partner.name
        agreement.partner_post = partner.head_post
        agreement.partner_head = partner.head_name
        agreement.partner_acting = acting_for(partner.head_post, partner.head_name)
        agreement.partner_ground = partner.ground
        agreement.partner_address = partner.address
    elif person is not None:
        agreement.partner_name = person.full_name
    with using(words_of(school)):
        agreement.conditions = usual_conditions(kind, unpaid=rules.value("external.unpaid"))
    return agreement


def new_labour_terms(person: Person) -> LabourTerms:
    """Of the days that the programme still has, in the act's words about pay and conditions."""
    rules = rules_for(person.school)
    programme = current_programme(person.school, today())
    return LabourTerms(
        school_id=person.school_id,
        person=person,
        basis=LabourBasis.AGREEMENT,
        starts_on=max(programme.starts_on, today()) if programme else today(),
        ends_on=programme.ends_on if programme else None,
        payment=rules.value("payment.terms") or "",
        ground=rules.value("labour.ground") or "",
        conditions="\n".join(rules.value("labour.agreement_text") or ()),
    )
