"""The public page that says whether a paper is genuine. It shows nobody's name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, View

from accounts.limits import Limit
from core.terms import using
from schools.terms import words_of

from ..checking import altered_files, is_whole, matching
from ..forms import CheckForm, FileCheckForm
from ..hooks import notes_of
from ..models import Document
from ..queries import document_by_code, paper_of

# From one address: codes that nobody has, and files to compare.
CODES = Limit("check_code", 60, timedelta(minutes=10))
FILES = Limit("check_file", 30, timedelta(minutes=10))


class CheckEntryView(FormView):
    form_class = CheckForm
    template_name = "documents/check_entry.html"

    def form_valid(self, form: CheckForm) -> HttpResponse:
        return HttpResponseRedirect(reverse("documents:check", args=[form.cleaned_data["code"]]))


@method_decorator(never_cache, name="dispatch")
class CheckView(View):
    """Number, date, state and hashes of the paper with this code; where none has it, 404.

    A file given is compared and kept nowhere. Guessing codes and sending files is limited.
    """

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        return self._page(request, code, FileCheckForm(prefix="file"))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        if FILES.is_reached(request):
            return render(request, "429.html", status=429)
        FILES.note_failure(request)
        form = FileCheckForm(request.POST, request.FILES, prefix="file")
        return self._page(request, code, form)

    def _page(self, request: HttpRequest, code: str, form: FileCheckForm) -> HttpResponse:
        document = document_by_code(code)
        context: dict[str, Any] = {
            "document": document,
            "form": CheckForm(initial={"code": code}),
        }
        if document is None:
            if CODES.is_reached(request):
                return render(request, "429.html", status=429)
            CODES.note_failure(request)
        else:
            context |= self._found(document, form)
        with using(words_of(document.school if document else None)):
            # Nobody need be signed in here, so the paper's school gives the words.
            status = 200 if document else 404
            return render(request, "documents/check.html", context, status=status)

    def _found(self, document: Document, form: FileCheckForm) -> dict[str, Any]:
        is_sound = is_whole(document) and not altered_files(document)
        context = {
            "is_sound": is_sound,
            "heading": paper_of(document).heading if is_sound else "",
            "notes": notes_of(document),
            "files": document.files.order_by("-format").defer("content"),
            "file_form": form,
        }
        if form.is_bound and form.is_valid():
            digest = form.found()
            context |= {"compared": True, "digest": digest, "match": matching(document, digest)}
        return context
