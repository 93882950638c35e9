"""A draft beside its data: it is filled anew, and what was edited by hand is asked about."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from core.action_views import ActionView
from core.errors import DomainError
from core.forms import SeenForm
from core.i18n import gettext as _
from core.permissions import Permitted

from ..actions import refresh_order, settle_differences
from ..choices import RemarkPart
from ..models import Order
from ..remarks import text_of_point
from .editing import editable_orders

TAKE = "theirs"


class OrderRefreshView(ActionView):
    permission_required = "orders.draft_order"
    model = Order
    form_class = SeenForm

    def act(self, obj: Order, **data: Any) -> None:
        self.found = refresh_order(obj, actor=self.request.user, seen_at=data["seen_at"])
        if not self.found:
            messages.success(self.request, _("Текст приказа сверен с данными, расхождений нет."))

    def get_return_url(self, obj: Order) -> str:
        if getattr(self, "found", None):
            return reverse("orders:order_differences", args=[obj.pk])
        return obj.get_absolute_url()


class OrderDifferencesView(Permitted, View):
    """Each edited text beside what the data say: one of the two is chosen."""

    permission_required = "orders.draft_order"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        order = get_object_or_404(editable_orders(request), pk=pk)
        if not order.is_editable or not order.data.get("differences"):
            messages.info(request, _("Расхождений с данными в этом приказе нет."))
            return HttpResponseRedirect(order.get_absolute_url())
        return self._page(order, SeenForm(initial={"seen_at": order.updated_at.isoformat()}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        order = get_object_or_404(editable_orders(request), pk=pk)
        form = SeenForm(request.POST)
        form.is_valid()
        count = len(order.data.get("differences", []))
        take = {at for at in range(count) if request.POST.get(f"choice-{at}") == TAKE}
        try:
            settle_differences(
                order, take=take, actor=request.user, seen_at=form.cleaned_data["seen_at"]
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self._page(order, form)
        messages.success(request, _("Сохранено. Прочитайте приказ ещё раз."))
        return HttpResponseRedirect(order.get_absolute_url())

    def _page(self, order: Order, form: SeenForm) -> HttpResponse:
        rows = [
            {"at": at, "place": _place(row["part"]), "mine": _said(row, "mine")}
            | {"theirs": _said(row, "theirs")}
            for at, row in enumerate(order.data.get("differences", []))
        ]
        context = {"order": order, "form": form, "rows": rows, "take": TAKE}
        return render(self.request, "orders/order_differences.html", context)


def _place(part: str) -> str:
    return str(RemarkPart(part).label).capitalize()


def _said(row: dict[str, Any], side: str) -> str:
    text = row[side]
    if text is None:
        return ""
    return text_of_point(text) if row["part"] == RemarkPart.POINT else str(text)
