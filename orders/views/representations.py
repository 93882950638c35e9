"""Representations: what is proposed to the director before an order is drafted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from core.action_views import ActionView
from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.lists import Column, Empty, ListPage
from documents.choices import FileFormat
from documents.queries import paper_of
from documents.rendering import html_of
from documents.responses import sheet_response

from ..actions import (
    draft_representation,
    drop_representation,
    file_representation,
    update_representation,
)
from ..forms import RepresentationForm
from ..models import Representation
from ..representation_paper import representation_paper
from .access import PermittedByAny
from .asking import OfProgramme

# The button that takes marked pairs into the lines; nothing is saved by it.
FILL = "fill"


class RepresentationListView(ListPage):
    permission_required = "orders.draft_order"
    model = Representation
    select_related = ("author", "order")
    columns = (
        Column("title", gettext_lazy("О чём"), sort="title", is_header=True),
        Column("author", gettext_lazy("Кто представляет")),
        Column("filed_on", gettext_lazy("Подано"), sort="filed_on", css="nowrap"),
        Column("order", gettext_lazy("Приказ")),
    )
    default_sort = "-filed_on"
    template_name = "orders/representation_list.html"
    row_template = "orders/_representation_row.html"
    empty = Empty(
        gettext_lazy("Представлений пока нет"),
        gettext_lazy("Их составляют до приказа, если положение издаёт приказ по представлению."),
    )


def visible(request: HttpRequest) -> QuerySet[Representation]:
    rows = Representation.objects.visible_to(request.user)
    return rows.select_related("school", "programme__regulation", "author", "order", "document")


class RepresentationCreateView(OfProgramme, View):
    permission_required = "orders.draft_order"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(self._form(None))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if FILL in request.POST:
            return self._page(self._form(None, form.with_pairs().dict()))
        if not form.is_valid() or self.programme is None:
            return self._page(form)
        try:
            row = draft_representation(self.programme, actor=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self._page(form)
        return HttpResponseRedirect(row.get_absolute_url())

    def _form(self, data: Any, initial: Any = None) -> RepresentationForm:
        if self.programme is None:
            raise Http404
        return RepresentationForm(
            data, programme=self.programme, user=self.request.user, initial=initial
        )

    def _page(self, form: RepresentationForm) -> HttpResponse:
        return render(self.request, "orders/representation_form.html", {"form": form})


class RepresentationDetailView(PermittedByAny, View):
    """The paper; of a draft also the form, for those who write it."""

    permission_required = "orders.draft_order"
    other_permissions = ("orders.approve_order",)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(visible(request), pk=pk)
        return self._page(row, self._form(row, None))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(visible(request), pk=pk)
        if not request.user.has_perm("orders.draft_order"):
            return self.handle_no_permission()
        form = self._form(row, request.POST)
        if FILL in request.POST:
            return self._page(row, self._form(row, None, initial=form.with_pairs().dict()))
        if not form.is_valid():
            return self._page(row, form)
        try:
            update_representation(row, actor=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self._page(row, form)
        messages.success(request, _("Представление сохранено."))
        return HttpResponseRedirect(row.get_absolute_url())

    def _form(self, row: Representation, data: Any, **kwargs: Any) -> RepresentationForm:
        return RepresentationForm(
            data, programme=row.programme, user=self.request.user, row=row, **kwargs
        )

    def _page(self, row: Representation, form: RepresentationForm) -> HttpResponse:
        paper = paper_of(row.document) if row.document else representation_paper(row)
        may_edit = self.request.user.has_perm("orders.draft_order") and not row.is_filed
        context = {"row": row, "form": form, "may_edit": may_edit}
        context["sheet"] = html_of(paper, preview=True)
        return render(self.request, "orders/representation_form.html", context)


class RepresentationFileView(RepresentationDetailView):
    format: str = FileFormat.PDF

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(visible(request), pk=pk)
        paper = paper_of(row.document) if row.document else representation_paper(row)
        return sheet_response(paper, self.format, filename=_("Представление %s") % row.number)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        return HttpResponse(status=405)


class RepresentationSendView(ActionView):
    permission_required = "orders.draft_order"
    model = Representation
    success_message = gettext_lazy("Представление подано. Новые проекты приказов сошлются на него.")

    def act(self, obj: Representation, **data: Any) -> None:
        file_representation(obj, actor=self.request.user)


class RepresentationDropView(ActionView):
    permission_required = "orders.draft_order"
    model = Representation
    success_message = gettext_lazy("Черновик представления удалён.")

    def act(self, obj: Representation, **data: Any) -> None:
        drop_representation(obj, actor=self.request.user)

    def get_return_url(self, obj: Representation) -> str:
        return reverse("orders:representation_list")

    def get_refused_url(self, obj: Representation) -> str:
        return obj.get_absolute_url()
