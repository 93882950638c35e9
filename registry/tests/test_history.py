"""What the history of rows keeps: each version that is no more, and who ended it."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pghistory
import pytest
from django.apps import apps
from django.db import connection

from registry.models import Person
from registry.testing import make_person
from schools.models import School

pytestmark = pytest.mark.django_db
MIGRATION = "registry.migrations.0020_history_of_what_was"


def versions(person: Person) -> list[tuple[Any, ...]]:
    rows = person.events.order_by("pgh_id")
    return list(rows.values_list("class_name", "pgh_label", "pgh_context__metadata__user"))


def moved_up(person: Person, class_name: str, *, by: int) -> None:
    with pghistory.context(user=by):
        Person.objects.filter(pk=person.pk).update(class_name=class_name)


def migrate(step: str) -> None:
    editor = SimpleNamespace(connection=connection)
    getattr(import_module(MIGRATION), step)(apps, editor)


def test_a_new_person_stands_nowhere_twice(school: School) -> None:
    assert versions(make_person(school)) == []


def test_an_event_is_the_row_before_a_change_with_who_changed_it(school: School) -> None:
    person = make_person(school, class_name="7А")

    moved_up(person, "8А", by=1)
    moved_up(person, "9А", by=2)

    assert versions(person) == [("7А", "update", 1), ("8А", "update", 2)]


def test_the_migration_tells_an_older_history_as_this_one(school: School) -> None:
    person = make_person(school, class_name="7А")
    moved_up(person, "8А", by=1)
    moved_up(person, "9А", by=2)
    expected = list(person.events.order_by("pgh_id").values())

    migrate("backwards")
    older = versions(person)
    migrate("forwards")

    assert older == [("7А", "insert", None), ("8А", "update", 1), ("9А", "update", 2)]
    assert list(person.events.order_by("pgh_id").values()) == expected


def test_the_migration_keeps_the_last_version_of_a_row_that_is_gone(school: School) -> None:
    person = make_person(school, class_name="7А")
    events = Person.pgh_event_model.objects.filter(pgh_obj_id=person.pk)
    moved_up(person, "8А", by=1)
    migrate("backwards")
    person.delete()

    migrate("forwards")

    found = events.order_by("pgh_id").values_list("class_name", "pgh_label")
    assert list(found) == [("7А", "update"), ("8А", "merged")]
