"""The regulation: its rules in words, its versions, the form that makes a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import DetailView
from django.views.generic.edit import FormView

from core.audit import timeline
from core.errors import DomainError
from core.permissions import Permitted
from schools.actions import update_regulation_rules
from schools.forms import RulesForm
from schools.models import Programme, Regulation
from schools.queries import current_programme, latest_regulation, latest_version, rule_groups

from .settings import CHANGE

VIEW = "schools.view_regulation"


class RegulationCurrentView(Permitted, View):
    """The act that the programme of today lives by."""

    permission_required = VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        school = self.school
        programme = current_programme(school)
        regulation = programme.regulation if programme else latest_regulation(school)
        if regulation is None:
            raise Http404
        return HttpResponseRedirect(regulation.get_absolute_url())


class RegulationDetailView(Permitted, DetailView):
    permission_required = VIEW
    template_name = "schools/regulation_detail.html"

    def get_queryset(self) -> Any:
        return Regulation.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        regulation = self.object
        user = self.request.user
        may_change = user.has_perm(CHANGE)
        groups = rule_groups(regulation)
        return super().get_context_data(
            groups=[(title, [row for row in rows if row.is_set]) for title, rows in groups],
            unset=[row for _title, rows in groups for row in rows if not row.is_set],
            versions=self.get_queryset().filter(title=regulation.title).order_by("-version"),
            programmes=Programme.objects.visible_to(user).filter(regulation=regulation),
            may_change=may_change and latest_version(regulation) == regulation,
            events=timeline(regulation)[:20] if may_change else [],
            **kwargs,
        )


class RegulationUpdateView(Permitted, FormView):
    """A new version of the rules; the old one stays with what began under it."""

    permission_required = CHANGE
    form_class = RulesForm
    template_name = "schools/regulation_update.html"

    @cached_property
    def regulation(self) -> Regulation:
        rows = Regulation.objects.visible_to(self.request.user)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"regulation": self.regulation}

    def form_valid(self, form: RulesForm) -> HttpResponse:
        user = self.request.user
        data = form.cleaned_data
        programme = current_programme(self.school)
        moved = [programme] if data["move_programme"] and programme else []
        try:
            version = update_regulation_rules(
                self.regulation,
                actor=user,
                rules=form.rules(),
                reason=data["reason"],
                valid_from=data["valid_from"],
                moved=moved,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        if version == self.regulation:
            messages.info(self.request, _("Ничего не изменилось, новой редакции нет."))
        else:
            messages.success(self.request, _("Принята редакция %s.") % version.version)
        return HttpResponseRedirect(version.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cancel_url = reverse("schools:regulation_detail", args=[self.regulation.pk])
        return super().get_context_data(cancel_url=cancel_url, **kwargs)
