"""Answering: signed in, or by a one-time link without an account; and reading what was answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, TemplateView

from accounts.limits import Limit, refuse_link
from core import clock
from core.errors import DomainError
from core.i18n import gettext as _
from core.permissions import Permitted
from core.terms import using
from schools.terms import words_of

from .. import access
from ..actions import answer_by_link, answer_survey
from ..forms import AnswerForm
from ..models import SurveyRequest
from ..queries import answers_of, open_request, requests_with_people

# A family types a link once or twice wrong; a machine that guesses does it all day.
WRONG_LINKS = Limit("survey_link", count=30, period=timedelta(minutes=10))


def seen_requests(request: HttpRequest) -> Any:
    return requests_with_people(SurveyRequest.objects.visible_to(request.user)).select_related(
        "survey__school"
    )


@method_decorator(never_cache, name="dispatch")
class SurveyAnswerView(Permitted, View):
    """For oneself or one's child. Answered, it says so, and shows one's own answers."""

    permission_required = "monitoring.answer_survey"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and self.has_permission():
            self.found = get_object_or_404(seen_requests(request), pk=kwargs["pk"])
            if not access.may_answer(request.user, self.found):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.found.answered_at is not None:
            return self.show_done()
        return self.show(AnswerForm(self.found))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.found.answered_at is not None:
            return HttpResponseRedirect(self.found.get_absolute_url())
        form = AnswerForm(self.found, request.POST)
        if form.is_valid():
            try:
                answer_survey(self.found, actor=request.user, answers=form.answers)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                return HttpResponseRedirect(self.found.get_absolute_url())
        return self.show(form)

    def show(self, form: AnswerForm) -> HttpResponse:
        context = {"found": self.found, "form": form, "is_own": self.is_own}
        return render(self.request, "monitoring/survey_answer.html", context)

    def show_done(self) -> HttpResponse:
        answers = answers_of(self.found) if self.is_own else []
        context = {"found": self.found, "answers": answers, "is_own": self.is_own}
        return render(self.request, "monitoring/survey_answered.html", context)

    @property
    def is_own(self) -> bool:
        return self.found.person.user_id == self.request.user.pk


@method_decorator(never_cache, name="dispatch")
class SurveyLinkView(View):
    """Public: the link is the permission. Works without scripts.

    A link that opens nothing gets one and the same page, whether it was used, is too old or never
    was, so that it tells nothing of anybody.
    """

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        found = self.find(token)
        if found is None:
            return self.refuse()
        return self.show(found, AnswerForm(found))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        found = self.find(token)
        if found is None:
            return self.refuse()
        with using(words_of(found.survey.school)):
            return self.answer(found, token)

    def answer(self, found: SurveyRequest, token: str) -> HttpResponse:
        form = AnswerForm(found, self.request.POST)
        if form.is_valid():
            try:
                answered = answer_by_link(token, answers=form.answers)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                if answered is None:
                    return self.refuse()
                return HttpResponseRedirect(reverse("monitoring:survey_thanks"))
        return self.show(found, form)

    def find(self, token: str) -> SurveyRequest | None:
        if WRONG_LINKS.is_reached(self.request):
            return None
        return open_request(token, clock.today())

    def show(self, found: SurveyRequest, form: AnswerForm) -> HttpResponse:
        context = {"found": found, "form": form}
        with using(words_of(found.survey.school)):
            return render(self.request, "monitoring/survey_link.html", context)

    def refuse(self) -> HttpResponse:
        return refuse_link(self.request, WRONG_LINKS, template="monitoring/link_closed.html")


class SurveyThanksView(TemplateView):
    """Public: says thank you and nothing else."""

    template_name = "monitoring/survey_thanks.html"


@method_decorator(never_cache, name="dispatch")
class RequestAnswersView(Permitted, DetailView):
    """The answers of one person, for the curator; never for the other side of the same pair."""

    permission_required = "monitoring.view_answers"
    template_name = "monitoring/request_answers.html"
    context_object_name = "found"

    def get_queryset(self) -> Any:
        return seen_requests(self.request).filter(answered_at__isnull=False)

    def get_object(self, queryset: Any = None) -> SurveyRequest:
        found = super().get_object(queryset)
        if not access.may_read_answers(self.request.user, found):
            raise PermissionDenied(_("Ответы участника вашей пары вам не показывают."))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(answers=answers_of(self.object), **kwargs)
