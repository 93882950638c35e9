"""The closed block of a card: opened by a button, each look recorded."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from core.i18n import gettext_lazy as _
from core.permissions import Permitted

from ..actions import look_at_special_note, save_special_note
from ..forms import SpecialNoteForm
from ..models import SpecialNote
from .pages import OfPerson, PersonForm


class SpecialShowView(OfPerson, Permitted, View):
    """POST, because to look is to leave a trace."""

    permission_required = "registry.view_special"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        note = look_at_special_note(self.person, actor=request.user)
        kept = note.categories if note else []
        initial = {"text": note.text if note else "", "categories": kept}
        form = SpecialNoteForm(initial=initial, person=self.person, kept=kept)
        context = {"person": self.person, "note": note, "form": form}
        response = render(request, "registry/special_note.html", context)
        response["Cache-Control"] = "no-store, private"
        return response


class SpecialSaveView(PersonForm):
    permission_required = "registry.view_special"
    http_method_names = ["post"]
    form_class = SpecialNoteForm
    template_name = "registry/special_note.html"
    success_message = _("Сведения особой категории записаны.")

    def get_form_kwargs(self) -> dict[str, Any]:
        note = SpecialNote.objects.visible_to(self.request.user).filter(person=self.person).first()
        kept = note.categories if note else []
        return super().get_form_kwargs() | {"person": self.person, "kept": kept}

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form comes back with what is kept there: that is a look, too."""
        look_at_special_note(self.person, actor=self.request.user)
        response = super().form_invalid(form)
        response["Cache-Control"] = "no-store, private"
        return response

    def act(self, form: SpecialNoteForm) -> None:
        save_special_note(
            self.person,
            text=form.cleaned_data["text"],
            categories=form.cleaned_data.get("categories"),
            actor=self.request.user,
        )
