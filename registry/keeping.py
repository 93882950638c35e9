"""How long records of a kind are kept: what a school begins with, and what it has said itself.

A reference to be edited, not a statement of the law: see `docs/adr` and the notes beside each line.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from core.i18n import gettext_lazy as _

from .choices import KeepFrom, RecordKind
from .models import KeepingTerm


@dataclass(frozen=True, slots=True)
class Term:
    """`months` from the day that `keep_from` names; None where nothing is ever destroyed."""

    kind: str
    keep_from: str
    months: int | None
    note: Any

    @property
    def title(self) -> str:
        return str(RecordKind(self.kind).label)

    @property
    def counted(self) -> str:
        """«с окончания или отзыва согласия»."""
        return str(KeepFrom(self.keep_from).label)

    def ends(self, day: datetime.date | None) -> datetime.date | None:
        """The day from which a record may be destroyed, counted from `day`."""
        if day is None or self.months is None:
            return None
        return add_months(day, self.months)


_DEFAULTS = (
    Term(
        RecordKind.ORDERS,
        KeepFrom.FOREVER,
        None,
        _("Перечень Росархива (приказ от 20.12.2019 № 236), ст. 19: приказы по основной работе."),
    ),
    Term(
        RecordKind.STAFF_ORDERS,
        KeepFrom.ELSEWHERE,
        None,
        _("Там же, ст. 434: 50 или 75 лет. Хранит кадровая служба, здесь их нет."),
    ),
    Term(
        RecordKind.CONSENTS,
        KeepFrom.CONSENT_END,
        36,
        _("Три года после окончания согласия или отзыва. Статью Перечня сверьте с юристом."),
    ),
    Term(
        RecordKind.PEOPLE,
        KeepFrom.PURPOSE_END,
        6,
        _("152-ФЗ: до достижения цели. Запас на итоговый отчёт задаёт {school}."),
    ),
    Term(
        RecordKind.PLANS,
        KeepFrom.PURPOSE_END,
        6,
        _("152-ФЗ: до достижения цели. Уничтожаются вместе со сведениями об участнике."),
    ),
    Term(
        RecordKind.SURVEYS,
        KeepFrom.PURPOSE_END,
        6,
        _("152-ФЗ: до достижения цели. Сводные числа остаются без имён."),
    ),
    Term(
        RecordKind.IMPORTS,
        KeepFrom.MADE,
        6,
        _("Файл нужен, чтобы проверить и отменить загрузку. Срок задаёт {school}."),
    ),
    Term(
        RecordKind.ACTS,
        KeepFrom.FOREVER,
        None,
        _("Акт доказывает, что данные уничтожены. Срок задаёт {school}."),
    ),
)
# What a school may change: the rest follows from what the record is.
EDITABLE = (RecordKind.CONSENTS, RecordKind.PEOPLE, RecordKind.IMPORTS)


def terms_of(school_id: int) -> dict[str, Term]:
    """Kind → the term; one query."""
    own = {row.kind: row for row in KeepingTerm.objects.filter(school_id=school_id)}
    found = {}
    for term in _DEFAULTS:
        row = own.get(term.kind)
        if row is not None:
            term = Term(term.kind, row.keep_from, row.months, row.note or term.note)
        found[term.kind] = term
    return found


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, its last one where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    for last in (day.day, 30, 29, 28):
        try:
            return datetime.date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError
