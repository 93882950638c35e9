"""Pages of a signed order: amending, ending, proofs of its signature, extracts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.terms import expand
from documents.actions.files import make_files
from documents.models import DocumentFile
from documents.testing import text_of_pdf
from documents.tests.test_signing import signed
from orders.actions import approve_order, submit_order
from orders.models import Order, OrderProof
from orders.testing import make_order, make_submitted, order_url, page_text, reloaded
from registry.models import Guardianship, Person
from registry.testing import make_person
from schools.models import Programme, School

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
REASON = "В связи с ошибкой"


@pytest.fixture
def mentee(school: School) -> User:
    return make_user(Role.MENTEE, school)


@pytest.fixture
def person(school: School, mentee: User) -> Person:
    return make_person(school, last_name="Лисицын", first_name="Пётр", middle_name="", user=mentee)


@pytest.fixture
def approved(programme: Programme, curator: User, director: User, person: Person) -> Order:
    points = [{"text": "Назначить Лисицына Петра."}, {"text": "Назначить Зуеву Анну."}]
    order = make_submitted(programme, curator, people=[person], points=points)
    order = approve_order(order, actor=director)
    assert order.document_id is not None
    make_files(order.document_id, report=lambda done, total: None)
    return reloaded(order)


def rows(*changes: dict[str, str], total: int = 0) -> dict[str, Any]:
    data = {"change-TOTAL_FORMS": total or len(changes), "change-INITIAL_FORMS": 0}
    for index, change in enumerate(changes):
        data |= {f"change-{index}-{name}": text for name, text in change.items()}
    return data


class TestAmending:
    def test_a_draft_is_made_of_what_was_filled(
        self, signed_in: SignIn, curator: User, approved: Order
    ) -> None:
        change = {"how": "replace", "place": "2", "text": "Назначить Зуеву Анну Ильиничну."}
        data = {"reason": REASON, **rows(change, {"how": "replace", "place": "", "text": ""})}

        signed_in(curator).post(order_url("order_amend", approved), data)

        draft = Order.objects.get(revises__target=approved)
        assert draft.points[0]["points"][0]["text"].startswith("пункт 2 изложить")

    def test_more_rows_keep_what_was_typed(
        self, signed_in: SignIn, curator: User, approved: Order
    ) -> None:
        change = {"how": "replace", "place": "2", "text": "Иначе"}
        data = {"reason": REASON, "more": "1", **rows(change)}

        html = signed_in(curator).post(order_url("order_amend", approved), data).content.decode()

        assert "Иначе</textarea>" in html
        assert "Изменение 4" in html
        assert REASON in html

    def test_what_is_wrong_is_said_on_the_page(
        self, signed_in: SignIn, curator: User, approved: Order
    ) -> None:
        data = {"reason": REASON, **rows({"how": "replace", "place": "2", "text": ""})}
        html = signed_in(curator).post(order_url("order_amend", approved), data).content.decode()
        assert "Напишите новый текст: пункт 2" in html

    def test_a_draft_is_not_amended(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator)
        assert signed_in(curator).get(order_url("order_amend", order)).status_code == 404


class TestEnding:
    def test_both_pages_show_the_other_order(
        self, signed_in: SignIn, curator: User, director: User, approved: Order
    ) -> None:
        client = signed_in(curator)
        client.post(order_url("order_end", approved), {"kind": "cancels", "reason": REASON})
        draft = Order.objects.get(revises__target=approved)
        order = approve_order(submit_order(draft, actor=curator), actor=director)

        assert f"Отменён приказом № {order.number}" in page_text(
            client, order_url("order_detail", approved)
        )
        assert f"приказ № {approved.number} от" in page_text(
            client, order_url("order_detail", order)
        )
        assert f"Отменён приказом № {order.number}" in page_text(
            client, reverse("orders:order_list")
        )

    def test_a_cancelled_order_has_no_such_buttons(
        self, signed_in: SignIn, curator: User, director: User, approved: Order
    ) -> None:
        client = signed_in(curator)
        assert order_url("order_end", approved) in page_text(
            client, order_url("order_detail", approved)
        )
        client.post(order_url("order_end", approved), {"kind": "repeals", "reason": REASON})
        draft = Order.objects.get(revises__target=approved)
        approve_order(submit_order(draft, actor=curator), actor=director)
        assert order_url("order_end", approved) not in page_text(
            client, order_url("order_detail", approved)
        )


class TestProofs:
    def test_a_scan_is_attached_shown_and_handed_out(
        self, signed_in: SignIn, curator: User, approved: Order
    ) -> None:
        client = signed_in(curator)
        page = order_url("order_detail", approved)
        assert "Ещё не приложено: скан подписанного приказа" in page_text(client, page)

        scan = SimpleUploadedFile("скан.pdf", b"%PDF-1.4 scan")
        client.post(order_url("scan_attach", approved), {"scan": scan})

        proof = OrderProof.objects.get()
        html = page_text(client, page)
        assert "Ещё не приложено" not in html
        assert "скан.pdf" in html
        response = client.get(reverse("orders:proof_file", args=[proof.pk]))
        assert response.content == b"%PDF-1.4 scan"
        assert response["Content-Disposition"].startswith("attachment")

    def test_the_verdict_of_a_signature_stands_on_the_page(
        self, signed_in: SignIn, curator: User, approved: Order
    ) -> None:
        client = signed_in(curator)
        body = bytes(DocumentFile.objects.get(format="pdf").content)
        file = SimpleUploadedFile("приказ.sig", signed(body))

        client.post(
            order_url("signature_attach", approved), {"signature": file, "signed_format": "pdf"}
        )

        html = page_text(client, order_url("order_detail", approved))
        assert "Подпись верна: файл после подписания не менялся" in html
        assert "не проверялось" in html
        assert "Примерова Анна Сергеевна, Директор" in html

    def test_a_wrong_signature_is_told(
        self, signed_in: SignIn, curator: User, approved: Order
    ) -> None:
        file = SimpleUploadedFile("приказ.sig", signed(b"other"))
        response = signed_in(curator).post(
            order_url("signature_attach", approved),
            {"signature": file, "signed_format": "pdf"},
            follow=True,
        )
        assert "Подписан другой файл" in response.content.decode()

    def test_one_set_aside_says_why(
        self, signed_in: SignIn, curator: User, approved: Order
    ) -> None:
        client = signed_in(curator)
        scan = SimpleUploadedFile("скан.pdf", b"%PDF-1.4 scan")
        client.post(order_url("scan_attach", approved), {"scan": scan})
        address = reverse("orders:proof_aside", args=[OrderProof.objects.get().pk])

        client.post(address, {"reason": "Не тот приказ"})

        assert "Не тот приказ" in page_text(client, order_url("order_detail", approved))

    def test_the_way_is_chosen_before_the_signature(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator)
        client = signed_in(curator)
        client.post(order_url("order_signing", order), {"way": "system"})
        assert reloaded(order).signing == "system"
        assert "63-ФЗ, статья 6" in page_text(client, order_url("order_detail", order))


class TestExtracts:
    def extract(self, client: Client, order: Order, person: Person) -> Any:
        return client.get(reverse("orders:extract_pdf", args=[order.pk, person.pk]))

    def test_a_person_reads_their_own_and_nobody_else_in_it(
        self, signed_in: SignIn, mentee: User, approved: Order, person: Person
    ) -> None:
        client = signed_in(mentee)
        assert f"Приказ № {approved.number}" in page_text(client, reverse("orders:own_extracts"))

        text = text_of_pdf(self.extract(client, approved, person).content)

        assert "ВЫПИСКА ИЗ ПРИКАЗА" in text
        assert "1. Назначить Лисицына Петра." in text
        assert "Зуеву" not in text
        assert "Выписка верна" in text

    def test_a_parent_reads_that_of_the_child(
        self, signed_in: SignIn, school: School, approved: Order, person: Person
    ) -> None:
        parent = make_user(Role.PARENT, school)
        guardian = make_person(school, user=parent, kind="parent")
        Guardianship.objects.create(
            school=school, child=person, guardian=guardian, relation="mother"
        )
        assert self.extract(signed_in(parent), approved, person).status_code == 200

    def test_another_mentee_gets_none(
        self, signed_in: SignIn, school: School, approved: Order, person: Person
    ) -> None:
        other = make_user(Role.MENTEE, school)
        assert self.extract(signed_in(other), approved, person).status_code == 404

    def test_a_director_of_another_school_gets_none(
        self, signed_in: SignIn, other_school: School, approved: Order, person: Person
    ) -> None:
        other = make_user(Role.DIRECTOR, other_school)
        assert self.extract(signed_in(other), approved, person).status_code == 404

    def test_of_a_draft_there_is_none(
        self, signed_in: SignIn, curator: User, programme: Programme, person: Person
    ) -> None:
        draft = make_order(programme, curator, people=[person])
        assert self.extract(signed_in(curator), draft, person).status_code == 404

    def test_a_name_that_the_text_lacks_is_said(
        self, signed_in: SignIn, curator: User, director: User, programme: Programme
    ) -> None:
        stranger = make_person(programme.school, last_name="Зуев")
        order = make_submitted(programme, curator, people=[stranger])
        order = approve_order(order, actor=director)
        address = reverse("orders:extract_pdf", args=[order.pk, stranger.pk])
        response = signed_in(curator).get(address, follow=True)
        assert expand("нет имени «Зуев") in response.content.decode()
