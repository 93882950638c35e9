"""Editing a questionnaire that nobody has been sent yet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views import View
from django.views.generic import FormView

from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.permissions import Permitted

from ..actions import create_survey, delete_question, save_question, save_survey
from ..forms import NewSurveyForm, QuestionForm, SurveyForm
from ..models import Question, Survey

MANAGE = "monitoring.manage_surveys"


def seen_surveys(request: HttpRequest) -> QuerySet[Survey]:
    return Survey.objects.visible_to(request.user).select_related("form")


def seen_questions(request: HttpRequest) -> QuerySet[Question]:
    rows = Question.objects.filter(survey__in=Survey.objects.visible_to(request.user).order_by())
    return rows.select_related("survey__form")


class SurveyCreateView(Permitted, FormView):
    """For a form of the school's own, or where the regulation's presets know of none."""

    permission_required = MANAGE
    template_name = "monitoring/survey_create.html"
    form_class = NewSurveyForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: NewSurveyForm) -> HttpResponse:
        try:
            survey = create_survey(self.school, actor=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.code if error.code in form.fields else None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Анкета создана. Проверьте её вопросы."))
        return HttpResponseRedirect(survey.get_absolute_url())


class SurveyEditor(Permitted, FormView):
    """A form over one questionnaire; what the action refuses stands on the form."""

    permission_required = MANAGE
    survey: Survey

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and self.has_permission():
            self.find(kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def find(self, pk: int) -> None:
        self.survey = get_object_or_404(seen_surveys(self.request), pk=pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(survey=self.survey, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.save(form)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Анкета сохранена."))
        return HttpResponseRedirect(self.survey.get_absolute_url())

    def save(self, form: Any) -> None:
        raise NotImplementedError


class SurveyUpdateView(SurveyEditor):
    template_name = "monitoring/survey_update.html"
    form_class = SurveyForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.survey}

    def save(self, form: SurveyForm) -> None:
        save_survey(self.survey, actor=self.request.user, **form.cleaned_data)


class QuestionCreateView(SurveyEditor):
    """`pk` is the questionnaire's."""

    template_name = "monitoring/question_update.html"
    form_class = QuestionForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"survey": self.survey}

    def save(self, form: QuestionForm) -> None:
        save_question(self.survey, actor=self.request.user, **form.cleaned_data)


class QuestionUpdateView(QuestionCreateView):
    """`pk` is the question's."""

    def find(self, pk: int) -> None:
        self.question = get_object_or_404(seen_questions(self.request), pk=pk)
        self.survey = self.question.survey

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"question": self.question}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(question=self.question, **kwargs)

    def save(self, form: QuestionForm) -> None:
        save_question(
            self.survey, question=self.question, actor=self.request.user, **form.cleaned_data
        )


class QuestionDeleteView(Permitted, View):
    permission_required = MANAGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        question = get_object_or_404(seen_questions(request), pk=pk)
        try:
            delete_question(question, actor=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Вопрос удалён."))
        return HttpResponseRedirect(question.survey.get_absolute_url())
