"""The regulation: its rules in words, its versions side by side, the register of rules."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views import View
from django.views.generic import DetailView, TemplateView

from core import clock
from core.action_views import ActionView
from core.i18n import gettext_lazy
from core.permissions import Permitted
from schools.actions import adopt_version
from schools.differences import (
    compared_groups,
    history_of,
    other_differences,
    programmes_of,
    rule_groups,
    stamp_lines,
)
from schools.models import Programme, Regulation
from schools.queries import current_programme, latest_regulation, latest_version
from schools.words import allowed_in_words

from .settings import CHANGE

VIEW = "schools.view_regulation"


class RegulationCurrentView(Permitted, View):
    """The act that the programme of today lives by; where there is none, what to do first."""

    permission_required = VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            regulation = _regulation_of_today(self)
        except Http404:
            return render(request, "schools/regulation_none.html")
        return HttpResponseRedirect(regulation.get_absolute_url())


def _regulation_of_today(view: Permitted) -> Regulation:
    programme = current_programme(view.school)
    regulation = programme.regulation if programme else latest_regulation(view.school)
    if regulation is None:
        raise Http404
    return regulation


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
        latest = latest_version(regulation)
        today = clock.today()
        programmes = programmes_of(regulation, of=user) if user.has_perm(SEES_PROGRAMMES) else []
        return super().get_context_data(
            groups=[(title, [row for row in rows if row.now.is_set]) for title, rows in groups],
            unset=[row for _title, rows in groups for row in rows if not row.now.is_set],
            different=sum(row.preset is not None for _title, rows in groups for row in rows),
            stamps=[stamp_lines(stamp) for stamp in regulation.stamps],
            covered=regulation.forms.all(),
            versions=self.get_queryset().filter(title=regulation.title).order_by("-version"),
            latest=latest,
            is_to_come=regulation.valid_from > today,
            programmes=[row for row in programmes if row.regulation_id == regulation.pk],
            others=[
                row
                for row in programmes
                if row.regulation_id != regulation.pk and may_change and latest == regulation
            ],
            may_change=may_change and latest == regulation,
            history=history_of(regulation) if user.has_perm(SEES_PROGRAMMES) else [],
            **kwargs,
        )


# Who keeps or answers for the programme sees what became of it, and by whom.
SEES_PROGRAMMES = "schools.view_programme"


class RegulationCompareView(Permitted, TemplateView):
    """Two versions side by side, the older on the left."""

    permission_required = VIEW
    template_name = "schools/regulation_compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Regulation.objects.visible_to(self.request.user)
        one = get_object_or_404(rows, pk=self.kwargs["pk"])
        two = get_object_or_404(rows, pk=self.kwargs["other"], school=one.school)
        old, new = sorted((one, two), key=lambda row: (row.valid_from, row.version, row.pk))
        groups = compared_groups(old.rules, new.rules)
        return super().get_context_data(
            old=old,
            new=new,
            rest=list(other_differences(old, new)),
            changed=[
                (title, [row for row in compared if row.differs]) for title, compared in groups
            ],
            same=[row for _title, compared in groups for row in compared if not row.differs],
            versions=rows.filter(title=new.title, school=new.school).order_by("-version"),
            **kwargs,
        )


class ProgrammeMoveView(ActionView):
    """A programme goes over to a version that is in force."""

    permission_required = CHANGE
    model = Programme
    success_message = gettext_lazy("Программа переведена на эту редакцию.")

    def act(self, obj: Programme, **data: Any) -> None:
        user = self.request.user
        version = get_object_or_404(
            Regulation.objects.visible_to(user), pk=self.kwargs["regulation"]
        )
        adopt_version(obj, version, actor=user)


class RuleListView(Permitted, TemplateView):
    """The register: each rule by its code, what it does, and what this school has set."""

    permission_required = VIEW
    template_name = "schools/rule_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        regulation = _regulation_of_today(self)
        groups = [
            (title, [(row, allowed_in_words(row.rule)) for row in rows])
            for title, rows in rule_groups(regulation)
        ]
        return super().get_context_data(regulation=regulation, groups=groups, **kwargs)
