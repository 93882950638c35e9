"""Who has to agree to a draft: they are put in the sheet, asked, and answer."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from core.action_views import ActionView
from core.i18n import gettext_lazy as _

from ..actions import add_reviewer, agree, ask_agreement, remove_reviewer
from ..choices import SheetKind
from ..forms import AgreeForm, ReviewerForm
from ..models import Order


class OfApprovalSheet(ActionView):
    permission_required = "orders.draft_order"
    model = Order

    def get_return_url(self, obj: Order) -> str:
        return reverse("orders:order_sheet", args=[obj.pk, SheetKind.APPROVAL])


class ReviewerAddView(OfApprovalSheet):
    form_class = ReviewerForm
    success_message = _("Добавлено в лист согласования.")

    def act(self, obj: Order, **data: Any) -> None:
        add_reviewer(obj, person=data["person"], actor=self.request.user)


class ReviewerRemoveView(OfApprovalSheet):
    form_class = ReviewerForm
    success_message = _("Убрано из листа согласования.")

    def act(self, obj: Order, **data: Any) -> None:
        remove_reviewer(obj, person=data["person"], actor=self.request.user)


class AgreementAskView(OfApprovalSheet):
    success_message = _("Проект отправлен: тем, кого ждут, пришло уведомление.")

    def act(self, obj: Order, **data: Any) -> None:
        ask_agreement(obj, actor=self.request.user)


class OrderAgreeView(ActionView):
    """Somebody of the sheet answers."""

    permission_required = "orders.view_order"
    model = Order
    form_class = AgreeForm
    success_message = _("Ваш ответ записан в лист согласования.")

    def act(self, obj: Order, **data: Any) -> None:
        agree(obj, actor=self.request.user, remark=data["remark"])
