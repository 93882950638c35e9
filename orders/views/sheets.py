"""The sheets of an order: who agreed, who has read it; their marks and their papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from core.action_views import ActionView
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from documents.choices import FileFormat
from documents.responses import sheet_response
from registry.models import Person

from ..actions import clear_mark, confirm_reading, mark_sheet, remind_readers
from ..choices import OrderState, SheetKind
from ..forms import MarkForm, ReviewerForm
from ..models import Order
from ..sheets import lines_of, sheet_paper, sheets_of
from .access import PermittedByAny


def orders_with_school(request: HttpRequest) -> QuerySet[Order]:
    rows = Order.objects.visible_to(request.user)
    return rows.select_related("school", "programme__regulation", "regulation")


class OfSheet(PermittedByAny):
    """A sheet that the kind of the order asks for."""

    permission_required = "orders.draft_order"
    other_permissions = ("orders.approve_order",)

    def get_order(self, pk: int, sheet: str) -> Order:
        order = get_object_or_404(orders_with_school(self.request), pk=pk)
        # With whom else a draft is agreed, its own sheet says, also where no act asks for one.
        is_gathered = sheet == SheetKind.APPROVAL and order.is_editable
        if sheet not in sheets_of(order) and not is_gathered:
            raise Http404
        return order


class OrderSheetView(OfSheet, View):
    """The lines of a sheet. Who drafts orders fills those that are ticked."""

    def get(self, request: HttpRequest, pk: int, sheet: str) -> HttpResponse:
        order = self.get_order(pk, sheet)
        return self._page(order, sheet, MarkForm(initial={"marked_on": today()}))

    def post(self, request: HttpRequest, pk: int, sheet: str) -> HttpResponse:
        order = self.get_order(pk, sheet)
        if not request.user.has_perm("orders.draft_order"):
            return self.handle_no_permission()
        form = MarkForm(request.POST)
        if not form.is_valid():
            return self._page(order, sheet, form)
        try:
            mark_sheet(
                order,
                sheet=sheet,
                keys=request.POST.getlist("line"),
                actor=request.user,
                **form.cleaned_data,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self._page(order, sheet, form)
        messages.success(request, _("Отмечено."))
        return HttpResponseRedirect(reverse("orders:order_sheet", args=[order.pk, sheet]))

    def _page(self, order: Order, sheet: str, form: MarkForm) -> HttpResponse:
        is_approval = sheet == SheetKind.APPROVAL
        if not is_approval:
            del form.fields["remark"]
        lines = lines_of(order, sheet)
        context = {
            "order": order,
            "sheet": sheet,
            "title": SheetKind(sheet).label,
            "is_approval": is_approval,
            "lines": lines,
            "ticked": set(self.request.POST.getlist("line")),
            "form": form,
            "reviewers": _reviewers(order) if is_approval else [],
            "reviewer_form": ReviewerForm.of(order) if is_approval else None,
            "may_ask": is_approval
            and order.is_editable
            and self.request.user.has_perm("orders.draft_order"),
            "may_mark": self.request.user.has_perm("orders.draft_order")
            and order.state != OrderState.WITHDRAWN
            and (is_approval or order.signed_on is not None),
        }
        return render(self.request, "orders/order_sheet.html", context)


def _reviewers(order: Order) -> list[Person]:
    return [row.person for row in order.reviewers.select_related("person")]


class OrderSheetFileView(OfSheet, View):
    format: str = FileFormat.PDF

    def get(self, request: HttpRequest, pk: int, sheet: str) -> HttpResponse:
        order = self.get_order(pk, sheet)
        title = str(SheetKind(sheet).label).capitalize()
        number = order.number.replace("/", "-")
        filename = f"{title}, {_('приказ № %s') % number}" if number else title
        return sheet_response(sheet_paper(order, sheet), self.format, filename=filename)


class MarkClearView(ActionView):
    permission_required = "orders.draft_order"
    model = Order
    success_message = gettext_lazy("Отметка снята.")

    def act(self, obj: Order, **data: Any) -> None:
        clear_mark(
            obj,
            sheet=self.kwargs["sheet"],
            key=self.request.POST.get("line", ""),
            actor=self.request.user,
        )

    def get_return_url(self, obj: Order) -> str:
        return reverse("orders:order_sheet", args=[obj.pk, self.kwargs["sheet"]])


class ReadersRemindView(ActionView):
    permission_required = "orders.draft_order"
    model = Order
    success_message = gettext_lazy("Напомнили тем, кто входит в систему и ещё не ознакомлен.")

    def act(self, obj: Order, **data: Any) -> None:
        remind_readers(obj, actor=self.request.user)

    def get_return_url(self, obj: Order) -> str:
        return reverse("orders:order_sheet", args=[obj.pk, SheetKind.ACQUAINTANCE])


class OrderReadView(ActionView):
    """Somebody whom the order names has read it."""

    permission_required = "orders.view_order"
    model = Order
    success_message = gettext_lazy("Отмечено: вы ознакомлены с приказом.")

    def act(self, obj: Order, **data: Any) -> None:
        confirm_reading(obj, actor=self.request.user)
