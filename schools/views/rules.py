"""The form of the rules: what is typed, then what would change, then the new version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from core.errors import DomainError
from core.i18n import gettext as _
from core.permissions import Permitted
from schools.actions import update_regulation_rules
from schools.acts import is_open
from schools.forms import RulesForm, VersionForm, as_in_preset
from schools.models import Regulation
from schools.queries import latest_version, preset_rules
from schools.rules import RULES

from .act_base import tell_version
from .settings import CHANGE

ADOPT, EDIT = "adopt", "edit"


class RegulationUpdateView(Permitted, View):
    """A new version of the rules; the old one stays with what began under it.

    Nothing is kept between the steps: what was typed goes through the second page and comes back.
    """

    permission_required = CHANGE

    @cached_property
    def regulation(self) -> Regulation:
        rows = Regulation.objects.visible_to(self.request.user)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        latest = latest_version(self.regulation)
        if latest != self.regulation:
            messages.info(request, _("Меняют последнюю редакцию: вот она."))
            return HttpResponseRedirect(reverse("schools:regulation_update", args=[latest.pk]))
        return self.show_rules(RulesForm(regulation=self.regulation))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        rule = RULES.get(request.POST.get("restore", ""))
        if rule is not None:
            entry = (preset_rules(self.regulation) or {}).get(rule.key)
            data = as_in_preset(request.POST, rule, entry)
            return self.show_rules(RulesForm(data, regulation=self.regulation), restored=rule.key)
        form = RulesForm(request.POST, regulation=self.regulation)
        step = request.POST.get("step")
        if step == EDIT or not form.is_valid():
            return self.show_rules(form)
        if not form.changes():
            messages.info(request, _("Ничего не изменилось, новой редакции нет."))
            return HttpResponseRedirect(self.regulation.get_absolute_url())
        about: dict[str, Any] = {"regulation": self.regulation, "user": request.user}
        if step != ADOPT:
            return self.show_changes(form, VersionForm(**about))
        version_form = VersionForm(request.POST, **about)
        if version_form.is_valid():
            return self.adopt(form, version_form)
        return self.show_changes(form, version_form)

    def adopt(self, form: RulesForm, version_form: VersionForm) -> HttpResponse:
        data = version_form.cleaned_data
        try:
            version = update_regulation_rules(
                self.regulation,
                actor=self.request.user,
                rules=form.rules(),
                reason=data["reason"],
                valid_from=data.get("valid_from"),
                moved=data.get("moved", ()),
            )
        except DomainError as error:
            version_form.add_error(None, str(error))
            return self.show_changes(form, version_form)
        tell_version(self.request, self.regulation, version)
        return HttpResponseRedirect(version.get_absolute_url())

    def show_rules(self, form: RulesForm, *, restored: str = "") -> HttpResponse:
        groups = form.groups(opened=restored)
        context = {"regulation": self.regulation, "form": form, "groups": groups}
        return render(self.request, "schools/regulation_update.html", context)

    def show_changes(self, form: RulesForm, version_form: VersionForm) -> HttpResponse:
        latest = latest_version(self.regulation)
        context: dict[str, Any] = {
            "regulation": self.regulation,
            "form": version_form,
            "changes": form.changes(),
            "typed": list(form.typed()),
            "number": self.regulation.version + (not is_open(self.regulation)),
            "newer": latest if latest != self.regulation else None,
        }
        return render(self.request, "schools/regulation_confirm.html", context)
