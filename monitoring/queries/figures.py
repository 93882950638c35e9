"""Everything that the figures of a programme show, without any name."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from core import clock
from core.i18n import gettext as _
from pairing.choices import PairKind, PairState
from pairing.models import Pair, PairMember
from pairing.models.standing import state_on
from plans.choices import FeedbackState, PlanState
from plans.models import Activity, Feedback, Meeting, Plan
from registry.choices import CardState
from registry.models import MenteeCard, MentorCard
from schools.choices import ParticipantKind
from schools.models import Programme
from schools.rules import rules_of

from .answers import (
    QuestionGroup,
    Satisfaction,
    Sending,
    questions_of,
    satisfaction_of,
    sendings_of,
)
from .measures import Change, changes_of, share_of
from .targets import Aim, Indicator, aims_of, indicators_of

# A pair that was in force took part, whatever became of it.
TOOK_PART = (PairState.ACTIVE, PairState.COMPLETED, PairState.ENDED_EARLY)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of those in the base, how many are or were in a pair or a group."""

    title: str
    total: int
    paired: int

    @property
    def alone(self) -> int:
        return self.total - self.paired

    @property
    def percent(self) -> Decimal | None:
        return share_of(self.paired, self.total)


@dataclass(frozen=True, slots=True)
class StateCount:
    title: Any
    number: int


@dataclass(frozen=True, slots=True)
class FormPairs:
    """Pairs and groups of one form that are or were in force."""

    form: str
    individual: int
    groups: int
    mentees: int

    @property
    def total(self) -> int:
        return self.individual + self.groups


@dataclass(frozen=True, slots=True)
class PairFigures:
    states: tuple[StateCount, ...]
    forms: tuple[FormPairs, ...]

    @property
    def total(self) -> int:
        return sum(row.total for row in self.forms)

    @property
    def groups(self) -> int:
        return sum(row.groups for row in self.forms)


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """`approved` counts the closed ones too; `late` activities are past their day, unmarked."""

    states: tuple[StateCount, ...]
    total: int
    approved: int
    activities: int
    done: int
    late: int

    @property
    def percent(self) -> Decimal | None:
        return share_of(self.approved, self.total)

    @property
    def done_percent(self) -> Decimal | None:
        return share_of(self.done, self.activities)


@dataclass(frozen=True, slots=True)
class FeedbackFigures:
    """Sent by its day, sent after it, not sent though the day has passed, not due yet."""

    on_time: int
    late: int
    owed: int
    ahead: int

    @property
    def total(self) -> int:
        return self.on_time + self.late + self.owed + self.ahead


@dataclass(frozen=True, slots=True)
class Figures:
    """A programme in numbers on a day. Holds no person, only counts, means and words of forms."""

    programme: Programme
    day: datetime.date
    coverage: tuple[Coverage, ...]
    pairs: PairFigures
    plans: PlanFigures
    meetings: int
    feedback: FeedbackFigures
    sendings: tuple[Sending, ...]
    questions: tuple[QuestionGroup, ...]
    satisfied_from: int | None
    satisfaction: tuple[Satisfaction, ...]
    changes: tuple[Change, ...]
    aims: tuple[Aim, ...]
    indicators: tuple[Indicator, ...]

    @property
    def mentee_coverage(self) -> Coverage:
        """All mentees together: the last row is the mentors'."""
        rows = self.coverage[:-1]
        return Coverage(
            _("{mentees}"), sum(row.total for row in rows), sum(row.paired for row in rows)
        )

    @property
    def sent_count(self) -> int:
        return sum(row.sent for row in self.sendings)

    @property
    def answered_count(self) -> int:
        return sum(row.answered for row in self.sendings)


def figures(programme: Programme, *, day: datetime.date | None = None) -> Figures:
    """The same number of queries for one pair and for a thousand."""
    day = day or clock.today()
    bound = rules_of(programme.regulation).value("survey.satisfied_from")
    in_force = Pair.objects.filter(programme=programme, state__in=TOOK_PART).order_by()
    satisfaction = satisfaction_of(programme, bound)
    return Figures(
        programme=programme,
        day=day,
        coverage=_coverage(programme, in_force),
        pairs=_pairs(programme, day),
        plans=_plans(in_force, day),
        meetings=Meeting.objects.filter(pair__in=in_force, held_on__lte=day).count(),
        feedback=_feedback(in_force, day),
        sendings=sendings_of(programme),
        questions=questions_of(programme),
        satisfied_from=bound,
        satisfaction=satisfaction,
        changes=changes_of(programme),
        aims=aims_of(programme, in_force),
        indicators=indicators_of(programme, in_force, satisfaction, day),
    )


def _coverage(programme: Programme, in_force: QuerySet[Pair]) -> tuple[Coverage, ...]:
    """The base is those in it now and those who have taken part; each person counts once."""
    paired = PairMember.objects.filter(pair__in=in_force).values("mentee")
    mentees = (
        MenteeCard.objects.filter(
            Q(state=CardState.ACTIVE) | Q(pk__in=paired), school_id=programme.school_id
        )
        .order_by()
        .values("person__kind")
        .annotate(total=Count("pk"), paired=Count("pk", filter=Q(pk__in=paired)))
    )
    busy = in_force.values("mentor")
    mentors = MentorCard.objects.filter(
        Q(state=CardState.ACTIVE) | Q(pk__in=busy), school_id=programme.school_id
    ).aggregate(total=Count("pk"), paired=Count("pk", filter=Q(pk__in=busy)))
    return (*_by_kind(mentees), Coverage(_("{mentors}"), **mentors))


def _by_kind(rows: Iterable[Any]) -> list[Coverage]:
    titles = {
        ParticipantKind.PUPIL: _("{students}"),
        ParticipantKind.STUDENT: _("{students}"),
        ParticipantKind.STAFF: _("{employees} {school:genitive}"),
    }
    other = _("другие {mentees}")
    sums: dict[str, list[int]] = {title: [0, 0] for title in (*titles.values(), other)}
    for row in rows:
        pair = sums[titles.get(row["person__kind"], other)]
        pair[0] += row["total"]
        pair[1] += row["paired"]
    return [Coverage(title, *pair) for title, pair in sums.items() if pair[0]]


def _pairs(programme: Programme, day: datetime.date) -> PairFigures:
    rows = list(
        Pair.objects.filter(programme=programme)
        .order_by()
        .annotate(now=state_on(day))
        .values("now", "kind", "form__name")
        .annotate(number=Count("pk"))
    )
    mentees = dict(
        PairMember.objects.filter(pair__programme=programme, pair__state__in=TOOK_PART)
        .order_by()
        .values_list("pair__form__name")
        .annotate(Count("mentee", distinct=True))
    )
    states = [
        StateCount(state.label, sum(row["number"] for row in rows if row["now"] == state))
        for state in PairState
    ]
    taken = [row for row in rows if row["now"] in TOOK_PART]
    forms = sorted({row["form__name"] for row in taken})
    return PairFigures(
        states=tuple(row for row in states if row.number),
        forms=tuple(_form_pairs(form, taken, mentees.get(form, 0)) for form in forms),
    )


def _form_pairs(form: str, taken: list[Any], mentees: int) -> FormPairs:
    rows = [row for row in taken if row["form__name"] == form]
    groups = sum(row["number"] for row in rows if row["kind"] == PairKind.GROUP)
    return FormPairs(
        form=form,
        individual=sum(row["number"] for row in rows) - groups,
        groups=groups,
        mentees=mentees,
    )


def _plans(in_force: QuerySet[Pair], day: datetime.date) -> PlanFigures:
    plans = Plan.objects.filter(member__pair__in=in_force).order_by()
    counts = dict(plans.values_list("state").annotate(Count("pk")))
    lines = Activity.objects.filter(plan__in=plans).aggregate(
        total=Count("pk"),
        done=Count("pk", filter=Q(done_on__isnull=False)),
        late=Count("pk", filter=Q(done_on__isnull=True, due_on__lt=day)),
    )
    return PlanFigures(
        states=tuple(
            StateCount(state.label, counts[state]) for state in PlanState if state in counts
        ),
        total=sum(counts.values()),
        approved=counts.get(PlanState.APPROVED, 0) + counts.get(PlanState.CLOSED, 0),
        activities=lines["total"],
        done=lines["done"],
        late=lines["late"],
    )


def _feedback(in_force: QuerySet[Pair], day: datetime.date) -> FeedbackFigures:
    unsent = Q(state=FeedbackState.DRAFT)
    after = Q(submitted_on__gt=F("due_on"))
    passed = Q(due_on__lt=day)
    counts = Feedback.objects.filter(member__pair__in=in_force).aggregate(
        all=Count("pk"),
        late=Count("pk", filter=~unsent & after),
        sent=Count("pk", filter=~unsent),
        owed=Count("pk", filter=unsent & passed),
    )
    return FeedbackFigures(
        on_time=counts["sent"] - counts["late"],
        late=counts["late"],
        owed=counts["owed"],
        ahead=counts["all"] - counts["sent"] - counts["owed"],
    )
