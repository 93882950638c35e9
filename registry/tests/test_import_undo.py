"""Undo puts everything back, or refuses and names whom something stands on."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.audit import timeline
from core.errors import DomainError
from core.models import AuditEvent
from registry.actions import (
    archive_card,
    save_person,
    undo_import,
    withdraw_consent,
)
from registry.choices import CardState, ImportState
from registry.models import Consent, MenteeCard, Person
from registry.testing import make_mentor, make_person
from schools.models import School

from .loading import FIRST, SECOND, YESTERDAY, load
from .spreadsheets import (
    mentee,
)


def test_undo_puts_every_field_back_and_removes_the_new(school: School, curator: User) -> None:
    load(school, mentee(FIRST))
    before = list(Person.objects.values()), list(MenteeCard.objects.values())
    batch = load(
        school,
        mentee(FIRST, place="9А", request="новое", joined=datetime.date(2026, 10, 1)),
        mentee(SECOND),
        actor=curator,
        consents_on=YESTERDAY,
    )
    assert (Person.objects.count(), Consent.objects.count()) == (2, 4)

    undo_import(batch, actor=curator)

    batch.refresh_from_db()
    assert batch.state == ImportState.UNDONE
    assert Consent.objects.count() == 0
    for rows, old in zip(
        (Person.objects.values(), MenteeCard.objects.values()), before, strict=True
    ):
        assert [_without_stamp(row) for row in rows] == [_without_stamp(row) for row in old]
    assert timeline(Person.objects.get()).first().verb == "person.import_undone"


def _without_stamp(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "updated_at"}


def test_undo_takes_a_second_card_away_and_leaves_the_person(school: School) -> None:
    card = make_mentor(school, last_name="Второв", first_name="Пётр", middle_name="Львович")
    batch = load(school, mentee(SECOND, place="учитель химии", year=""))

    undo_import(batch, actor=None)

    assert MenteeCard.objects.count() == 0
    assert Person.objects.get().post == card.person.post


def test_undo_archives_again_what_came_out_of_the_archive(school: School) -> None:
    load(school, mentee(FIRST))
    MenteeCard.objects.update(state=CardState.ARCHIVED)
    batch = load(school, mentee(FIRST))
    assert MenteeCard.objects.get().state == CardState.ACTIVE

    undo_import(batch, actor=None)

    assert MenteeCard.objects.get().state == CardState.ARCHIVED


def _edit(person: Person, curator: User) -> None:
    person.contacts = "другой телефон"
    save_person(person, actor=curator)


def _edit_card(person: Person, curator: User) -> None:
    MenteeCard.objects.filter(person=person).update(request="другое")


def _fill(person: Person, curator: User) -> None:
    person.workplace = "вписали"
    save_person(person, actor=curator)


def _archive(person: Person, curator: User) -> None:
    archive_card(person.mentee_card, actor=curator)


def _give_account(person: Person, curator: User) -> None:
    Person.objects.filter(pk=person.pk).update(user=curator)


def _withdraw(person: Person, curator: User) -> None:
    withdraw_consent(person.consents.first(), actor=curator)


def _make_mentor(person: Person, curator: User) -> None:
    make_mentor(person.school, person=person, consents=False)


def _make_viewer(person: Person, curator: User) -> None:
    person.viewers.create(viewer=make_person(person.school), reason="pair:1")


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        (_edit, "сведения изменены после загрузки"),
        (_edit_card, "сведения изменены после загрузки"),
        (_fill, "сведения изменены после загрузки"),
        (_archive, "сведения изменены после загрузки"),
        (_give_account, "есть учётная запись"),
        (_withdraw, "согласие отозвано"),
        (_make_mentor, "карточка наставника"),
        (_make_viewer, "кому виден человек"),
    ],
)
def test_undo_refuses_and_names_whom_something_stands_on(
    school: School, curator: User, build: Any, reason: str
) -> None:
    batch = load(school, mentee(FIRST), mentee(SECOND), consents_on=YESTERDAY)
    build(Person.objects.get(last_name="Пробная"), curator)

    with pytest.raises(DomainError) as caught:
        undo_import(batch, actor=curator)

    assert f" {FIRST} (" in str(caught.value)
    assert reason in str(caught.value)
    assert SECOND not in str(caught.value)
    batch.refresh_from_db()
    assert batch.state == ImportState.APPLIED
    assert Person.objects.filter(last_name="Второв").exists()


def test_undo_does_not_mind_who_is_gone_already(school: School) -> None:
    batch = load(school, mentee(FIRST), mentee(SECOND))
    Person.objects.get(last_name="Пробная").delete()

    undo_import(batch, actor=None)

    assert Person.objects.count() == 0


def test_a_second_undo_does_nothing(school: School) -> None:
    batch = undo_import(load(school, mentee(FIRST)), actor=None)

    undo_import(batch, actor=None)

    assert AuditEvent.objects.filter(verb="import.undone").count() == 1


def test_undo_takes_the_same_queries_for_1_and_for_60_rows(school: School) -> None:
    def queries(number: int) -> int:
        rows = [mentee(FIRST, year=1940 + index) for index in range(number)]
        batch = load(school, *rows, consents_on=YESTERDAY)
        with CaptureQueriesContext(connection) as captured:
            undo_import(batch, actor=None)
        return len(captured)

    assert queries(1) == queries(60)
