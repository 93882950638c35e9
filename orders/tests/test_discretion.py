"""A text about several people, for one of them: nobody else's name is left, and no wrong one."""

from __future__ import annotations

import pytest

from orders.discretion import Discretion
from orders.mentions import Names
from registry.models import Person

ORLOVA, PETROV, SIDOROVA, LIS, STRANGER, CURATOR = 1, 2, 3, 4, 5, 6
PARTNERS = {ORLOVA: {PETROV, SIDOROVA}, PETROV: {ORLOVA}, SIDOROVA: {ORLOVA}, LIS: {99}, 99: {LIS}}


def person(pk: int, name: str, gender: str, *, kind: str = "pupil", class_name: str = "") -> Person:
    last, first, middle = name.split()
    return Person(
        pk=pk, last_name=last, first_name=first, middle_name=middle, gender=gender, kind=kind,
        class_name=class_name, post="" if kind == "pupil" else "учитель математики",
    )  # fmt: skip


def discretion(partners: dict[int, set[int]] | None = None, public: str = "") -> Discretion:
    people = [
        person(ORLOVA, "Орлова Вера Глебовна", "f", kind="staff"),
        person(PETROV, "Петров Пётр Ильич", "m", class_name="8А"),
        person(SIDOROVA, "Сидорова Анна Олеговна", "f", class_name="8Б"),
        person(LIS, "Лис Ян Янович", "m", class_name="9А"),
        person(CURATOR, "Волкова Инна Львовна", "f", kind="staff"),
    ]
    strangers = [person(STRANGER, "Синицына Ольга Петровна", "f", class_name="7А")]
    return Discretion(
        Names(people, others=strangers),
        people,
        strangers,
        PARTNERS if partners is None else partners,
        public,
    )


TWO = (
    "Назначить Орлову Веру Глебовну, учителя математики, наставником Петрова Петра Ильича, "
    "обучающегося 8А класса, и Сидоровой Анны Олеговны, обучающейся 8Б класса, на срок до мая."
)


@pytest.mark.parametrize(
    ("pk", "whose"),
    [
        (PETROV, "Петрова Петра Ильича, обучающегося 8А класса,"),
        (SIDOROVA, "Сидоровой Анны Олеговны, обучающейся 8Б класса,"),
    ],
)
def test_a_mentee_reads_of_the_mentor_and_of_nobody_else(pk: int, whose: str) -> None:
    assert discretion().text_for(TWO, pk) == (
        f"Назначить Орлову Веру Глебовну, учителя математики, наставником {whose} на срок до мая."
    )


def test_the_mentor_reads_the_whole_of_their_own_group() -> None:
    assert discretion().text_for(TWO, ORLOVA) == TWO


def test_a_list_of_three_is_a_list_of_two_for_the_mentor_of_two() -> None:
    text = "За Орловой В. Г. закрепить: Петрова П. И., Лиса Я. Я. и Сидорову А. О."
    assert discretion().text_for(text, ORLOVA) == (
        "За Орловой В. Г. закрепить: Петрова П. И. и Сидорову А. О."
    )


def test_lines_of_a_cell_are_told_one_by_one() -> None:
    cell = (
        "Петров Пётр Ильич, обучающийся 8А класса\n"
        "Сидорова Анна Олеговна, обучающаяся 9Я класса\n"
        "Лис Ян Янович"
    )
    assert discretion().text_for(cell, SIDOROVA) == "Сидорова Анна Олеговна, обучающаяся 9Я класса"


@pytest.mark.parametrize(
    "text",
    [
        "Петрову П. И. составить план, Сидоровой А. О. провести встречу.",
        "Перевести Петрова П. И. из группы, где состоит Лис Я. Я.",
        "Назначить Петрова П. И. старшим, помогает Сидорова.",
        "Закрепить Петрова П. И. за классом, где учится Синицына Ольга Петровна.",
        "Закрепить Петрова П. И., а также Кузина А. Б., за клубом.",
        "Принять Петрова П. И. вместо Зайцевой Марии Игоревны.",
        "Принять Петрова П. И. и Сидорову А. О., начиная с мая.",
    ],
)
def test_what_can_not_be_narrowed_is_not_shown(text: str) -> None:
    assert discretion().text_for(text, PETROV) is None


def test_whose_mentor_is_somebody_else_is_not_told() -> None:
    assert discretion().text_for("Орлова В. Г. – Лис Я. Я., Петров П. И.", LIS) is None


def test_employees_in_charge_are_named() -> None:
    text = "Назначить Орлову В. Г. наставником Петрова П. И., куратор – Волкова И. Л."
    assert discretion().text_for(text, PETROV) == text


def test_a_namesake_of_the_school_itself_is_no_secret() -> None:
    text = "Петрову П. И. посетить школу им. А. С. Пушкина."
    assert discretion(public="Школа им. А. С. Пушкина").text_for(text, PETROV) == text


def test_a_pair_that_only_the_text_knows_is_shown_to_both() -> None:
    text = "Закрепить за Петровым П. И. – Орлову В. Г."
    alone = discretion({})
    assert [alone.text_for(text, pk) for pk in (PETROV, ORLOVA)] == [text, text]


def test_two_pupils_whom_no_pair_joins_do_not_read_of_each_other() -> None:
    assert discretion({}).text_for("Петров П. И. помогает Лису Я. Я.", LIS) is None
