"""Editing a questionnaire that nobody has been sent yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from core.transitions import lock

from ..choices import QuestionKind
from ..models import Question, Survey


@transaction.atomic
def save_survey(survey: Survey, *, title: str, intro: str, actor: Any) -> Survey:
    """The words above the questions."""
    survey = _editable(survey)
    survey.title, survey.intro = title.strip(), intro.strip()
    survey.save(update_fields=["title", "intro", "updated_at"])
    record("monitoring.save_survey", survey, actor=actor, text=_("Изменена анкета."))
    return survey


@transaction.atomic
def save_question(
    survey: Survey,
    *,
    actor: Any,
    text: str,
    kind: str,
    number: int | None = None,
    question: Question | None = None,
    options: Sequence[str] = (),
    depends_on: Question | None = None,
    is_required: bool = True,
    twin: Question | None = None,
) -> Question:
    """A new question, or another wording of one, at place `number` (at the end if none is given).

    `twin` is the question of the other stage that the answers are compared with. Raises
    `DomainError` where the questionnaire is with people already or the question makes no sense.
    """
    survey = _editable(survey)
    rows = [row for row in survey.questions.all() if question is None or row.pk != question.pk]
    row = lock(question) if question is not None else Question(survey=survey)
    row.text, row.kind, row.is_required = text.strip(), kind, is_required
    row.options = [option.strip() for option in options if option.strip()]
    row.depends_on = depends_on
    row.code = _code_shared_with(twin)
    place = len(rows) if number is None else min(max(number, 1), len(rows) + 1) - 1
    rows.insert(place, row)
    row.number = row.number or len(rows)
    _check(row, rows)
    row.save()
    _number_anew(rows)
    record(
        "monitoring.save_question",
        survey,
        actor=actor,
        text=_("Сохранён вопрос %(number)s анкеты.") % {"number": row.number},
    )
    return row


@transaction.atomic
def delete_question(question: Question, *, actor: Any) -> Survey:
    survey = _editable(question.survey)
    if question.dependants.exists():
        raise DomainError(_("Сначала измените вопрос, который задают после ответа на этот."))
    number = question.number
    question.delete()
    _number_anew(list(survey.questions.all()))
    record(
        "monitoring.delete_question",
        survey,
        actor=actor,
        text=_("Удалён вопрос %(number)s анкеты.") % {"number": number},
    )
    return survey


def _editable(survey: Survey) -> Survey:
    """The row, locked: nobody can be sent the questionnaire while it is changed."""
    survey = lock(survey)
    if survey.requests.exists():
        raise DomainError(
            _(
                "Анкету уже отправляли, поэтому менять её нельзя: ответы на разные вопросы "
                "не сравнить."
            )
        )
    return survey


def _code_shared_with(twin: Question | None) -> str:
    if twin is None:
        return ""
    if not twin.code:
        twin.code = f"question-{twin.pk}"
        twin.save(update_fields=["code"])
    return twin.code


def _check(row: Question, rows: list[Question]) -> None:
    if row.kind != QuestionKind.CHOICE:
        row.options = []
    elif len(set(row.options)) < 2:
        raise DomainError(_("Для выбора нужно не меньше двух вариантов, каждый с новой строки."))
    elif len(set(row.options)) < len(row.options):
        raise DomainError(_("Варианты повторяются."))
    earlier = rows[: rows.index(row)]
    if row.depends_on is not None and (
        row.depends_on not in earlier or row.depends_on.kind != QuestionKind.YES_NO
    ):
        raise DomainError(_("Зависеть можно только от вопроса «да или нет», который стоит раньше."))
    dependants = [other for other in rows if row.pk and other.depends_on_id == row.pk]
    if dependants and row.kind != QuestionKind.YES_NO:
        raise DomainError(_("От этого вопроса зависит другой: ответ должен быть «да» или «нет»."))
    if any(other in earlier for other in dependants):
        raise DomainError(_("Вопрос, который зависит от этого, должен стоять после него."))
    try:
        row.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error


def _number_anew(rows: list[Question]) -> None:
    for number, row in enumerate(rows, 1):
        row.number = number
    Question.objects.bulk_update(rows, ["number"])
