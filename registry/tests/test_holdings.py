"""All that is held about a person: whole, theirs alone, on record."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from accounts.choices import Role
from accounts.testing import make_user
from core.models import AuditEvent
from registry.actions import save_special_note
from registry.actions.holding import give_holdings
from registry.choices import Relation
from registry.holdings_files import holdings_zip
from registry.models import Guardianship
from registry.testing import make_mentee, make_person
from schools.testing import make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> Any:
    return make_school()


def texts(tables: Any) -> str:
    return " ".join(str(cell) for table in tables for row in table.rows for cell in row)


def test_what_was_written_about_the_person_is_there(school: Any) -> None:
    card = make_mentee(school, request="сдать физику", contacts="+7 901 555-31-77")

    found = texts(give_holdings(card.person, actor=make_user(Role.COORDINATOR, school)))

    for word in (card.person.last_name, "сдать физику", "+7 901 555-31-77", "участие в программе"):
        assert word in found


def test_contacts_of_others_are_not_there(school: Any) -> None:
    child = make_mentee(school).person
    parent = make_person(school, contacts="+7 999 111-22-33", email="mother@example.org")
    Guardianship.objects.create(
        school=school, child=child, guardian=parent, relation=Relation.MOTHER
    )

    found = texts(give_holdings(child, actor=make_user(Role.COORDINATOR, school)))

    assert parent.full_name in found
    assert "111-22-33" not in found
    assert "mother@" not in found


def test_the_administrator_gives_no_closed_words(school: Any) -> None:
    person = make_mentee(school).person
    save_special_note(person, text="о здоровье", actor=None)

    found = texts(give_holdings(person, actor=make_user(Role.ADMINISTRATOR, school)))

    assert "о здоровье" not in found
    assert "записаны; их выдаёт" in found


def test_who_may_look_gives_them_and_leaves_a_row(school: Any) -> None:
    person = make_mentee(school).person
    save_special_note(person, text="о здоровье", actor=None)

    found = texts(give_holdings(person, actor=make_user(Role.COORDINATOR, school)))

    assert "о здоровье" in found
    assert AuditEvent.objects.filter(verb="special.viewed").exists()


def test_that_it_was_given_is_on_record(school: Any) -> None:
    user = make_user(Role.ADMINISTRATOR, school)
    person = make_mentee(school).person

    give_holdings(person, actor=user)

    assert AuditEvent.objects.get(verb="person.holdings_given").actor == user


def test_the_archive_can_be_read_by_people_and_by_machines(school: Any) -> None:
    person = make_mentee(school, interests="=1+1").person
    tables = give_holdings(person, actor=make_user(Role.COORDINATOR, school))

    with zipfile.ZipFile(io.BytesIO(holdings_zip(person, tables))) as archive:
        names = archive.namelist()
        data = json.loads(archive.read("Сведения.json"))
        pdf = archive.read("Сведения.pdf")

    assert names == ["Сведения.pdf", "Сведения.docx", "Сведения.json", "Сведения.xlsx"]
    assert data["person"] == person.full_name
    assert pdf.startswith(b"%PDF")
