"""Who signs on which day: a director, somebody acting for a while, the director again."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.audit import timeline
from core.errors import DomainError
from schools.actions import save_signatory
from schools.models import Signatory
from schools.queries import signatory_on

ACTING = {
    "post": "Директор",
    "last_name": "Кот",
    "first_name": "Ян",
    "gender": "m",
    "is_acting": True,
}


def day(text):
    return datetime.date.fromisoformat(text)


def surnames(school):
    """Surname and days of each row, in the order of days."""
    rows = school.signatories.order_by("valid_from")
    return [(row.last_name, str(row.valid_from), str(row.valid_to or "")) for row in rows]


@pytest.fixture
def acting(school):
    return save_signatory(
        school,
        actor=None,
        **ACTING,
        valid_from=day("2026-12-01"),
        valid_to=day("2026-12-14"),
    )


def test_after_the_acting_one_the_director_signs_again(school, acting):
    assert surnames(school) == [
        ("Примерова", "2020-01-01", "2026-11-30"),
        ("Кот", "2026-12-01", "2026-12-14"),
        ("Примерова", "2026-12-15", ""),
    ]


@pytest.mark.parametrize(
    ("on", "name", "is_acting"),
    [
        ("2026-11-30", "Примерова", False),
        ("2026-12-01", "Кот", True),
        ("2026-12-14", "Кот", True),
        ("2026-12-15", "Примерова", False),
    ],
)
def test_a_day_has_one_signatory(school, acting, on, name, is_acting):
    found = signatory_on(school, day(on))

    assert (found.last_name, found.is_acting) == (name, is_acting)


def test_other_days_of_the_acting_one_move_the_return(school, acting):
    save_signatory(
        school,
        actor=None,
        signatory=acting,
        valid_from=day("2026-12-07"),
        valid_to=day("2026-12-20"),
    )

    assert surnames(school) == [
        ("Примерова", "2020-01-01", "2026-12-06"),
        ("Кот", "2026-12-07", "2026-12-20"),
        ("Примерова", "2026-12-21", ""),
    ]
    assert Signatory.objects.filter(pk=acting.pk).exists()


def test_shorter_days_bring_the_director_back_sooner(school, acting):
    save_signatory(school, actor=None, signatory=acting, valid_to=day("2026-12-05"))

    assert surnames(school)[1:] == [
        ("Кот", "2026-12-01", "2026-12-05"),
        ("Примерова", "2026-12-06", ""),
    ]


def test_the_acting_one_may_stay_for_good(school, acting):
    save_signatory(school, actor=None, signatory=acting, is_acting=False, valid_to=None)

    assert surnames(school) == [
        ("Примерова", "2020-01-01", "2026-11-30"),
        ("Кот", "2026-12-01", ""),
    ]


def test_a_corrected_name_changes_no_days(school, acting):
    before = [row[1:] for row in surnames(school)]

    save_signatory(school, actor=None, signatory=acting, last_name="Котов")

    assert [row[1:] for row in surnames(school)] == before


def test_a_second_acting_one_may_come_in_the_same_year(school, acting):
    save_signatory(
        school,
        actor=None,
        **ACTING | {"last_name": "Лис"},
        valid_from=day("2027-03-01"),
        valid_to=day("2027-03-10"),
    )

    assert surnames(school)[2:] == [
        ("Примерова", "2026-12-15", "2027-02-28"),
        ("Лис", "2027-03-01", "2027-03-10"),
        ("Примерова", "2027-03-11", ""),
    ]


def test_an_impossible_term_changes_nothing(school, acting):
    before = surnames(school)

    for since, until in (("2026-12-10", "2026-12-20"), ("2026-12-10", "2026-12-01")):
        with pytest.raises((ValidationError, DomainError)):
            save_signatory(
                school,
                actor=None,
                **ACTING | {"last_name": "Лис"},
                valid_from=day(since),
                valid_to=day(until),
            )

    assert surnames(school) == before


def test_a_term_that_is_spoiled_by_an_edit_changes_nothing(school, acting):
    before = surnames(school)

    with pytest.raises(DomainError, match="раньше первого"):
        save_signatory(school, actor=None, signatory=acting, valid_to=day("2026-11-01"))

    assert surnames(school) == before


def test_the_trail_says_that_the_signatory_changed(school, acting):
    assert timeline(school).first().text == "Указано, кто подписывает приказы."


def test_the_page_takes_an_acting_one_for_two_weeks(school, signed_in, administrator):
    client = signed_in(administrator)

    client.post(
        reverse("schools:signatory_create"),
        {**ACTING, "is_acting": "on", "valid_from": "2026-12-01", "valid_to": "2026-12-14"},
    )

    assert [name for name, *_days in surnames(school)] == ["Примерова", "Кот", "Примерова"]
