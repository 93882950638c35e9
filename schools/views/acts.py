"""The acts of a school, a new one after a preset, and what presets say side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView

from core import clock
from core.errors import DomainError
from core.i18n import gettext as _
from core.permissions import Permitted
from schools.actions import create_regulation, update_regulation_act
from schools.acts import acts_of, overlap_findings
from schools.comparison import MOST, compared, presets_on_offer
from schools.forms import ActForm, NewActForm, StampLines, errors_of, errors_of_lines
from schools.models import Regulation
from schools.presets import Preset
from schools.stamps import STAMP_KINDS, STAMP_PAPERS

from .settings import CHANGE

VIEW = "schools.view_regulation"


class RegulationListView(Permitted, TemplateView):
    """Every act with its versions, the forms it covers and what runs under it."""

    permission_required = VIEW
    template_name = "schools/regulation_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        acts = acts_of(self.school)
        may_change = self.request.user.has_perm(CHANGE)
        today = clock.today()
        findings = list(overlap_findings(acts, today)) if may_change else []
        return super().get_context_data(
            acts=acts, findings=findings, may_change=may_change, today=today, **kwargs
        )


class PresetListView(Permitted, TemplateView):
    """Presets to choose from; those that are picked stand side by side."""

    permission_required = CHANGE
    template_name = "schools/preset_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offered = presets_on_offer()
        codes = list(dict.fromkeys(self.request.GET.getlist("preset")))
        picked = [preset for preset in offered if preset.code in codes]
        if len(picked) > MOST:
            messages.info(self.request, _("Рядом помещается не больше %s образцов.") % MOST)
        picked = picked[:MOST]
        return super().get_context_data(
            presets=offered,
            picked=picked,
            codes=[preset.code for preset in picked],
            sections=compared(picked),
            only_different=len(picked) > 1 and "different" in self.request.GET,
            **kwargs,
        )


class RegulationCreateView(Permitted, View):
    """First what it begins with (the address says it), then its title and forms."""

    permission_required = CHANGE

    @cached_property
    def preset(self) -> Preset | None:
        code = self.request.GET.get("preset")
        if not code:
            return None
        found = [preset for preset in presets_on_offer() if preset.code == code]
        if not found:
            raise Http404
        return found[0]

    @cached_property
    def source(self) -> Regulation | None:
        key = self.request.GET.get("copy", "")
        if not key:
            return None
        if not key.isdecimal() or len(key) > 15:
            raise Http404
        return get_object_or_404(Regulation.objects.visible_to(self.request.user), pk=key)

    def form(self, data: Any = None) -> NewActForm:
        return NewActForm(
            data,
            school=self.school,
            user=self.request.user,
            preset=self.preset,
            source=self.source,
        )

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.preset or self.source or "empty" in request.GET:
            return self.show(self.form())
        acts = [act.newest for act in acts_of(self.school)]
        context = {"presets": presets_on_offer(), "acts": acts}
        return render(request, "schools/regulation_start.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid():
            try:
                regulation = create_regulation(
                    self.school,
                    actor=request.user,
                    preset=self.preset,
                    source=self.source,
                    **form.cleaned_data,
                )
            except DomainError as error:
                form.add_error("title" if error.code == "title" else None, str(error))
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("Акт заведён: теперь его можно менять."))
                return HttpResponseRedirect(regulation.get_absolute_url())
        return self.show(form)

    def show(self, form: NewActForm) -> HttpResponse:
        context = {
            "form": form,
            "preset": self.preset,
            "source": self.source,
            "cancel_url": reverse("schools:regulation_list"),
        }
        return render(self.request, "schools/regulation_create.html", context)


class RegulationActView(Permitted, View):
    """Title, stamps, days, forms and text of one version, as they stand on paper."""

    permission_required = CHANGE

    @cached_property
    def regulation(self) -> Regulation:
        rows = Regulation.objects.visible_to(self.request.user)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def form(self, data: Any = None) -> ActForm:
        return ActForm(data, regulation=self.regulation, user=self.request.user)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(self.form(), StampLines(initial=self.regulation.stamps, prefix="stamps"))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form, stamps = self.form(request.POST), StampLines(request.POST, prefix="stamps")
        # Both, so that the mistakes of both are told at once.
        valid = [form.is_valid(), stamps.is_valid()]
        if all(valid):
            values = dict(form.cleaned_data)
            try:
                update_regulation_act(
                    self.regulation,
                    actor=request.user,
                    forms=values.pop("covered"),
                    stamps=stamps.rows(),
                    **values,
                )
            except DomainError as error:
                form.add_error(error.code if error.code in form.fields else None, str(error))
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("Сведения об акте сохранены."))
                return HttpResponseRedirect(self.regulation.get_absolute_url())
        return self.show(form, stamps)

    def show(self, form: ActForm, stamps: Any) -> HttpResponse:
        context = {
            "regulation": self.regulation,
            "form": form,
            "stamps": stamps,
            "errors": [*errors_of(form), *errors_of_lines(stamps, _("Гриф %s"))],
            "stamp_kinds": STAMP_KINDS,
            "stamp_papers": STAMP_PAPERS,
            "cancel_url": self.regulation.get_absolute_url(),
        }
        return render(self.request, "schools/regulation_act.html", context)
