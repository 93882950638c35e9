"""What was answered, all answers together. No name and no free text leaves this module."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, Max, OuterRef, Q, QuerySet, Subquery

from core.i18n import gettext as _
from schools.models import Programme

from ..choices import FEWEST_ANSWERS, YES, QuestionKind, Side, SurveyStage
from ..models import Answer, Question, Survey, SurveyRequest
from .measures import NO_ANSWERS, Mean, share_of


@dataclass(frozen=True, slots=True)
class Sending:
    """How many questionnaires of a stage and side were sent and answered."""

    stage: str
    side: str
    sent: int
    answered: int

    @property
    def title(self) -> str:
        return f"{SurveyStage(self.stage).label}, {Side(self.side).label}"

    @property
    def waiting(self) -> int:
        return self.sent - self.answered

    @property
    def percent(self) -> Decimal | None:
        return share_of(self.answered, self.sent)


@dataclass(frozen=True, slots=True)
class Compared:
    """A question in the beginning and at the end, or in one stage only."""

    number: int
    entry_text: str
    exit_text: str
    entry: Mean
    exit: Mean

    @property
    def text(self) -> str:
        """The words that were answered last."""
        if self.exit.answers or not self.entry_text:
            return self.exit_text
        return self.entry_text

    @property
    def is_shown(self) -> bool:
        return self.entry.value is not None or self.exit.value is not None

    @property
    def difference(self) -> Decimal | None:
        """What has been added: plainly, not by the formula of the before/after table."""
        if self.entry.value is None or self.exit.value is None:
            return None
        return self.exit.value - self.entry.value


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """The questions answered by a scale, of one form and side; `top` is its greatest mark."""

    form: str
    side: str
    top: int
    rows: tuple[Compared, ...]

    @property
    def title(self) -> str:
        sides = {Side.MENTOR: _("{mentors}"), Side.MENTEE: _("{mentees}")}
        return f"{self.form}, {sides[Side(self.side)]}"

    @property
    def is_shown(self) -> bool:
        return any(row.is_shown for row in self.rows)

    @property
    def has_entry(self) -> bool:
        return any(row.entry.answers for row in self.rows)

    @property
    def has_exit(self) -> bool:
        return any(row.exit.answers for row in self.rows)

    @property
    def answers(self) -> int:
        """How many have answered, in the stage where more of them did."""
        return max(max(row.entry.answers, row.exit.answers) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """How many of those who answered at the end gave a mean of no less than the school's bound."""

    side: str
    answers: int
    satisfied: int | None

    @property
    def title(self) -> str:
        titles = {
            Side.MENTOR: _("Удовлетворены {mentors}"),
            Side.MENTEE: _("Удовлетворены {mentees}"),
        }
        return titles[Side(self.side)]

    @property
    def is_hidden(self) -> bool:
        return self.satisfied is None

    @property
    def percent(self) -> Decimal | None:
        return None if self.satisfied is None else share_of(self.satisfied, self.answers)


def requests_of(programme: Programme) -> QuerySet[SurveyRequest]:
    return SurveyRequest.objects.filter(member__pair__programme=programme).order_by()


def sendings_of(programme: Programme) -> tuple[Sending, ...]:
    """A row for each stage and side, those without a questionnaire sent as well."""
    counts = {
        (row["survey__stage"], row["survey__side"]): row
        for row in requests_of(programme)
        .values("survey__stage", "survey__side")
        .annotate(sent=Count("pk"), done=Count("pk", filter=Q(answered_at__isnull=False)))
    }
    empty = {"sent": 0, "done": 0}
    found = (
        (stage, side, counts.get((stage, side), empty)) for stage in SurveyStage for side in Side
    )
    return tuple(Sending(stage, side, row["sent"], row["done"]) for stage, side, row in found)


def questions_of(programme: Programme) -> tuple[QuestionGroup, ...]:
    """Questions by a scale with their means, the two stages side by side. Three queries."""
    top = requests_of(programme).aggregate(top=Max("scale_to"))["top"] or 0
    means = {
        row["question"]: Mean.of(row["mean"], row["answers"])
        for row in Answer.objects.filter(
            request__member__pair__programme=programme, question__kind=QuestionKind.SCALE
        )
        .values("question")
        .annotate(mean=Avg("number"), answers=Count("pk"))
        .order_by()
    }
    questions = (
        Question.objects.filter(survey__school_id=programme.school_id, kind=QuestionKind.SCALE)
        .select_related("survey__form")
        .order_by("survey__form", "survey__side", "number")
    )
    groups: dict[tuple[str, str], dict[str, list[Question]]] = {}
    for question in questions:
        survey = question.survey
        stages = groups.setdefault((survey.form.name, survey.side), {})
        stages.setdefault(survey.stage, []).append(question)
    return tuple(
        QuestionGroup(form, side, top, tuple(_compared(stages, means)))
        for (form, side), stages in groups.items()
        if any(question.pk in means for rows in stages.values() for question in rows)
    )


def _compared(stages: dict[str, list[Question]], means: dict[int, Mean]) -> Iterable[Compared]:
    """Questions of the beginning with their twins, then those asked only at the end."""
    ends = {_mark(question): question for question in stages.get(SurveyStage.EXIT, [])}
    pairs: list[tuple[Question | None, Question | None]] = [
        (question, ends.pop(_mark(question), None))
        for question in stages.get(SurveyStage.ENTRY, [])
    ]
    pairs += [(None, question) for question in ends.values()]
    for number, (first, last) in enumerate(pairs, 1):
        yield Compared(
            number=number,
            entry_text=first.text if first else "",
            exit_text=last.text if last else "",
            entry=means.get(first.pk, NO_ANSWERS) if first else NO_ANSWERS,
            exit=means.get(last.pk, NO_ANSWERS) if last else NO_ANSWERS,
        )


def _mark(question: Question) -> str:
    """What makes two questions one: the code, and where there is none the very words."""
    return question.code or question.text.strip().casefold()


def satisfaction_of(programme: Programme, bound: int | None) -> tuple[Satisfaction, ...]:
    """Nothing where the regulation does not say from which mean a participant is satisfied."""
    if bound is None:
        return ()
    mean = (
        Answer.objects.filter(request=OuterRef("pk"), question__kind=QuestionKind.SCALE)
        .order_by()
        .values("request")
        .annotate(mean=Avg("number"))
        .values("mean")
    )
    rows = (
        requests_of(programme)
        .filter(survey__stage=SurveyStage.EXIT, answered_at__isnull=False)
        .annotate(mean=Subquery(mean))
        .filter(mean__isnull=False)
        .values("survey__side")
        .annotate(total=Count("pk"), satisfied=Count("pk", filter=Q(mean__gte=bound)))
    )
    found = {row["survey__side"]: (row["total"], row["satisfied"]) for row in rows}
    return tuple(
        Satisfaction(side, total, satisfied if total >= FEWEST_ANSWERS else None)
        for side in Side
        for total, satisfied in [found.get(side, (0, 0))]
        if total
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """All answers to one question of a questionnaire; `counts` is empty where they are too few."""

    question: Question
    answers: int
    mean: Mean
    counts: tuple[tuple[str, int], ...]

    @property
    def is_hidden(self) -> bool:
        return 0 < self.answers < FEWEST_ANSWERS


def summaries_of(survey: Survey, requests: QuerySet[SurveyRequest]) -> list[Summary]:
    """The questions of a questionnaire with what these requests answered, in three queries."""
    answers = Answer.objects.filter(request__in=requests.order_by(), question__survey=survey)
    numbers = _counted(answers, "number")
    choices = _counted(answers.filter(question__kind=QuestionKind.CHOICE), "text")
    return [
        _summary(question, numbers.get(question.pk, Counter()), choices.get(question.pk, Counter()))
        for question in survey.questions.select_related("depends_on")
    ]


def _counted(answers: QuerySet[Answer], column: str) -> dict[int, Counter[Any]]:
    """Question id → how often each value was answered."""
    found: dict[int, Counter[Any]] = {}
    rows = answers.order_by().values_list("question", column).annotate(Count("pk"))
    for question, value, times in rows:
        found.setdefault(question, Counter())[value] = times
    return found


def _summary(question: Question, numbers: Counter[Any], choices: Counter[Any]) -> Summary:
    total = numbers.total()
    mean = NO_ANSWERS
    counts: tuple[tuple[str, int], ...] = ()
    if total >= FEWEST_ANSWERS:
        if question.kind == QuestionKind.SCALE:
            mean = Mean.of(sum(key * times for key, times in numbers.items()) / total, total)
        elif question.kind == QuestionKind.YES_NO:
            counts = ((_("да"), numbers[YES]), (_("нет"), total - numbers[YES]))
        elif question.kind == QuestionKind.CHOICE:
            counts = tuple((option, choices[option]) for option in question.options)
    return Summary(question, total, mean, counts)
