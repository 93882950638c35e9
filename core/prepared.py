"""Queries that every page asks, written down once and asked with other values.

For a small query Django takes longer to write it down than PostgreSQL to answer. Such a query is
made with marks in place of the values; its text is kept for each key it was made for, and the
values are the parameters of a prepared statement. So nothing may hang on a value but those
parameters: what changes the conditions themselves (roles, limits, a base) belongs into the key.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BigAutoField, Lookup, QuerySet
from django.db.models.query import get_related_populators

from .scoping import Scope
from .statements import KEYS, SCHOOL, USER, Statement

__all__ = ["KEYS", "SCHOOL", "USER", "AnyOf", "Prepared", "PreparedObjects"]

KEPT = 128


@BigAutoField.register_lookup
class AnyOf(Lookup):
    """`pk__any_of=[…]`: one parameter, however many keys."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", [*params, self.rhs]


@dataclass(frozen=True, slots=True)
class Text:
    statement: Statement
    # What a row is given as.
    build: Callable[[Sequence[Any]], Any]
    # Column → what makes a value of what the database gave.
    converters: Mapping[int, tuple[Sequence[Callable[..., Any]], Any]]


class Prepared:
    """`make(*key)` gives `values_list` with marks in it; a call gives its rows as tuples."""

    def __init__(self, make: Callable[..., QuerySet[Any, Any]]) -> None:
        self.make = make
        self.text_for = lru_cache(maxsize=KEPT)(self._text)

    def _text(self, *key: Hashable) -> Text | None:
        compiler = self.make(*key).query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        shown = [column for column, _sql, _alias in compiler.select]
        converters = compiler.get_converters(shown)
        return Text(Statement(sql, params), self.builder(compiler), converters)

    def builder(self, compiler: Any) -> Callable[[Sequence[Any]], Any]:
        return tuple

    def __call__(self, *key: Hashable, **values: Any) -> list[Any]:
        """`values` of the marks: `user`, `school`, `keys`."""
        text = self.text_for(*key)
        if text is None:
            return []
        rows = text.statement(values)
        if text.converters:
            rows = [_converted(row, text) for row in rows]
        return rows if text.build is tuple else [text.build(row) for row in rows]

    def in_scope(self, scope: Scope, *key: Hashable) -> list[Any]:
        """As a call, `make` getting first the scope with marks: roles and limits are the key."""
        marked = replace(scope, user_id=USER, school_id=SCHOOL)
        return self(marked, *key, user=scope.user_id, school=scope.school_id)


class PreparedObjects(Prepared):
    """As `Prepared`, but `make` gives a query set of objects, and a call gives those objects."""

    def builder(self, compiler: Any) -> Callable[[Sequence[Any]], Any]:
        """As Django's `ModelIterable`, with what is the same for each row found once."""
        info, db = compiler.klass_info, DEFAULT_DB_ALIAS
        start, end = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column.target.attname for column, _sql, _alias in compiler.select[start:end]]
        related = get_related_populators(info, compiler.select, db)  # type: ignore[call-arg]
        annotated = compiler.annotation_col_map.items()

        def build(row: Sequence[Any]) -> Any:
            found = info["model"].from_db(db, names, row[start:end])
            for populator in related:
                populator.populate(row, found)
            for name, place in annotated:
                setattr(found, name, row[place])
            return found

        return build


def _converted(row: tuple[Any, ...], text: Text) -> tuple[Any, ...]:
    values = list(row)
    for place, (converters, expression) in text.converters.items():
        for convert in converters:
            values[place] = convert(values[place], expression, connection)
    return tuple(values)
