"""The files of an approved order: waited for, handed over, made again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.models import Job
from documents.actions.files import make_files
from orders.actions import approve_order
from orders.models import Order
from orders.testing import make_order, make_submitted, order_url, page_text
from schools.models import Programme, School

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def silent(done: int, total: int) -> None:
    """Progress that nobody looks at."""


class TestFiles:
    @pytest.fixture
    def approved(self, programme: Programme, curator: User, director: User) -> Order:
        return approve_order(make_submitted(programme, curator), actor=director)

    def test_while_they_are_made_the_page_waits_and_then_gives_them(
        self, signed_in: SignIn, curator: User, approved: Order
    ) -> None:
        client = signed_in(curator)

        assert "Готовим PDF и DOCX" in page_text(client, order_url("order_files", approved))
        assert client.get(order_url("order_pdf", approved)).status_code == 202

        make_files(approved.document_id, report=silent)

        html = page_text(client, order_url("order_files", approved))
        assert order_url("order_pdf", approved) in html
        assert "hx-get" not in html
        response = client.get(order_url("order_pdf", approved))
        assert response.content.startswith(b"%PDF")
        assert client.get(order_url("order_docx", approved)).content.startswith(b"PK")

    def test_a_failed_job_can_be_tried_again(
        self, signed_in: SignIn, curator: User, approved: Order
    ) -> None:
        Job.objects.update(state="failed", message="Не получилось.")
        client = signed_in(curator)

        assert "Изготовить ещё раз" in page_text(client, order_url("order_files", approved))
        client.post(order_url("order_render", approved))

        assert Job.objects.filter(state="queued").count() == 1

    def test_a_draft_has_no_files(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator)
        client = signed_in(curator)

        assert client.get(order_url("order_pdf", order)).status_code == 404
        assert client.get(order_url("order_files", order)).status_code == 404
        html = client.post(order_url("order_render", order), follow=True).content.decode()
        assert "Документ появится, когда приказ утвердят." in html

    def test_another_schools_order_is_not_found(
        self, signed_in: SignIn, other_school: School, approved: Order
    ) -> None:
        client = signed_in(make_user(Role.DIRECTOR, other_school))

        for name in ("order_detail", "order_pdf", "order_docx", "order_files"):
            assert client.get(order_url(name, approved)).status_code == 404
        for name in ("order_approve", "order_return"):
            assert client.post(order_url(name, approved), {"remark": "x"}).status_code == 404
