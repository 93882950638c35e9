"""Where a base finds the order behind an appointment."""

from __future__ import annotations

import pytest

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from documents.models import Document
from orders.testing import order_in
from registry.queries import order_links
from schools.models import Programme, School

pytestmark = pytest.mark.django_db


def test_an_issued_order_is_found_at_its_page(
    programme: Programme, curator: User, director: User
) -> None:
    order = order_in("approved", programme, curator, director)

    assert order_links(list(Document.objects.all()), curator) == {
        order.document_id: order.get_absolute_url()
    }


def test_who_may_not_open_orders_gets_no_page(
    programme: Programme, curator: User, director: User, school: School
) -> None:
    order_in("approved", programme, curator, director)

    assert order_links(list(Document.objects.all()), make_user(Role.MENTEE, school)) == {}


def test_an_order_of_another_school_is_not_told(
    programme: Programme, curator: User, director: User, other_school: School
) -> None:
    order_in("approved", programme, curator, director)

    assert order_links(list(Document.objects.all()), make_user(Role.DIRECTOR, other_school)) == {}
