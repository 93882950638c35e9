"""Headings in other words, tables in other shapes, values written in other ways."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from registry.choices import Base
from registry.reading.body import data_rows
from registry.reading.columns import JOINED, columns_by_name
from registry.reading.layout import Told, find_layout
from registry.reading.likeness import like_column, mistyped_column
from registry.reading.phones import tidy_phones
from registry.reading.preview import table_of
from registry.reading.sheets import sheets_of
from registry.reading.values import ValueProblem, read_birth, read_email, read_joined_on

from .spreadsheets import MENTEE_HEAD, MENTOR_HEAD, csv_file, mentee, mentor, workbook

TODAY = datetime.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("base", "heading", "name"),
    [
        (Base.MENTEES, "ФИО ребёнка (полностью)", "full_name"),
        (Base.MENTEES, "Учащийся", "full_name"),
        (Base.MENTEES, "Число, месяц и год рождения ребёнка", "birth_date"),
        (Base.MENTEES, "Кл.", "class_name"),
        (Base.MENTEES, "В каком классе учится", "class_name"),
        (Base.MENTEES, "Сотовый", "phone"),
        (Base.MENTEES, "E-mail мамы", "contacts"),
        (Base.MENTEES, "ФИО отца", "guardian_name"),
        (Base.MENTEES, "Какие есть трудности", "request"),
        (Base.MENTEES, "Дата зачисления", "joined_on"),
        (Base.MENTORS, "Ф.И.О. педагога-наставника", "full_name"),
        (Base.MENTORS, "Сколько наставляемых готов взять", "places"),
        (Base.MENTORS, "Где работает", "workplace"),
        (Base.MENTORS, "Навыки и умения", "competencies"),
        (Base.MENTORS, "Награды", "achievements"),
    ],
)
def test_a_heading_in_other_words_is_guessed(base: str, heading: str, name: str) -> None:
    column = like_column(base, heading)

    assert column is not None
    assert column.name == name


@pytest.mark.parametrize(
    ("base", "heading"),
    [
        (Base.MENTEES, "ФИО классного руководителя"),
        (Base.MENTEES, "Форма обучения"),
        (Base.MENTEES, "Дата рождения мамы"),
        (Base.MENTEES, "Телефон наставника"),
        (Base.MENTORS, "Телефон наставляемого"),
        (Base.MENTEES, "Дата выдачи паспорта"),
        (Base.MENTEES, "СНИЛС"),
        (Base.MENTEES, "Примечание"),
        (Base.MENTEES, "2026"),
        (Base.MENTEES, "ф" * 500),
    ],
)
def test_what_belongs_to_somebody_else_is_not_guessed(base: str, heading: str) -> None:
    assert like_column(base, heading) is None


@pytest.mark.parametrize(
    ("heading", "name"),
    [("Контатные данные", "contacts"), ("Клас / должность", "place"), ("Рост", ""), ("Вес", "")],
)
def test_a_slip_of_the_pen_is_forgiven(heading: str, name: str) -> None:
    column = mistyped_column(Base.MENTEES, heading)

    assert (column.name if column else "") == name


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("89001000001", "+7 900 100 00 01"),
        ("8(900)100-00-02, мама", "+7 900 100 00 02, мама"),
        ("+7 900 100 00 01 (мама, Нинель)", "+7 900 100 00 01 (мама, Нинель)"),
        ("мама 8-900-100-00-01, папа 9001000002", "мама +7 900 100 00 01, папа +7 900 100 00 02"),
        ("тел. 8 (34343) 2-15-30", "тел. +7 343 432 15 30"),
        ("2-15-30", "2-15-30"),
        ("ivan89001000001@example.org", "ivan89001000001@example.org"),
        ("123-456-789 01", "123-456-789 01"),
        ("8 апреля 2012", "8 апреля 2012"),
        ("8" * 40, "8" * 40),
    ],
)
def test_telephones_get_one_shape_and_nothing_else_does(typed: str, tidy: str) -> None:
    assert tidy_phones(typed) == tidy


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1 сентября 2026 г.", (2026, 9, 1)),
        ("«01» сентября 2026 года", (2026, 9, 1)),
        ("01.09.26", (2026, 9, 1)),
        ("1 сент. 2026", (2026, 9, 1)),
        ("01-мая-26", (2026, 5, 1)),
        ("сентябрь 2026", (2026, 9, 1)),
        ("2026/2027", (2026, 9, 1)),
        ("2026-2027 уч. год", (2026, 9, 1)),
        ("46266", (2026, 9, 1)),
    ],
)
def test_a_date_is_read_however_it_is_written(typed: str, day: tuple[int, int, int]) -> None:
    assert read_joined_on(typed, TODAY) == datetime.date(*day)


@pytest.mark.parametrize(
    "typed", ["31 сентября 2026", "2026/2029", "скоро", "13.13.26", "мартобрь 2026"]
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueProblem):
        read_joined_on(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("сент. 2011", (None, 2011)),
        ("2011 г. р.", (None, 2011)),
        ("5 мая 2011 г.р.", (datetime.date(2011, 5, 5), 2011)),
        ("05.03.72", (datetime.date(1972, 3, 5), 1972)),
    ],
)
def test_a_birth_is_read_as_far_as_it_is_told(typed: str, born: Any) -> None:
    assert read_birth(typed, TODAY) == born


def test_an_address_is_taken_from_a_cell_with_more_in_it() -> None:
    assert read_email("Maketov@example.org, 8-900-200-06-02") == "maketov@example.org"


def rows_under(head: Any, *rows: Any, base: str = Base.MENTEES) -> tuple[list[int], list[str]]:
    content = workbook([head, *rows])
    layout, sheet = find_layout(sheets_of(content), base)
    skipped: list[tuple[int, str]] = []
    numbers = [number for number, _row in data_rows(layout, table_of(layout, sheet), skipped)]
    return numbers, [text for _number, text in skipped]


def test_totals_signatures_and_a_header_again_are_no_people() -> None:
    found = rows_under(
        MENTEE_HEAD,
        mentee(),
        MENTEE_HEAD,
        mentee("Второв Пётр Ильич"),
        ["Итого: 2", "", 2, 2, 2, 2],
        ["Директор", "", "И. И. Примеров"],
        ["", "", "Исп. Примерова"],
        ["* по данным на 1 октября"],
    )

    assert found[0] == [2, 4, 7]
    assert found[1][1:] == [
        "Итого: 2 2 2 2 2",
        "Директор И. И. Примеров",
        "* по данным на 1 октября",
    ]


def test_a_person_whose_name_is_missing_is_no_signature() -> None:
    assert rows_under(MENTEE_HEAD, mentee(""))[0] == [2]


def test_somebody_called_like_a_total_stays() -> None:
    assert rows_under(MENTEE_HEAD, mentee("Всеволодова Анна Ильинична"))[0] == [2]


def test_a_short_upright_table_is_not_turned_over() -> None:
    content = workbook([["ФИО наставляемого", "Класс"], ["Пробная Анна Ильинична", "8А"]])

    layout, _sheet = find_layout(sheets_of(content), Base.MENTEES)

    assert (layout.sideways, len(layout.places)) == (False, 2)


def test_a_form_on_its_side_is_turned() -> None:
    content = workbook(list(zip(MENTOR_HEAD, mentor(), mentor("Второв Лев Ильич"), strict=True)))

    layout, sheet = find_layout(sheets_of(content), Base.MENTORS)

    place = layout.place_of("competencies")
    assert (layout.sideways, place.cell(3), place.mark) == (True, "C4", "строка 4")
    assert [number for number, _row in data_rows(layout, table_of(layout, sheet))] == [2, 3]


def test_a_csv_keeps_its_separator_when_a_person_corrects_it() -> None:
    row = mentee(request="чтение, письмо, счёт", place="8А, 8Б, 8В")
    content = csv_file([["Список, составлен, вчера"], MENTEE_HEAD, row], separator=";")

    layout, _sheet = find_layout(sheets_of(content), Base.MENTEES, Told("", 2, False))

    assert len(layout.places) == len(MENTEE_HEAD)


@pytest.mark.parametrize("base", Base.values)
def test_what_may_stand_in_several_columns_is_a_column_of_each_base(base: str) -> None:
    assert set(columns_by_name(base)) >= JOINED
