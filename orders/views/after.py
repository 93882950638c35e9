"""What the page of a signed order shows besides its paper: what became of it, how it was signed."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from documents.checking import is_whole
from documents.signing_words import verdict_of

from ..bundles import bundles_offered, bundles_ready
from ..choices import OrderState, ProofKind
from ..forms.proofs import ScanForm, SignatureForm, SigningForm
from ..models import Order, OrderPerson, OrderProof
from ..signing import caution_of, expected_proof, signing_of
from ..standing import ended_by, own_lines, revisions_of, standing_of


def after_context(order: Order, user: User) -> dict[str, Any]:
    may_draft = user.has_perm("orders.draft_order")
    may_approve = user.has_perm("orders.approve_order")
    is_open = order.state in (OrderState.DRAFT, OrderState.SUBMITTED, OrderState.RETURNED)
    context: dict[str, Any] = {"own_revisions": own_lines(order)}
    if is_open and (may_draft or may_approve):
        way = signing_of(order)
        context["signing_form"] = SigningForm(initial={"way": way})
        context["signing_caution"] = caution_of(way)
    if order.document is None:
        return context
    if may_draft or may_approve:
        context |= {
            "bundles_offered": bundles_offered(order, user),
            "bundles_ready": bundles_ready(order, user),
        }
    may_attach = user.has_perm("orders.attach_orderproof")
    expected = expected_proof(order) if may_attach else None
    return context | {
        "standing": standing_of(order),
        "revisions": revisions_of(order),
        "is_whole": is_whole(order.document),
        "is_ended": ended_by(order) is not None,
        "may_revise": may_draft,
        "may_attach": may_attach,
        "signing": order.get_signing_display(),
        "proofs": _proofs(order, user) if may_attach else [],
        "expected": ProofKind(expected).label if expected else "",
        "scan_form": ScanForm(),
        "signature_form": SignatureForm(),
        "may_extract": may_draft or may_approve,
        "own_extract": OrderPerson.objects.filter(order=order, person__user=user).first(),
    }


def _proofs(order: Order, user: User) -> list[dict[str, Any]]:
    rows = OrderProof.objects.visible_to(user).filter(order=order)
    return [
        {
            "proof": proof,
            "signers": [
                {"said": signer, "verdict": verdict_of(signer)}
                for signer in proof.report.get("signers", [])
            ],
        }
        for proof in rows.select_related("added_by").defer("content")
    ]
