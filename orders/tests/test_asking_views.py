"""An order in the browser's own requests: chosen, asked for, handed over, signed, in force."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import Membership, User
from accounts.testing import make_user
from core.clock import today
from core.findings import blocks
from orders.choices import OrderState
from orders.models import Order
from orders.rules import findings_of
from orders.testing import make_asked, make_asking, order_url, page_text, reloaded
from registry.models import Appointment, Person
from registry.testing import make_person
from schools.models import Programme, School

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
CREATE = "/orders/new/introduction/form/"


@pytest.fixture
def asking(programme: Programme) -> Programme:
    return make_asking(programme)


@pytest.fixture
def people(school: School) -> dict[str, Person]:
    """A deputy, a curator with an account, a member of the group."""
    return {
        "coordinator": make_person(school, last_name="Орлова", gender="f", post="завуч"),
        "curator": make_person(school, last_name="Соколов", user=make_user()),
        "working_group_head": make_person(school, last_name="Ершов"),
        "working_group": make_person(school, last_name="Бобров"),
    }


def answers(people: dict[str, Person], **more: Any) -> dict[str, Any]:
    """What the page sends when all of it is filled."""
    part = people["curator"].school.directions.get()
    return {
        "field-council": "педагогического совета",
        "field-protocol": "1",
        "field-effective_on": today().isoformat(),
        "annex-3": "Опрос | октябрь\nОтчёт | май",
        "annex-5": "Помнить о сроках.",
        f"part-curator-{people['curator'].pk}": part.pk,
        **{f"people-{role}": person.pk for role, person in people.items()},
    } | more


def drafted(client: Client, people: dict[str, Person], **more: Any) -> Order:
    response = client.post(CREATE, answers(people, **more))
    assert response.status_code == 302, response.content.decode()
    return Order.objects.get()


class TestChoosing:
    def test_kinds_that_are_asked_for_are_told_from_those_of_pairs(
        self, signed_in: SignIn, asking: Programme, curator: User
    ) -> None:
        html = page_text(signed_in(curator), reverse("orders:order_choose"))

        assert f'href="{CREATE}?programme={asking.pk}"' in html
        assert "/orders/new/current_programme/" not in html

    @pytest.mark.parametrize("used", [["curator", "working_group"], []])
    def test_a_kind_that_only_appoints_to_roles_which_the_act_has_not_stands_apart(
        self, signed_in: SignIn, asking: Programme, curator: User, used: list[str]
    ) -> None:
        texts = asking.regulation.texts
        extra = {**texts["orders"]["introduction"], "name": "Состав группы", "annexes": []}
        extra["appoints"] = [{"role": "working_group", "minimum": 1}]
        texts["orders"]["group"] = extra
        asking.regulation.rules["roles.used"] = {"value": used}
        asking.regulation.save()

        context = signed_in(curator).get(reverse("orders:order_choose")).context

        idle = [] if used else ["group"]
        assert [kind.code for kind in context["idle"]] == idle
        assert ("group" in [kind.code for kind in context["own"]]) is not bool(idle)
        # It puts an act in force, whatever roles it gives.
        assert "introduction" in [kind.code for kind in context["own"]]

    def test_the_form_says_which_role_the_act_has_not(
        self, signed_in: SignIn, asking: Programme, curator: User
    ) -> None:
        asking.regulation.rules["roles.used"] = {"value": ["coordinator", "curator"]}
        asking.regulation.save()

        html = page_text(signed_in(curator), CREATE)

        assert html.count("Положение не назначает эту роль") == 2

    @pytest.mark.parametrize("kind", ["current_programme", "no-such-kind"])
    def test_only_a_kind_that_is_asked_for_has_a_form(
        self, signed_in: SignIn, asking: Programme, curator: User, kind: str
    ) -> None:
        response = signed_in(curator).get(f"/orders/new/{kind}/form/")

        assert response.status_code == 404

    def test_the_programme_of_another_school_is_not_found(
        self, signed_in: SignIn, asking: Programme, curator: User, other_school: School
    ) -> None:
        other = make_asking(other_school.programmes.get())

        response = signed_in(curator).get(CREATE, {"programme": other.pk})

        assert response.status_code == 404


class TestPeople:
    def test_those_whose_name_matches_are_offered_and_the_ticked_stay(
        self, signed_in: SignIn, asking: Programme, curator: User, people: dict[str, Person]
    ) -> None:
        html = page_text(
            signed_in(curator),
            f"/orders/new/people/?role=working_group&search-working_group=бобр"
            f"&people-working_group={people['coordinator'].pk}",
        )

        assert f'value="{people["coordinator"].pk}" checked' in html
        assert f'value="{people["working_group"].pk}"> ' in html
        assert "Соколов" not in html

    def test_nobody_of_another_school_is_offered_or_taken(
        self,
        signed_in: SignIn,
        asking: Programme,
        curator: User,
        people: dict[str, Person],
        other_school: School,
    ) -> None:
        stranger = make_person(other_school, last_name="Чужаков")
        client = signed_in(curator)
        found = page_text(client, "/orders/new/people/?role=curator&search-curator=чужак")

        response = client.post(CREATE, answers(people, **{"people-coordinator": stranger.pk}))

        assert "никого не нашлось" in found
        assert "Никто не отмечен, а нужно не меньше 1." in response.content.decode()
        assert not Order.objects.exists()

    def test_who_learns_here_is_not_offered_and_a_draft_with_one_cannot_be_submitted(
        self, signed_in: SignIn, asking: Programme, curator: User, people: dict[str, Person]
    ) -> None:
        pupil = make_person(asking.school, kind="pupil", last_name="Школьников")
        client = signed_in(curator)
        found = page_text(client, "/orders/new/people/?role=curator&search-curator=школьник")

        order = drafted(client, people, **{"people-coordinator": pupil.pk})

        assert "никого не нашлось" in found
        refused = blocks(findings_of(order, today()))
        assert "registry.appointment_kind" in [row.code for row in refused]

    def test_without_script_the_button_of_a_search_keeps_what_was_typed(
        self, signed_in: SignIn, asking: Programme, curator: User, people: dict[str, Person]
    ) -> None:
        response = signed_in(curator).post(
            CREATE,
            {
                "field-council": "совета трудового коллектива",
                "find": "curator",
                "search-curator": "сокол",
            },
        )

        html = response.content.decode()
        assert "совета трудового коллектива" in html
        assert "Соколов" in html
        assert "Обязательное поле" not in html


class TestForm:
    def test_what_is_missing_is_said_by_its_name_and_nothing_is_drafted(
        self, signed_in: SignIn, asking: Programme, curator: User, people: dict[str, Person]
    ) -> None:
        response = signed_in(curator).post(
            CREATE,
            answers(people, **{"field-protocol": "", "annex-3": "Опрос | октябрь | лишнее"}),
        )

        html = response.content.decode()
        assert "Номер протокола" in html
        assert "Обязательное поле." in html
        assert "ячеек 3, а столбцов 2: Дело, Срок" in html
        assert "педагогического совета" in html
        assert not Order.objects.exists()

    def test_a_curator_of_a_divided_school_answers_for_a_part(
        self, signed_in: SignIn, asking: Programme, curator: User, people: dict[str, Person]
    ) -> None:
        data = answers(people)
        del data[f"part-curator-{people['curator'].pk}"]

        html = signed_in(curator).post(CREATE, data).content.decode()

        assert "отметьте, за что отвечает" in html

    def test_what_was_edited_by_hand_stays_when_the_form_is_filled_again(
        self, signed_in: SignIn, asking: Programme, curator: User, people: dict[str, Person]
    ) -> None:
        client = signed_in(curator)
        order = drafted(client, people)
        Order.objects.filter(pk=order.pk).update(preamble="Своя преамбула")
        address = order_url("order_data", order)
        assert "правили вручную: преамбула" in page_text(client, address)

        seen_at = reloaded(order).updated_at.isoformat()
        data = answers(people, **{"field-protocol": "2", "seen_at": seen_at})
        html = client.post(address, data, follow=True).content.decode()

        assert "оставлено как было, проверьте: преамбула" in html
        assert reloaded(order).preamble == "Своя преамбула"
        assert reloaded(order).data["fields"]["protocol"] == "2"

    def test_what_the_regulation_forbids_of_the_people_leads_to_the_people(
        self, signed_in: SignIn, asking: Programme, curator: User, people: dict[str, Person]
    ) -> None:
        client = signed_in(curator)
        asking.regulation.rules["roles.used"] = {"value": ["coordinator", "curator"]}
        asking.regulation.save()

        order = drafted(client, people)

        html = page_text(client, order.get_absolute_url())
        assert f'href="{order_url("order_data", order)}">Исправить' in "".join(html.split("\n"))

    def test_a_draft_that_somebody_else_changed_meanwhile_is_not_overwritten(
        self, signed_in: SignIn, asking: Programme, curator: User, people: dict[str, Person]
    ) -> None:
        client = signed_in(curator)
        order = drafted(client, people)
        data = answers(people, **{"field-protocol": "2", "seen_at": "2020-01-01T00:00:00+00:00"})

        html = client.post(order_url("order_data", order), data).content.decode()

        assert "изменил кто-то ещё" in html
        assert reloaded(order).data["fields"]["protocol"] == "1"


class TestSigned:
    @pytest.fixture
    def signed(
        self,
        signed_in: SignIn,
        asking: Programme,
        curator: User,
        director: User,
        people: dict[str, Person],
    ) -> Order:
        """Drafted, handed over and approved by the pages."""
        order = drafted(signed_in(curator), people)
        signed_in(curator).post(order_url("order_submit", order))
        client = signed_in(director)
        seen_at = reloaded(order).updated_at.isoformat()
        client.post(order_url("order_approve", order), {"seen_at": seen_at})
        return reloaded(order)

    def test_everybody_named_is_appointed_by_this_order(
        self, signed: Order, people: dict[str, Person]
    ) -> None:
        rows = Appointment.objects.filter(document=signed.document)

        assert signed.state == OrderState.APPROVED
        assert {row.role: row.person for row in rows} == people
        assert {row.valid_from for row in rows} == {today()}
        assert rows.get(role="curator").basis.startswith(f"приказ № {signed.number} от ")

    def test_the_curator_may_sign_in_and_sees_the_own_direction_alone(
        self, signed_in: SignIn, signed: Order, people: dict[str, Person]
    ) -> None:
        user = people["curator"].user
        membership = Membership.objects.get(user=user, role=Role.CURATOR)

        assert list(membership.directions.all()) == [signed.school.directions.get()]
        assert signed_in(user).get(reverse("orders:order_list")).status_code == 200

    def test_whoever_was_curator_before_leaves_the_place(
        self, signed: Order, asking: Programme, curator: User, director: User, signed_in: SignIn
    ) -> None:
        first = Appointment.objects.get(role="curator")
        Appointment.objects.update(valid_from=today() - datetime.timedelta(days=30))
        other = make_person(asking.school, last_name="Новиков")
        second = make_asked(asking, curator)
        client = signed_in(curator)
        data = answers({"curator": other}, seen_at=second.updated_at.isoformat())
        rest = {
            f"people-{row.role}": row.person_id
            for row in Appointment.objects.exclude(role="curator")
        }
        client.post(order_url("order_data", second), data | rest)
        client.post(order_url("order_submit", second))
        signed_in(director).post(
            order_url("order_approve", second),
            {"seen_at": reloaded(second).updated_at.isoformat()},
        )

        assert reloaded(second).state == OrderState.APPROVED
        first.refresh_from_db()
        assert first.valid_to == today() - datetime.timedelta(days=1)
        assert not Membership.objects.get(user=first.person.user).is_live(today())
