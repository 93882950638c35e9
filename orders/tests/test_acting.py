"""Under an order stands whoever signs on its day: the director, or who acts for a while."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import give_role
from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core import clock
from documents.paper import Signature, Signatures
from documents.pdf import pdf_of
from documents.queries import paper_of
from documents.testing import text_of_pdf
from orders.models import Order
from orders.papers import signature_of
from orders.testing import make_submitted
from schools.actions import save_signatory
from schools.models import Programme, School

pytestmark = pytest.mark.django_db
CAT: dict[str, Any] = {
    "post": "Директор",
    "last_name": "Кот",
    "first_name": "Ян",
    "gender": "m",
    "is_acting": True,
    "valid_from": datetime.date(2026, 12, 1),
    "valid_to": datetime.date(2026, 12, 14),
}
DIRECTOR = Signature("Директор", "А.\xa0С.\xa0Примерова")
ACTING = Signature("И.\xa0о. директора", "Я.\xa0Кот")


@contextmanager
def on_day(day: datetime.date) -> Iterator[None]:
    """The whole house lives on that day, those who sign in too."""
    with clock.on(day), mock.patch("django.utils.timezone.localdate", return_value=day):
        yield


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
    save_signatory(school, actor=None, **CAT)

    assert signature_of(school, day) == expected


@pytest.fixture
def by_hand(programme: Programme) -> Programme:
    """The director writes number and day after the school's journal."""
    programme.regulation.rules["orders.numbering"] = {"value": "hand"}
    programme.regulation.save()
    return programme


@pytest.fixture
def acting(school: School) -> User:
    """Somebody who acts from the first to the fourteenth of December, with an account for it."""
    save_signatory(school, actor=None, **CAT)
    user = make_user(last_name="Кот", first_name="Ян")
    give_role(
        user,
        school=school,
        role=Role.DIRECTOR,
        actor=None,
        valid_from=CAT["valid_from"],
        valid_to=CAT["valid_to"],
    )
    return user


class TestApproved:
    def sign(self, client: Client, order: Order, **data: str) -> str:
        seen_at = Order.objects.get(pk=order.pk).updated_at.isoformat()
        address = reverse("orders:order_approve", args=[order.pk])
        return client.post(address, {"seen_at": seen_at} | data, follow=True).content.decode()

    @pytest.mark.parametrize(
        ("day", "expected"),
        [("2026-11-30", DIRECTOR), ("2026-12-14", ACTING), ("2026-12-15", DIRECTOR)],
    )
    def test_the_paper_bears_the_line_of_who_signs_on_the_day_of_the_journal(
        self,
        signed_in: Callable[[User], Client],
        by_hand: Programme,
        acting: User,
        curator: User,
        director: User,
        day: str,
        expected: Signature,
    ) -> None:
        order = make_submitted(by_hand, curator)

        with clock.on(datetime.date(2026, 12, 20)):
            self.sign(signed_in(director), order, number="7", signed_on=day)

        order = Order.objects.get(pk=order.pk)
        assert str(order.signed_on) == day
        (signatures,) = [b for b in paper_of(order.document).blocks if isinstance(b, Signatures)]
        assert signatures.lines == (expected,)
        assert f"{expected.post} {expected.name}".replace("\xa0", " ") in text_of_pdf(
            pdf_of(paper_of(order.document))
        )

    def test_the_account_of_the_acting_one_approves_in_these_days(
        self,
        signed_in: Callable[[User], Client],
        programme: Programme,
        acting: User,
        curator: User,
    ) -> None:
        order = make_submitted(programme, curator)

        with on_day(datetime.date(2026, 12, 14)):
            self.sign(signed_in(acting), order)

        order = Order.objects.get(pk=order.pk)
        assert (order.approved_by, str(order.signed_on)) == (acting, "2026-12-14")

    def test_afterwards_it_does_not(
        self,
        signed_in: Callable[[User], Client],
        programme: Programme,
        acting: User,
        curator: User,
    ) -> None:
        order = make_submitted(programme, curator)

        with on_day(datetime.date(2026, 12, 15)):
            self.sign(signed_in(acting), order)

        assert Order.objects.get(pk=order.pk).signed_on is None

    def test_where_the_system_numbers_no_other_day_is_taken(
        self,
        signed_in: Callable[[User], Client],
        programme: Programme,
        curator: User,
        director: User,
    ) -> None:
        order = make_submitted(programme, curator)

        self.sign(signed_in(director), order, signed_on="2026-01-01")

        assert Order.objects.get(pk=order.pk).signed_on == clock.today()

    def test_a_day_to_come_is_refused(
        self,
        signed_in: Callable[[User], Client],
        by_hand: Programme,
        curator: User,
        director: User,
    ) -> None:
        order = make_submitted(by_hand, curator)
        tomorrow = clock.today() + datetime.timedelta(days=1)

        html = self.sign(signed_in(director), order, number="7", signed_on=str(tomorrow))

        assert "не может быть позже сегодняшней" in html
        assert Order.objects.get(pk=order.pk).signed_on is None
