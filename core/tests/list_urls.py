"""A list of directions and a form: what pages of any app look like, for the tests of `core`."""

import django_filters
from django import forms
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path
from django.utils.functional import SimpleLazyObject

from core.lists import Column, Empty, ListPage
from schools.models import Direction

FORM_PAGE = (
    '{% extends "base.html" %}{% block heading %}Форма{% endblock %}{% block content %}'
    '{% include "components/form.html" with autosave="test" %}'
    '{% include "components/confirm.html" with url="/test-form/" label="Стереть"'
    ' question="Точно?" %}{% endblock %}'
)


ROW = (
    '{% cell "name" %}{{ object.name }}{% endcell %}'
    '{% cell "code" %}{{ object.code }}{% endcell %}'
    '{% cell "school" css="nowrap" %}{{ object.school }}{% endcell %}'
    '{% cell "sensitive" %}{{ object.is_sensitive|yesno:"да,нет" }}{% endcell %}'
)


class DirectionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(field_name="name", lookup_expr="icontains", label="Поиск")

    class Meta:
        model = Direction
        fields = ["code"]


class DirectionListView(ListPage):
    permission_required = "schools.view_programme"
    model = Direction
    select_related = ("school",)
    filterset_class = DirectionFilter
    columns = (
        Column("name", "Название", sort="name", is_header=True),
        Column("code", "Код", sort="code"),
        Column("school", "Школа"),
        Column("sensitive", "Особая категория", is_optional=True),
    )
    default_sort = "name"
    template_name = "core/list.html"
    row_template = SimpleLazyObject(lambda: engines["django"].from_string(ROW))
    export_name = "direction_export"
    empty = Empty("Направлений нет", "Добавьте первое.", "direction_list", "Добавить")


class DirectionBulkView(DirectionListView):
    bulk_template = "components/empty.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        rows = self.selected(request.POST.getlist("ids"))
        return HttpResponse(",".join(row.code for row in rows), content_type="text/plain")


class DirectionCountedView(DirectionListView):
    default_sort = ""

    def get_queryset(self):
        return super().get_queryset().annotate(number=Count("school__directions"))


class DirectionExportView(DirectionListView):
    def get(self, request: HttpRequest) -> HttpResponse:
        titles = [str(column.title) for column in self.shown_columns()]
        return HttpResponse(
            "|".join([*titles, *(row.name for row in self.rows())]), content_type="text/plain"
        )


class NoteForm(forms.Form):
    title = forms.CharField(label="Название")
    text = forms.CharField(label="Текст", widget=forms.Textarea, required=False)
    is_done = forms.BooleanField(label="Готово", required=False)


def form_page(request: HttpRequest) -> HttpResponse:
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("direction_list")
    page = engines["django"].from_string(FORM_PAGE)
    return HttpResponse(page.render({"form": form}, request))


urlpatterns = [
    path("", include("mentoring.urls")),
    path("test-directions/", DirectionListView.as_view(), name="direction_list"),
    path("test-directions/bulk/", DirectionBulkView.as_view(), name="direction_bulk"),
    path("test-directions/counted/", DirectionCountedView.as_view(), name="direction_counted"),
    path("test-directions/export/", DirectionExportView.as_view(), name="direction_export"),
    path("test-form/", form_page, name="test_form"),
]
