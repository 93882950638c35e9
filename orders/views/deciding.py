"""Buttons of the order's page: each one POST, one action, back to the page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from core.action_views import ActionView
from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.permissions import Permitted
from documents.rendering import html_of

from ..actions import approve_order, return_order, submit_order, withdraw_order
from ..choices import OrderState
from ..forms import TYPED_OF_JOURNAL, ApproveForm, RemarkForm
from ..models import Order
from ..papers import order_paper
from ..queries import orders_to_approve
from ..rules import is_numbered_by_hand
from .editing import editable_orders

# A form that says so is answered with the queue: the next order is there.
FROM_QUEUE = "queue"


class OrderSubmitView(ActionView):
    permission_required = "orders.draft_order"
    model = Order
    success_message = gettext_lazy("Приказ передан {director:dative} на подпись.")

    def act(self, obj: Order, **data: Any) -> None:
        submit_order(obj, actor=self.request.user)


class OrderWithdrawView(ActionView):
    permission_required = "orders.draft_order"
    model = Order
    success_message = gettext_lazy("Проект приказа снят. Всё, что ждало приказа, снова свободно.")

    def act(self, obj: Order, **data: Any) -> None:
        withdraw_order(obj, actor=self.request.user)


class OrderApproveView(ActionView):
    """Who approves has said within minutes who they are; else they are asked, and it goes on."""

    permission_required = "orders.approve_order"
    model = Order
    form_class = ApproveForm
    success_message = gettext_lazy(
        "Приказ утверждён. Документ готовится и скоро появится на его странице."
    )

    def act(self, obj: Order, **data: Any) -> None:
        # Numbers of the system follow one another by the day, so only a journal has its own days.
        day = data.pop("signed_on")
        signed_on = day if is_numbered_by_hand(obj) else None
        said = get_authentication_records(self.request, self.request.user)
        approve_order(
            obj,
            actor=self.request.user,
            signed_on=signed_on,
            ways=[record["method"] for record in said],
            **data,
        )

    def get_return_url(self, obj: Order) -> str:
        return _queue() if FROM_QUEUE in self.request.POST else super().get_return_url(obj)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """A stranger isn't asked for a password: there is no such order."""
        self.get_object()
        return self._decide(request, **kwargs)

    @method_decorator(reauthentication_required)
    def _decide(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return super().post(request, **kwargs)

    def get_refused_url(self, obj: Order) -> str:
        """What was typed goes along, so that it isn't typed again."""
        typed = {name: self.request.POST.get(name, "") for name in TYPED_OF_JOURNAL}
        query = {name: text for name, text in typed.items() if text}
        if FROM_QUEUE in self.request.POST:
            return _queue(order=obj.pk, **query)
        page = obj.get_absolute_url()
        return f"{page}?{urlencode(query)}" if query else page


class OrderReturnView(Permitted, View):
    """The remarks: to the whole order, to its points; the paper stands beside them."""

    permission_required = "orders.approve_order"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        order = get_object_or_404(editable_orders(request), pk=pk)
        if order.state != OrderState.SUBMITTED:
            messages.info(request, _("Вернуть можно приказ, который ждёт подписи."))
            return HttpResponseRedirect(order.get_absolute_url())
        return self._page(order, RemarkForm(order=order))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        order = get_object_or_404(editable_orders(request), pk=pk)
        form = RemarkForm(request.POST, order=order)
        if not form.is_valid():
            return self._page(order, form)
        try:
            return_order(
                order,
                remark=form.cleaned_data["remark"],
                remarks=form.remarks(),
                actor=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self._page(order, form)
        messages.success(request, _("Приказ возвращён с замечанием."))
        has_more = orders_to_approve(self.request.user).exists()
        return HttpResponseRedirect(_queue() if has_more else order.get_absolute_url())

    def _page(self, order: Order, form: RemarkForm) -> HttpResponse:
        sheet = html_of(order_paper(order), preview=True)
        context = {"order": order, "form": form, "sheet": sheet}
        return render(self.request, "orders/order_return.html", context)


def _queue(**query: Any) -> str:
    page = reverse("orders:queue")
    return f"{page}?{urlencode(query)}" if query else page
