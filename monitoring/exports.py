"""The figures as a workbook for those outside the school (S2, 2.3): no name, contact or birthday.

Only what `queries.figures` holds is written: answers of fewer than five stay out here as well, and
single answers, whoever gave them, never leave the school.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import tablib
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from core.i18n import gettext as _

from .queries import Figures, Mean

# What a spreadsheet program takes for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def workbook_of(figures: Figures) -> bytes:
    book = tablib.Databook(
        [
            _sheet(_("Сводка"), (_("Раздел"), _("Показатель"), _("Значение")), _summary(figures)),
            _sheet(
                _("Ответы по вопросам"),
                (
                    _("Анкета"),
                    _("№"),
                    _("Вопрос"),
                    _("Вход, средний балл"),
                    _("Вход, ответов"),
                    _("Выход, средний балл"),
                    _("Выход, ответов"),
                ),
                _questions(figures),
            ),
            _sheet(
                _("До и после"),
                (
                    _("№"),
                    _("Показатель"),
                    "x",
                    "y",
                    "z = x - y",
                    "z / x * 100",
                    _("Что это значит"),
                ),
                _changes(figures),
            ),
        ]
    )
    return book.export("xlsx", escape=True)


def _sheet(title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> tablib.Dataset:
    sheet = tablib.Dataset(headers=headers, title=title)
    for row in rows:
        sheet.append([_cell(value) for value in row])
    return sheet


def _cell(value: Any) -> Any:
    """A number as a number; a text as nothing but a text."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, int):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _summary(figures: Figures) -> Iterable[tuple[Any, Any, Any]]:
    yield _("Программа"), figures.programme.title, ""
    yield _("Программа"), _("На день"), f"{figures.day:%d.%m.%Y}"
    for row in figures.coverage:
        yield _("Охват"), _("%s, в базе") % row.title, row.total
        yield _("Охват"), _("%s, в паре или группе") % row.title, row.paired
        yield _("Охват"), _("%s, доля в процентах") % row.title, row.percent
    for state in figures.pairs.states:
        yield _("Пары и группы"), state.title, state.number
    for form in figures.pairs.forms:
        yield _("Пары по формам"), _("%s, пар") % form.form, form.individual
        yield _("Пары по формам"), _("%s, групп") % form.form, form.groups
        yield _("Пары по формам"), _("%s, {mentees:genitive}") % form.form, form.mentees
    yield from _work(figures)
    for sending in figures.sendings:
        yield _("Анкеты"), _("%s, отправлено") % sending.title, sending.sent
        yield _("Анкеты"), _("%s, ответов") % sending.title, sending.answered
    for part in figures.satisfaction:
        share = _("мало ответов") if part.is_hidden else part.percent
        yield _("Удовлетворённость"), _("%s, доля в процентах") % part.title, share


def _work(figures: Figures) -> Iterable[tuple[Any, Any, Any]]:
    plans, feedback = figures.plans, figures.feedback
    for state in plans.states:
        yield _("Планы"), state.title, state.number
    yield _("Планы"), _("доля утверждённых в процентах"), plans.percent
    yield _("Мероприятия"), _("всего"), plans.activities
    yield _("Мероприятия"), _("выполнено"), plans.done
    yield _("Мероприятия"), _("просрочено"), plans.late
    yield _("Встречи"), _("проведено"), figures.meetings
    yield _("Отзывы"), _("в срок"), feedback.on_time
    yield _("Отзывы"), _("с опозданием"), feedback.late
    yield _("Отзывы"), _("срок прошёл, не переданы"), feedback.owed
    yield _("Отзывы"), _("срок ещё не наступил"), feedback.ahead


def _questions(figures: Figures) -> Iterable[tuple[Any, ...]]:
    for group in figures.questions:
        for row in group.rows:
            means = (_mean(row.entry), row.entry.answers, _mean(row.exit), row.exit.answers)
            yield group.title, row.number, row.text, *means


def _mean(mean: Mean) -> Any:
    return _("мало ответов") if mean.is_hidden else mean.value


def _changes(figures: Figures) -> Iterable[tuple[Any, ...]]:
    for row in figures.changes:
        percent = "—" if row.has_no_percent else row.percent
        yield row.number, row.title, row.before, row.after, row.z, percent, row.reading
