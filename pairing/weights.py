"""How many points a part of the score is worth, with the words for it. A regulation may differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.i18n import gettext_lazy as _
from schools.models import Regulation


@dataclass(frozen=True, slots=True)
class Weight:
    """A part of the score: the most it gives, and what it looks at."""

    key: str
    points: int
    title: Any
    meaning: Any


WEIGHTS: tuple[Weight, ...] = (
    Weight(
        "request",
        40,
        _("Запрос"),
        _("{Mentor} может помочь с запросом: компетенции, должность, достижения."),
    ),
    Weight(
        "age",
        20,
        _("Возраст"),
        _(
            "Возраст {mentee:genitive} такой, с каким {mentor} {mentor:хотел/хотела/хотело} "
            "бы работать."
        ),
    ),
    Weight("interests", 15, _("Интересы"), _("Общие интересы: два и больше дают полный балл.")),
    Weight(
        "form",
        10,
        _("Форма"),
        _("Форма наставничества у обоих одна; половина балла, если кто-то согласен на любую."),
    ),
    Weight(
        "time",
        10,
        _("Время"),
        _("У {mentor:genitive} есть время: полный балл от двух часов в неделю."),
    ),
    Weight(
        "load",
        5,
        _("Нагрузка"),
        _("Места у {mentor:genitive} ещё есть: так {mentees} распределяются ровнее."),
    ),
)


def weights_of(regulation: Regulation) -> dict[str, int]:
    """Points by part: the school's own where its regulation gives them."""
    own = regulation.texts.get("matching", {}).get("weights", {})
    return {weight.key: int(own.get(weight.key, weight.points)) for weight in WEIGHTS}


def best_score(weights: Iterable[int]) -> int:
    """What a pair that fits in everything would get."""
    return sum(weights)
