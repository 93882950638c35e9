"""Buttons of the order's page: each one POST, one action, back to the page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from core.action_views import ActionView
from core.i18n import gettext_lazy as _

from ..actions import approve_order, return_order, submit_order, withdraw_order
from ..forms import TYPED_OF_JOURNAL, ApproveForm, RemarkForm
from ..models import Order
from ..rules import is_numbered_by_hand


class OrderSubmitView(ActionView):
    permission_required = "orders.draft_order"
    model = Order
    success_message = _("Приказ передан {director:dative} на подпись.")

    def act(self, obj: Order, **data: Any) -> None:
        submit_order(obj, actor=self.request.user)


class OrderWithdrawView(ActionView):
    permission_required = "orders.draft_order"
    model = Order
    success_message = _("Проект приказа снят. Всё, что ждало приказа, снова свободно.")

    def act(self, obj: Order, **data: Any) -> None:
        withdraw_order(obj, actor=self.request.user)


class OrderApproveView(ActionView):
    permission_required = "orders.approve_order"
    model = Order
    form_class = ApproveForm
    success_message = _("Приказ утверждён. Документ готовится и скоро появится на этой странице.")

    def act(self, obj: Order, **data: Any) -> None:
        # Numbers of the system follow one another by the day, so only a journal has its own days.
        day = data.pop("signed_on")
        signed_on = day if is_numbered_by_hand(obj) else None
        approve_order(obj, actor=self.request.user, signed_on=signed_on, **data)

    def get_refused_url(self, obj: Order) -> str:
        """What was typed goes along, so that it isn't typed again."""
        typed = {name: self.request.POST.get(name, "") for name in TYPED_OF_JOURNAL}
        query = urlencode({name: text for name, text in typed.items() if text})
        return f"{self.get_return_url(obj)}?{query}" if query else self.get_return_url(obj)


class OrderReturnView(ActionView):
    permission_required = "orders.approve_order"
    model = Order
    form_class = RemarkForm
    success_message = _("Приказ возвращён с замечанием.")

    def act(self, obj: Order, **data: Any) -> None:
        return_order(obj, remark=data["remark"], actor=self.request.user)
