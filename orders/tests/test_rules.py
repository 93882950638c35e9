"""What the regulation says of orders becomes texts and numbers."""

import datetime

import pytest

from accounts.models import User
from core.errors import DomainError
from core.russian.cases import Case
from orders.rules import (
    draft_texts,
    findings_of,
    format_number,
    kind_name,
    kind_names,
    kinds_of,
    mask_of,
    series_of,
)
from orders.testing import ORDER_TEXTS, make_order
from schools.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(programme: Programme) -> Programme:
    programme.regulation.texts = {"orders": ORDER_TEXTS}
    programme.regulation.save()
    programme.reporting_documents = "Индивидуальный план\n\nОтзыв о результатах"
    programme.save()
    return programme


@pytest.mark.parametrize(
    ("mask", "number"),
    [
        ("{number}", "14"),
        ("{number}-од", "14-од"),
        ("116/{number}", "116/14"),
        ("{number},02", "14,02"),
        ("{number}/{year}-р", "14/2026-р"),
        ("{number} {0} {x}", "14 {0} {x}"),
    ],
)
def test_a_mask_is_filled_and_nothing_more(mask: str, number: str) -> None:
    assert format_number(mask, 14, 2026) == number


def test_the_mask_of_the_kind_goes_before_that_of_the_school(
    programme: Programme, curator: User
) -> None:
    order = make_order(programme, curator)
    unknown = make_order(programme, curator, kind="unknown")

    assert (mask_of(order), series_of(order)) == ("{number}-од", "core")
    assert (mask_of(unknown), series_of(unknown)) == ("{number}", "core")

    programme.regulation.rules["orders.number_mask"] = {"value": "{number}-н"}
    programme.regulation.save()
    unknown.refresh_from_db()
    assert mask_of(unknown) == "{number}-н"


def test_kinds_have_names(programme: Programme, curator: User) -> None:
    order = make_order(programme, curator)

    assert list(kinds_of(programme)) == ["current_programme"]
    assert kind_name(order) == "О текущей программе"
    assert kind_name(make_order(programme, curator, kind="old")) == "old"
    assert kind_names(curator) == {"current_programme": "О текущей программе"}


def test_texts_of_a_kind_are_filled_from_the_programme(programme: Programme) -> None:
    kind = kinds_of(programme)["current_programme"]

    texts = draft_texts(programme, kind)

    title = programme.regulation.title
    assert texts["title"] == "О текущей программе наставничества на 2026/2027 учебный год"
    assert texts["preamble"] == f"В соответствии с документом «{title}»"
    assert texts["control"] == "Контроль оставляю за собой."
    assert texts["points"] == [
        {"text": "Определить формы: «учитель – ученик» и «учитель – учитель»."},
        {
            "text": "Составить планы.",
            "executor": "кураторы",
            "due": "до 1\xa0сентября\xa02026\xa0г.",
        },
    ]


def test_a_point_of_pairs_stands_once_for_each(programme: Programme) -> None:
    kind = kinds_of(programme)["current_programme"]

    def mentor(case: Case) -> str:
        return {"accusative": "Иванову Анну"}[case]

    texts = draft_texts(programme, kind, pairs=[{"mentor": mentor}, {"mentor": "Орлова"}])

    assert [point["text"] for point in texts["points"][1:3]] == [
        "Назначить Иванову Анну.",
        "Назначить Орлова.",
    ]


def test_a_placeholder_without_a_value_is_refused_in_words(programme: Programme) -> None:
    kind = kinds_of(programme)["current_programme"]

    with pytest.raises(DomainError, match="mentor"):
        draft_texts(programme, kind, pairs=[{}])


def test_a_finished_draft_lacks_nothing(programme: Programme, curator: User) -> None:
    order = make_order(programme, curator)

    assert findings_of(order, datetime.date(2026, 10, 5)) == []
    assert [finding.code for finding in findings_of(order, datetime.date(2019, 1, 1))] == [
        "order.signatory"
    ]
