"""Questionnaires and rows of the before/after table follow the words of the school."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from core.i18n import gettext as _
from schools.choices import ProgrammeState
from schools.models import Regulation, School
from schools.rewording import Retold, row_changed
from schools.texts import QuestionText, SurveyText, measurement_texts, survey_texts

from ..models import Measurement, Survey, SurveyRequest
from .surveys import title_of


@transaction.atomic
def reword_monitoring(school: School, *, retold: list[Retold], actor: Any) -> list[str]:
    """What still says what a preset does is said as it is now; how much, in lines for people.

    A questionnaire that somebody has been sent and a row with a figure stay. The trail of the
    change of words tells it.
    """
    sent = SurveyRequest.objects.filter(school=school).values("survey")
    surveys = school.surveys.exclude(pk__in=sent).select_related("form")
    questions = 0
    for survey in surveys.select_for_update(of=("self",)):
        for was, now, old_name in _texts_of(survey, retold):
            questions += _reword_survey(survey, was, now, old_name)
    counts = {
        _("тексты анкет"): questions,
        _("показатели «до и после»"): _reword_measurements(school, retold),
    }
    return [f"{what} – {count}" for what, count in counts.items() if count]


def _texts_of(survey: Survey, retold: list[Retold]) -> Iterator[tuple[SurveyText, SurveyText, str]]:
    """The questionnaire in the words before and now, and what its form was called."""
    for was, now in retold:
        names = {form["code"]: form["name"] for form in was.forms}
        texts = [
            survey_texts(Regulation(texts=preset.texts), survey.form.code) for preset in (was, now)
        ]
        for old, new in zip(*texts, strict=True):
            if (old.side, old.stage) == (survey.side, survey.stage):
                yield old, new, names.get(survey.form.code, survey.form.name)


def _reword_survey(survey: Survey, was: SurveyText, now: SurveyText, old_name: str) -> int:
    changed = 0
    heads: dict[str, tuple[Any, Any]] = {"intro": (was.intro, now.intro)}
    for name in (old_name, survey.form.name):
        if survey.title == title_of(was.title, name):
            heads["title"] = (survey.title, title_of(now.title, survey.form.name))
    if row_changed(survey, heads):
        survey.save()
        changed += 1
    texts = {old.code: (old, new) for old, new in zip(was.questions, now.questions, strict=True)}
    for question in survey.questions.all():
        if question.code in texts and row_changed(question, _question(*texts[question.code])):
            question.save()
            changed += 1
    return changed


def _question(was: QuestionText, now: QuestionText) -> dict[str, tuple[Any, Any]]:
    return {"text": (was.text, now.text), "options": (list(was.options), list(now.options))}


def _reword_measurements(school: School, retold: list[Retold]) -> int:
    changed = 0
    rows = Measurement.objects.filter(school=school, before=None, after=None)
    for row in rows.exclude(programme__state=ProgrammeState.CLOSED):
        for was, now in retold:
            texts = [measurement_texts(Regulation(texts=preset.texts)) for preset in (was, now)]
            titles = [{text.number: text.title for text in side} for side in texts]
            if row.number in titles[0] and row_changed(
                row, {"title": (titles[0][row.number], titles[1][row.number])}
            ):
                row.save()
                changed += 1
    return changed
