"""The act gives the printed plan its labels and columns, and the form follows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from documents.paper import Fields, Paper, Table, TextSection
from plans.actions import save_plan
from plans.models import Plan
from plans.papers import feedback_paper, plan_paper
from plans.testing import a_line, make_plan
from schools.models import School
from schools.testing import make_school

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def school() -> School:
    return make_school()


@pytest.fixture
def plan(school: School) -> Plan:
    return make_plan(school)


def obey(plan: Plan, **labels: dict[str, str]) -> None:
    for name, titles in labels.items():
        rows = [{"code": code, "title": title} for code, title in titles.items()]
        plan.regulation.rules[name.replace("__", ".")] = {"value": rows}
    plan.regulation.save()


def labels_of(paper: Paper) -> list[str]:
    (fields,) = [block for block in paper.blocks if isinstance(block, Fields)]
    return [row.label for row in fields.rows]


def table_of(paper: Paper) -> Table:
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    return table


def test_the_plan_prints_the_labels_of_the_act_in_its_order(plan: Plan) -> None:
    obey(plan, plan__head={"period": "Дни", "mentor": "Шеф"})

    assert labels_of(plan_paper(plan)) == ["1. Дни", "2. Шеф"]


def test_a_label_with_a_number_of_its_own_keeps_it(plan: Plan) -> None:
    obey(plan, plan__head={"mentor": "2) Шеф", "period": "Дни"})

    assert labels_of(plan_paper(plan)) == ["2) Шеф", "2. Дни"]


def test_the_table_has_the_columns_of_the_act(plan: Plan) -> None:
    obey(plan, plan__columns={"mark": "Принял", "title": "Операция"})
    save_plan(
        plan,
        actor=None,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        activities=[a_line()],
    )

    table = table_of(plan_paper(plan))

    assert [column.title for column in table.columns] == ["Принял", "Операция"]
    assert table.rows == (("", a_line()["title"]),)


def test_an_act_that_says_nothing_has_everything_printed_in_plain_words(plan: Plan) -> None:
    paper = plan_paper(plan)

    assert labels_of(paper)[:2] == ["1. Наставляемый", "2. Класс наставляемого"]
    assert [column.title for column in table_of(paper).columns] == [
        "Номер",
        "Мероприятие",
        "Срок",
        "Ответственный",
        "Что сделано",
    ]


def test_sections_of_the_final_document_are_numbered_after_its_labels(plan: Plan) -> None:
    obey(plan, final__head={"mentee": "О ком"})

    paper = feedback_paper(plan.member.feedback)

    sections = [block for block in paper.blocks if isinstance(block, TextSection)]
    assert labels_of(paper) == ["1. О ком"]
    assert str(sections[0].heading).startswith("2. ")


def test_the_form_asks_under_the_headings_of_the_act_and_for_its_columns_only(
    signed_in: SignIn, plan: Plan, school: School
) -> None:
    obey(plan, plan__columns={"title": "Операция", "period": "Смена"})
    curator = make_user(Role.CURATOR, school)

    page = signed_in(curator).get(reverse("plans:plan_update", args=[plan.pk]))

    line: Any = page.context["formset"].forms[0]
    assert {name: str(field.label) for name, field in line.fields.items() if name != "DELETE"} == {
        "title": "Операция",
        "period": "Смена",
        "due_on": "Выполнить до",
    }
