"""Answering a questionnaire, once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.audit import record
from core.errors import DomainError
from core.transitions import lock

from ..choices import SCALE_MAX, SCALE_MIN, QuestionKind
from ..models import Answer, Question, SurveyRequest

YES, NO = 1, 0


@transaction.atomic
def answer_survey(
    request: SurveyRequest, *, actor: Any, answers: Mapping[int, Any]
) -> SurveyRequest:
    """Keep the answers, question id → value; the second sending of the same form is refused.

    Raises `DomainError` that names the first question that is unanswered or answered wrong; then
    nothing is kept.
    """
    request = lock(request)
    if request.answered_at is not None:
        raise DomainError(_("На эту анкету уже ответили."))
    rows = []
    for question in request.survey.questions.all():
        if _is_asked(question, answers):
            row = _answer(question, answers.get(question.pk))
            if row is not None:
                row.request = request
                rows.append(row)
    Answer.objects.bulk_create(rows)
    request.answered_at = clock.now()
    request.save(update_fields=["answered_at", "updated_at"])
    record(
        "monitoring.answer_survey",
        request,
        actor=actor,
        text=_("Получены ответы на анкету."),
        about=[request.person],
    )
    return request


def _is_asked(question: Question, answers: Mapping[int, Any]) -> bool:
    if question.depends_on_id is None:
        return True
    return str(answers.get(question.depends_on_id)) == str(YES)


def _answer(question: Question, value: Any) -> Answer | None:
    place = {"number": question.number, "text": question.text}
    if value is None or str(value).strip() == "":
        if question.is_required:
            raise DomainError(_("Вопрос %(number)s «%(text)s»: ответьте, пожалуйста.") % place)
        return None
    if question.kind in (QuestionKind.SCALE, QuestionKind.YES_NO):
        low, high = (SCALE_MIN, SCALE_MAX) if question.kind == QuestionKind.SCALE else (NO, YES)
        try:
            number = int(value)
        except (TypeError, ValueError):
            number = -1
        if not low <= number <= high:
            text = _("Вопрос %(number)s «%(text)s»: нужно число от %(low)s до %(high)s.")
            raise DomainError(text % (place | {"low": low, "high": high}))
        return Answer(question=question, number=number)
    text = str(value).strip()
    if question.kind == QuestionKind.CHOICE and text not in question.options:
        raise DomainError(_("Вопрос %(number)s «%(text)s»: выберите один из вариантов.") % place)
    return Answer(question=question, text=text)
