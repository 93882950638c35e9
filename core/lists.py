"""A list as a page: permission, filters, sorting, chosen columns, pages, export, htmx.

A list of an app is a class and two templates:

    class MentorListView(ListPage):
        permission_required = "registry.view_mentorcard"
        model = MentorCard
        select_related = ("person", "form")
        filterset_class = MentorFilter                     # django-filter, optional
        columns = (
            Column("name", _("ФИО"), sort="person__search_name", is_header=True),
            Column("form", _("форма наставничества"), sort="form__name"),
            Column("interests", _("интересы"), is_optional=True),  # chosen by the user
        )
        default_sort = "name"
        template_name = "registry/mentor_list.html"        # {% extends "core/list.html" %}
        row_template = "registry/_mentor_row.html"         # cells only, no <tr>
        bulk_template = "registry/_mentor_bulk.html"       # buttons over the selected, optional
        export_name = "registry:mentor_export"             # gets the same address line, optional
        empty = Empty(_("База пуста"), _("Загрузите…"), "registry:import_list", _("Загрузить"))

    {# registry/_mentor_row.html; `object` is the row #}
    {% cell "name" %}<a href="{{ object.get_absolute_url }}">{{ object.person }}</a>{% endcell %}
    {% cell "form" %}{{ object.form|default:"—" }}{% endcell %}

The address keeps everything: `q=…&form=…&sort=-name&size=50&page=2&col=name&col=form`. A choice
made on the page is remembered in the session, that of a link is not. An export view inherits from
the list, calls `self.rows()` and `self.shown_columns()`, and so gives exactly what is shown, all
pages of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Page
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString, mark_safe
from django.views import View

from .i18n import gettext, gettext_lazy
from .markup import escaped, filled
from .paging import BoundedPaginator, number_asked
from .permissions import Permitted
from .routes import address

PAGE_SIZES = (25, 50, 100)
# In the address: the filters that are folded away are shown, though none of them is used.
MORE = "more"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `sort` is the field to order by, empty where the column does not sort."""

    name: str
    title: Any
    sort: str = ""
    is_header: bool = False
    is_optional: bool = False
    css: str = ""
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class Empty:
    """What to say where there is nothing yet, and the first step out of it."""

    title: Any
    text: Any = ""
    url_name: str = ""
    action: Any = ""
    icon: str = "inbox"


BOX = (
    '<td class="select-cell"><input class="form-check-input" type="checkbox" name="ids"'
    ' value="{}" form="bulk-form" aria-label="{} {}"></td>'
)


def _marks(column: Column) -> tuple[str, str]:
    """What opens and closes a cell; on a phone the column's title stands before it."""
    if column.is_header:
        return filled('<th scope="row" class="{}">', column.css), "</th>"
    return filled('<td data-label="{}" class="{}">', column.title, column.css), "</td>"


class ListPage(Permitted, View):
    """See the module. One count and a constant number of queries a page."""

    model: Any = None
    select_related: tuple[str, ...] = ()
    prefetch_related: tuple[Any, ...] = ()
    filterset_class: Any = None
    columns: tuple[Column, ...] = ()
    default_sort = ""
    template_name = ""
    # The cells of a row: a template, or (faster) a function of row and page for each column.
    row_template: Any = ""
    cells: Mapping[str, Callable[[Any, Any], Any]] = {}
    bulk_template = ""
    # Whether bulk actions know of a form that says `all` instead of `ids`.
    may_choose_all = False
    # Links to kept states of the list, above the table; `views_context` gives it what it shows.
    views_template = ""
    export_name = ""
    export_label: Any = gettext_lazy("Выгрузить в Excel")
    # Pages that share one choice of columns: a list and its export.
    columns_key = ""
    empty = Empty("")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data()
        name = "core/_list_table.html" if self.wants_table else self.template_name
        response = render(request, name, context)
        patch_vary_headers(response, ["HX-Request"])
        return response

    @property
    def wants_table(self) -> bool:
        """htmx asks for the table alone, unless it restores a page of the history."""
        htmx = self.request.htmx
        return bool(htmx) and htmx.target == "list" and not htmx.history_restore_request

    # --- what is shown

    def get_queryset(self) -> QuerySet[Any]:
        """The rows that may be seen, unfiltered. Override to narrow or annotate."""
        rows = self.model.objects.visible_to(self.request.user)
        if self.select_related:
            rows = rows.select_related(*self.select_related)
        return rows.prefetch_related(*self.prefetch_related) if self.prefetch_related else rows

    @cached_property
    def filterset(self) -> Any:
        if self.filterset_class is None:
            return None
        return self.filterset_class(
            self.request.GET or None, queryset=self.get_queryset(), request=self.request
        )

    def rows(self) -> QuerySet[Any]:
        """All rows that the filters leave, sorted."""
        rows = self.get_queryset() if self.filterset is None else self.filterset.qs
        if order := self.ordering():
            return rows.order_by(*order)
        # Counting aggregates drop the model's own order without a word.
        return rows if rows.ordered else rows.order_by(*self.model._meta.ordering, "pk")

    @property
    def sort(self) -> str:
        """The column to sort by, with «-» for descending; only one that may be sorted by."""
        asked = self.request.GET.get("sort", "")
        sortable = {column.name for column in self.columns if column.sort}
        return asked if asked.removeprefix("-") in sortable else self.default_sort

    def ordering(self) -> list[Any]:
        return self.ordering_by(self.sort)

    @classmethod
    def ordering_by(cls, sort: str) -> list[Any]:
        """Empty values last, and the key at the end, so that pages never repeat a row."""
        name = sort.removeprefix("-")
        field = next((column.sort for column in cls.columns if column.name == name), "")
        if not field:
            return []
        # Said only where it matters: an index is read backwards for «-name», but not so.
        nulls_last = _may_be_empty(cls.model, field) or None
        if sort.startswith("-"):
            return [F(field).desc(nulls_last=nulls_last), "-pk"]
        return [F(field).asc(nulls_last=nulls_last), "pk"]

    # --- columns

    @cached_property
    def chosen_names(self) -> set[str] | None:
        """What the address or else the session says of optional columns; None is no choice.

        Only what was chosen by the form of columns, which begins with an empty one, is remembered.
        """
        key = f"columns:{self.columns_key or self.request.resolver_match.view_name}"
        given = self.request.GET.getlist("col")
        if given and "" not in given:
            return set(given)
        if given:
            self.request.session[key] = given
        saved = self.request.session.get(key)
        return None if saved is None else set(saved)

    def all_columns(self) -> list[Column]:
        """Every column, with whether it is shown. Those not optional always are."""
        chosen = self.chosen_names
        return [
            replace(
                column,
                title=str(column.title),
                is_shown=not column.is_optional or column.name in (chosen or ()),
            )
            for column in self.columns
        ]

    @cached_property
    def columns_now(self) -> list[Column]:
        return self.all_columns()

    def shown_columns(self) -> list[Column]:
        return [column for column in self.columns_now if column.is_shown]

    # --- the page

    def page_rows(self) -> QuerySet[Any]:
        """As `rows`, to be shown and no more. Override to read less of each."""
        return self.rows()

    @property
    def page_size(self) -> int:
        asked = self.request.GET.get("size", "")
        return int(asked) if asked in map(str, PAGE_SIZES) else PAGE_SIZES[0]

    @property
    def page_number(self) -> int:
        return number_asked(self.request.GET.get("page", 1))

    def get_page(self) -> Page:
        return BoundedPaginator(self.page_rows(), self.page_size).get_page(self.page_number)

    def get_context_data(self, **extra: Any) -> dict[str, Any]:
        columns = self.columns_now
        page = self.get_page()
        return {
            "view": self,
            "filter": self.filterset,
            **self.filter_context(),
            "page_obj": page,
            "object_list": page.object_list,
            "all_columns": columns,
            "shown_columns": [column for column in columns if column.is_shown],
            "columns_by_name": {column.name: column for column in columns},
            "optional_columns": [column for column in columns if column.is_optional],
            "page_sizes": PAGE_SIZES,
            "sort": self.sort,
            "row_template": self.row_template,
            "table_rows": self.table_rows(page.object_list, columns) if self.cells else "",
            "bulk_template": self.get_bulk_template(),
            "may_choose_all": self.may_choose_all,
            "views_template": self.views_template,
            **self.views_context(),
            "kept_params": self.kept_params("sort", "size", "col"),
            "filter_params": self.kept_params(*self.filter_names, "sort", "size"),
            "is_filtered": self.is_filtered,
            "export_url": self.export_url,
            "export_label": self.export_label,
            "empty": self.get_empty(),
        } | extra

    def table_rows(self, rows: Iterable[Any], columns: Iterable[Column]) -> SafeString:
        """The lines of the table by `cells`, escaped."""
        marks = [
            (*_marks(column), self.cells[column.name]) for column in columns if column.is_shown
        ]
        choose = gettext("Выбрать:") if self.get_bulk_template() else ""
        parts: list[str] = []
        for row in rows:
            parts.append("<tr>")
            if choose:
                parts.append(filled(BOX, row.pk, choose, row))
            for opened, closed, cell in marks:
                parts += (opened, escaped(cell(row, self)), closed)
            parts.append("</tr>")
        return mark_safe("".join(parts))  # noqa: S308  marks and escaped values

    def get_bulk_template(self) -> str:
        """Empty for those who may do nothing with the rows."""
        return self.bulk_template

    def views_context(self) -> dict[str, Any]:
        return {}

    def filter_context(self) -> dict[str, Any]:
        """Fields of the filters: those that stand over the table, those that are folded away."""
        if self.filterset is None:
            return {}
        form = self.filterset.form
        more = [name for name in getattr(self.filterset, "more", ()) if name in form.fields]
        is_open = MORE in self.request.GET or any(
            form[name].errors or form[name].value() for name in more
        )
        return {
            "main_filters": [form[name] for name in form.fields if name not in more],
            "more_filters": [form[name] for name in more] if is_open else [],
            "has_more_filters": bool(more),
        }

    @property
    def filter_names(self) -> list[str]:
        return list(self.filterset.form.fields) if self.filterset is not None else []

    @property
    def is_filtered(self) -> bool:
        return any(value.strip() for _name, value in self.kept_params(*self.filter_names))

    def kept_params(self, *names: str) -> list[tuple[str, str]]:
        """Pairs of the address line, for hidden fields of the forms around the table."""
        given = self.request.GET
        return [(name, value) for name in names for value in given.getlist(name) if value]

    @property
    def export_url(self) -> str:
        if not self.export_name:
            return ""
        params = self.request.GET.copy()
        for name in ("page", "size"):
            params.pop(name, None)
        return f"{reverse(self.export_name, kwargs=self.kwargs)}?{params.urlencode()}"

    def get_empty(self) -> dict[str, Any]:
        empty = self.empty
        url = address(empty.url_name) if empty.url_name else ""
        return {
            "title": empty.title,
            "text": empty.text,
            "url": url,
            "action": empty.action,
            "icon": empty.icon,
        }

    def selected(self, ids: Iterable[str]) -> QuerySet[Any]:
        """The rows that a bulk action was asked for, of those that may be seen."""
        return self.get_queryset().filter(pk__in=[value for value in ids if value.isdecimal()])


def _may_be_empty(model: type[Model], path: str) -> bool:
    """Whether a row may have no value there; what is no field but annotated may."""
    try:
        return any(field.null for field in get_fields_from_path(model, path))
    except FieldDoesNotExist:
        return True
