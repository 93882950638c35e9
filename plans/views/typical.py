"""Typical plans: the list, and the page that writes one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View
from django.views.generic import ListView

from core.errors import DomainError
from core.i18n import gettext as _
from core.permissions import Permitted
from schools.queries import current_programme
from schools.rules import rules_of

from ..actions import save_typical_plan
from ..forms import BaseTypicalLineFormSet, TypicalLineFormSet, TypicalPlanForm
from ..models import TypicalPlan

KEEP = "plans.approve_plan"


class TypicalPlanListView(Permitted, ListView):
    permission_required = KEEP
    template_name = "plans/typical_plan_list.html"
    context_object_name = "plans"

    def get_queryset(self) -> QuerySet[TypicalPlan]:
        rows = TypicalPlan.objects.visible_to(self.request.user).select_related("form")
        return rows.order_by("-is_active", "form__name", "title")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programme = current_programme(self.school)
        rules = rules_of(programme.regulation) if programme else None
        return super().get_context_data(
            is_used=bool(rules and rules.value("plan.from_typical")),
            clause=rules.clause("plan.from_typical") if rules else "",
            **kwargs,
        )


class TypicalPlanSaveView(Permitted, View):
    """A new one, or an old one by its `pk`."""

    permission_required = KEEP

    def typical(self) -> TypicalPlan | None:
        if "pk" not in self.kwargs:
            return None
        rows = TypicalPlan.objects.visible_to(self.request.user)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        typical = self.typical()
        lines = TypicalLineFormSet(prefix="lines", initial=typical.lines if typical else None)
        return self.show(TypicalPlanForm(instance=typical, user=self.request.user), lines)

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        typical = self.typical()
        form = TypicalPlanForm(request.POST, instance=typical, user=self.request.user)
        lines = TypicalLineFormSet(request.POST, prefix="lines")
        if form.is_valid() and lines.is_valid():
            try:
                save_typical_plan(
                    self.school,
                    actor=request.user,
                    typical=typical,
                    lines=lines.rows(),
                    **form.cleaned_data,
                )
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Типовой план сохранён."))
                return HttpResponseRedirect(reverse("plans:typical_plan_list"))
        return self.show(form, lines)

    def show(self, form: TypicalPlanForm, lines: BaseTypicalLineFormSet) -> HttpResponse:
        context = {"form": form, "formset": lines, "typical": form.instance}
        return render(self.request, "plans/typical_plan_form.html", context)
