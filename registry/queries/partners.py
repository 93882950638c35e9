"""What outside mentors lack of agreements and certificates, for any number at once."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from core.choices import Level
from core.clock import today
from core.findings import Finding
from core.i18n import gettext as _
from core.prepared import SCHOOL, Prepared
from core.russian.dates import short_date
from schools.choices import ParticipantKind
from schools.models import MentoringForm, School
from schools.rules import RuleSet

from ..choices import AgreementState, CardState, ConsentKind, ContractKind
from ..hooks import Panel, PanelItem
from ..models import Certificate, Partner, PartnerAgreement, PartnerStaff, Person
from ..rules import rules_for
from .gaps import consents_lacking

People = QuerySet[Person] | Collection[int]


@dataclass(slots=True)
class Outside:
    """Of one outside mentor: the partner, what was agreed, the certificates by kind."""

    partner: Partner | None = None
    agreements: list[PartnerAgreement] = field(default_factory=list)
    contracts: list[PartnerAgreement] = field(default_factory=list)
    certificates: dict[str, list[Certificate]] = field(default_factory=dict)


def key_of(kind: str) -> str:
    """Kinds of certificates are words of the act: capitals, ё and spaces make no other kind."""
    return " ".join(kind.lower().replace("ё", "е").split()).rstrip(".")


def is_outside(person: Person) -> bool:
    return person.kind == ParticipantKind.EMPLOYER


def outside_of(people: People, rules: RuleSet) -> dict[int, Outside]:
    """Person → what there is. Four queries; none where the act asks for nothing."""
    if not asks_anything(rules):
        return {}
    found: dict[int, Outside] = {}
    of_partner: dict[int, list[Outside]] = {}
    for row in PartnerStaff.objects.filter(person__in=people).select_related("partner"):
        outside = found.setdefault(row.person_id, Outside())
        outside.partner = row.partner
        of_partner.setdefault(row.partner_id, []).append(outside)
    agreed = Q(partner__in=of_partner) | Q(person__in=people)
    for agreement in PartnerAgreement.objects.filter(agreed).order_by("starts_on", "pk"):
        if agreement.person_id is not None:
            found.setdefault(agreement.person_id, Outside()).contracts.append(agreement)
        for outside in of_partner.get(agreement.partner_id or 0, ()):
            outside.agreements.append(agreement)
    for paper in Certificate.objects.filter(person__in=people):
        kinds = found.setdefault(paper.person_id, Outside()).certificates
        kinds.setdefault(key_of(paper.kind), []).append(paper)
    return found


def asks_anything(rules: RuleSet) -> bool:
    return bool(rules.value("external.contract_kind") or rules.value("external.required_documents"))


def outside_findings(
    person: Person,
    outside: Outside,
    *,
    starts_on: datetime.date,
    ends_on: datetime.date,
    rules: RuleSet,
    level: str = Level.BLOCK,
) -> Iterator[Finding]:
    """What of agreement and certificates an outside mentor lacks for these days."""
    if not is_outside(person):
        return
    yield from _of_agreement(person, outside, starts_on, ends_on, rules, level)
    yield from _of_certificates(person, outside, starts_on, ends_on, rules, level)


def _of_agreement(
    person: Person,
    outside: Outside,
    starts_on: datetime.date,
    ends_on: datetime.date,
    rules: RuleSet,
    level: str,
) -> Iterator[Finding]:
    kind = rules.value("external.contract_kind")
    if kind is None:
        return
    url = reverse("registry:person_external", args=[person.pk])
    rows = outside.contracts
    values = {"name": person.short_name, "day": short_date(starts_on)}
    lacks = _("%(name)s: нет договора с {mentor:instrumental}, который действует на %(day)s")
    ends = _("%(name)s: договор кончается раньше пары, %(day)s")
    if kind == ContractKind.ORGANISATION:
        rows = outside.agreements
        ends = _("%(name)s: соглашение с партнёром кончается раньше пары, %(day)s")
        if outside.partner is None:
            lacks = _("%(name)s: не указано, от какого партнёра {mentor}")
        else:
            url = outside.partner.get_absolute_url()
            values["partner"] = outside.partner.name
            lacks = _("%(name)s: соглашение с партнёром (%(partner)s) не действует на %(day)s")
    if not any(row.is_in_force_on(starts_on) for row in rows):
        yield rules.finding("external.contract_kind", lacks % values, level=level, url=url)
    elif not any(row.is_in_force_on(ends_on) for row in rows):
        last = max(row.last_day for row in rows if row.last_day is not None)
        values["day"] = short_date(last)
        yield rules.finding("external.contract_kind", ends % values, level=Level.WARNING, url=url)


def _of_certificates(
    person: Person,
    outside: Outside,
    starts_on: datetime.date,
    ends_on: datetime.date,
    rules: RuleSet,
    level: str,
) -> Iterator[Finding]:
    url = reverse("registry:person_external", args=[person.pk])
    for kind in rules.value("external.required_documents") or ():
        state, until = state_of(outside.certificates.get(key_of(kind), []), starts_on)
        values = {"name": person.short_name, "kind": kind, "day": short_date(until or starts_on)}
        text = ""
        if state == "none":
            text = _("%(name)s: нет документа «%(kind)s»")
        elif state == "over":
            text = _("%(name)s: истёк %(day)s документ «%(kind)s»")
        if text:
            yield rules.finding("external.required_documents", text % values, level=level, url=url)
        elif until is not None and until < ends_on:
            text = _("%(name)s: раньше пары, %(day)s, истекает документ «%(kind)s»")
            yield rules.finding(
                "external.required_documents", text % values, level=Level.WARNING, url=url
            )


def state_of(
    papers: Collection[Certificate], day: datetime.date
) -> tuple[str, datetime.date | None]:
    """«none», «over» or «valid» on the day, and until when; None is without a term."""
    if not papers:
        return "none", None
    if any(paper.valid_until is None for paper in papers):
        return "valid", None
    until = max(paper.valid_until for paper in papers if paper.valid_until)
    return ("valid" if until >= day else "over"), until


def transfer_gaps(mentees: People, *, day: datetime.date, rules: RuleSet) -> dict[int, list[str]]:
    """Mentee → signers of the consent to hand data to a partner who have not given it."""
    lacking = consents_lacking(mentees, day=day, rules=rules, also=[ConsentKind.TRANSFER])
    return {
        person_id: signers
        for person_id, pairs in lacking.items()
        if (signers := [signer for kind, signer in pairs if kind == ConsentKind.TRANSFER])
    }


def has_outside_forms(school: School) -> bool:
    """Whether the school has anything to do with partners: a form, or one written down."""
    return bool(_outside(school=school.pk))


def _schools_with_outside() -> QuerySet[School, Any]:
    forms = MentoringForm.objects.filter(
        school_id=SCHOOL, is_active=True, mentor_kind=ParticipantKind.EMPLOYER
    )
    is_used = Exists(forms.order_by()) | Exists(Partner.objects.filter(school_id=SCHOOL).order_by())
    return School.objects.filter(is_used, pk=SCHOOL).order_by().values_list("pk")


_outside = Prepared(_schools_with_outside)


def ending_agreements(until: datetime.date) -> Any:
    """Signed ones that end by `until` or are over, but for those that another one goes on from."""
    later = PartnerAgreement.objects.filter(
        Q(partner=OuterRef("partner")) | Q(person=OuterRef("person")),
        Q(ends_on__isnull=True) | Q(ends_on__gt=OuterRef("ends_on")),
        state=AgreementState.SIGNED,
    )
    rows = PartnerAgreement.objects.filter(state=AgreementState.SIGNED, ends_on__lte=until)
    rows = rows.exclude(partner__is_active=False)
    return rows.filter(~Exists(later)).order_by("ends_on", "pk")


def ending_certificates(until: datetime.date) -> Any:
    """Of mentors in the base: the last of a kind that ends by `until` or is over."""
    newer = Certificate.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=OuterRef("valid_until")),
        person=OuterRef("person"),
        kind__iexact=OuterRef("kind"),
    )
    rows = Certificate.objects.filter(
        valid_until__lte=until, person__mentor_card__state=CardState.ACTIVE
    )
    return rows.filter(~Exists(newer)).order_by("valid_until", "pk")


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """A kind that the act wants, or that was brought all the same, with the papers of it."""

    kind: str
    is_needed: bool
    state: str
    until: datetime.date | None
    papers: list[Certificate]


def certificate_lines(
    papers: Collection[Certificate], rules: RuleSet, day: datetime.date
) -> list[CertificateLine]:
    kept: dict[str, list[Certificate]] = {}
    for paper in papers:
        kept.setdefault(key_of(paper.kind), []).append(paper)
    needed = rules.value("external.required_documents") or []
    lines = []
    for kind in needed:
        rows = kept.pop(key_of(kind), [])
        lines.append(CertificateLine(kind, True, *state_of(rows, day), rows))
    return lines + [
        CertificateLine(rows[0].kind, False, *state_of(rows, day), rows) for rows in kept.values()
    ]


def may_open_external(user: Any) -> bool:
    return bool(user.has_perm("registry.view_partner"))


def panel_of_external(person: Person, user: Any) -> Panel:
    """Partner, contract and certificates of an outside mentor, on the mentor's page."""
    title = _("Договор и справки")
    if not is_outside(person) or not may_open_external(user):
        return Panel(title, [])
    return Panel(title, list(_items(person)))


def _items(person: Person) -> Iterator[PanelItem]:
    day, rules = today(), rules_for(person.school)
    url = reverse("registry:person_external", args=[person.pk])
    outside = outside_of([person.pk], rules).get(person.pk, Outside())
    found = list(outside_findings(person, outside, starts_on=day, ends_on=day, rules=rules))
    if outside.partner is not None:
        yield PanelItem(outside.partner.name, outside.partner.get_absolute_url())
    state, tone = (_("чего-то не хватает"), "warn") if found else (_("всё есть"), "good")
    note = "; ".join(finding.text.partition(": ")[2] for finding in found)
    yield PanelItem(_("Договор и справки"), url, note=note, state=state, tone=tone)
