"""A query over people by their keys, put together once and asked many times.

The conditions of `gaps` are long: Django takes longer to write them down than PostgreSQL to
answer. They depend on the day and on some rules, so the text is kept for each of those.
"""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from core.statements import KEYS, Statement
from schools.rules import RuleSet

from ..models import Person

KEPT = 64


class NotedRules(RuleSet):
    """Rules that remember which of them were asked, and what they said."""

    def __init__(self, rules: RuleSet) -> None:
        super().__init__({})
        self.asked: dict[str, Any] = {}
        self._answers = rules

    def value(self, key: str) -> Any:
        return self.asked.setdefault(key, self._answers.value(key))


@dataclass(frozen=True, slots=True)
class Compiled:
    day: datetime.date
    asked: Mapping[str, Any]
    statement: Statement

    def fits(self, day: datetime.date, rules: RuleSet) -> bool:
        return day == self.day and all(rules.value(key) == said for key, said in self.asked.items())


class CompiledRows:
    """`annotate(people, day, rules)` gives `values_list`; a call gives its rows for some keys."""

    def __init__(
        self, annotate: Callable[[QuerySet[Person], datetime.date, RuleSet], QuerySet[Any]]
    ) -> None:
        self.annotate = annotate
        self.kept: deque[Compiled] = deque(maxlen=KEPT)

    def __call__(
        self, ids: Iterable[int], day: datetime.date, rules: RuleSet
    ) -> list[tuple[Any, ...]]:
        found = next((one for one in self.kept if one.fits(day, rules)), None)
        if found is None:
            found = self.compile(day, rules)
            self.kept.appendleft(found)
        return found.statement({"keys": list(ids)})

    def compile(self, day: datetime.date, rules: RuleSet) -> Compiled:
        noted = NotedRules(rules)
        people = Person.objects.filter(pk__any_of=KEYS).order_by()
        sql, params = self.annotate(people, day, noted).query.sql_with_params()
        return Compiled(day, noted.asked, Statement(sql, params))
