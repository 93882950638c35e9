"""How an act prints its road map; the year that a new programme under it begins with."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.errors import DomainError
from core.i18n import gettext as _
from schools.actions import update_regulation_texts
from schools.choices import RoadMapGrouping
from schools.forms import (
    ColumnLines,
    MeasurementLines,
    RoadMapForm,
    VersionForm,
    YearEditor,
    YearVersionForm,
    errors_of,
    errors_of_lines,
    pasted_columns,
)
from schools.models import Regulation
from schools.texts import road_map_layout

from .act_base import NewestVersionView


class ActTextsView(NewestVersionView):
    """A part of the texts, then why it changes and since when: one page, one new version."""

    template_name = ""

    def version_form(self, data: Any = None) -> VersionForm:
        return VersionForm(data, regulation=self.regulation, user=self.request.user)

    def save(self, texts: dict[str, Any], version_form: VersionForm) -> HttpResponse | None:
        """None where the action refused: the form of the version says why."""
        try:
            version = update_regulation_texts(
                self.regulation,
                actor=self.request.user,
                texts=texts,
                **version_form.cleaned_data,
            )
        except DomainError as error:
            version_form.add_error(None, str(error))
            return None
        return self.tell(version)

    def show(self, **context: Any) -> HttpResponse:
        base = {"regulation": self.regulation, "cancel_url": self.regulation.get_absolute_url()}
        return render(self.request, self.template_name, base | context)


class ActRoadMapView(ActTextsView):
    template_name = "schools/act_road_map.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.regulation.texts.get("road_map", {"group_by": RoadMapGrouping.STAGE})
        columns = ColumnLines(initial=row.get("columns", []), prefix="columns")
        return self.show(
            form=RoadMapForm(initial=row), columns=columns, version=self.version_form()
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form, columns = RoadMapForm(request.POST), ColumnLines(request.POST, prefix="columns")
        version = self.version_form(request.POST)
        valid = [form.is_valid(), columns.is_valid(), version.is_valid()]
        if all(valid):
            texts = {"road_map": {**form.cleaned_data, "columns": columns.rows()}}
            if response := self.save(texts, version):
                return response
        errors = [*errors_of(form), *errors_of_lines(columns, _("Графа %s")), *errors_of(version)]
        return self.show(form=form, columns=columns, version=version, errors=errors)


class ActMeasurementsView(ActTextsView):
    """The rows of the table «before and after»; without any the act has no such table."""

    template_name = "schools/act_measurements.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = self.regulation.texts.get("measurements", [])
        return self.show(
            rows=MeasurementLines(initial=rows, prefix="rows"), version=self.version_form()
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = MeasurementLines(request.POST, prefix="rows")
        version = self.version_form(request.POST)
        valid = [rows.is_valid(), version.is_valid()]
        if all(valid) and (response := self.save({"measurements": rows.rows() or None}, version)):
            return response
        errors = [*errors_of_lines(rows, _("Показатель %s")), *errors_of(version)]
        return self.show(rows=rows, version=version, errors=errors)


class ActYearView(ActTextsView):
    template_name = "schools/act_year.html"

    def version_form(self, data: Any = None) -> YearVersionForm:
        return YearVersionForm(data, regulation=self.regulation, user=self.request.user)

    def editor(self, data: Any = None) -> YearEditor:
        return YearEditor(data, regulation=self.regulation)

    def show(self, **context: Any) -> HttpResponse:
        columns = pasted_columns(road_map_layout(self.regulation))
        return super().show(columns=columns, **context)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(editor=self.editor(), version=self.version_form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        editor, version = self.editor(request.POST), self.version_form(request.POST)
        valid = [editor.is_valid(), version.is_valid()]
        if all(valid) and (response := self.save(editor.texts(), version)):
            return response
        return self.show(
            editor=editor, version=version, errors=[*editor.errors(), *errors_of(version)]
        )

    def save(self, texts: dict[str, Any], version_form: VersionForm) -> HttpResponse | None:
        response = super().save(texts, version_form)
        if response is not None and texts["stages"]:
            for programme in version_form.cleaned_data.get("taken") or ():
                text = _("Этапы и строки взяты в программу «%s».") % programme
                messages.success(self.request, text)
        return response

    def done_url(self, version: Regulation) -> str:
        return version.get_absolute_url()
