"""A new order: its kind is chosen, its form filled; the form of a draft is filled again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView

from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.permissions import Permitted
from schools.choices import AppointedRole, ProgrammeState
from schools.models import Programme
from schools.queries import current_programme
from schools.texts import OrderKind

from ..actions import draft_asked_order, edited_texts, refill_order
from ..forms import AskForm, block_of, is_search
from ..inputs import input_of
from ..kinds import is_idle, kind_of, kinds_of
from ..models import Order
from .editing import editable_orders

MAY = "orders.draft_order"
TEXT_NAMES = {
    "title": gettext_lazy("заголовок"),
    "preamble": gettext_lazy("преамбула"),
    "points": gettext_lazy("пункты"),
    "control": gettext_lazy("контроль"),
}


def open_programmes(request: HttpRequest) -> Any:
    rows = Programme.objects.visible_to(request.user).exclude(state=ProgrammeState.CLOSED)
    return rows.select_related("school", "regulation").order_by("-starts_on", "-pk")


class OfProgramme(Permitted):
    """A page of the programme that the address asks for, or of the one that is on."""

    @cached_property
    def programme(self) -> Programme | None:
        asked = self.request.GET.get("programme", "")
        if asked:
            if not (asked.isascii() and asked.isdigit()):
                raise Http404
            return get_object_or_404(open_programmes(self.request), pk=asked[:18])
        return current_programme(self.school)


class OrderChooseView(OfProgramme, TemplateView):
    """The kinds of the programme's regulation; those of pairs lead to where pairs are kept."""

    permission_required = MAY
    template_name = "orders/order_choose.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programme = self.programme
        kinds = kinds_of(programme).values() if programme else ()
        asked = [kind for kind in kinds if not (kind.makes_pairs or kind.changes_pair)]
        idle = [kind for kind in asked if programme and is_idle(kind, programme)]
        return super().get_context_data(
            programme=programme,
            programmes=list(open_programmes(self.request)),
            own=[kind for kind in asked if kind not in idle],
            idle=idle,
            of_pairs=[kind for kind in kinds if kind.makes_pairs],
            of_changes=[kind for kind in kinds if kind.changes_pair],
            **kwargs,
        )


class OrderCreateView(OfProgramme, View):
    permission_required = MAY

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        return self._page(AskForm(**self._frame(kind)))

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        frame = self._frame(kind)
        if is_search(request.POST):
            return self._page(AskForm(**frame, typed=request.POST))
        form = AskForm(request.POST, **frame)
        if not form.is_valid():
            return self._page(form)
        try:
            order = draft_asked_order(
                kind, programme=frame["programme"], given=form.given(), actor=request.user
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self._page(form)
        messages.success(request, _("Проект приказа составлен. Прочитайте его и передайте."))
        return HttpResponseRedirect(order.get_absolute_url())

    def _frame(self, code: str) -> dict[str, Any]:
        kind = kinds_of(self.programme).get(code) if self.programme else None
        if kind is None or kind.makes_pairs or kind.changes_pair:
            raise Http404
        return {"kind": kind, "programme": self.programme, "user": self.request.user}

    def _page(self, form: AskForm) -> HttpResponse:
        context = {"form": form, "kind": form.kind, "programme": self.programme}
        return render(self.request, "orders/order_ask.html", context)


class OrderDataView(Permitted, View):
    """The form of a draft again: texts that nobody edited are filled anew."""

    permission_required = MAY

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        order, kind = self._order(pk)
        if not order.is_editable:
            messages.info(request, _("Этот приказ уже не черновик, менять его нельзя."))
            return HttpResponseRedirect(order.get_absolute_url())
        form = AskForm(
            **self._frame(order, kind),
            given=input_of(order, kind),
            seen_at=order.updated_at.isoformat(),
        )
        return self._page(order, form)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        order, kind = self._order(pk)
        frame = self._frame(order, kind)
        if is_search(request.POST):
            return self._page(order, AskForm(**frame, typed=request.POST))
        form = AskForm(request.POST, **frame)
        if not form.is_valid():
            return self._page(order, form)
        data = form.cleaned_data
        try:
            kept = refill_order(
                order,
                given=form.given(),
                actor=request.user,
                overwrite=data.get("overwrite", False),
                seen_at=data["seen_at"],
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self._page(order, form)
        messages.success(request, _("Данные приказа сохранены, текст составлен заново."))
        if kept:
            messages.warning(
                request,
                _("Правленое вручную оставлено как было, проверьте: %s.")
                % ", ".join(str(TEXT_NAMES[name]) for name in kept),
            )
        return HttpResponseRedirect(order.get_absolute_url())

    def _order(self, pk: int) -> tuple[Order, OrderKind]:
        order = get_object_or_404(editable_orders(self.request), pk=pk)
        kind = kind_of(order)
        if kind is None or "fields" not in order.data:
            raise Http404
        return order, kind

    def _frame(self, order: Order, kind: OrderKind) -> dict[str, Any]:
        return {
            "kind": kind,
            "programme": order.programme,
            "user": self.request.user,
            "edited": bool(edited_texts(order)),
        }

    def _page(self, order: Order, form: AskForm) -> HttpResponse:
        names = [str(TEXT_NAMES[name]) for name in edited_texts(order)]
        context = {"form": form, "kind": form.kind, "order": order, "edited": names}
        return render(
            self.request, "orders/order_ask.html", context | {"programme": order.programme}
        )


class RolePeopleView(OfProgramme, View):
    """The people of a role: those who are ticked and those whose names match. For htmx."""

    permission_required = MAY

    def get(self, request: HttpRequest) -> HttpResponse:
        role = request.GET.get("role", "")
        if role not in AppointedRole.values or self.programme is None:
            raise Http404
        block = block_of(role, "", self.programme)
        block.read(request.GET, request.user)
        return render(request, "orders/_role_people.html", {"block": block})
