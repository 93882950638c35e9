"""How a signed order was signed: a mark on the paper, a scan, a file of a signature."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import InternalError, transaction

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core import clock
from core.errors import DomainError, FileError, StateError
from documents.actions.files import make_files
from documents.der import parse
from documents.models import DocumentFile
from documents.paper import Paper, Table
from documents.pdf import pdf_of
from documents.queries import paper_of
from documents.testing import text_of_docx, text_of_pdf
from documents.tests.test_signing import GOST, encoded, signed
from documents.word import docx_of
from orders.actions import approve_order
from orders.actions.proofs import (
    attach_scan,
    attach_signature,
    choose_signing,
    set_proof_aside,
)
from orders.choices import ProofKind, Signing
from orders.models import Order, OrderProof
from orders.signing import caution_of, expected_proof, signing_of
from orders.testing import make_submitted, reloaded
from schools.models import Programme, School

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 10, 5)
SCAN = b"%PDF-1.4 scan"


@pytest.fixture
def waiting(programme: Programme, curator: User) -> Order:
    return make_submitted(programme, curator)


def approved_in(way: str, order: Order, director: User, **fields: Any) -> Order:
    with clock.on(DAY):
        chosen = choose_signing(order, way=way, actor=director)
        return approve_order(chosen, actor=director, **fields)


def made(order: Order) -> Order:
    assert order.document_id is not None
    make_files(order.document_id, report=lambda done, total: None)
    return reloaded(order)


def pdf_bytes(order: Order) -> bytes:
    return bytes(DocumentFile.objects.get(document=order.document, format="pdf").content)


def paper(order: Order) -> Paper:
    assert order.document is not None
    return paper_of(order.document)


class TestWay:
    def test_without_a_rule_orders_are_signed_on_paper(self, waiting: Order) -> None:
        assert signing_of(waiting) == Signing.PAPER

    def test_the_act_says_how_and_an_order_may_differ(
        self, programme: Programme, waiting: Order, director: User
    ) -> None:
        programme.regulation.rules["orders.signing"] = {"value": "electronic"}
        programme.regulation.save()
        order = reloaded(waiting)
        assert signing_of(order) == Signing.ELECTRONIC
        assert signing_of(choose_signing(order, way="paper", actor=director)) == Signing.PAPER

    def test_it_is_not_chosen_after_the_signature(self, waiting: Order, director: User) -> None:
        order = approved_in("paper", waiting, director)
        with pytest.raises(StateError, match="уже не выбирают"):
            choose_signing(order, way="system", actor=director)

    def test_a_way_that_is_not_there_is_refused(self, waiting: Order, director: User) -> None:
        with pytest.raises(DomainError, match="Выберите"):
            choose_signing(waiting, way="fax", actor=director)

    def test_the_director_is_told_what_a_simple_signature_needs(self) -> None:
        assert "63-ФЗ, статья 6" in caution_of(Signing.SYSTEM)
        assert caution_of(Signing.PAPER) == ""


class TestMark:
    def test_it_says_exactly_what_it_is(self, waiting: Order, director: User) -> None:
        order = approved_in("system", waiting, director, ways=["password", "mfa"])

        (mark,) = [block for block in paper(order).blocks if isinstance(block, Table)]
        assert mark.columns[0].title == "ПОДПИСАНО ПРОСТОЙ ЭЛЕКТРОННОЙ ПОДПИСЬЮ"
        who, when, how, law = mark.rows[0][0].split("\n")
        assert who == director.get_full_name()
        assert when.endswith("(UTC+3)")
        assert how == "Личность подтверждена паролем и одноразовым кодом учётной записи"
        assert "усиленной квалифицированной подписью не является" in law

    def test_the_post_stands_there_where_the_signatory_signs(
        self, waiting: Order, school: School
    ) -> None:
        signatory = make_user(
            Role.DIRECTOR, school, last_name="Примерова", first_name="Анна", middle_name="С."
        )
        order = approved_in("system", waiting, signatory)
        (mark,) = [block for block in paper(order).blocks if isinstance(block, Table)]
        assert mark.rows[0][0].startswith("Примерова Анна С., директор")

    def test_both_files_have_it(self, waiting: Order, director: User) -> None:
        order = approved_in("system", waiting, director)
        for text in (text_of_pdf(pdf_of(paper(order))), text_of_docx(docx_of(paper(order)))):
            assert "ПОДПИСАНО ПРОСТОЙ ЭЛЕКТРОННОЙ ПОДПИСЬЮ" in text

    @pytest.mark.parametrize("way", ["paper", "electronic"])
    def test_signed_another_way_there_is_none(
        self, waiting: Order, director: User, way: str
    ) -> None:
        order = approved_in(way, waiting, director)
        assert not [block for block in paper(order).blocks if isinstance(block, Table)]


class TestScan:
    def test_it_is_bound_to_the_order_and_kept(self, waiting: Order, director: User) -> None:
        order = approved_in("paper", waiting, director)
        assert expected_proof(order) == ProofKind.SCAN

        proof = attach_scan(order, name="скан.pdf", content=SCAN, actor=director)

        assert order.document is not None
        assert proof.document_hash == order.document.content_hash
        assert (bytes(proof.content), proof.added_by) == (SCAN, director)
        assert expected_proof(order) is None

    def test_the_same_file_is_not_attached_twice(self, waiting: Order, director: User) -> None:
        order = approved_in("paper", waiting, director)
        attach_scan(order, name="скан.pdf", content=SCAN, actor=director)
        with pytest.raises(DomainError, match="уже приложен"):
            attach_scan(order, name="ещё.pdf", content=SCAN, actor=director)

    def test_what_is_no_picture_of_paper_is_refused(self, waiting: Order, director: User) -> None:
        order = approved_in("paper", waiting, director)
        with pytest.raises(FileError):
            attach_scan(order, name="скан.pdf", content=b"MZ", actor=director)

    def test_a_draft_has_no_scan(self, waiting: Order, director: User) -> None:
        with pytest.raises(StateError, match="ещё не утверждён"):
            attach_scan(waiting, name="скан.pdf", content=SCAN, actor=director)

    def test_one_attached_by_mistake_is_set_aside_and_the_order_waits_again(
        self, waiting: Order, director: User
    ) -> None:
        order = approved_in("paper", waiting, director)
        proof = attach_scan(order, name="скан.pdf", content=SCAN, actor=director)
        set_proof_aside(proof, reason="Скан другого приказа", actor=director)
        assert expected_proof(order) == ProofKind.SCAN
        with pytest.raises(StateError, match="уже отложен"):
            set_proof_aside(proof, reason="Ещё раз", actor=director)

    def test_sql_changes_no_proof(self, waiting: Order, director: User) -> None:
        order = approved_in("paper", waiting, director)
        attach_scan(order, name="скан.pdf", content=SCAN, actor=director)
        rows = OrderProof.objects.all()
        for change in ({"content": b""}, {"sha256": "0" * 64}, {"document_hash": ""}):
            with pytest.raises(InternalError, match="pgtrigger"), transaction.atomic():
                rows.update(**change)
        with pytest.raises(InternalError, match="pgtrigger"), transaction.atomic():
            rows.delete()


class TestSignature:
    def test_a_signature_of_the_pdf_is_checked_and_bound_to_it(
        self, waiting: Order, director: User
    ) -> None:
        order = made(approved_in("electronic", waiting, director))
        body = pdf_bytes(order)

        proof = attach_signature(order, name="приказ.pdf.sig", content=signed(body), actor=director)

        assert proof.signed_format == "pdf"
        assert proof.signed_sha256 == DocumentFile.objects.get(format="pdf").sha256
        assert proof.report["signers"][0]["is_signature_right"] is True
        assert expected_proof(order) is None

    def test_a_signature_of_another_file_is_refused(self, waiting: Order, director: User) -> None:
        order = made(approved_in("electronic", waiting, director))
        with pytest.raises(DomainError, match="Подписан другой файл"):
            attach_signature(order, name="a.sig", content=signed(b"other"), actor=director)
        assert not order.proofs.exists()

    def test_what_can_not_be_checked_is_kept_as_unchecked(
        self, waiting: Order, director: User
    ) -> None:
        order = made(approved_in("electronic", waiting, director))
        content = encoded(parse(signed(pdf_bytes(order))), GOST)

        proof = attach_signature(
            order, name="a.sig", content=content, actor=director, signed_format="docx"
        )

        assert proof.signed_format == "docx"
        assert proof.report["signers"][0]["is_signature_right"] is None

    def test_before_the_files_are_made_there_is_nothing_to_sign(
        self, waiting: Order, director: User
    ) -> None:
        order = approved_in("electronic", waiting, director)
        with pytest.raises(StateError, match="ещё готовятся"):
            attach_signature(order, name="a.sig", content=signed(), actor=director)
