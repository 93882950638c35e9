"""How an order was signed: the way, scans, files of signatures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views import View

from core.action_views import ActionView
from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.permissions import Permitted
from core.responses import saved_file
from schools.proofs import media_type

from ..actions.proofs import attach_scan, attach_signature, choose_signing, set_proof_aside
from ..forms.proofs import ScanForm, SetAsideForm, SignatureForm, SigningForm
from ..models import Order, OrderProof
from .access import PermittedByAny


class OrderSigningView(PermittedByAny, ActionView):
    """Who drafts and who signs may say how this order is signed."""

    permission_required = "orders.approve_order"
    other_permissions = ("orders.draft_order",)
    model = Order
    form_class = SigningForm
    success_message = gettext_lazy("Способ подписи выбран.")

    def act(self, obj: Order, **data: Any) -> None:
        choose_signing(obj, way=data["way"], actor=self.request.user)


class ScanAttachView(ActionView):
    permission_required = "orders.attach_orderproof"
    model = Order
    form_class = ScanForm
    success_message = gettext_lazy("Скан приложен к приказу.")

    def act(self, obj: Order, **data: Any) -> None:
        name, content = data["scan"]
        attach_scan(obj, name=name, content=content, actor=self.request.user)


class SignatureAttachView(ActionView):
    permission_required = "orders.attach_orderproof"
    model = Order
    form_class = SignatureForm
    success_message = gettext_lazy("Подпись приложена к приказу.")

    def act(self, obj: Order, **data: Any) -> None:
        name, content = data["signature"]
        attach_signature(
            obj,
            name=name,
            content=content,
            signed_format=data["signed_format"],
            actor=self.request.user,
        )


class ProofFileView(Permitted, View):
    permission_required = "orders.attach_orderproof"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        proof = get_object_or_404(OrderProof.objects.visible_to(request.user), pk=pk)
        content = bytes(proof.content)
        return saved_file(content, name=proof.name, media_type=media_type(proof.name))


class ProofAsideView(Permitted, View):
    """A file that was attached by mistake; the page of its order says why."""

    permission_required = "orders.attach_orderproof"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = OrderProof.objects.visible_to(request.user).select_related("order")
        proof = get_object_or_404(rows, pk=pk)
        form = SetAsideForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            set_proof_aside(proof, reason=reason, actor=request.user)
            messages.success(request, _("Файл отложен."))
        except DomainError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(proof.order.get_absolute_url())
