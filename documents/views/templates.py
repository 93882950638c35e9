"""The school's own templates of orders: uploaded, looked at with a made-up order, used."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views import View
from django.views.generic import DetailView, FormView, TemplateView

from core.action_views import ActionView
from core.errors import FileError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.permissions import Permitted
from core.responses import saved_file

from ..actions.templates import keep_template, upload_template, use_template
from ..choices import FileFormat
from ..forms import TemplateForm
from ..merge_fields import FIELDS
from ..merging import merged
from ..models import PaperTemplate
from ..queries import order_kind_names
from ..responses import MEDIA_TYPES
from ..samples import sample_paper

CHANGE = "schools.change_settings"


class TemplateListView(Permitted, TemplateView):
    """All versions by the kinds of orders, and the fields that may stand in one."""

    permission_required = CHANGE
    template_name = "documents/template_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = order_kind_names(self.school)
        templates = _visible(self.request).select_related("uploaded_by").defer("content")
        rows = [(names.get(row.kind, row.kind), row) for row in templates]
        return super().get_context_data(rows=rows, fields=FIELDS, **kwargs)


class TemplateCreateView(Permitted, FormView):
    permission_required = CHANGE
    template_name = "documents/template_create.html"
    form_class = TemplateForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"kinds": order_kind_names(self.school)}

    def form_valid(self, form: TemplateForm) -> HttpResponse:
        data = form.cleaned_data
        name, content = data["file"]
        try:
            template = upload_template(
                self.school, kind=data["kind"], name=name, content=content, actor=self.request.user
            )
        except FileError as error:
            for line in str(error).split("\n"):
                form.add_error("file", line)
            return self.form_invalid(form)
        messages.success(
            self.request, _("Шаблон проверен. Посмотрите образец и начните им пользоваться.")
        )
        return HttpResponseRedirect(template.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(fields=FIELDS, **kwargs)


class TemplateDetailView(Permitted, DetailView):
    permission_required = CHANGE
    template_name = "documents/template_detail.html"
    context_object_name = "template"

    def get_queryset(self) -> QuerySet[PaperTemplate]:
        return _visible(self.request).select_related("uploaded_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = order_kind_names(self.school)
        return super().get_context_data(
            kind_name=names.get(self.object.kind, self.object.kind),
            issued=self.object.documents.count(),
            **kwargs,
        )


class TemplateFileView(Permitted, View):
    """The file as it was uploaded."""

    permission_required = CHANGE

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        template = get_object_or_404(_visible(request), pk=pk)
        return self.saved(template, bytes(template.content), template.name)

    def saved(self, template: PaperTemplate, content: bytes, name: str) -> HttpResponse:
        return saved_file(content, name=name, media_type=MEDIA_TYPES[FileFormat.DOCX])


class TemplateSampleView(TemplateFileView):
    """The template with a made-up order in it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        template = get_object_or_404(_visible(request), pk=pk)
        content = merged(bytes(template.content), sample_paper(self.school))
        return self.saved(template, content, _("Образец приказа.docx"))


class TemplateUseView(ActionView):
    permission_required = CHANGE
    model = PaperTemplate
    success_message = gettext_lazy("Новые приказы печатаются по этому шаблону.")

    def act(self, obj: PaperTemplate, **data: Any) -> None:
        use_template(obj, actor=self.request.user)


class TemplateKeepView(ActionView):
    permission_required = CHANGE
    model = PaperTemplate
    success_message = gettext_lazy("Шаблоном больше не пользуются; он хранится.")

    def act(self, obj: PaperTemplate, **data: Any) -> None:
        keep_template(obj, actor=self.request.user)


def _visible(request: HttpRequest) -> QuerySet[PaperTemplate]:
    return PaperTemplate.objects.visible_to(request.user)
