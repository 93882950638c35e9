"""A row by itself: what is taken from it, what is wrong with it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.choices import Base
from registry.reading.layout import read_header
from registry.reading.rows import ReadRow, RowReader, Setting
from schools.choices import OrganisationKind, ParticipantKind

from .spreadsheets import MENTEE_HEAD, MENTOR_HEAD, mentee, mentor

SETTING = Setting(
    organisation=OrganisationKind.SCHOOL,
    today=datetime.date(2026, 11, 21),
    forms={"учитель-ученик": 1, "учитель-учитель": 2, "работодатель-ученик": 3},
    form_names=("учитель – ученик", "учитель – учитель", "работодатель – ученик"),
    mentor_kinds={1: "staff", 2: "staff", 3: "employer"},
    mentee_kinds={1: "pupil", 2: "staff", 3: "pupil"},
    directions={"учебное": 7},
    direction_names=("Учебное",),
)


def read(head: Any, row: Any, base: str = Base.MENTEES, number: int = 6) -> ReadRow:
    return RowReader(read_header(list(head), 1, base), SETTING).read(number, list(row))


def read_mentee(**changed: Any) -> ReadRow:
    return read(MENTEE_HEAD, mentee(**changed))


def read_mentor(**changed: Any) -> ReadRow:
    return read(MENTOR_HEAD, mentor(**changed), Base.MENTORS)


def test_a_line_of_the_mentees_base_fills_person_and_card() -> None:
    row = read_mentee()

    assert row.errors == []
    assert row.name_key == "пробная анна ильинична"
    assert row.data == {
        "last_name": "Пробная",
        "first_name": "Анна",
        "middle_name": "Ильинична",
        "gender": "f",
        "birth_year": 2012,
        "contacts": "+7 900 000 00 01 (мама)",
        "request": "подтянуть физику",
        "joined_on": "2026-09-07",
        "form_id": 1,
        "class_name": "8А",
        "kind": ParticipantKind.PUPIL,
    }


def test_a_line_of_the_mentors_base_fills_person_and_card() -> None:
    row = read_mentor()

    assert row.errors == []
    assert row.data == {
        "last_name": "Образцов",
        "first_name": "Пётр",
        "middle_name": "Львович",
        "gender": "m",
        "contacts": "+7 900 000 00 02, obraztsov@example.org",
        "contact_email": "obraztsov@example.org",
        "competencies": "физика, олимпиады",
        "joined_on": "2026-09-07",
        "form_id": 1,
        "workplace": "школа",
        "post": "учитель физики",
        "kind": ParticipantKind.STAFF,
    }


def test_an_error_names_column_cell_value_reason_and_what_is_allowed() -> None:
    row = read_mentee(form="студент – робот")

    assert row.errors == [
        {
            "column": "Форма наставничества",
            "cell": "G6",
            "value": "студент – робот",
            "reason": "такой формы в школе нет",
            "allowed": "учитель – ученик; учитель – учитель; работодатель – ученик",
        }
    ]


def test_every_mistake_of_a_row_is_named_in_the_order_of_columns() -> None:
    row = read_mentee(name="", year="давно", joined="31.02.2026", form="нет")

    assert [error["cell"] for error in row.errors] == ["A6", "C6", "F6", "G6"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "имя не указано"),
        ("   ", "имя не указано"),
        ("Иванов", "нужны и фамилия, и имя"),
        ("Иванов И. П.", "вместо имени стоят инициалы. Укажите имя и отчество полностью"),
        ("Ivanov Ivan", "имя нужно записать русскими буквами"),
        ("=Иванов Иван", "в имени лишние знаки: ="),
        ("а" * 201, "слишком длинно: 201 знаков"),
    ],
)
def test_a_name_that_is_none_is_refused(name: str, reason: str) -> None:
    (error,) = read_mentee(name=name).errors

    assert error["reason"] == reason


def test_a_patronymic_may_be_missing_and_then_gender_is_not_guessed() -> None:
    row = read_mentee(name="Ким Саша")

    assert row.errors == []
    assert "gender" not in row.data


def test_a_mended_name_says_what_was_mended() -> None:
    row = read_mentee(name="Анна Ильинична Пробная")

    assert row.data["last_name"] == "Пробная"
    assert [note["level"] for note in row.notes] == ["info", "fix"]


def test_three_columns_make_one_name() -> None:
    head = ("Фамилия", "Имя", "Отчество", "Класс")

    row = read(head, ["ПРОБНАЯ", "анна", "Ильинична", "8А"])

    assert [row.data[name] for name in ("last_name", "first_name", "middle_name")] == [
        "Пробная",
        "Анна",
        "Ильинична",
    ]


def test_three_columns_keep_a_surname_that_looks_like_a_patronymic() -> None:
    row = read(("Фамилия", "Имя", "Отчество"), ["Мицкевич", "Игорь", ""])

    assert (row.data["last_name"], row.data["middle_name"]) == ("Мицкевич", "")


def test_a_column_of_first_names_with_patronymics_is_taken_apart() -> None:
    row = read(("Фамилия", "Имя"), ["Пробная", "Анна Ильинична"])

    assert row.data["middle_name"] == "Ильинична"


def test_year_and_date_of_birth_must_agree() -> None:
    head = ("ФИО", "Дата рождения", "Год рождения")

    (error,) = read(head, ["Пробная Анна", "01.05.2012", 2013]).errors
    good = read(head, ["Пробная Анна", "01.05.2012", 2012])

    assert (error["cell"], error["reason"]) == ("C6", "не совпадает с датой рождения")
    assert (good.data["birth_date"], good.data["birth_year"]) == ("2012-05-01", 2012)


def test_a_full_date_in_the_column_of_the_year_is_kept() -> None:
    row = read_mentee(year=datetime.date(2012, 5, 1))

    assert (row.data["birth_date"], row.data["birth_year"]) == ("2012-05-01", 2012)


def test_phone_and_contacts_are_put_together_once() -> None:
    head = ("ФИО", "Контактные данные", "Телефон")

    both = read(head, ["Пробная Анна", "мама Ольга", "+7 900"])
    same = read(head, ["Пробная Анна", "мама, +7 900", "+7 900"])

    assert both.data["contacts"] == "мама Ольга; +7 900"
    assert same.data["contacts"] == "мама, +7 900"


def test_a_text_longer_than_its_field_names_the_limit() -> None:
    contacts = read_mentee(contacts="9" * 501).errors[0]
    workplace = read_mentor(place="ш" * 301).errors[0]
    post = read_mentor(place="школа, " + "у" * 201).errors[0]

    assert (contacts["cell"], contacts["allowed"]) == ("B6", "не больше 500 знаков")
    assert len(contacts["value"]) == 200
    assert (workplace["cell"], workplace["allowed"]) == ("C6", "не больше 300 знаков")
    assert (post["cell"], post["allowed"]) == ("C6", "не больше 200 знаков")


def test_contacts_too_long_only_together_are_refused_as_well() -> None:
    row = read(("ФИО", "Контакты", "Телефон"), ["Пробная Анна", "а" * 300, "9" * 300])

    assert [error["column"] for error in row.errors] == ["Контакты"]


def test_a_post_in_a_column_of_its_own_leaves_the_workplace_whole() -> None:
    head = (*MENTOR_HEAD, "Должность")

    row = read(head, [*mentor(place="ООО «Пример», цех 2"), "инженер"], Base.MENTORS)

    assert (row.data["workplace"], row.data["post"]) == ("ООО «Пример», цех 2", "инженер")
    assert row.data["kind"] == ParticipantKind.EMPLOYER


@pytest.mark.parametrize(
    ("place", "form", "kind"),
    [
        ("школа, учитель истории", "работодатель – ученик", ParticipantKind.STAFF),
        ("ООО «Пример», инженер", "работодатель – ученик", ParticipantKind.EMPLOYER),
        ("ООО «Пример»", "работодатель – ученик", ParticipantKind.EMPLOYER),
        ("10А класс", "учитель – ученик", ParticipantKind.PUPIL),
        ("", "учитель – ученик", ParticipantKind.STAFF),
        ("", "", ParticipantKind.OTHER),
    ],
)
def test_a_mentors_kind_follows_words_then_form(place: str, form: str, kind: str) -> None:
    assert read_mentor(place=place, form=form).data["kind"] == kind


@pytest.mark.parametrize(
    ("place", "year", "form", "kind"),
    [
        ("8А", "", "", ParticipantKind.PUPIL),
        ("учитель физики", 1990, "учитель – ученик", ParticipantKind.STAFF),
        ("", 2012, "учитель – учитель", ParticipantKind.PUPIL),
        ("", "", "учитель – учитель", ParticipantKind.STAFF),
        ("", "", "", ParticipantKind.OTHER),
    ],
)
def test_a_mentees_kind_follows_class_age_and_form(
    place: str, year: Any, form: str, kind: str
) -> None:
    assert read_mentee(place=place, year=year, form=form).data["kind"] == kind


def test_a_direction_is_one_of_the_schools() -> None:
    head = ("ФИО", "Направление")

    assert read(head, ["Пробная Анна", "УЧЕБНОЕ"]).data["direction_id"] == 7
    assert read(head, ["Пробная Анна", "иное"]).errors[0]["allowed"] == "Учебное"


def test_an_age_that_excel_made_a_date_is_warned_of() -> None:
    head = (*MENTOR_HEAD, "Желаемый возраст наставляемых")

    row = read(head, [*mentor(), datetime.date(2013, 11, 1)], Base.MENTORS)

    assert [note["level"] for note in row.notes] == ["warning"]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    row = read_mentee(request='=HYPERLINK("http://example.org")', contacts="+7 900; @anna")

    assert row.errors == []
    assert row.data["request"] == '=HYPERLINK("http://example.org")'
    assert row.data["contacts"] == "+7 900; @anna"


def test_a_row_shorter_than_the_header_is_read() -> None:
    row = read(MENTEE_HEAD, ["Пробная Анна Ильинична"])

    assert row.errors == []
    assert row.data["last_name"] == "Пробная"


CELL = st.none() | st.text(max_size=60) | st.floats() | st.booleans() | st.dates() | st.datetimes()


@settings(deadline=None)
@given(st.lists(CELL, max_size=9))
def test_any_row_is_read_or_refused_in_words(cells: list[Any]) -> None:
    for head, base in ((MENTEE_HEAD, Base.MENTEES), (MENTOR_HEAD, Base.MENTORS)):
        row = read(head, cells, base)

        assert row.errors or row.data["last_name"]
        assert all(error["reason"] and error["cell"] for error in row.errors)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("9А", {"kind": "pupil", "class_name": "9А"}),
        ("учитель физики", {"kind": "staff", "post": "учитель физики"}),
        ("школа № 5", {"kind": "other", "workplace": "школа № 5"}),
    ],
)
def test_where_a_mentee_studies_may_be_a_class(text: str, told: dict[str, str]) -> None:
    row = read(["ФИО наставляемого", "Место учёбы/работы"], ["Орлов Иван Ильич", text])

    names = ("kind", "class_name", "post", "workplace")
    assert {name: row.data[name] for name in names if row.data.get(name)} == told


def test_a_class_does_not_take_the_place_of_the_school_beside_it() -> None:
    head = ["ФИО наставляемого", "Класс / должность", "Место учёбы"]

    row = read(head, ["Орлов Иван Ильич", "9А", "школа № 5"])

    assert (row.data["class_name"], row.data["workplace"]) == ("9А", "школа № 5")
