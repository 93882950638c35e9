"""What the regulation says of orders becomes texts and numbers."""

import datetime

import pytest

from accounts.models import User
from core.russian.cases import Case
from orders.kinds import kinds_of
from orders.rules import (
    findings_of,
    format_number,
    kind_name,
    kind_names,
    mask_of,
    order_values,
    series_of,
)
from orders.testing import ORDER_TEXTS, make_order
from schools.models import Programme
from schools.templating import ORDER_VALUES, fill, template_problems

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


def test_texts_may_name_the_programme(programme: Programme) -> None:
    values = order_values(programme)
    cited = values.pop("representations")
    assert callable(cited)
    assert cited(Case.GENITIVE) == "представлений кураторов"
    named = values.pop("regulation")
    assert callable(named)
    assert named(Case.NOMINATIVE) == programme.regulation.title
    assert values == {
        "school": programme.school.short_name,
        "curator_of_pair": "куратор",
        "curators_of_parts": "куратор",
        "year": "2026/2027",
        "starts_on": "1\xa0сентября\xa02026\xa0г.",
        "ends_on": "28\xa0мая\xa02027\xa0г.",
        "forms": "«учитель – ученик» и «учитель – учитель»",
        "documents": "индивидуальный план и отзыв о результатах",
    }
    assert set(order_values(programme)) == set(ORDER_VALUES)


def test_a_finished_draft_lacks_nothing(programme: Programme, curator: User) -> None:
    order = make_order(programme, curator)

    assert findings_of(order, datetime.date(2026, 10, 5)) == []
    assert [finding.code for finding in findings_of(order, datetime.date(2019, 1, 1))] == [
        "order.signatory"
    ]


def test_the_act_is_named_in_the_case_of_the_sentence(programme: Programme) -> None:
    programme.regulation.title = "Положение о наставничестве"
    text = "На основании {regulation:genitive}; «{regulation}»; «{regulation:nominative}»"

    said = fill(text, order_values(programme))

    assert said == (
        "На основании Положения о наставничестве; «Положение о наставничестве»;"
        " «Положение о наставничестве»"
    )
    assert template_problems(text, ORDER_VALUES) == []


@pytest.mark.parametrize(
    ("scope", "cardinality", "said"),
    [
        ("school", "one", ("куратор", "куратор")),
        ("school", "many", ("куратор", "кураторы")),
        ("direction", "many", ("куратор направления", "кураторы направлений")),
        ("form", "many", ("куратор формы", "кураторы форм")),
        (None, None, ("куратор", "куратор")),
    ],
)
def test_who_answers_is_told_where_curators_are_several(
    programme: Programme, scope: str | None, cardinality: str | None, said: tuple[str, str]
) -> None:
    rules = {"curator.scope": {"value": scope}, "curator.cardinality": {"value": cardinality}}
    programme.regulation.rules = rules if scope else {}

    values = order_values(programme)

    assert (values["curator_of_pair"], values["curators_of_parts"]) == said
