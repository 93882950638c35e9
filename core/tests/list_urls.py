"""A list of directions: what a list of any app looks like, for the tests of `core.lists`."""

import django_filters
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from core.lists import Column, Empty, ListPage
from schools.models import Direction


class DirectionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(field_name="name", lookup_expr="icontains", label="Поиск")

    class Meta:
        model = Direction
        fields = ["is_sensitive"]


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
    export_name = "direction_export"
    empty = Empty("Направлений нет", "Добавьте первое.", "direction_list", "Добавить")

    @property
    def row_template(self):
        return engines["django"].from_string(
            '{% cell "name" %}{{ object.name }}{% endcell %}'
            '{% cell "code" %}{{ object.code }}{% endcell %}'
            '{% cell "school" css="nowrap" %}{{ object.school }}{% endcell %}'
            '{% cell "sensitive" %}{{ object.is_sensitive|yesno:"да,нет" }}{% endcell %}'
        )


class DirectionBulkView(DirectionListView):
    bulk_template = "components/empty.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        rows = self.selected(request.POST.getlist("ids"))
        return HttpResponse(",".join(row.code for row in rows), content_type="text/plain")


class DirectionExportView(DirectionListView):
    def get(self, request: HttpRequest) -> HttpResponse:
        titles = [str(column.title) for column in self.shown_columns()]
        return HttpResponse(
            "|".join([*titles, *(row.name for row in self.rows())]), content_type="text/plain"
        )


urlpatterns = [
    path("", include("mentoring.urls")),
    path("test-directions/", DirectionListView.as_view(), name="direction_list"),
    path("test-directions/bulk/", DirectionBulkView.as_view(), name="direction_bulk"),
    path("test-directions/export/", DirectionExportView.as_view(), name="direction_export"),
]
