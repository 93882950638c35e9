"""The points of the monitoring: when each is due, what was found; and the numbers in all."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.views.generic import FormView, TemplateView

from core import clock
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from schools.rules import rules_of

from ..actions import save_headcounts, save_round
from ..forms import HeadcountForm, RoundForm
from ..models import Headcount, Round
from ..rules import Point, is_actor, points_of
from .base import OfProgramme

HOLD = "monitoring.hold_monitoring"


class RoundListView(OfProgramme, TemplateView):
    permission_required = HOLD
    template_name = "monitoring/round_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programme, user = self.programme, self.request.user
        if programme is not None:
            rules = rules_of(programme.regulation)
            rounds = Round.objects.visible_to(user).filter(programme=programme)
            found = list(rounds.select_related("author"))
            points = points_of(programme)
            codes = {point.code for point in points}
            kwargs |= {
                # Held at points that the version in force doesn't name any more.
                "earlier": [row for row in found if row.point not in codes],
                "points": [
                    {
                        "point": point,
                        "rounds": [row for row in found if row.point == point.code],
                        "is_late": point.due_on < clock.today()
                        and not any(row.point == point.code for row in found),
                        "url": self.address("monitoring:round_update", point.code),
                    }
                    for point in points
                ],
                "clause": rules.clause("monitoring.points"),
                "may_hold": is_actor(user, rules),
            }
        return super().get_context_data(programme=programme, programmes=self.programmes, **kwargs)


class RoundUpdateView(OfProgramme, FormView):
    """What this user found at the point whose code stands in the address."""

    permission_required = HOLD
    template_name = "monitoring/round_update.html"
    form_class = RoundForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and self.has_permission():
            rules = rules_of(self.opened_programme.regulation)
            if not is_actor(self.request.user, rules):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def point(self) -> Point:
        for point in points_of(self.opened_programme):
            if point.code == self.kwargs["code"]:
                return point
        raise Http404

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = Round.objects.visible_to(self.request.user).filter(author=self.request.user)
        row = rows.filter(programme=self.opened_programme, point=self.point.code).first()
        return super().get_form_kwargs() | {"instance": row}

    def get_initial(self) -> dict[str, Any]:
        return {"held_on": clock.today()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back_url = self.address("monitoring:round_list")
        return super().get_context_data(
            programme=self.programme, point=self.point, back_url=back_url, **kwargs
        )

    def form_valid(self, form: RoundForm) -> HttpResponse:
        try:
            save_round(
                self.opened_programme,
                point=self.point.code,
                actor=self.request.user,
                **form.cleaned_data,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Записано."))
        return HttpResponseRedirect(self.address("monitoring:round_list"))


class HeadcountsView(OfProgramme, FormView):
    permission_required = "monitoring.edit_measurements"
    template_name = "monitoring/headcounts.html"
    form_class = HeadcountForm

    def get_form_kwargs(self) -> dict[str, Any]:
        programme = self.opened_programme
        rows = Headcount.objects.visible_to(self.request.user).filter(programme=programme)
        return super().get_form_kwargs() | {
            "numbers": dict(rows.values_list("group", "number")),
            "rules": rules_of(programme.regulation),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back_url = self.address("monitoring:figures")
        return super().get_context_data(programme=self.programme, back_url=back_url, **kwargs)

    def form_valid(self, form: HeadcountForm) -> HttpResponse:
        save_headcounts(self.opened_programme, actor=self.request.user, numbers=form.cleaned_data)
        messages.success(self.request, _("Численность сохранена."))
        return HttpResponseRedirect(self.address("monitoring:figures"))
