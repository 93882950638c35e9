"""Who may be given a role by an order: adults who work in the school, others as the role allows."""

from __future__ import annotations

import datetime

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from core.choices import Level
from core.findings import Finding
from core.i18n import gettext as _
from schools.choices import AppointedRole, ParticipantKind
from schools.rules import RuleSet

from ..choices import CardState
from ..models import MenteeCard, MentorCard, Person
from .people import is_minor

# «Other» is whoever was written down without saying: never refused for that.
OWN = frozenset({ParticipantKind.STAFF, ParticipantKind.OTHER})
OUTSIDE = frozenset({ParticipantKind.EMPLOYER, ParticipantKind.PARENT, ParticipantKind.GRADUATE})
LEARNERS = frozenset({ParticipantKind.PUPIL, ParticipantKind.STUDENT})
COMMISSION = (AppointedRole.COMMISSION, AppointedRole.COMMISSION_CHAIR)
CARDS: dict[str, type[MentorCard | MenteeCard]] = {"mentor": MentorCard, "mentee": MenteeCard}


def kinds_for(role: str, rules: RuleSet) -> frozenset[str]:
    """Who is offered for the role: bodies take guests; partners curate where they may mentor."""
    if role == AppointedRole.COORDINATOR:
        return OWN
    if role == AppointedRole.PSYCHOLOGIST:
        return OWN | {ParticipantKind.EMPLOYER}
    if role == AppointedRole.CURATOR:
        mentors = rules.value("participants.mentor_kinds")
        has_partners = mentors is None or ParticipantKind.EMPLOYER in mentors
        return OWN | {ParticipantKind.EMPLOYER} if has_partners else OWN
    return OWN | OUTSIDE


def may_hold(role: str, rules: RuleSet, day: datetime.date) -> Q:
    """The people who are offered for the role, as a condition on `Person` rows."""
    adults = Q(kind__in=kinds_for(role, rules)) & ~is_minor(day)
    return adults | Q(pk__in=_by_card(role, rules))


def candidates(
    people: QuerySet[Person], roles: frozenset[str], rules: RuleSet, day: datetime.date
) -> QuerySet[Person]:
    """Those of these people who may hold one of the roles; who works in the school comes first."""
    any_of = Q(pk__in=[])
    for role in sorted(roles):
        any_of |= may_hold(role, rules, day)
    is_own = When(kind=ParticipantKind.STAFF, then=Value(0))
    place = Case(is_own, default=Value(1), output_field=IntegerField())
    return people.filter(any_of).order_by(place, "search_name", "pk")


def candidate_finding(
    role: str, person: Person, rules: RuleSet, day: datetime.date
) -> Finding | None:
    """A child or a student is refused; of another guest the director is only warned."""
    is_learner = person.is_minor_on(day) or person.kind in LEARNERS
    if not is_learner and person.kind in kinds_for(role, rules):
        return None
    if person.pk in _by_card(role, rules).values_list("pk", flat=True):
        return None
    values = {
        "name": person.short_name,
        "kind": person.get_kind_display(),
        "role": AppointedRole(role).label,
    }
    if is_learner:
        text = _("%(name)s (%(kind)s): роль «%(role)s» дают взрослым, которые здесь не учатся.")
        return Finding(code="registry.appointment_kind", text=text % values)
    text = _("%(name)s (%(kind)s): роль «%(role)s» обычно у {employee:genitive} {school:genitive}.")
    return Finding(code="registry.appointment_kind", text=text % values, level=Level.WARNING)


def _by_card(role: str, rules: RuleSet) -> QuerySet[Person]:
    """Mentors or mentees, of any age, where the act wants one in its commission."""
    wanted = rules.value("commission.must_include") or () if role in COMMISSION else ()
    people = Person.objects.none()
    for code in CARDS.keys() & set(wanted):
        cards = CARDS[code].objects.filter(state=CardState.ACTIVE)
        people |= Person.objects.filter(pk__in=cards.values_list("person_id", flat=True))
    return people.order_by()
