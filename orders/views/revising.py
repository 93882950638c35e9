"""An order about a signed order: asked for here, then edited and signed as any other."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views import View

from core.errors import DomainError
from core.i18n import gettext as _
from core.permissions import Permitted

from ..actions.revising import consequences_of_cancelling, draft_revision
from ..choices import OrderState, RevisionKind
from ..forms.revising import MORE, ROWS, ChangeFormSet, EndForm, ReasonForm
from ..models import Order
from ..revising import places_of


class _RevisionView(Permitted, View):
    permission_required = "orders.draft_order"

    def get_target(self) -> Order:
        rows: QuerySet[Order] = Order.objects.visible_to(self.request.user)
        rows = rows.filter(state=OrderState.APPROVED).select_related("document", "regulation")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def drafted(self, target: Order, **values: Any) -> HttpResponse:
        order = draft_revision(target, actor=self.request.user, **values)
        messages.success(
            self.request, _("Проект приказа составлен: проверьте текст и передайте на подпись.")
        )
        return HttpResponseRedirect(order.get_absolute_url())


class OrderAmendView(_RevisionView):
    """What is to be changed, row by row; the button for more rows keeps what was typed."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        target = self.get_target()
        return self._page(target, ReasonForm(), self._rows(target))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        target = self.get_target()
        if MORE in request.POST:
            return self._page(target, self._typed_reason(), self._more_rows(target))
        form = ReasonForm(request.POST)
        rows = self._rows(target, request.POST)
        if form.is_valid() and rows.is_valid():
            changes = [change for row in rows if (change := row.change())]
            reason = form.cleaned_data["reason"]
            try:
                return self.drafted(
                    target, kind=RevisionKind.AMENDS, reason=reason, changes=changes
                )
            except DomainError as error:
                form.add_error(None, str(error))
        return self._page(target, form, rows)

    def _rows(self, target: Order, data: Any = None, **kwargs: Any) -> Any:
        frame: dict[str, Any] = {"form_kwargs": {"places": places_of(target)}, "prefix": "change"}
        return ChangeFormSet(data, **frame, **kwargs)

    def _more_rows(self, target: Order) -> Any:
        typed = self._rows(target, self.request.POST)
        initial = [
            {name: row[name].value() for name in ("how", "place", "text")}
            for row in typed.forms
            if row["place"].value() or row["text"].value()
        ]
        rows = self._rows(target, initial=initial)
        rows.extra = ROWS
        return rows

    def _typed_reason(self) -> ReasonForm:
        return ReasonForm(initial={"reason": self.request.POST.get("reason", "")})

    def _page(self, target: Order, form: ReasonForm, rows: Any) -> HttpResponse:
        context = {"order": target, "form": form, "rows": rows}
        return render(self.request, "orders/order_amend.html", context)


class OrderEndView(_RevisionView):
    """Repealed or cancelled; what a cancellation would undo is told before it is chosen."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(self.get_target(), EndForm(initial={"kind": RevisionKind.REPEALS}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        target, form = self.get_target(), EndForm(request.POST)
        if form.is_valid():
            try:
                return self.drafted(target, **form.cleaned_data)
            except DomainError as error:
                form.add_error(None, str(error))
        return self._page(target, form)

    def _page(self, target: Order, form: EndForm) -> HttpResponse:
        context: dict[str, Any] = {"order": target, "form": form}
        try:
            context["consequences"] = consequences_of_cancelling(target)
        except DomainError as error:
            context["not_possible"] = str(error)
            form.leave_only(RevisionKind.REPEALS)
        return render(self.request, "orders/order_end.html", context)
