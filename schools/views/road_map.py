"""The road map of a programme: the act's own table, a line of it, all lines at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import DetailView, TemplateView

from core import clock
from core.audit import timeline
from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.permissions import Permitted
from schools.act_road_map import may_take
from schools.actions import LineEdit, save_line, save_lines, save_stage
from schools.choices import ProgrammeState, RoadMapGrouping
from schools.forms import (
    COLUMN_FIELDS,
    FinishForm,
    LineForm,
    ProofForm,
    RoadMapFormSet,
    StageTextForm,
    pasted_columns,
)
from schools.models import Programme, RoadMapLine, Stage
from schools.queries import current_programme
from schools.road_map import late_lines, layout_of, road_map_rows, stamp_of, state_of
from schools.rules.options import BODY_OPTIONS

from .programmes import KEEP, VIEW
from .settings import CHANGE

# The road map is for everybody in the school; its lines and proofs are for those who keep it.
READ = "schools.view_regulation"


def may_change(user: Any, programme: Programme) -> bool:
    return bool(user.has_perm(KEEP)) and programme.state != ProgrammeState.CLOSED


def offers_act(user: Any, programme: Programme) -> bool:
    """Whether this user may put the act's road map in place of the programme's now."""
    is_open = programme.state != ProgrammeState.CLOSED
    return is_open and user.has_perm(CHANGE) and may_take(programme)


class RoadMapCurrentView(Permitted, View):
    permission_required = READ

    def get(self, request: HttpRequest) -> HttpResponse:
        programme = current_programme(self.school, clock.today())
        if programme is None:
            return render(request, "schools/programme_none.html")
        return HttpResponseRedirect(reverse("schools:road_map", args=[programme.pk]))


class OfProgramme(Permitted):
    """A view of one programme's road map."""

    kwargs: dict[str, Any]

    @cached_property
    def programme(self) -> Programme:
        rows = Programme.objects.visible_to(self.request.user).select_related("regulation")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def url(self) -> str:
        return reverse("schools:road_map", args=[self.programme.pk])


class RoadMapView(OfProgramme, TemplateView):
    permission_required = READ
    template_name = "schools/road_map.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programme, user, today = self.programme, self.request.user, clock.today()
        layout = layout_of(programme)
        asked = self.request.GET.get("group", "")
        grouping = asked if asked in RoadMapGrouping.values else str(layout.group_by)
        others = Programme.objects.visible_to(user).order_by("-starts_on")
        return super().get_context_data(
            programme=programme,
            layout=layout,
            sections=road_map_rows(programme, today, grouping),
            grouping=grouping,
            groupings=_groupings(programme) if programme.road_map_lines.exists() else [],
            others=others,
            late=late_lines(programme, today).count(),
            may_change=may_change(user, programme),
            may_open=user.has_perm(VIEW),
            may_take=offers_act(user, programme),
            **kwargs,
        )


def _groupings(programme: Programme) -> list[tuple[str, Any]]:
    """Ways to look at it; by themes only where there are any."""
    has_themes = programme.road_map_lines.exclude(theme="").exists()
    return [
        (value, label)
        for value, label in RoadMapGrouping.choices
        if has_themes or value != RoadMapGrouping.THEME
    ]


class RoadMapLineView(Permitted, DetailView):
    """Everything a line says, its mark and its proof."""

    permission_required = VIEW
    template_name = "schools/road_map_line.html"

    def get_queryset(self) -> Any:
        rows = RoadMapLine.objects.visible_to(self.request.user)
        return rows.select_related("programme__regulation", "stage")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        line, user = self.object, self.request.user
        layout = layout_of(line.programme)
        labels = {column.key: column.title for column in layout.columns}
        form = LineForm(instance=line, layout=layout, programme=line.programme)
        return super().get_context_data(
            programme=line.programme,
            texts=[
                (labels.get(key) or form.fields[name].label, getattr(line, name))
                for key, name in (
                    ("content", "content"),
                    ("result", "result"),
                    ("responsible", "responsible"),
                    ("documents", "documents"),
                )
                if getattr(line, name)
            ],
            roles=[label for code, label in BODY_OPTIONS if code in line.roles],
            state=state_of(line, clock.today()),
            may_change=may_change(user, line.programme),
            finish_form=FinishForm(initial={"day": clock.today()}),
            proof_form=ProofForm(),
            events=timeline(line)[:20],
            **kwargs,
        )


class RowSaveView(Permitted, View):
    """A form of one row; on a save of somebody else meanwhile, says so and shows what is typed."""

    permission_required = KEEP
    template_name = "schools/road_map_form.html"
    title: Any = ""

    def get_row(self) -> Any:
        raise NotImplementedError

    def get_form(self, row: Any, data: Any = None) -> Any:
        raise NotImplementedError

    def save(self, row: Any, data: dict[str, Any]) -> Any:
        raise NotImplementedError

    def get_url(self, row: Any) -> str:
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row = self.get_row()
        return self.show(row, self.get_form(row))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row = self.get_row()
        form = self.get_form(row, request.POST)
        if form.is_valid():
            try:
                saved = self.save(self.get_row(), dict(form.cleaned_data))
            except DomainError as error:
                form.add_error(None, str(error))
                if error.code == "changed":
                    form.add_error(None, _("Ниже ваша правка: сохраните ещё раз, если она верна."))
                    form.show_what_is_stored(self.get_row())
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("Дорожная карта сохранена."))
                return HttpResponseRedirect(self.get_url(saved))
        return self.show(row, form)

    def show(self, row: Any, form: Any) -> HttpResponse:
        context = {"form": form, "title": self.title, "cancel_url": self.get_url(row)}
        return render(self.request, self.template_name, context)


class LineUpdateView(RowSaveView):
    title = gettext_lazy("Строка дорожной карты")

    def get_row(self) -> RoadMapLine:
        rows = RoadMapLine.objects.visible_to(self.request.user)
        return get_object_or_404(rows.select_related("programme"), pk=self.kwargs["pk"])

    def get_form(self, row: RoadMapLine, data: Any = None) -> LineForm:
        layout = layout_of(row.programme)
        return LineForm(data, instance=row, layout=layout, programme=row.programme)

    def save(self, row: RoadMapLine, data: dict[str, Any]) -> RoadMapLine:
        return save_line(row.programme, actor=self.request.user, line=row, **data)

    def get_url(self, row: RoadMapLine) -> str:
        return row.get_absolute_url()


class LineCreateView(OfProgramme, RowSaveView):
    title = gettext_lazy("Новая строка дорожной карты")

    def get_row(self) -> RoadMapLine:
        stage = self.request.GET.get("stage", "")
        chosen = self.programme.stages.filter(pk=stage).first() if stage.isdecimal() else None
        return RoadMapLine(programme=self.programme, stage=chosen)

    def get_form(self, row: RoadMapLine, data: Any = None) -> LineForm:
        layout = layout_of(self.programme)
        return LineForm(data, instance=row, layout=layout, programme=self.programme)

    def save(self, row: RoadMapLine, data: dict[str, Any]) -> RoadMapLine:
        return save_line(self.programme, actor=self.request.user, **data)

    def get_url(self, row: RoadMapLine) -> str:
        return self.url


class StageUpdateView(OfProgramme, RowSaveView):
    title = gettext_lazy("Этап дорожной карты")

    def get_row(self) -> Stage:
        rows = self.programme.stages.select_related("programme")
        return get_object_or_404(rows, number=self.kwargs["number"])

    def get_form(self, row: Stage, data: Any = None) -> StageTextForm:
        return StageTextForm(data, instance=row, layout=layout_of(self.programme))

    def save(self, row: Stage, data: dict[str, Any]) -> Stage:
        return save_stage(row, actor=self.request.user, **data)

    def get_url(self, row: Stage) -> str:
        return self.url


class RoadMapUpdateView(OfProgramme, View):
    """Every line of the road map on one page, for an evening's work."""

    permission_required = KEEP
    template_name = "schools/road_map_update.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(self.formset())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        formset = self.formset(request.POST)
        if formset.is_valid():
            try:
                count = save_lines(self.programme, actor=request.user, edits=_edits(formset))
            except DomainError as error:
                return self.show(self.again(formset, error), str(error))
            except ValidationError as error:
                return self.show(formset, " ".join(error.messages))
            if count:
                messages.success(request, _("Сохранено строк: %s.") % count)
            else:
                messages.info(request, _("Ничего не изменилось."))
            return HttpResponseRedirect(self.url)
        return self.show(formset)

    def formset(self, data: Any = None) -> Any:
        kwargs = {"layout": layout_of(self.programme)}
        given = {"data": data} if data is not None else {}
        return RoadMapFormSet(programme=self.programme, prefix="lines", form_kwargs=kwargs, **given)

    def again(self, formset: Any, error: DomainError) -> Any:
        """What was typed, with the stamps of what is stored now: the next «save» knows of it."""
        if error.code != "changed":
            return formset
        data = self.request.POST.copy()
        stored = {line.pk: stamp_of(line) for line in self.programme.road_map_lines.all()}
        for form in formset:
            pk = form.cleaned_data.get("pk")
            if pk in stored and form.is_touched:
                data[form.add_prefix("seen")] = stored[pk]
        return self.formset(data)

    def show(self, formset: Any, error: str = "") -> HttpResponse:
        columns = pasted_columns(layout_of(self.programme), COLUMN_FIELDS)
        context = {"programme": self.programme, "formset": formset, "error": error}
        context["columns"] = columns
        return render(self.request, self.template_name, context | {"cancel_url": self.url})


def _edits(formset: Any) -> list[LineEdit]:
    """Only what was touched; an empty extra line is no line."""
    return [
        LineEdit(
            values=form.edited(),
            pk=form.cleaned_data.get("pk"),
            seen=form.cleaned_data.get("seen", ""),
            is_deleted=bool(form.cleaned_data.get("DELETE")),
        )
        for form in formset
        if form.is_touched
    ]
