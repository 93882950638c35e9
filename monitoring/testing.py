"""Questionnaires, pairs who can be asked, and answers, for tests."""

from __future__ import annotations

import datetime
from typing import Any

from orders.testing import stored_order
from pairing.choices import PairState
from pairing.models import Pair
from pairing.testing import make_pair
from registry.models import Person
from schools.models import MentoringForm, Programme, School

from .actions import answer_survey, send_surveys
from .choices import NO, QuestionKind, Side, SurveyStage
from .models import Measurement, Question, Survey, SurveyRequest

DUE_ON = datetime.date(2099, 5, 28)
CODES = ("comfort", "benefit")


def make_surveys(school: School, form: MentoringForm | None = None) -> list[Survey]:
    """Four questionnaires of a form, each with every kind of question."""
    form = form or school.forms.get(code="teacher-pupil")
    return [
        make_survey(school, form=form, side=side, stage=stage)
        for side in Side
        for stage in SurveyStage
    ]


def make_survey(school: School, **fields: Any) -> Survey:
    """Yes/no, its dependent text, two by a scale, a choice that may be left out."""
    values = {
        "form": school.forms.get(code="teacher-pupil"),
        "side": Side.MENTEE,
        "stage": SurveyStage.ENTRY,
    } | fields
    survey = Survey.objects.create(
        school=school, title=f"Анкета {values['side']} {values['stage']}", **values
    )
    met = _question(survey, 1, QuestionKind.YES_NO, "Был ли у вас наставник?")
    _question(survey, 2, QuestionKind.TEXT, "Где и в чём он помогал?", depends_on=met)
    _question(survey, 3, QuestionKind.SCALE, "Насколько вам легко?", code=CODES[0])
    _question(survey, 4, QuestionKind.SCALE, "Насколько это полезно?", code=CODES[1])
    options = ["часто", "редко"]
    _question(survey, 5, QuestionKind.CHOICE, "Как часто?", options=options, is_required=False)
    return survey


def _question(survey: Survey, number: int, kind: str, text: str, **fields: Any) -> Question:
    return Question.objects.create(survey=survey, number=number, kind=kind, text=text, **fields)


def make_active_pair(school: School, **fields: Any) -> Pair:
    """A pair or, with `number`, a group in force by an order."""
    values: dict[str, Any] = {"state": PairState.ACTIVE, "order": stored_order(school)}
    return make_pair(school, **values | fields)


def send(programme: Programme, stage: str = SurveyStage.ENTRY) -> list[SurveyRequest]:
    sent = send_surveys(programme, stage=stage, due_on=DUE_ON, actor=None)
    return [item.request for item in sent]


def replies(survey: Survey, *, score: int = 7, **by_kind: Any) -> dict[int, Any]:
    """Right answers to every question; the first is «no», so the second is not asked."""
    values: dict[str, Any] = {
        QuestionKind.SCALE: score,
        QuestionKind.YES_NO: NO,
        QuestionKind.CHOICE: "часто",
    }
    values |= by_kind
    return {
        question.pk: values[question.kind]
        for question in survey.questions.all()
        if question.kind in values
    }


def answer(request: SurveyRequest, *, score: int = 7) -> SurveyRequest:
    return answer_survey(request, actor=None, answers=replies(request.survey, score=score))


def make_measurement(programme: Programme, number: int = 1, **fields: Any) -> Measurement:
    values = {"title": f"Показатель {number}", "school": programme.school}
    return Measurement.objects.create(programme=programme, number=number, **values | fields)


def with_account(person: Person, user: Any) -> Person:
    person.user = user
    person.save(update_fields=["user"])
    return person


def request_to(user: Any) -> SurveyRequest:
    return SurveyRequest.objects.get(person__user=user)


def typed(survey: Survey, **by_kind: Any) -> dict[str, Any]:
    """The same answers as the form of the page sends them."""
    return {f"q{key}": value for key, value in replies(survey, **by_kind).items()}
