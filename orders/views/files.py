"""The files of an approved order."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from core.action_views import ActionView
from core.errors import StateError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.permissions import Permitted
from core.russian.dates import short_date
from documents.actions import request_files
from documents.choices import FileFormat
from documents.responses import file_response

from ..models import Order
from .pages import files_context


def orders_with_paper(request: HttpRequest) -> QuerySet[Order]:
    rows = Order.objects.visible_to(request.user).filter(document__isnull=False)
    return rows.select_related("document")


class OrderFilesView(Permitted, View):
    """The buttons of the files; while they are made, how far they are. Asked for by htmx."""

    permission_required = "orders.view_order"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        order = get_object_or_404(orders_with_paper(request), pk=pk)
        return render(request, "orders/_files.html", {"order": order} | files_context(order))


class OrderFileView(Permitted, View):
    permission_required = "orders.view_order"
    format: str = FileFormat.PDF

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        order = get_object_or_404(orders_with_paper(request), pk=pk)
        if order.document is None or order.signed_on is None:
            raise Http404
        filename = _("Приказ № %(number)s от %(day)s") % {
            "number": order.number.replace("/", "-"),
            "day": short_date(order.signed_on),
        }
        return file_response(request, order.document, self.format, filename=filename)


class OrderRenderView(ActionView):
    """Make the files again where the job has failed."""

    permission_required = "orders.view_order"
    model = Order
    success_message = gettext_lazy("Документ снова готовится.")

    def act(self, obj: Order, **data: Any) -> None:
        if obj.document is None:
            raise StateError(_("Документ появится, когда приказ утвердят."))
        request_files(obj.document, actor=self.request.user)
