"""SWOT and the before/after table of a programme."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from core import clock
from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from core.transitions import lock
from schools.models import MentoringForm, Programme
from schools.texts import measurement_texts

from ..models import Headcount, Measurement, Round, Swot
from ..rules import points_of

QUARTERS = ("strengths", "weaknesses", "opportunities", "threats")
WHOLE = Decimal(100)
Values = Mapping[int, tuple[Decimal | None, Decimal | None]]


@transaction.atomic
def open_results(programme: Programme, *, actor: Any) -> None:
    """The empty rows that a programme begins with; rows that are there stay."""
    known = set(programme.measurements.values_list("number", flat=True))
    Measurement.objects.bulk_create(
        Measurement(
            school_id=programme.school_id,
            programme=programme,
            number=text.number,
            title=text.title,
            fewer_is_better=text.fewer_is_better,
            is_percent=text.is_percent,
        )
        for text in measurement_texts(programme.regulation)
        if text.number not in known
    )
    record(
        "monitoring.open_results",
        programme,
        actor=actor,
        text=_("Подготовлена таблица показателей «до и после»."),
    )


@transaction.atomic
def save_swot(
    programme: Programme, *, form: MentoringForm | None, actor: Any, texts: Mapping[str, str]
) -> Swot:
    """The four quarters of one form, or of the whole programme where no form is given."""
    values = {name: texts.get(name, "").strip() for name in QUARTERS}
    swot, _created = Swot.objects.select_for_update().get_or_create(
        programme=programme, form=form, defaults={"school_id": programme.school_id}
    )
    for name, value in values.items():
        setattr(swot, name, value)
    swot.save(update_fields=[*QUARTERS, "updated_at"])
    record(
        "monitoring.save_swot",
        swot,
        actor=actor,
        text=_("Заполнен SWOT-анализ: %(form)s.") % {"form": swot},
        about=[programme],
    )
    return swot


@transaction.atomic
def save_measurements(programme: Programme, *, actor: Any, values: Values) -> None:
    """Row number → (before, after). Raises `DomainError` that names the row; then none is kept."""
    programme = lock(programme)
    rows = {row.number: row for row in programme.measurements.all()}
    changed = []
    for number, pair in values.items():
        row = rows.get(number)
        if row is None:
            raise DomainError(_("Строки %(number)s в таблице нет.") % {"number": number})
        if pair == (row.before, row.after):
            continue
        row.before, row.after = pair
        row.updated_at = clock.now()
        _check(row)
        changed.append(row)
    if not changed:
        return
    Measurement.objects.bulk_update(changed, ["before", "after", "updated_at"])
    record(
        "monitoring.save_measurements",
        programme,
        actor=actor,
        text=_("Заполнена таблица показателей «до и после»."),
        data={"rows": [row.number for row in changed]},
    )


def _check(row: Measurement) -> None:
    try:
        row.full_clean(exclude=["school", "programme", "number", "title"], validate_unique=False)
    except ValidationError as error:
        text = _("Строка %(number)s: %(error)s")
        place = {"number": row.number, "error": " ".join(error.messages)}
        raise DomainError(text % place) from error
    if row.is_percent and any(value and value > WHOLE for value in (row.before, row.after)):
        raise DomainError(
            _("Строка %(number)s: доля не бывает больше 100.") % {"number": row.number}
        )


@transaction.atomic
def save_headcounts(programme: Programme, *, actor: Any, numbers: Mapping[str, int | None]) -> None:
    """Group → how many there are in all; None takes a number away."""
    programme = lock(programme)
    for group, number in numbers.items():
        rows = Headcount.objects.filter(programme=programme, group=group)
        if number is None:
            rows.delete()
        else:
            Headcount.objects.update_or_create(
                programme=programme,
                group=group,
                defaults={"school_id": programme.school_id, "number": number},
            )
    record(
        "monitoring.save_headcounts",
        programme,
        actor=actor,
        text=_("Указана численность для показателей."),
        data={"numbers": dict(numbers)},
    )


@transaction.atomic
def save_round(
    programme: Programme,
    *,
    point: str,
    actor: Any,
    held_on: datetime.date,
    findings: str,
    advice: str = "",
) -> Round:
    """What the actor found at a point of the monitoring; said again, it replaces what was said.

    Raises `DomainError` for a point that the regulation doesn't have and for a day to come.
    """
    titles = {row.code: row.title for row in points_of(programme)}
    if point not in titles:
        raise DomainError(_("Такого этапа мониторинга в положении нет."))
    if held_on > clock.today():
        raise DomainError(_("Дата мониторинга ещё не наступила."))
    if not findings.strip():
        raise DomainError(_("Напишите, что увидели."))
    row, _created = Round.objects.update_or_create(
        programme=programme,
        point=point,
        author=actor,
        defaults={
            "school_id": programme.school_id,
            "title": titles[point],
            "held_on": held_on,
            "findings": findings.strip(),
            "advice": advice.strip(),
        },
    )
    record(
        "monitoring.save_round",
        row,
        actor=actor,
        text=_("Проведён мониторинг: %(title)s.") % {"title": row.title},
        about=[programme],
    )
    return row
