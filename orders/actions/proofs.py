"""How a signed order was signed: the way is chosen before, its proof is attached after."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction

from core.audit import record
from core.clock import now
from core.errors import DomainError, StateError
from core.i18n import gettext as _
from core.transitions import lock
from documents.choices import FileFormat
from documents.queries import is_ready
from documents.signing import read_signature
from documents.signing_words import is_refuted, verdict_of
from schools.proofs import check_proof, proof_name

from ..choices import OrderState, ProofKind, Signing
from ..models import Order, OrderProof

LONGEST_REASON = 300


@transaction.atomic
def choose_signing(order: Order, *, way: str, actor: Any) -> Order:
    """Before the order is signed; what it prints of the signature depends on it."""
    if way not in Signing.values:
        raise DomainError(_("Выберите, как подписывают приказ."))
    order = lock(order)
    if order.state in (OrderState.APPROVED, OrderState.WITHDRAWN):
        raise StateError(
            _("Приказ в состоянии «%s», способ подписи уже не выбирают.")
            % order.get_state_display()
        )
    if order.signing == way:
        return order
    order.signing = way
    order.save(update_fields=["signing", "updated_at"])
    record(
        "orders.choose_signing",
        order,
        actor=actor,
        text=_("Выбран способ подписи: %s.") % order.get_signing_display(),
        data={"signing": way},
    )
    return order


@transaction.atomic
def attach_scan(order: Order, *, name: str, content: bytes, actor: Any) -> OrderProof:
    """The scan of the paper that was signed by hand; a page in a file, or all of them in one."""
    check_proof(name, content)
    order = _locked(order)
    return _keep(order, ProofKind.SCAN, name, content, actor)


@transaction.atomic
def attach_signature(
    order: Order, *, name: str, content: bytes, actor: Any, signed_format: str = FileFormat.PDF
) -> OrderProof:
    """A detached signature of the PDF or the DOCX that is handed out here.

    Refused where it is known to be of another file, or wrong. What can't be checked is kept with
    `signed_format`, as those who attach it say, and is told to be unchecked.
    """
    order = _locked(order)
    assert order.document is not None
    if not is_ready(order.document):
        raise StateError(_("Файлы приказа ещё готовятся. Подпись прикладывают к готовому файлу."))
    files = {file.format: bytes(file.content) for file in order.document.files.all()}
    reading = read_signature(content, files)
    report = reading.as_json()
    for signer in report["signers"]:
        if is_refuted(signer):
            advice = _("Подпишите PDF или DOCX, скачанный с этой страницы, ничего в нём не меняя.")
            raise DomainError(f"{verdict_of(signer)} {advice}")
    signed = reading.signed or signed_format
    if signed not in files:
        raise DomainError(_("Укажите, какой файл подписан: PDF или DOCX."))
    return _keep(
        order,
        ProofKind.SIGNATURE,
        name,
        content,
        actor,
        signed_format=signed,
        signed_sha256=hashlib.sha256(files[signed]).hexdigest(),
        report=report,
    )


@transaction.atomic
def set_proof_aside(proof: OrderProof, *, reason: str, actor: Any) -> OrderProof:
    """Attached by mistake. The file stays kept, the order waits for the right one."""
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise DomainError(_("Напишите, почему файл отложен: до %s знаков.") % LONGEST_REASON)
    lock(proof.order)
    proof = lock(proof)
    if proof.set_aside_at is not None:
        raise StateError(_("Этот файл уже отложен."))
    proof.set_aside_at, proof.set_aside_by, proof.set_aside_reason = now(), actor, reason
    proof.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_reason"])
    record(
        "orders.set_proof_aside",
        proof.order,
        actor=actor,
        text=_("Отложен файл: %s.") % proof.get_kind_display(),
        data={"proof": proof.pk, "reason": reason},
    )
    return proof


def _locked(order: Order) -> Order:
    order = lock(order)
    if order.state != OrderState.APPROVED:
        raise StateError(_("Файл прикладывают к утверждённому приказу, а этот ещё не утверждён."))
    return order


def _keep(
    order: Order, kind: str, name: str, content: bytes, actor: Any, **values: Any
) -> OrderProof:
    digest = hashlib.sha256(content).hexdigest()
    if order.proofs.filter(sha256=digest, set_aside_at__isnull=True).exists():
        raise DomainError(_("Этот файл к приказу уже приложен."))
    assert order.document is not None
    proof = OrderProof.objects.create(
        school=order.school,
        order=order,
        kind=kind,
        name=proof_name(name),
        content=content,
        sha256=digest,
        document_hash=order.document.content_hash,
        added_by=actor,
        **values,
    )
    record(
        "orders.attach_proof",
        order,
        actor=actor,
        text=_("К приказу приложен файл: %s.") % proof.get_kind_display(),
        data={"proof": proof.pk, "sha256": digest, "document_hash": proof.document_hash},
    )
    return proof
