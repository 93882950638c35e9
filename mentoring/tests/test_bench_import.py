"""Ours and the references of the import benchmark do the same work on the same file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mentoring.benchmarks import importing
from registry.models import ImportRow, MenteeCard

ROWS = 7
WORK = importing.DIRECTION


@pytest.fixture
def content() -> bytes:
    return importing.workbook(ROWS)


@pytest.mark.django_db
@pytest.mark.parametrize("work", [importing._ours, importing._row_by_row])
def test_both_ways_write_the_same_cards(work: Callable[[bytes, int], None], content: bytes) -> None:
    work(content, ROWS)

    cards = MenteeCard.objects.order_by("person__last_name", "person__middle_name")
    assert list(
        cards.values_list(
            "person__last_name",
            "person__birth_year",
            "person__class_name",
            "person__contacts",
            "form__name",
            "direction__name",
            "interests",
        )
    )[:2] == [
        (
            "Примероваааа",
            2009,
            "6Б",
            "+7 900 000 00 01 (мама)",
            importing.FORM,
            WORK,
            "шахматы, музыка",
        ),
        (
            "Примероваааа",
            2011,
            "8Г",
            "+7 900 000 00 03 (мама)",
            importing.FORM,
            WORK,
            "шахматы, музыка",
        ),
    ]
    assert cards.count() == ROWS


@pytest.mark.django_db
def test_the_limit_copies_every_row(content: bytes) -> None:
    importing._bare(content)

    assert ImportRow.objects.count() == ROWS + 1
