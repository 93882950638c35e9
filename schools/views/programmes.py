"""The programme of a year: dates, stages, what it reports by."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View
from django.views.generic import DetailView

from core.action_views import ActionView
from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.permissions import Permitted
from schools.actions import StageLine, finish_stage, update_programme
from schools.forms import ProgrammeForm, StageFormSet
from schools.models import Direction, MentoringForm, Programme
from schools.queries import current_programme, stage_rows

from .settings import CHANGE

VIEW = "schools.view_programme"


class ProgrammeCurrentView(Permitted, View):
    permission_required = VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        programme = current_programme(self.school)
        if programme is None:
            raise Http404
        return HttpResponseRedirect(programme.get_absolute_url())


class ProgrammeDetailView(Permitted, DetailView):
    permission_required = VIEW
    template_name = "schools/programme_detail.html"

    def get_queryset(self) -> Any:
        return Programme.objects.visible_to(self.request.user).select_related("regulation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            stages=stage_rows(self.object, timezone.localdate()),
            forms=MentoringForm.objects.visible_to(user).filter(is_active=True),
            directions=Direction.objects.visible_to(user).filter(is_active=True),
            others=Programme.objects.visible_to(user).exclude(pk=self.object.pk),
            **kwargs,
        )


class StageFinishView(ActionView):
    permission_required = CHANGE
    model = Programme
    success_message = gettext_lazy("Этап отмечен завершённым.")

    def act(self, obj: Programme, **data: Any) -> None:
        finish_stage(obj, self.kwargs["number"], actor=self.request.user)


class ProgrammeUpdateView(Permitted, View):
    permission_required = CHANGE
    template_name = "schools/programme_update.html"

    def get_programme(self) -> Programme:
        rows = Programme.objects.visible_to(self.request.user)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        programme = self.get_programme()
        names = ("pk", "title", "term_text", "starts_on", "ends_on", "done_on")
        formset = StageFormSet(initial=list(programme.stages.values(*names)), prefix="stages")
        return self.show(programme, ProgrammeForm(instance=programme), formset)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        programme = self.get_programme()
        form = ProgrammeForm(request.POST, instance=self.get_programme())
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
