"""Extracts of orders about groups: members do not read of each other in any file."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from accounts.models import User
from core.russian.cases import Case
from core.russian.names import decline
from documents.actions.files import MAKERS
from documents.choices import FileFormat
from orders.actions import approve_order, submit_order, update_order
from orders.extracts import WITHHELD, Extracts
from orders.models import Order
from pairing.actions import draft_pairs_order
from pairing.testing import make_pair, with_order_texts
from registry.models import Person
from registry.testing import make_mentee, make_mentor, make_person
from schools.models import Programme, School

pytestmark = pytest.mark.django_db

NAMES = {
    "mentor": ("Орлова", "Вера", "Глебовна", "f"),
    "first": ("Беркутов", "Пётр", "Ильич", "m"),
    "second": ("Сидоркина", "Анна", "Олеговна", "f"),
    "other": ("Журавлёв", "Ян", "Янович", "m"),
    "other_mentee": ("Щеглова", "Мария", "Ивановна", "f"),
}


@pytest.fixture
def people(school: School) -> dict[str, Person]:
    return {
        key: make_person(
            school,
            last_name=last,
            first_name=first,
            middle_name=middle,
            gender=gender,
            kind="staff" if key in ("mentor", "other") else "pupil",
            class_name="" if key in ("mentor", "other") else "8А",
            post="учитель математики" if key in ("mentor", "other") else "",
        )
        for key, (last, first, middle, gender) in NAMES.items()
    }


@pytest.fixture
def draft(programme: Programme, curator: User, people: dict[str, Person]) -> Order:
    """A group of two and a pair, with the table of pairs as its annex."""
    with_order_texts(programme)
    regulation = programme.regulation
    regulation.texts["orders"]["pairs"]["annexes"] = [{"title": "Пары и группы", "kind": "pairs"}]
    regulation.save(update_fields=["texts"])
    school = programme.school
    group = make_pair(
        school,
        mentor=make_mentor(school, person=people["mentor"]),
        mentees=[make_mentee(school, person=people[key]) for key in ("first", "second")],
    )
    pair = make_pair(
        school,
        mentor=make_mentor(school, person=people["other"]),
        mentees=[make_mentee(school, person=people["other_mentee"])],
    )
    return draft_pairs_order([group, pair], programme=programme, actor=curator)


def signed(order: Order, curator: User, director: User) -> Order:
    submit_order(order, actor=curator)
    return approve_order(Order.objects.get(pk=order.pk), actor=director)


def words_of(paper: Any, kind: str) -> str:
    content = MAKERS[FileFormat(kind)](paper)
    if kind == FileFormat.PDF:
        reader = PdfReader(BytesIO(content))
        text = "".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
    else:
        archive = ZipFile(BytesIO(content))
        text = "".join(
            archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")
        )
    return text.replace("\xa0", " ")


def forms_of(person: Person) -> set[str]:
    return {decline(person.name_parts, case).last for case in Case}


SEEN = {
    "mentor": {"mentor", "first", "second"},
    "first": {"mentor", "first"},
    "second": {"mentor", "second"},
    "other": {"other", "other_mentee"},
    "other_mentee": {"other", "other_mentee"},
}


@pytest.mark.parametrize("kind", [FileFormat.PDF, FileFormat.DOCX])
def test_the_file_of_each_has_only_their_own_surname_and_their_partners(
    draft: Order, curator: User, director: User, people: dict[str, Person], kind: str
) -> None:
    extracts = Extracts(signed(draft, curator, director))

    found = {}
    for reader in SEEN:
        text = words_of(extracts.paper_for(people[reader]), kind)
        found[reader] = {
            key for key, person in people.items() if any(form in text for form in forms_of(person))
        }
    assert found == SEEN


def test_a_point_in_free_words_about_two_is_told_by_its_number_only(
    draft: Order, curator: User, director: User, people: dict[str, Person]
) -> None:
    points = [
        {"text": "Беркутова Петра Ильича перевести в группу, где Сидоркина – старшая."},
        *draft.points,
    ]
    update_order(draft, points=points, actor=curator)
    order = signed(draft, curator, director)

    lines = [
        getattr(block, "text", "") for block in Extracts(order).paper_for(people["first"]).blocks
    ]
    assert f"1. {WITHHELD}" in lines
    assert not any("Сидоркин" in line for line in lines)


def test_who_had_another_name_when_the_order_was_signed_is_not_told_either(
    draft: Order, curator: User, director: User, people: dict[str, Person]
) -> None:
    order = signed(draft, curator, director)
    Person.objects.filter(pk=people["second"].pk).update(last_name="Ласточкина")

    assert "Сидоркин" not in words_of(Extracts(order).paper_for(people["first"]), FileFormat.PDF)


def test_grounds_that_name_another_pupil_are_left_out(
    draft: Order, curator: User, director: User, people: dict[str, Person]
) -> None:
    update_order(draft, preamble="По ходатайству Щегловой Марии Ивановны", actor=curator)
    paper = Extracts(signed(draft, curator, director)).paper_for(people["first"])

    assert "Щеглов" not in words_of(paper, FileFormat.PDF)
