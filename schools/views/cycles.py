"""How a programme begins, goes on in the next year and ends: shown first, then done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.views.generic.edit import FormView

from core import clock
from core.action_views import ActionView
from core.errors import DomainError, RuleViolation
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.permissions import Permitted
from schools.actions import (
    close_programme,
    continue_programme,
    open_programme,
    start_programme,
)
from schools.choices import PairsChoice, ProgrammeState
from schools.closing import carried_lines, closing_findings
from schools.cycles import acts_on, first_year, next_year, proposed_title
from schools.forms import CloseForm, NewProgrammeForm, NextProgrammeForm
from schools.models import Programme, Regulation
from schools.years import Year

from .settings import CHANGE


class OpeningView(Permitted, FormView):
    """The act first, since the dates, the title and the forms are proposed after it."""

    permission_required = CHANGE
    form_class: Any = NewProgrammeForm
    template_name = "schools/programme_create.html"

    @cached_property
    def acts(self) -> list[Regulation]:
        raise NotImplementedError

    @cached_property
    def act(self) -> Regulation | None:
        """The one chosen by the address, else the newest that is in force already."""
        chosen = self.request.GET.get("act", "")
        if chosen.isdecimal():
            rows = Regulation.objects.visible_to(self.request.user)
            return get_object_or_404(rows, pk=chosen, pk__in=[act.pk for act in self.acts])
        today = clock.today()
        return next((act for act in self.acts if act.valid_from <= today), None) or next(
            iter(self.acts), None
        )

    def visible_acts(self, rows: QuerySet[Regulation]) -> list[Regulation]:
        return list(rows.filter(pk__in=Regulation.objects.visible_to(self.request.user)))

    def year(self, act: Regulation) -> Year | None:
        raise NotImplementedError

    def make(self, act: Regulation, form: Any) -> Programme:
        raise NotImplementedError

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.act is None:
            return render(request, "schools/programme_none.html", {"has_no_act": True})
        return super().get(request, *args, **kwargs)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.act is None:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"regulation": self.act}

    def get_initial(self) -> dict[str, Any]:
        assert self.act is not None
        texts = self.act.texts.get("programme", {})
        initial: dict[str, Any] = {
            "reporting_documents": "\n".join(texts.get("reporting_documents", []))
        }
        year = self.year(self.act)
        if year is not None:
            initial |= {
                "title": proposed_title(self.act, year),
                "starts_on": year.starts_on,
                "ends_on": year.ends_on,
                "is_planned": year.starts_on > clock.today(),
            }
        return initial

    def form_valid(self, form: Any) -> HttpResponse:
        assert self.act is not None
        try:
            programme = self.make(self.act, form)
        except RuleViolation as error:
            return self.render_to_response(
                self.get_context_data(form=form, findings=error.findings)
            )
        except DomainError as error:
            form.add_error(error.code if error.code in form.fields else None, str(error))
            return self.form_invalid(form)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        return HttpResponseRedirect(programme.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(acts=self.acts, act=self.act, **kwargs)


class ProgrammeCreateView(OpeningView):
    @cached_property
    def acts(self) -> list[Regulation]:
        return self.visible_acts(acts_on(self.school, clock.today()))

    def year(self, act: Regulation) -> Year | None:
        return first_year(act, clock.today())

    def make(self, act: Regulation, form: Any) -> Programme:
        programme = open_programme(
            self.school,
            actor=self.request.user,
            regulation=act,
            year=form.year,
            is_planned=form.cleaned_data["is_planned"],
            **form.given(),
        )
        messages.success(self.request, _("Программа открыта. Дорожная карта взята из положения."))
        return programme


class ProgrammeContinueView(OpeningView):
    """Filled in first, then shown with everything that will be done, then done."""

    form_class = NextProgrammeForm
    template_name = "schools/programme_continue.html"

    @cached_property
    def old(self) -> Programme:
        rows = Programme.objects.visible_to(self.request.user).select_related("regulation")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def acts(self) -> list[Regulation]:
        return self.visible_acts(acts_on(self.school, self.old.ends_on))

    @cached_property
    def act(self) -> Regulation | None:
        """The same act, in the version in force by then, stands first."""
        if self.request.GET.get("act"):
            return super().act
        same = [act for act in self.acts if act.title == self.old.regulation.title]
        return next(iter([*same, *self.acts]), None)

    def year(self, act: Regulation) -> Year | None:
        return next_year(act, self.old)

    def get_initial(self) -> dict[str, Any]:
        old = self.old
        return super().get_initial() | {
            "forms": list(old.forms.all()),
            "directions": list(old.directions.all()),
            "reporting_documents": old.reporting_documents,
            "pairs": PairsChoice.CLOSE,
            "road_map": "carry",
        }

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        following = self.old.continued_by.first()
        if following is not None:
            messages.info(request, _("Следующая программа уже создана, вот она."))
            return HttpResponseRedirect(following.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        if "confirm" in self.request.POST:
            return super().form_valid(form)
        if "back" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        return render(
            self.request,
            "schools/programme_continue_check.html",
            {
                "form": form,
                "programme": self.old,
                "act": self.act,
                "forms": form.cleaned_data["forms"],
                "pairs": PairsChoice(form.cleaned_data["pairs"]),
                "lines": self.old.road_map_lines.count(),
                "stages": self.old.stages.count(),
                "carried": carried_lines(self.old, form.cleaned_data["pairs"]),
            },
        )

    def make(self, act: Regulation, form: Any) -> Programme:
        data = form.cleaned_data
        programme = continue_programme(
            self.old,
            actor=self.request.user,
            regulation=act,
            year=form.year,
            is_planned=data["is_planned"],
            pairs=data["pairs"],
            keeps_road_map=data["road_map"] == "carry",
            **form.given(),
        )
        messages.success(self.request, _("Программа следующего года создана."))
        return programme

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(programme=self.old, **kwargs)


class ProgrammeStartView(ActionView):
    permission_required = CHANGE
    model = Programme
    success_message = gettext_lazy("Программа началась.")

    def act(self, obj: Programme, **data: Any) -> None:
        start_programme(obj, actor=self.request.user)


class ProgrammeCloseView(Permitted, FormView):
    """What is still open is shown before the button."""

    permission_required = CHANGE
    form_class = CloseForm
    template_name = "schools/programme_close.html"

    @cached_property
    def programme(self) -> Programme:
        return get_object_or_404(
            Programme.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
        )

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.programme.state != ProgrammeState.ACTIVE:
            messages.info(request, _("Завершить можно программу, которая идёт."))
            return HttpResponseRedirect(self.programme.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        del kwargs["initial"]
        return kwargs | {"today": clock.today()}

    def form_valid(self, form: CloseForm) -> HttpResponse:
        try:
            close_programme(self.programme, actor=self.request.user, **form.cleaned_data)
        except RuleViolation:
            form.add_error(None, _("Сначала закончите то, что названо выше."))
            return self.form_invalid(form)
        except DomainError as error:
            form.add_error("day" if error.code == "day" else None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Программа завершена."))
        return HttpResponseRedirect(self.programme.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        left = closing_findings(self.programme)
        return super().get_context_data(
            programme=self.programme,
            left=left,
            is_blocked=any(finding.is_block for finding in left),
            **kwargs,
        )
