"""An extract of a signed order: what names one person, and nobody else's lines."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import User
from core.errors import DomainError, StateError
from documents.paper import Annex, Paper, Paragraph, Signatures, Table
from orders.actions import approve_order
from orders.extracts import Extracts, extract_paper
from orders.models import Order
from orders.testing import make_order, make_submitted
from registry.models import Person
from registry.testing import make_person
from schools.models import Programme

pytestmark = pytest.mark.django_db
COLUMNS = ["№", "Наставник", "Наставляемый"]


def texts_of(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Paragraph)]


def rows_of(paper: Paper) -> list[tuple[str, ...]]:
    annexes = [block for block in paper.blocks if isinstance(block, Annex)]
    tables = [inner for annex in annexes for inner in annex.blocks if isinstance(inner, Table)]
    return [row for table in tables for row in table.rows]


@pytest.fixture
def orlova(programme: Programme) -> Person:
    return make_person(
        programme.school,
        last_name="Орлова",
        first_name="Вера",
        middle_name="Глебовна",
        gender="f",
    )


@pytest.fixture
def petrov(programme: Programme) -> Person:
    return make_person(
        programme.school,
        last_name="Петров",
        first_name="Пётр",
        middle_name="Ильич",
        kind="pupil",
        class_name="8А",
    )


@pytest.fixture
def approved(
    programme: Programme, curator: User, director: User, orlova: Person, petrov: Person
) -> Order:
    return signed(programme, curator, director, people=[orlova, petrov])


def signed(programme: Programme, curator: User, director: User, **fields: Any) -> Order:
    values: dict[str, Any] = {
        "points": [
            {
                "text": "Закрепить пары:",
                "points": [
                    {"text": "за Петровым Петром Ильичом, обучающимся 8А класса, – Орлову В. Г.;"},
                    {"text": "за Синицыной Анной – Волкова Олега."},
                ],
            },
            {"text": "Составить планы.", "executor": "Орлова В. Г.", "due": "до 01.10.2026"},
            {"text": "Разместить приказ на сайте."},
        ],
        "annexes": [
            {
                "title": "Пары",
                "columns": COLUMNS,
                "rows": [
                    ["1", "Волков Олег", "Синицына Анна"],
                    ["2", "Орлова Вера Глебовна", "Петров Петр Ильич"],
                ],
            },
            {"title": "Сроки", "columns": COLUMNS, "rows": [["1", "Опрос", "октябрь"]]},
        ],
    }
    waiting = make_submitted(programme, curator, **values | fields)
    return approve_order(waiting, actor=director)


def test_only_points_that_name_the_person_stand_there_under_their_own_numbers(
    approved: Order, orlova: Person
) -> None:
    assert texts_of(extract_paper(approved, orlova)) == [
        "На основании представления куратора",
        "1. Закрепить пары:",
        "1.1. за Петровым Петром Ильичом, обучающимся 8А класса, – Орлову В. Г.;",
        "2. Составить планы.",
        "Ответственный: Орлова В. Г. Срок: до 01.10.2026.",
    ]


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (["Закрепить пары (приложение № 1).", "Утвердить сроки (приложение № 2)."], [0]),
        (["Утвердить приложения № 1, 2 к приказу."], [0]),
        (["Утвердить приложения к приказу."], [0]),
        (["Утвердить приложение № 12.", "Разместить приказ на сайте."], []),
    ],
)
def test_a_point_that_puts_the_annex_of_the_person_in_force_stands_there(
    programme: Programme,
    curator: User,
    director: User,
    petrov: Person,
    texts: list[str],
    kept: list[int],
) -> None:
    points = [{"text": text} for text in texts]
    order = signed(programme, curator, director, points=points, people=[petrov])

    told = texts_of(extract_paper(order, petrov))[1:]

    assert told == [f"{place + 1}. {texts[place]}" for place in kept]


def test_it_is_certified_below_its_last_annex(approved: Order, petrov: Person) -> None:
    *_others, last = extract_paper(approved, petrov).blocks

    assert isinstance(last, Annex)
    _table, copy, signatures = last.blocks
    assert copy == Paragraph("Выписка верна", indent=False)
    assert isinstance(signatures, Signatures)


def test_the_row_of_an_annex_keeps_its_number_and_other_annexes_are_left_out(
    approved: Order, petrov: Person
) -> None:
    paper = extract_paper(approved, petrov)

    assert rows_of(paper) == [("2", "Орлова Вера Глебовна", "Петров Петр Ильич")]
    assert len([block for block in paper.blocks if isinstance(block, Annex)]) == 1


def test_it_has_the_requisites_of_the_order(approved: Order, petrov: Person) -> None:
    paper = extract_paper(approved, petrov)

    assert (paper.kind, paper.heading) == ("order_extract", "ВЫПИСКА ИЗ ПРИКАЗА")
    assert (paper.number, paper.date) == (approved.number, approved.signed_on)
    assert approved.document is not None
    assert paper.check.endswith(approved.document.check_code) or "check" in paper.check


def test_a_draft_has_no_extract(programme: Programme, curator: User, orlova: Person) -> None:
    order = make_order(programme, curator, people=[orlova])
    with pytest.raises(StateError, match="не утверждён"):
        extract_paper(order, orlova)


def test_whom_the_order_does_not_name_gets_none(approved: Order, programme: Programme) -> None:
    with pytest.raises(DomainError, match="не называет"):
        extract_paper(approved, make_person(programme.school, last_name="Волков"))


def test_a_name_that_the_text_does_not_have_is_said(
    programme: Programme, curator: User, director: User, orlova: Person
) -> None:
    stranger = make_person(programme.school, last_name="Зуев")
    order = signed(programme, curator, director, people=[orlova, stranger])
    with pytest.raises(DomainError, match="нет имени «Зуев"):
        extract_paper(order, stranger)


def test_a_longer_name_is_not_taken_for_the_shorter(
    programme: Programme, curator: User, director: User
) -> None:
    school = programme.school
    short = make_person(school, last_name="Петров", first_name="Пётр", middle_name="")
    long = make_person(school, last_name="Петров", first_name="Пётр", middle_name="Ильич")
    points = [{"text": "Наградить Петрова Петра Ильича."}, {"text": "Назначить Петрова Петра."}]
    extracts = Extracts(
        signed(programme, curator, director, points=points, annexes=[], people=[short, long])
    )

    assert texts_of(extracts.paper_for(short))[1:-1] == ["2. Назначить Петрова Петра."]
    assert texts_of(extracts.paper_for(long))[1:-1] == ["1. Наградить Петрова Петра Ильича."]


def test_namesakes_are_told_apart_by_their_class(
    programme: Programme, curator: User, director: User
) -> None:
    school = programme.school
    first, second = (
        make_person(school, last_name="Лис", first_name="Ян", middle_name="", kind="pupil",
                    class_name=name)
        for name in ("5А", "7Б")
    )  # fmt: skip
    points = [
        {"text": "Назначить Лиса Яна, обучающегося 5А класса."},
        {"text": "Назначить Лиса Яна, обучающегося 7Б класса."},
    ]
    order = signed(programme, curator, director, points=points, annexes=[], people=[first, second])

    assert texts_of(extract_paper(order, second))[1:-1] == [
        "2. Назначить Лиса Яна, обучающегося 7Б класса."
    ]


def test_many_extracts_ask_the_database_only_when_the_first_is_made(
    approved: Order, django_assert_num_queries: Any
) -> None:
    extracts = Extracts(approved)
    with django_assert_num_queries(0):
        for person in extracts.people:
            extracts.paper_for(person)
