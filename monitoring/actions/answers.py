"""Answering a questionnaire, once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core import clock
from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from core.transitions import lock

from ..choices import LONGEST_TEXT, NO, YES, QuestionKind
from ..models import Answer, Question, SurveyRequest
from ..queries import open_request

Answers = Mapping[int, Any]


@transaction.atomic
def answer_survey(request: SurveyRequest, *, actor: Any, answers: Answers) -> SurveyRequest:
    """Keep the answers, question id → value; the second sending of the same form is refused.

    Raises `DomainError` that names the first question that is unanswered or answered wrong; then
    nothing is kept.
    """
    request = lock(request)
    if request.answered_at is not None:
        raise DomainError(_("На эту анкету уже ответили."))
    rows = []
    for question in request.survey.questions.all():
        if is_asked(question, answers):
            row = _answer(question, answers.get(question.pk), request)
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


@transaction.atomic
def answer_by_link(token: str, *, answers: Answers) -> SurveyRequest | None:
    """The same by a one-time link; None where the link opens nothing any more."""
    found = open_request(token, clock.today())
    if found is None:
        return None
    request = lock(found)
    if request.answered_at is not None or request.token_hash != found.token_hash:
        return None
    return answer_survey(request, actor=None, answers=answers)


def is_asked(question: Question, answers: Answers) -> bool:
    """A question that depends on another is asked after a «yes» only."""
    if question.depends_on_id is None:
        return True
    return str(answers.get(question.depends_on_id)) == str(YES)


def _answer(question: Question, value: Any, request: SurveyRequest) -> Answer | None:
    place = {"number": question.number, "text": question.text}
    text = "" if value is None else str(value).strip()
    if not text:
        if question.is_required:
            raise DomainError(_("Вопрос %(number)s «%(text)s»: ответьте, пожалуйста.") % place)
        return None
    if question.kind in (QuestionKind.SCALE, QuestionKind.YES_NO):
        is_scale = question.kind == QuestionKind.SCALE
        low, high = request.scale if is_scale else (NO, YES)
        number = int(text) if text.isdecimal() else -1
        if not low <= number <= high:
            wrong = _("Вопрос %(number)s «%(text)s»: нужно число от %(low)s до %(high)s.")
            raise DomainError(wrong % (place | {"low": low, "high": high}))
        return Answer(question=question, number=number)
    if question.kind == QuestionKind.CHOICE and text not in question.options:
        raise DomainError(_("Вопрос %(number)s «%(text)s»: выберите один из вариантов.") % place)
    if len(text) > LONGEST_TEXT:
        wrong = _("Вопрос %(number)s «%(text)s»: не больше %(longest)s знаков.")
        raise DomainError(wrong % (place | {"longest": LONGEST_TEXT}))
    return Answer(question=question, text=text)
