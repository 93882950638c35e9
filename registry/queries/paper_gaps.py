"""Papers that mentors lack by today, as conditions on `Person` rows."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from core.choices import Level
from core.findings import Finding
from core.i18n import gettext as _
from schools.choices import ParticipantKind
from schools.rules import RuleSet

from ..choices import CardState, ContractKind, GapKind
from ..models import Certificate, LabourTerms, MentorCard, PartnerAgreement

# What stands in the way of an order, though not of being chosen for a pair.
PAPERS = (GapKind.LABOUR, GapKind.AGREEMENT, GapKind.CERTIFICATES)


def paper_conditions(day: datetime.date, rules: RuleSet) -> dict[GapKind, Q]:
    return {
        GapKind.LABOUR: lacks_labour(day, rules),
        GapKind.AGREEMENT: lacks_agreement(day, rules),
        GapKind.CERTIFICATES: lacks_certificates(day, rules),
    }


def paper_gap(kind: GapKind, person_id: int, rules: RuleSet) -> tuple[Finding, str]:
    """The finding and the page that mends it."""
    if kind == GapKind.LABOUR:
        text = _("Нет согласия {employee:genitive} и дополнительного соглашения о наставничестве")
        finding = rules.finding("labour.required", text, level=Level.WARNING)
        return finding, reverse("registry:person_labour", args=[person_id])
    url = reverse("registry:person_external", args=[person_id])
    if kind == GapKind.AGREEMENT:
        text = _("Нет действующего соглашения с партнёром или договора")
        return rules.finding("external.contract_kind", text, level=Level.WARNING), url
    text = _("Не хватает справок, или их срок истёк")
    return rules.finding("external.required_documents", text, level=Level.WARNING), url


def lacks_labour(day: datetime.date, rules: RuleSet) -> Q:
    """Mentors of a form of two employees without papers in force."""
    if not rules.value("labour.required"):
        return Q(pk__in=[])
    staff = ParticipantKind.STAFF
    cards = MentorCard.objects.filter(
        person=OuterRef("pk"),
        state=CardState.ACTIVE,
        form__mentor_kind=staff,
        form__mentee_kind=staff,
    )
    papers = LabourTerms.objects.in_force_on(day).filter(person=OuterRef("pk"))
    return Q(Exists(cards)) & ~Q(Exists(papers))


def lacks_agreement(day: datetime.date, rules: RuleSet) -> Q:
    """Outside mentors of the base whom no agreement in force covers, as a condition on rows."""
    kind = rules.value("external.contract_kind")
    if kind is None:
        return Q(pk__in=[])
    rows = PartnerAgreement.objects.in_force_on(day)
    if kind == ContractKind.ORGANISATION:
        covered = Exists(rows.filter(partner__staff__person=OuterRef("pk")))
    else:
        covered = Exists(rows.filter(person=OuterRef("pk")))
    return _outside_mentors() & ~Q(covered)


def lacks_certificates(day: datetime.date, rules: RuleSet) -> Q:
    kinds = rules.value("external.required_documents")
    if not kinds:
        return Q(pk__in=[])
    valid = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    lacks = Q()
    for kind in kinds:
        papers = Certificate.objects.filter(valid, person=OuterRef("pk"), kind__iexact=kind)
        lacks |= ~Q(Exists(papers))
    return _outside_mentors() & lacks


def _outside_mentors() -> Q:
    cards = MentorCard.objects.filter(person=OuterRef("pk"), state=CardState.ACTIVE)
    return Q(kind=ParticipantKind.EMPLOYER) & Q(Exists(cards))
