"""The sheets of an order: who agreed, who has read it, and the papers of both."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core import clock
from core.errors import DomainError, StateError
from core.models import AuditEvent
from documents.testing import text_of_docx, text_of_pdf
from orders.actions import approve_order, clear_mark, confirm_reading, mark_sheet, submit_order
from orders.models import Order
from orders.rules import findings_of
from orders.sheets import lines_of
from orders.testing import make_asked, make_given, make_order, order_url, page_text
from registry.rules import Appointee
from registry.testing import make_person
from schools.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
DAY = datetime.date(2026, 9, 15)
APPROVAL, ACQUAINTANCE = "approval", "acquaintance"


@pytest.fixture(autouse=True)
def a_day_in_september() -> Iterator[None]:
    with clock.on(DAY):
        yield


@pytest.fixture
def mentor(programme: Programme) -> User:
    return make_user(Role.MENTOR, programme.school)


@pytest.fixture
def signed(programme: Programme, curator: User, director: User, mentor: User) -> Order:
    """An order that names the mentor."""
    given = make_given(programme)
    member = Appointee("working_group", make_person(programme.school, user=mentor))
    order = make_asked(programme, curator, appointees=[*given.appointees, member])
    return approve_order(submit_order(order, actor=curator), actor=director)


class TestApproval:
    def test_bodies_of_the_regulation_come_first_then_the_people(
        self, programme: Programme, curator: User
    ) -> None:
        titles = [line.title for line in lines_of(make_asked(programme, curator), APPROVAL)]

        assert titles[:3] == ["Педагогический совет", "Профсоюз", "Орлова Анна Петровна"]
        assert len(titles) == 7

    def test_what_is_open_or_objected_to_is_a_warning(
        self, programme: Programme, curator: User
    ) -> None:
        order = make_asked(programme, curator)
        keys = [line.key for line in lines_of(order, APPROVAL)]
        mark_sheet(order, sheet=APPROVAL, keys=keys[1:], actor=curator)
        mark_sheet(order, sheet=APPROVAL, keys=["Профсоюз"], actor=curator, remark="Нет срока.")

        found = [f for f in findings_of(order, DAY) if f.code == "order.approval_sheet"]

        assert [f.is_block for f in found] == [False, False]
        assert found[0].text == "В листе согласования нет отметки: Педагогический совет."
        assert found[1].text == "Согласовано с замечаниями: Профсоюз."

    def test_a_later_word_of_the_same_body_stands(
        self, programme: Programme, curator: User
    ) -> None:
        order = make_asked(programme, curator)
        mark_sheet(order, sheet=APPROVAL, keys=["Профсоюз"], actor=curator, remark="Нет срока.")

        mark_sheet(order, sheet=APPROVAL, keys=["Профсоюз"], actor=curator)

        assert order.marks.get().remark == ""

    def test_a_mark_made_by_mistake_is_cleared_once(
        self, programme: Programme, curator: User
    ) -> None:
        order = make_asked(programme, curator)
        mark_sheet(order, sheet=APPROVAL, keys=["Профсоюз"], actor=curator)

        clear_mark(order, sheet=APPROVAL, key="Профсоюз", actor=curator)

        assert not order.marks.exists()
        with pytest.raises(StateError):
            clear_mark(order, sheet=APPROVAL, key="Профсоюз", actor=curator)

    @pytest.mark.parametrize("keys", [[], ["Чужой совет"], ["1"]])
    def test_a_line_that_is_not_there_is_refused(
        self, programme: Programme, curator: User, keys: list[str]
    ) -> None:
        order = make_asked(programme, curator)

        with pytest.raises(DomainError):
            mark_sheet(order, sheet=APPROVAL, keys=keys, actor=curator)

    def test_nobody_agrees_tomorrow(self, programme: Programme, curator: User) -> None:
        order = make_asked(programme, curator)
        tomorrow = DAY + datetime.timedelta(days=1)

        with pytest.raises(DomainError, match="позже сегодняшней"):
            mark_sheet(order, sheet=APPROVAL, keys=["Профсоюз"], actor=curator, marked_on=tomorrow)


class TestAcquaintance:
    def test_the_one_who_is_named_marks_it_himself(
        self, signed_in: SignIn, signed: Order, mentor: User
    ) -> None:
        client = signed_in(mentor)
        assert "Ознакомлен(а)" in page_text(client, signed.get_absolute_url())

        client.post(order_url("order_read", signed))

        mark = signed.marks.get()
        assert (mark.person.user, mark.marked_on, mark.marked_by) == (mentor, DAY, mentor)
        assert "Вы ознакомлены с приказом 15.09.2026" in page_text(
            client, signed.get_absolute_url()
        )

    def test_the_second_click_changes_nothing(self, signed: Order, mentor: User) -> None:
        confirm_reading(signed, actor=mentor)
        confirm_reading(signed, actor=mentor)

        assert signed.marks.count() == 1
        assert AuditEvent.objects.filter(verb="orders.mark_sheet").count() == 1

    def test_who_is_not_named_has_nothing_to_mark(self, signed: Order, director: User) -> None:
        with pytest.raises(DomainError, match="нет в листе"):
            confirm_reading(signed, actor=director)

    def test_a_draft_is_read_by_nobody(self, programme: Programme, curator: User) -> None:
        order = make_asked(programme, curator)
        (key, *_rest) = [line.key for line in lines_of(order, ACQUAINTANCE)]

        with pytest.raises(StateError, match="ещё не утверждён"):
            mark_sheet(order, sheet=ACQUAINTANCE, keys=[key], actor=curator)

    def test_nobody_has_read_it_before_it_was_signed(self, signed: Order, curator: User) -> None:
        (key, *_rest) = [line.key for line in lines_of(signed, ACQUAINTANCE)]
        before = DAY - datetime.timedelta(days=1)

        with pytest.raises(DomainError, match="раньше, чем он подписан"):
            mark_sheet(signed, sheet=ACQUAINTANCE, keys=[key], actor=curator, marked_on=before)


class TestPages:
    def test_the_curator_marks_the_lines_that_are_ticked(
        self, signed_in: SignIn, signed: Order, curator: User
    ) -> None:
        keys = [line.key for line in lines_of(signed, ACQUAINTANCE)]
        address = f"{signed.get_absolute_url()}sheets/acquaintance/"
        client = signed_in(curator)

        client.post(address, {"line": keys[:2], "marked_on": "15.09.2026"})

        assert signed.marks.filter(kind=ACQUAINTANCE).count() == 2
        html = page_text(client, signed.get_absolute_url())
        assert "отмечено 2 из 6" in html

    def test_what_was_typed_stays_where_it_is_refused(
        self, signed_in: SignIn, signed: Order, curator: User
    ) -> None:
        address = f"{signed.get_absolute_url()}sheets/approval/"

        response = signed_in(curator).post(
            address, {"line": ["Профсоюз"], "marked_on": "32.13.2026", "remark": "Нет срока."}
        )

        html = response.content.decode()
        assert "Нет срока." in html
        assert 'value="Профсоюз" aria-label="Профсоюз" checked' in html
        assert not signed.marks.exists()

    def test_the_director_reads_and_does_not_mark(
        self, signed_in: SignIn, signed: Order, director: User
    ) -> None:
        address = f"{signed.get_absolute_url()}sheets/approval/"
        client = signed_in(director)
        assert 'name="line"' not in page_text(client, address)

        response = client.post(address, {"line": ["Профсоюз"], "marked_on": "15.09.2026"})

        assert response.status_code == 403

    @pytest.mark.parametrize("sheet", ["acquaintance", "other"])
    def test_a_sheet_that_the_kind_does_not_ask_for_is_not_there(
        self, signed_in: SignIn, programme: Programme, curator: User, sheet: str
    ) -> None:
        order = make_order(programme, curator)

        response = signed_in(curator).get(f"{order.get_absolute_url()}sheets/{sheet}/")

        assert response.status_code == 404

    def test_both_are_printed_with_what_is_marked(
        self, signed_in: SignIn, signed: Order, curator: User
    ) -> None:
        mark_sheet(
            signed, sheet=APPROVAL, keys=["Профсоюз"], actor=curator, remark="Добавить срок."
        )
        client = signed_in(curator)
        address = f"{signed.get_absolute_url()}sheets"

        pdf = text_of_pdf(client.get(f"{address}/approval/pdf/").content)
        docx = text_of_docx(client.get(f"{address}/acquaintance/docx/").content)

        assert "ЛИСТ СОГЛАСОВАНИЯ" in pdf
        assert f"к приказу от 15.09.2026 № {signed.number}" in pdf
        assert "2 Профсоюз Добавить срок. 15.09.2026" in pdf
        assert "ЛИСТ ОЗНАКОМЛЕНИЯ" in docx
        assert "Вихров Иван Петрович, вожатый" in docx
