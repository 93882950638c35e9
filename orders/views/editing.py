"""The editor of a draft, with the paper that it will be beside it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views import View

from core.errors import DomainError
from core.i18n import gettext as _
from core.permissions import Permitted
from documents.rendering import html_of

from ..actions import mend_remarks, submit_order, update_order
from ..choices import RemarkPart
from ..forms import OrderForm, PointFormSet, initial_points
from ..models import Order
from ..papers import order_paper
from ..remarks import by_place, key_of

POINTS = "points"


def editable_orders(request: HttpRequest) -> QuerySet[Order]:
    return Order.objects.visible_to(request.user).select_related(
        "school", "programme__regulation", "regulation"
    )


class OrderUpdateView(Permitted, View):
    permission_required = "orders.draft_order"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        order = get_object_or_404(editable_orders(request), pk=pk)
        if not order.is_editable:
            messages.info(request, _("Этот приказ уже не черновик, менять его нельзя."))
            return HttpResponseRedirect(order.get_absolute_url())
        form = OrderForm(initial=OrderForm.initial_of(order))
        lines = PointFormSet(initial=initial_points(order), prefix=POINTS)
        return self._page(order, form, lines)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Saves; with the button «передать» hands over as well, both or neither."""
        order = get_object_or_404(editable_orders(request), pk=pk)
        form = OrderForm(request.POST)
        lines: Any = PointFormSet(request.POST, prefix=POINTS)
        if not (form.is_valid() & lines.is_valid()):
            return self._page(order, form, lines)
        try:
            with transaction.atomic():
                self._save(order, form.cleaned_data, lines.points())
        except DomainError as error:
            form.add_error(None, str(error))
            return self._page(order, form, lines)
        return HttpResponseRedirect(order.get_absolute_url())

    def _save(self, order: Order, data: dict[str, Any], points: list[dict[str, Any]]) -> None:
        update_order(order, actor=self.request.user, points=points, **data)
        shown, mended = (_keys(self.request, name) for name in ("remark", "mended"))
        if shown:
            mend_remarks(order, shown=shown, mended=mended, actor=self.request.user)
        if "send" in self.request.POST:
            submit_order(order, actor=self.request.user)
            messages.success(self.request, _("Приказ передан {director:dative} на подпись."))
        else:
            messages.success(self.request, _("Приказ сохранён."))

    def _page(self, order: Order, form: OrderForm, lines: Any) -> HttpResponse:
        typed = form.is_bound
        sheet = _sheet(order, form, lines) if typed else html_of(order_paper(order), preview=True)
        context = {"order": order, "form": form, "lines": lines, "sheet": sheet}
        context["remarks"] = _put_remarks(order, lines, self.request if typed else None)
        return render(self.request, "orders/order_update.html", context)


class OrderPreviewView(Permitted, View):
    """The paper of what is typed, unsaved. Nothing is written."""

    permission_required = "orders.draft_order"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        order = get_object_or_404(editable_orders(request), pk=pk)
        return HttpResponse(
            _sheet(order, OrderForm(request.POST), PointFormSet(request.POST, prefix=POINTS))
        )


def _put_remarks(order: Order, lines: Any, typed: HttpRequest | None) -> dict[str, Any]:
    """Remarks of the points go to their lines; the others are told by their part."""
    ticked = _keys(typed, "mended") if typed else set()
    rows = list(order.remarks.all())
    for remark in rows:
        remark.is_ticked = remark.pk in ticked if typed else remark.is_mended  # type: ignore[attr-defined]
    places = by_place(rows)
    for number, line in enumerate(lines, 1):
        line.remarks = places.pop(key_of(RemarkPart.POINT, number), [])
    own = (RemarkPart.TITLE, RemarkPart.PREAMBLE, RemarkPart.CONTROL)
    found = {str(part): places.pop(key_of(part), []) for part in own}
    return found | {"whole": [remark for rest in places.values() for remark in rest]}


def _keys(request: HttpRequest, name: str) -> set[int]:
    return {int(key) for key in request.POST.getlist(name) if key.isdecimal()}


def _sheet(order: Order, form: OrderForm, lines: Any) -> str:
    """The sheet of the typed texts, also where they have mistakes."""
    form.is_valid()
    lines.is_valid()
    for name in ("title", "preamble", "control"):
        setattr(order, name, form.cleaned_data.get(name, form.data.get(name, "")))
    order.points = lines.points()
    return html_of(order_paper(order), preview=True)
