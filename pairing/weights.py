"""How many points a part of the score is worth and what a calculation aims at, with the words.

A regulation may differ: `texts.matching.weights` and `texts.matching.goal`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    # Below zero where a school would rather not have it: those points are taken off.
    lowest: int = 0


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
        _(
            "Эти двое уже работали вместе и довели дело до конца: привыкать друг к другу не нужно. "
            "Меньше нуля – если новые пары нужнее."
        ),
        lowest=-MOST_POINTS,
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


@dataclass(frozen=True, slots=True)
class MadeUpPair:
    """Nobody's pair: how much of each part it has. It shows what weights do to the order."""

    title: Any
    meaning: Any
    shares: Mapping[str, float]


MADE_UP: tuple[MadeUpPair, ...] = (
    MadeUpPair(
        _("Знаток"),
        _(
            "{Mentor} – мастер именно в том, о чём запрос, и время есть. Но возраст не совсем тот, "
            "общих интересов нет, и после встречи друг друга не назвали."
        ),
        {"request": 1.0, "age": 0.5, "form": 1.0, "time": 1.0, "load": 1.0},
    ),
    MadeUpPair(
        _("Свой человек"),
        _(
            "Назвали друг друга первыми, возраст тот, интересы общие, работали вместе. Но с "
            "запросом {mentor} поможет только отчасти, и времени мало."
        ),
        {
            "request": 0.3,
            "wishes": 1.0,
            "age": 1.0,
            "interests": 1.0,
            "form": 1.0,
            "time": 0.5,
            "load": 0.5,
            "earlier": 1.0,
        },
    ),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A made-up pair under some weights: points by part, in the order of `WEIGHTS`."""

    pair: MadeUpPair
    points: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.points)


def example_of(weights: Mapping[str, int]) -> list[Example]:
    """The made-up pairs under these weights."""
    return [
        Example(
            pair,
            tuple(int(weights[w.key] * pair.shares.get(w.key, 0) + 0.5) for w in WEIGHTS),
        )
        for pair in MADE_UP
    ]


def matching_texts(
    texts: Mapping[str, Any], *, weights: Mapping[str, int], goal: str, again: bool = False
) -> dict[str, Any] | None:
    """`texts.matching` with these weights and this goal; what is the standard is not written.

    `again`: whether two whose pair was broken off may be proposed to each other.
    """
    kept = dict(texts.get("matching", {}))
    own = {w.key: weights[w.key] for w in WEIGHTS if weights[w.key] != w.points}
    kept |= {"weights": own, "goal": "" if goal == Goal.MOST_PEOPLE else str(goal)}
    kept["again"] = again
    return {key: value for key, value in kept.items() if value} or None


def weights_of(regulation: Regulation) -> dict[str, int]:
    """Points by part: the school's own where its regulation gives them."""
    own = regulation.texts.get("matching", {}).get("weights", {})
    return {weight.key: int(own.get(weight.key, weight.points)) for weight in WEIGHTS}


def best_score(weights: Iterable[int]) -> int:
    """What a pair that fits in everything would get."""
    return sum(max(points, 0) for points in weights)
