"""The programmes of a school: all of them, the one of today, one with its stages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views import View
from django.views.generic import DetailView

from core import clock
from core.action_views import ActionView
from core.audit import timeline
from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.lists import Column, Empty, ListPage
from core.permissions import Permitted
from schools.actions import StageLine, finish_stage, reopen_stage, update_programme
from schools.forms import ProgrammeForm, StageFormSet
from schools.models import Direction, MentoringForm, Programme
from schools.queries import current_programme, stage_rows
from schools.rules import RULES, rules_of

from .settings import CHANGE

VIEW = "schools.view_programme"
KEEP = "schools.change_roadmapline"
BASE_DAYS = ("bases.mentees_due", "bases.mentors_due")


class ProgrammeListView(ListPage):
    permission_required = VIEW
    model = Programme
    select_related = ("regulation",)
    columns = (
        Column("title", gettext_lazy("программа"), sort="title", is_header=True),
        Column("dates", gettext_lazy("сроки"), sort="starts_on"),
        Column("state", gettext_lazy("состояние"), sort="state"),
        Column("regulation", gettext_lazy("по какому акту"), sort="regulation__title"),
    )
    default_sort = "-dates"
    template_name = "schools/programme_list.html"
    row_template = "schools/_programme_row.html"
    empty = Empty(
        gettext_lazy("Программ пока нет"),
        gettext_lazy("Откройте первую: даты и дорожная карта возьмутся из положения."),
    )


class ProgrammeCurrentView(Permitted, View):
    """The programme of today; where there is none, what to do first."""

    permission_required = VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        programme = current_programme(self.school)
        if programme is None:
            return render(request, "schools/programme_none.html")
        return HttpResponseRedirect(programme.get_absolute_url())


class ProgrammeDetailView(Permitted, DetailView):
    permission_required = VIEW
    template_name = "schools/programme_detail.html"

    def get_queryset(self) -> Any:
        rows = Programme.objects.visible_to(self.request.user)
        return rows.select_related("regulation", "continues")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, programme = self.request.user, self.object
        rules = rules_of(programme.regulation)
        forms, directions = list(programme.forms.all()), list(programme.directions.all())
        return super().get_context_data(
            stages=stage_rows(programme, clock.today()),
            forms=forms or MentoringForm.objects.visible_to(user).filter(is_active=True),
            directions=directions or Direction.objects.visible_to(user).filter(is_active=True),
            others=Programme.objects.visible_to(user).exclude(pk=programme.pk)[:5],
            next=programme.continued_by.first(),
            base_days=[
                (RULES[key].title, words) for key in BASE_DAYS if (words := rules.value(key))
            ],
            events=timeline(programme)[:20] if user.has_perm(CHANGE) else [],
            **kwargs,
        )


class StageFinishView(ActionView):
    permission_required = KEEP
    model = Programme
    success_message = gettext_lazy("Этап отмечен завершённым.")

    def act(self, obj: Programme, **data: Any) -> None:
        finish_stage(obj, self.kwargs["number"], actor=self.request.user)


class StageReopenView(ActionView):
    permission_required = KEEP
    model = Programme
    success_message = gettext_lazy("Отметка снята, этап продолжается.")

    def act(self, obj: Programme, **data: Any) -> None:
        reopen_stage(obj, self.kwargs["number"], actor=self.request.user)


class ProgrammeUpdateView(Permitted, View):
    permission_required = CHANGE
    template_name = "schools/programme_update.html"

    def get_programme(self) -> Programme:
        rows = Programme.objects.visible_to(self.request.user).select_related("regulation")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        programme = self.get_programme()
        names = ("pk", "title", "term_text", "starts_on", "ends_on", "done_on")
        formset = StageFormSet(initial=list(programme.stages.values(*names)), prefix="stages")
        form = ProgrammeForm(instance=programme, regulation=programme.regulation)
        return self.show(programme, form, formset)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        programme, typed = self.get_programme(), self.get_programme()
        form = ProgrammeForm(request.POST, instance=typed, regulation=programme.regulation)
        formset = StageFormSet(request.POST, prefix="stages")
        if form.is_valid() and formset.is_valid():
            try:
                update_programme(
                    programme, actor=request.user, stages=_lines(formset), **form.cleaned_data
                )
            except DomainError as error:
                form.add_error(None, str(error))
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("Программа сохранена."))
                return HttpResponseRedirect(programme.get_absolute_url())
        return self.show(programme, form, formset)

    def show(self, programme: Programme, form: ProgrammeForm, formset: Any) -> HttpResponse:
        context = {"programme": programme, "form": form, "formset": formset}
        return render(self.request, self.template_name, context)


def _lines(formset: Any) -> list[StageLine]:
    """The lines that stay, in the order of the page; an empty extra line is no stage."""
    return [
        StageLine(**{name: value for name, value in line.cleaned_data.items() if name != "DELETE"})
        for line in formset
        if line.cleaned_data.get("title") and not line.cleaned_data.get("DELETE")
    ]
