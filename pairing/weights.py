"""How many points a part of the score is worth and what a calculation aims at, with the words.

A regulation may differ: `texts.matching.weights` and `texts.matching.goal`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.i18n import gettext_lazy as _
from schools.models import Regulation

from .choices import Goal

# Nobody is worth more; the shape of a preset says the same.
MOST_POINTS = 100


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
        "wishes",
        25,
        _("Пожелания"),
        _(
            "{Mentee} и {mentor} после общей встречи назвали друг друга: оба на первом месте – "
            "полный балл, один из двоих – половина, второе и третье место – меньше."
        ),
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
    Weight(
        "earlier",
        5,
        _("Прежняя пара"),
        _("Эти двое уже работали вместе и довели дело до конца: привыкать друг к другу не нужно."),
    ),
)


@dataclass(frozen=True, slots=True)
class GoalText:
    goal: Goal
    meaning: Any


GOALS: tuple[GoalText, ...] = (
    GoalText(
        Goal.MOST_PEOPLE,
        _(
            "Сначала пару получает как можно больше {mentees:genitive}, затем общий балл делается "
            "наибольшим. Годится, когда {mentors:genitive} не хватает."
        ),
    ),
    GoalText(
        Goal.BEST_FIT,
        _(
            "Наибольшим делается общий балл, даже если кто-то останется без пары. Годится, когда "
            "важнее не ошибиться, чем охватить всех."
        ),
    ),
    GoalText(
        Goal.EVEN_LOAD,
        _(
            "{Mentees} делятся между {mentors:instrumental} поровну, насколько хватает мест, и уже "
            "среди таких решений балл делается наибольшим."
        ),
    ),
)


def goal_of(regulation: Regulation) -> Goal:
    """What calculations under this regulation aim at, where nobody says otherwise."""
    own = regulation.texts.get("matching", {}).get("goal", "")
    return Goal(own) if own in Goal.values else Goal.MOST_PEOPLE


def weights_of(regulation: Regulation) -> dict[str, int]:
    """Points by part: the school's own where its regulation gives them."""
    own = regulation.texts.get("matching", {}).get("weights", {})
    return {weight.key: int(own.get(weight.key, weight.points)) for weight in WEIGHTS}


def best_score(weights: Iterable[int]) -> int:
    """What a pair that fits in everything would get."""
    return sum(weights)
