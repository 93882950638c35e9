"""Extracts of signed orders: for those who keep papers, and each person's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views import View
from django.views.generic import TemplateView

from core.errors import DomainError
from core.i18n import gettext as _
from core.permissions import Permitted
from core.russian.dates import short_date
from documents.responses import sheet_response
from registry.models import Person

from ..choices import OrderState
from ..extracts import extract_paper
from ..models import Order, OrderPerson
from .access import PermittedByAny

KEEPERS = ("orders.draft_order", "orders.approve_order")


def named_of(user: Any) -> QuerySet[OrderPerson]:
    return OrderPerson.objects.visible_to(user).select_related("order", "person")


class OrderExtractsView(PermittedByAny, TemplateView):
    """Of one order: everybody whom it names, each with an extract."""

    permission_required = KEEPERS[0]
    other_permissions = KEEPERS[1:]
    template_name = "orders/order_extracts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        orders = Order.objects.visible_to(self.request.user).filter(state=OrderState.APPROVED)
        order = get_object_or_404(orders, pk=self.kwargs["pk"])
        rows = named_of(self.request.user).filter(order=order)
        people = rows.order_by("person__search_name", "pk")
        return super().get_context_data(order=order, rows=people, **kwargs)


class OwnExtractsView(Permitted, TemplateView):
    """Orders that name whoever looks, or their child."""

    permission_required = "orders.view_extract"
    template_name = "orders/own_extracts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = named_of(self.request.user)
        own = Person.objects.filter(
            Q(user=self.request.user) | Q(guardianships__guardian__user=self.request.user)
        )
        rows = rows.filter(person__in=own).order_by("-order__signed_on", "-order__pk")
        return super().get_context_data(rows=rows, **kwargs)


class ExtractFileView(Permitted, View):
    """Made on the spot out of the snapshot of the order."""

    permission_required = "orders.view_extract"
    format = "pdf"

    def get(self, request: HttpRequest, pk: int, person: int) -> HttpResponse:
        rows = named_of(request.user).select_related("order__document")
        row = get_object_or_404(rows, order=pk, person=person)
        order = row.order
        if order.signed_on is None:
            raise Http404
        try:
            paper = extract_paper(order, row.person)
        except DomainError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("orders:own_extracts"))
        name = _("Выписка из приказа № %(number)s от %(day)s, %(person)s") % {
            "number": order.number.replace("/", "-"),
            "day": short_date(order.signed_on),
            "person": row.person.short_name,
        }
        return sheet_response(paper, self.format, filename=name)
