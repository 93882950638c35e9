"""Questionnaires of the school: the list, one of them with its people, sending, links."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from core import clock
from core.action_views import ActionView
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.lists import Column, Empty, ListPage
from core.permissions import Permitted

from .. import access
from ..actions import Sent, renew_link, send_surveys
from ..choices import SurveyStage
from ..filters import RequestFilter
from ..forms import SendForm
from ..models import Survey, SurveyRequest
from ..queries import (
    people_to_ask,
    preview_of,
    requests_seen,
    requests_with_people,
    summaries_of,
    surveys_with_counts,
)
from ..slips import keep_slips, take_slips
from .base import OfProgramme

MANAGE = "monitoring.manage_surveys"
USUAL_TERM = datetime.timedelta(days=14)


class SurveyListView(OfProgramme, ListPage):
    permission_required = MANAGE
    model = Survey
    columns = (
        Column("title", _("Анкета"), sort="title", is_header=True),
        Column("form", _("Форма"), sort="form__name", is_optional=True),
        Column("side", _("Кто отвечает"), sort="side", is_optional=True),
        Column("stage", _("Этап"), sort="stage"),
        Column("questions", _("Вопросов"), css="num"),
        Column("sent", _("Отправлено"), sort="sent_count", css="num"),
        Column("answered", _("Ответов"), sort="answered_count", css="num"),
    )
    template_name = "monitoring/survey_list.html"
    row_template = "monitoring/_survey_row.html"
    empty = Empty(
        _("Анкет пока нет"),
        _("По одной на форму, сторону и этап. Добавьте первую."),
        icon="ui-checks",
    )

    def get_queryset(self) -> QuerySet[Survey]:
        return surveys_with_counts(self.request.user, self.programme)

    def get_context_data(self, **extra: Any) -> dict[str, Any]:
        return super().get_context_data(programme=self.programme, **extra)


class SurveyDetailView(OfProgramme, ListPage):
    """The questions, all answers together, and everybody whom it was sent to."""

    permission_required = MANAGE
    model = SurveyRequest
    filterset_class = RequestFilter
    columns = (
        Column("person", _("Кто отвечает"), sort="person__search_name", is_header=True),
        Column("about", _("В паре с")),
        Column("due", _("Ответить до"), sort="due_on"),
        Column("state", _("Состояние"), sort="answered_at"),
        Column("actions", _("Действия"), css="nowrap"),
    )
    default_sort = "person"
    template_name = "monitoring/survey_detail.html"
    row_template = "monitoring/_request_row.html"
    empty = Empty(_("Эту анкету ещё никому не отправляли"), icon="send")

    @cached_property
    def survey(self) -> Survey:
        rows = Survey.objects.visible_to(self.request.user).select_related("form")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[SurveyRequest]:
        if not self.request.user.has_perm("monitoring.view_answers"):
            return SurveyRequest.objects.none()
        return requests_with_people(self.requests)

    @property
    def requests(self) -> QuerySet[SurveyRequest]:
        rows = requests_seen(self.request.user, self.programme)
        return rows.filter(survey=self.survey)

    def get_context_data(self, **extra: Any) -> dict[str, Any]:
        context = super().get_context_data(survey=self.survey, today=clock.today(), **extra)
        context["readable"] = {
            row.pk
            for row in context["object_list"]
            if access.may_read_answers(self.request.user, row)
        }
        if not self.wants_table:
            context["summaries"] = summaries_of(self.survey, self.requests)
            context["is_editable"] = not self.survey.requests.exists()
        return context


class SurveySendView(OfProgramme, FormView):
    """First whom it will reach and how, then one button."""

    permission_required = MANAGE
    template_name = "monitoring/survey_send.html"
    form_class = SendForm

    @property
    def stage(self) -> str:
        asked = self.request.GET.get("stage", "")
        return asked if asked in SurveyStage.values else SurveyStage.ENTRY

    def get_initial(self) -> dict[str, Any]:
        return {"due_on": clock.today() + USUAL_TERM}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programme = self.opened_programme
        people = people_to_ask(programme, stage=self.stage, actor=self.request.user)
        return super().get_context_data(
            programme=programme, stage=self.stage, preview=preview_of(people), **kwargs
        )

    def form_valid(self, form: SendForm) -> HttpResponse:
        request = self.request
        try:
            sent = send_surveys(
                self.opened_programme,
                stage=self.stage,
                due_on=form.cleaned_data["due_on"],
                actor=request.user,
                site=settings.PUBLIC_URL or request.build_absolute_uri("/"),
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return show_links(request, sent)


def show_links(request: HttpRequest, sent: list[Sent]) -> HttpResponse:
    """To the page that shows, once, the links of those who have nothing but paper."""
    keep_slips(request.session, sent=sent)
    return HttpResponseRedirect(reverse("monitoring:survey_sent"))


@method_decorator(never_cache, name="dispatch")
class SurveySentView(Permitted, TemplateView):
    """What was sent, and the links to print. Opened again, the links are gone."""

    permission_required = MANAGE
    template_name = "monitoring/survey_sent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        taken = take_slips(
            self.request.session, user=self.request.user, site=self.request.build_absolute_uri
        )
        return super().get_context_data(taken=taken, **kwargs)


class RequestRenewView(ActionView):
    """A new link for one person, shown once."""

    permission_required = MANAGE
    model = SurveyRequest
    sent: Sent | None = None

    def act(self, obj: SurveyRequest, **data: Any) -> None:
        self.sent = renew_link(obj, actor=self.request.user)
        keep_slips(self.request.session, sent=[self.sent])

    def get_return_url(self, obj: SurveyRequest) -> str:
        if self.sent is None:
            return obj.survey.get_absolute_url()
        return reverse("monitoring:survey_sent")
