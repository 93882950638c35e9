"""Who of the file is who of the base."""

from __future__ import annotations

from typing import Any

import pytest

from core.russian.names import normalise_key
from registry.choices import Base, CardState, RowStatus
from registry.reading.fields import CARD_FIELDS, PERSON_FIELDS
from registry.reading.matching import ANOTHER, Matcher, Outcome, mark_repeats
from registry.reading.rows import ReadRow

NAME = "Соловьёва Анна Ильинична"


def given(number: int = 2, name: str = NAME, **data: Any) -> ReadRow:
    last, first, middle = name.split()
    values = {
        "last_name": last,
        "first_name": first,
        "middle_name": middle,
        "kind": "pupil",
        "birth_year": 2012,
    } | data
    return ReadRow(number, values, name_key=normalise_key(name))


def known(pk: int = 1, name: str = NAME, *, card: int | None = 10, **data: Any) -> dict[str, Any]:
    last, first, middle = name.split()
    empty = dict.fromkeys((*PERSON_FIELDS, *CARD_FIELDS[Base.MENTEES]), "")
    return (
        empty
        | {
            "id": pk,
            "name_key": normalise_key(name),
            "last_name": last,
            "first_name": first,
            "middle_name": middle,
            "kind": "pupil",
            "birth_year": 2012,
            "birth_date": None,
            "form_id": None,
            "direction_id": None,
            "joined_on": None,
            "card_id": card,
            "state": CardState.ACTIVE if card else None,
        }
        | data
    )


def compare(rows: list[ReadRow], people: list[dict[str, Any]], **options: Any) -> list[Outcome]:
    options.setdefault("name_at", ("ФИО", "A"))
    return Matcher(Base.MENTEES, people, **options).compare(rows)


def only(row: ReadRow, *people: dict[str, Any], **options: Any) -> Outcome:
    (outcome,) = compare([row], list(people), **options)
    return outcome


def levels(row: ReadRow) -> list[str]:
    return [note["level"] for note in row.notes]


def test_nobody_of_that_name_is_new() -> None:
    outcome = only(given(request="помощь"), known(name="Другая Анна Ильинична"))

    assert (outcome.status, outcome.person_id) == (RowStatus.NEW, None)
    assert outcome.row.data["request"] == "помощь"
    assert outcome.row.notes == []


def test_the_same_person_with_the_same_values_is_the_same() -> None:
    outcome = only(given(request="помощь"), known(request="помощь"))

    assert (outcome.status, outcome.person_id, outcome.card_id) == (RowStatus.SAME, 1, 10)
    assert outcome.changes == {}


def test_a_change_has_before_and_after() -> None:
    outcome = only(given(class_name="9А", request="новое"), known(class_name="8А", request="было"))

    assert outcome.status == RowStatus.CHANGED
    assert outcome.changes == {"class_name": ["8А", "9А"], "request": ["было", "новое"]}
    assert (outcome.person, outcome.card) == ({"class_name": "9А"}, {"request": "новое"})


def test_an_empty_cell_erases_nothing() -> None:
    outcome = only(given(contacts=""), known(contacts="+7 900", request="было"))

    assert outcome.status == RowStatus.SAME


def test_names_are_compared_without_yo_case_and_dashes() -> None:
    outcome = only(given(name="СОЛОВЬЕВА анна Ильинична"), known())

    assert outcome.person_id == 1


def test_yo_is_added_to_a_name_and_never_taken_away() -> None:
    better = only(given(), known(name="Соловьева Анна Ильинична"))
    worse = only(given(name="Соловьева Анна Ильинична"), known())

    assert better.changes == {"last_name": ["Соловьева", "Соловьёва"]}
    assert (worse.status, worse.changes) == (RowStatus.SAME, {})


def test_another_year_of_birth_asks_whether_it_is_the_same_person() -> None:
    outcome = only(given(birth_year=2013), known(birth_year=2012, class_name="8А"))

    assert (outcome.status, outcome.person_id) == (RowStatus.ASKED, None)
    (note,) = outcome.row.notes
    assert (note["level"], note["here"], note["people"]) == (
        "ask",
        "2013 г. р.",
        [[1, "2012 г. р., 8А"]],
    )


def test_who_is_said_to_be_the_same_person_gets_the_year_of_the_file() -> None:
    outcome = only(given(birth_year=2013, who=1), known(birth_year=2012))

    assert (outcome.status, outcome.person_id) == (RowStatus.CHANGED, 1)
    assert outcome.changes == {"birth_year": [2012, 2013]}


def test_who_is_said_to_be_another_person_is_new_without_a_question() -> None:
    outcome = only(given(birth_year=2013, who=ANOTHER), known(birth_year=2012))

    assert (outcome.status, outcome.person_id, outcome.row.notes) == (RowStatus.NEW, None, [])


def test_one_person_is_not_two_rows_whatever_was_answered() -> None:
    rows = [given(2, birth_year=2013, who=1), given(3, birth_year=2014, who=1)]

    outcomes = compare(rows, [known(birth_year=2012)])

    assert [(one.status, one.person_id) for one in outcomes] == [
        (RowStatus.CHANGED, 1),
        (RowStatus.NEW, None),
    ]


def test_an_answer_that_names_somebody_of_another_name_asks_again() -> None:
    outcome = only(given(birth_year=2013, who=999), known(birth_year=2012))

    assert outcome.status == RowStatus.ASKED


def test_of_somebody_whom_the_actor_may_not_see_nothing_is_asked() -> None:
    outcome = only(given(birth_year=2013), known(birth_year=2012), hidden=frozenset({1}))

    assert outcome.status == RowStatus.NEW
    assert "2012" not in str(outcome.row.notes)


def test_a_father_and_a_child_of_one_name_are_two_without_a_question() -> None:
    outcome = only(given(), known(birth_year=1980, kind="staff", post="учитель"))

    assert (outcome.status, levels(outcome.row)) == (RowStatus.NEW, ["info"])


def test_a_namesake_who_has_a_row_of_the_own_is_not_asked_about() -> None:
    rows = [given(2, birth_year=2012), given(3, birth_year=2013)]

    outcomes = compare(rows, [known(birth_year=2012)])

    assert [one.status for one in outcomes] == [RowStatus.SAME, RowStatus.NEW]


def test_a_telephone_written_another_way_is_no_change() -> None:
    outcome = only(given(contacts="+7 900 100 00 01"), known(contacts="8 (900) 100-00-01"))

    assert outcome.status == RowStatus.SAME


def test_an_unknown_year_of_birth_is_filled_in() -> None:
    outcome = only(given(), known(birth_year=None))

    assert outcome.changes == {"birth_year": [None, 2012]}


def test_a_day_of_birth_is_added_to_its_year_and_another_day_is_another_person() -> None:
    added = only(given(birth_date="2012-05-01"), known())
    other = only(given(birth_date="2012-05-01"), known(birth_date="2012-05-02"))

    assert added.changes == {"birth_date": [None, "2012-05-01"]}
    assert other.status == RowStatus.ASKED


def test_a_pupil_and_a_teacher_of_one_name_are_two_people() -> None:
    outcome = only(given(), known(birth_year=None, kind="staff", post="учитель"))

    assert (outcome.status, outcome.person_id) == (RowStatus.NEW, None)
    assert levels(outcome.row) == ["info"]


def test_who_is_known_without_a_card_of_this_base_gets_one() -> None:
    outcome = only(given(request="помощь"), known(card=None))

    assert (outcome.status, outcome.person_id, outcome.card_id) == (RowStatus.NEW, 1, None)
    assert outcome.card == {"request": "помощь"}
    assert levels(outcome.row) == ["info"]


def test_an_archived_card_comes_back() -> None:
    outcome = only(given(), known(state=CardState.ARCHIVED))

    assert outcome.changes == {"state": ["archived", "active"]}


def test_of_two_namesakes_the_year_decides() -> None:
    first, second = known(1, birth_year=2011), known(2, card=20, birth_year=2012)

    assert only(given(birth_year=2011), first, second).person_id == 1
    assert only(given(birth_year=2012), first, second).person_id == 2


def test_two_namesakes_whom_nothing_tells_apart_make_the_row_wrong() -> None:
    row = given(birth_year=None)

    outcome = only(row, known(1, birth_year=2011), known(2, card=20, birth_year=2012))

    assert outcome.status == RowStatus.WRONG
    assert row.errors == [
        {
            "column": "ФИО",
            "cell": "A2",
            "value": NAME,
            "reason": "в базе несколько человек с таким именем",
            "allowed": "укажите год рождения: 2011, 2012",
        }
    ]


def test_of_two_namesakes_without_years_the_class_decides() -> None:
    people = [
        known(1, birth_year=None, class_name="5А"),
        known(2, card=20, birth_year=None, class_name="9Б"),
    ]
    rows = [
        given(2, birth_year=None, class_name="9Б"),
        given(3, birth_year=None, class_name="5А"),
    ]

    outcomes = compare(rows, people)

    assert [(one.status, one.person_id) for one in outcomes] == [
        (RowStatus.SAME, 2),
        (RowStatus.SAME, 1),
    ]


def test_nobody_of_the_base_is_taken_by_two_rows() -> None:
    rows = [
        given(2, birth_year=None, class_name="9Б"),
        given(3, birth_year=None, class_name="5А"),
    ]

    outcomes = compare(rows, [known(1, birth_year=None, class_name="5А")])

    assert [(one.status, one.person_id) for one in outcomes] == [
        (RowStatus.NEW, None),
        (RowStatus.SAME, 1),
    ]


def test_gender_kind_and_mail_of_a_known_person_stay() -> None:
    row = given(kind="student", gender="m", contact_email="new@example.org")

    outcome = only(row, known(gender="f", email="old@example.org"))

    assert outcome.status == RowStatus.SAME


def test_a_mail_among_contacts_fills_an_empty_one_and_a_column_of_mail_changes_it() -> None:
    filled = only(given(contact_email="new@example.org"), known())
    changed = only(given(email="new@example.org"), known(email="old@example.org"))

    assert filled.changes == {"email": ["", "new@example.org"]}
    assert changed.changes == {"email": ["old@example.org", "new@example.org"]}


def test_a_pupil_who_is_an_adult_in_the_file_is_warned_of() -> None:
    outcome = only(given(kind="staff", post="учитель"), known())

    assert outcome.changes == {"post": ["", "учитель"]}
    assert levels(outcome.row) == ["warning"]


def test_somebody_whom_the_actor_may_not_see_is_not_changed() -> None:
    outcome = only(given(request="новое"), known(request="было"), hidden=frozenset({1}))

    assert outcome.status == RowStatus.WRONG
    assert outcome.row.errors[0]["reason"] == "этого человека ведёт другой куратор"


@pytest.mark.parametrize(
    ("first", "second", "is_repeat"),
    [
        ({}, {}, True),
        ({"request": "одно"}, {"request": "другое"}, True),
        ({"birth_year": 2012}, {"birth_year": 2013}, False),
        ({"birth_year": None}, {"birth_year": 2012}, True),
        ({"birth_year": None, "class_name": "5А"}, {"birth_year": None, "class_name": "9Б"}, False),
        ({"birth_year": None, "class_name": "5А"}, {"birth_year": None, "class_name": "5а"}, True),
        (
            {"birth_year": None, "kind": "staff", "post": "учитель"},
            {"birth_year": None, "kind": "staff", "post": "педагог"},
            True,
        ),
        ({"birth_year": None, "kind": "staff"}, {"birth_year": None, "kind": "pupil"}, False),
    ],
)
def test_a_repeat_is_the_same_person_again(
    first: dict[str, Any], second: dict[str, Any], is_repeat: bool
) -> None:
    rows = [given(3, **first), given(11, **second)]

    mark_repeats(rows)

    assert (rows[0].repeats, rows[1].repeats) == (None, 3 if is_repeat else None)


def test_a_repeat_names_the_first_row_and_is_told_apart_from_a_mistake() -> None:
    rows = [given(3), given(11)]
    mark_repeats(rows)

    outcomes = compare(rows, [])

    assert [one.status for one in outcomes] == [RowStatus.NEW, RowStatus.REPEATED]
    assert rows[1].notes[0]["text"] == "Этот человек уже есть в строке 3."
    assert rows[1].errors == []


def test_a_repeat_that_says_something_else_is_warned_of() -> None:
    rows = [given(3, request="одно"), given(11, request="другое")]

    mark_repeats(rows)

    assert levels(rows[1]) == ["info", "warning"]


def test_a_repeat_with_a_mistake_stays_wrong() -> None:
    rows = [given(3), given(11)]
    rows[1].errors.append({"column": "Форма"})
    mark_repeats(rows)

    assert [one.status for one in compare(rows, [])] == [RowStatus.NEW, RowStatus.WRONG]
