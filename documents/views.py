"""The public page that says whether a paper is genuine. It shows nobody's name."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, View

from core.terms import using
from schools.terms import words_of

from .forms import CheckForm
from .hooks import notes_of
from .queries import document_by_code, paper_of


class CheckEntryView(FormView):
    form_class = CheckForm
    template_name = "documents/check_entry.html"

    def form_valid(self, form: CheckForm) -> HttpResponse:
        return HttpResponseRedirect(reverse("documents:check", args=[form.cleaned_data["code"]]))


@method_decorator(never_cache, name="dispatch")
class CheckView(View):
    """Number, date, state and hashes of the paper with this code; where none has it, 404."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        document = document_by_code(code)
        context: dict[str, Any] = {
            "document": document,
            "form": CheckForm(initial={"code": code}),
        }
        if document is not None:
            context["heading"] = paper_of(document).heading
            context["notes"] = notes_of(document)
            context["files"] = document.files.order_by("-format").defer("content")
        with using(words_of(document.school if document else None)):
            # Nobody need be signed in here, so the paper's school gives the words.
            status = 200 if document else 404
            return render(request, "documents/check.html", context, status=status)
