"""The school's own data: letterhead, signatories, forms and directions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import TemplateView, UpdateView

from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from schools.actions import save_direction, save_form, save_signatory, update_school
from schools.forms import DirectionForm, FormForm, SchoolForm, SignatoryForm
from schools.models import Direction, MentoringForm, School, Signatory
from schools.queries import (
    current_programme,
    latest_regulation,
    latest_version,
    made_up_data,
)

CHANGE = "schools.change_settings"


def tell_reworded(request: HttpRequest, school: School) -> None:
    """What followed the words that the school has just changed."""
    if school.reworded:
        lines = "; ".join(school.reworded)
        messages.info(request, _("Заодно пересказаны вашими словами: %s.") % lines)


class SettingsView(Permitted, TemplateView):
    """Where everything of the school is set, and what still waits for its real value."""

    permission_required = CHANGE
    template_name = "schools/settings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        school = self.school
        programme = current_programme(school)
        act = latest_version(programme.regulation) if programme else latest_regulation(school)
        return super().get_context_data(
            school=school,
            findings=list(made_up_data(school)),
            signatories=Signatory.objects.visible_to(user),
            forms=MentoringForm.objects.visible_to(user),
            directions=Direction.objects.visible_to(user),
            regulation=act,
            programme=programme,
            **kwargs,
        )


class SaveView(Permitted, UpdateView):
    """One row of the settings: a form, an action, back to where all of them are."""

    permission_required = CHANGE
    template_name = "schools/settings_form.html"
    title: Any = ""
    done: Any = ""

    def get_queryset(self) -> Any:
        return self.model.objects.visible_to(self.request.user)

    def get_object(self, queryset: Any = None) -> Any:
        return super().get_object(queryset) if "pk" in self.kwargs else None

    def get_success_url(self) -> str:
        return reverse("schools:settings")

    def form_valid(self, form: ModelForm) -> HttpResponse:
        try:
            self.save(self.object, form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            form.add_error(None, error.messages)
        if form.errors:
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return HttpResponseRedirect(self.get_success_url())

    def save(self, row: Any, data: dict[str, Any]) -> None:
        """Call the action; it locks and reads the row again, so the form's changes don't count."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=self.title, cancel_url=self.get_success_url(), **kwargs
        )


class SchoolUpdateView(SaveView):
    model = School
    form_class = SchoolForm
    title = _("Сведения о {school:prepositional}")
    done = _("Сведения сохранены.")

    def get_object(self, queryset: Any = None) -> School:
        return School.objects.visible_to(self.request.user).get()

    def save(self, row: School, data: dict[str, Any]) -> None:
        self.saved = update_school(row, actor=self.request.user, **data)

    def form_valid(self, form: ModelForm) -> HttpResponse:
        response = super().form_valid(form)
        if not form.errors:
            tell_reworded(self.request, self.saved)
        return response


class SignatorySaveView(SaveView):
    model = Signatory
    form_class = SignatoryForm
    title = _("Кто подписывает приказы")
    done = _("Подпись сохранена.")

    def save(self, row: Signatory | None, data: dict[str, Any]) -> None:
        save_signatory(self.school, actor=self.request.user, signatory=row, **data)


class FormSaveView(SaveView):
    model = MentoringForm
    form_class = FormForm
    title = _("Форма наставничества")
    done = _("Форма сохранена.")

    def save(self, row: MentoringForm | None, data: dict[str, Any]) -> None:
        save_form(self.school, actor=self.request.user, form=row, **data)


class DirectionSaveView(SaveView):
    model = Direction
    form_class = DirectionForm
    title = _("Направление наставничества")
    done = _("Направление сохранено.")

    def save(self, row: Direction | None, data: dict[str, Any]) -> None:
        save_direction(self.school, actor=self.request.user, direction=row, **data)
