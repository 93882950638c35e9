"""Who somebody is, by what stands in «Класс / должность» and «Место работы/учебы»."""

from __future__ import annotations

import pytest

from registry.reading.occupation import read_class, read_place, read_workplace
from schools.choices import OrganisationKind, ParticipantKind

SCHOOL, COLLEGE = OrganisationKind.SCHOOL, OrganisationKind.COLLEGE
PUPIL, STUDENT, STAFF = ParticipantKind.PUPIL, ParticipantKind.STUDENT, ParticipantKind.STAFF


@pytest.mark.parametrize(
    ("text", "class_name"),
    [
        ("8А", "8А"),
        ("8а", "8А"),
        ("8 «А»", "8А"),
        ("8-А класс", "8А"),
        ("11", "11"),
        ("10 класс", "10"),
        ("8A", "8А"),
        ("ученик 8Б класса", "8Б"),
        ("обучающаяся 5 класса", "5"),
    ],
)
def test_a_class_is_known_in_many_spellings(text: str, class_name: str) -> None:
    found = read_class(text, SCHOOL)

    assert found is not None
    assert (found.kind, found.class_name) == (PUPIL, class_name)


@pytest.mark.parametrize("text", ["учитель физики", "13А", "0", "8АБ", "кабинет 8", ""])
def test_what_is_no_class_is_not_taken_for_one(text: str) -> None:
    assert read_class(text, SCHOOL) is None


def test_a_group_of_a_college_is_a_class_of_students() -> None:
    found = read_class("ИС-21", COLLEGE)

    assert found is not None
    assert (found.kind, found.class_name) == (STUDENT, "ИС-21")
    assert read_class("ИС-21", SCHOOL) is None


def test_a_student_says_so() -> None:
    found = read_class("студент группы ИС-21", SCHOOL)

    assert found is not None
    assert (found.kind, found.class_name) == (STUDENT, "ИС-21")


def test_a_mentee_without_a_class_is_an_adult_with_a_post() -> None:
    found = read_place("учитель физики", SCHOOL, 1990, 2026)

    assert (found.kind, found.post, found.class_name) == (STAFF, "учитель физики", "")


def test_a_child_is_a_child_whatever_the_group_is_called() -> None:
    found = read_place("подготовительная", SCHOOL, 2020, 2026)

    assert (found.kind, found.class_name, found.post) == (PUPIL, "подготовительная", "")


@pytest.mark.parametrize(
    ("text", "kind", "workplace", "post", "class_name"),
    [
        ("школа, учитель истории", STAFF, "школа", "учитель истории", ""),
        ("МБОУ СОШ № 65, учитель, классный руководитель", STAFF, "МБОУ СОШ № 65",
         "учитель, классный руководитель", ""),
        ("ООО «Пример», инженер", "", "ООО «Пример»", "инженер", ""),
        ("школа, 10А", PUPIL, "школа", "", "10А"),
        ("9 класс", PUPIL, "", "", "9"),
        ("учитель физики", STAFF, "", "учитель физики", ""),
        ("завод «Пример»", "", "завод «Пример»", "", ""),
    ],
)  # fmt: skip
def test_a_workplace_is_cut_at_its_first_comma(
    text: str, kind: str, workplace: str, post: str, class_name: str
) -> None:
    found = read_workplace(text, SCHOOL)

    assert (found.kind, found.workplace, found.post, found.class_name) == (
        kind,
        workplace,
        post,
        class_name,
    )
