"""Under an order stands whoever signs on its day: the director, or who acts for a while."""

from __future__ import annotations

import datetime

import pytest

from documents.paper import Signature
from orders.papers import signature_of
from schools.actions import save_signatory
from schools.models import School

DIRECTOR = Signature("Директор", "А.\xa0С.\xa0Примерова")
ACTING = Signature("И.\xa0о. директора", "Я.\xa0Кот")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (datetime.date(2026, 11, 30), DIRECTOR),
        (datetime.date(2026, 12, 1), ACTING),
        (datetime.date(2026, 12, 14), ACTING),
        (datetime.date(2026, 12, 15), DIRECTOR),
    ],
)
def test_the_signature_is_of_who_signs_that_day(
    school: School, day: datetime.date, expected: Signature
) -> None:
    save_signatory(
        school,
        actor=None,
        post="Директор",
        last_name="Кот",
        first_name="Ян",
        gender="m",
        is_acting=True,
        valid_from=datetime.date(2026, 12, 1),
        valid_to=datetime.date(2026, 12, 14),
    )

    assert signature_of(school, day) == expected
