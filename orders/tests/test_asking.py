"""Orders made of what was asked: texts, people, annexes, and what stays when filled anew."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from accounts.models import User
from core import clock
from core.errors import DomainError, RuleViolation
from documents.paper import Annex, Paragraph, Stamp, Table, TextSection
from documents.queries import paper_of
from orders.actions import (
    approve_order,
    draft_asked_order,
    edited_texts,
    refill_order,
    return_order,
    submit_order,
    update_order,
)
from orders.inputs import OrderInput, input_of
from orders.kinds import kind_of
from orders.models import Order
from orders.papers import order_paper
from orders.rules import findings_of
from orders.testing import make_asked, make_asking, make_given, reloaded
from registry.models import Appointment
from registry.rules import Appointee
from registry.testing import make_person
from schools.models import Programme, School

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 9, 15)


@pytest.fixture(autouse=True)
def a_day_in_september() -> Iterator[None]:
    with clock.on(DAY):
        yield


def texts_of(points: list[dict[str, Any]]) -> list[str]:
    return [
        text for point in points for text in (point["text"], *texts_of(point.get("points", [])))
    ]


def annex_of(order: Order, place: int) -> Annex:
    annexes = [block for block in order_paper(order).blocks if isinstance(block, Annex)]
    return annexes[place - 1]


class TestTexts:
    def test_fields_and_people_stand_in_the_texts(
        self, programme: Programme, curator: User
    ) -> None:
        order = make_asked(programme, curator)

        assert order.title == f"О внедрении наставничества в {programme.school.short_name}"
        assert order.preamble == "На основании решения педагогического совета (протокол № 1)"
        direction = programme.school.directions.get().name
        assert texts_of(order.points) == [
            "Ввести в действие с 1\u00a0сентября\u00a02026\u00a0г.:",
            "Положение о наставничестве (приложение № 1);",
            "дорожную карту (приложение № 2).",
            "Назначить Орлову Анну Петровну координатором.",
            f"Назначить Иванова Ивана Петровича, заместителя директора, куратором ({direction}).",
            "Утвердить рабочую группу:",
            "Ершов Иван Петрович, руководитель;",
            "Бобров Иван Петрович.",
            "Вихров Иван Петрович, вожатый.",
            "Разместить на сайте.",
        ]

    def test_a_point_stands_only_where_its_field_was_filled(
        self, programme: Programme, curator: User
    ) -> None:
        fields = dict(make_given(programme).fields) | {"opinion": "профсоюза"}

        order = make_asked(programme, curator, fields=fields)

        assert "Учесть мнение профсоюза." in texts_of(order.points)

    def test_what_was_typed_in_braces_is_no_placeholder(
        self, programme: Programme, curator: User
    ) -> None:
        fields = dict(make_given(programme).fields) | {"council": "{school} {0} {{x}}"}

        order = make_asked(programme, curator, fields=fields)

        assert "решения {school} {0} {{x}} (протокол" in order.preamble

    def test_executor_and_term_are_filled_too(self, programme: Programme, curator: User) -> None:
        last = make_asked(programme, curator).points[-1]

        assert last["executor"] == "секретарь"
        assert last["due"] == "до 1\u00a0сентября\u00a02026\u00a0г."

    def test_a_kind_of_pairs_is_not_drafted_so(self, programme: Programme, curator: User) -> None:
        make_asking(programme)

        with pytest.raises(DomainError, match="из пар"):
            draft_asked_order(
                "current_programme", programme=programme, given=OrderInput(), actor=curator
            )


class TestAnnexes:
    def test_each_kind_prints_what_it_is_made_of(self, programme: Programme, curator: User) -> None:
        order = make_asked(programme, curator)

        act, road_map, year, table, people, text = (annex_of(order, n) for n in range(1, 7))
        assert isinstance(act.blocks[0], Stamp)
        assert any(isinstance(block, TextSection) for block in act.blocks)
        assert isinstance(road_map.blocks[0], Table)
        assert any(isinstance(block, TextSection) for block in year.blocks)
        assert year.title == "Программа на 2026/2027 учебный год"
        assert table.blocks[0].rows == (("Опрос", "октябрь"), ("Отчёт", "май"))
        assert [row[1:3] for row in people.blocks[0].rows] == [
            ("Бобров Иван Петрович", ""),
            ("Вихров Иван Петрович", "вожатый"),
        ]
        assert text.blocks == (Paragraph("Помнить о сроках."),)

    def test_a_submitted_order_keeps_the_act_as_the_director_reads_it(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        regulation = programme.regulation
        order = submit_order(make_asked(programme, curator), actor=curator)
        before = annex_of(order, 1)
        regulation.body = "Совсем другой текст."
        regulation.save()

        order = reloaded(order)
        assert annex_of(order, 1) == before
        signed = approve_order(order, actor=director)
        assert before.blocks == paper_of(signed.document).blocks[4].blocks

    def test_a_returned_order_prints_the_act_as_it_is_by_now(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        order = submit_order(make_asked(programme, curator), actor=curator)
        programme.regulation.body = "Совсем другой текст."
        programme.regulation.save()

        order = reloaded(return_order(order, remark="Нет.", actor=director))

        assert annex_of(order, 1).blocks[-1] == Paragraph("Совсем другой текст.")


class TestRefill:
    def test_what_was_given_is_read_back(self, programme: Programme, curator: User) -> None:
        order = reloaded(make_asked(programme, curator))

        given = input_of(order, kind_of(order))

        assert given.fields["effective_on"] == datetime.date(2026, 9, 1)
        assert [one.role for one in given.appointees][:2] == ["coordinator", "curator"]
        assert given.appointees[1].direction == programme.school.directions.get()
        assert given.annexes[3] == "Опрос | октябрь\nОтчёт | май"

    def test_untouched_texts_are_filled_anew_and_edited_ones_stay(
        self, programme: Programme, curator: User
    ) -> None:
        order = make_asked(programme, curator)
        update_order(order, preamble="Своя преамбула", actor=curator)
        given = input_of(reloaded(order), kind_of(order))
        changed = dataclasses.replace(given, fields={**given.fields, "protocol": "2"})

        kept = refill_order(order, given=changed, actor=curator)

        assert kept == ["preamble"]
        assert reloaded(order).preamble == "Своя преамбула"
        assert edited_texts(reloaded(order)) == ["preamble"]

        refill_order(order, given=changed, actor=curator, overwrite=True)
        assert "(протокол № 2)" in reloaded(order).preamble

    def test_another_person_takes_the_place_of_the_former(
        self, programme: Programme, curator: User
    ) -> None:
        order = make_asked(programme, curator)
        given = input_of(reloaded(order), kind_of(order))
        other = make_person(programme.school, last_name="Новиков")
        appointees = [Appointee("coordinator", other), *given.appointees[1:]]

        refill_order(order, given=dataclasses.replace(given, appointees=appointees), actor=curator)

        assert "Новикова Ивана Петровича" in texts_of(reloaded(order).points)[3]
        assert order.named.filter(person=other).exists()
        assert not order.named.filter(person=given.appointees[0].person).exists()

    def test_an_order_that_was_not_asked_for_is_refused(
        self, programme: Programme, curator: User
    ) -> None:
        order = make_asked(programme, curator)
        order.data = {}
        order.save()

        with pytest.raises(DomainError, match="не по форме"):
            refill_order(order, given=make_given(programme), actor=curator)


class TestAppointments:
    def test_the_signature_appoints_from_the_effective_day(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        order = approve_order(
            submit_order(make_asked(programme, curator), actor=curator), actor=director
        )

        rows = Appointment.objects.filter(school=programme.school)
        assert sorted(rows.values_list("role", flat=True)) == [
            "coordinator",
            "curator",
            "working_group",
            "working_group",
            "working_group_head",
        ]
        row = rows.get(role="curator")
        assert row.direction == programme.school.directions.get()
        assert row.valid_from == datetime.date(2026, 9, 1)
        assert row.document == order.document
        assert row.basis == f"приказ № {order.number} от 15.09.2026"

    def test_nobody_is_appointed_while_the_order_waits(
        self, programme: Programme, curator: User
    ) -> None:
        submit_order(make_asked(programme, curator), actor=curator)

        assert not Appointment.objects.exists()

    def test_what_the_regulation_forbids_is_not_handed_over(
        self, programme: Programme, curator: User, school: School
    ) -> None:
        given = make_given(programme)
        second = Appointee("curator", make_person(school), direction=given.appointees[1].direction)
        order = make_asked(programme, curator, appointees=[*given.appointees, second])

        with pytest.raises(RuleViolation, match="может быть только один"):
            submit_order(order, actor=curator)

    def test_what_the_regulation_doubts_is_said_and_handed_over(
        self, programme: Programme, curator: User
    ) -> None:
        order = make_asked(programme, curator)
        programme.regulation.rules["curator.eligible_posts"] = {"value": ["директор филиала"]}
        programme.regulation.save()
        order = reloaded(order)

        found = [finding for finding in findings_of(order, DAY) if not finding.is_block]

        assert "curator.eligible_posts" in {finding.code for finding in found}
        submit_order(order, actor=curator)
