"""What the school calls its people and bodies."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from core.errors import DomainError
from core.i18n import gettext as _
from core.permissions import Permitted
from core.russian.nouns import Noun
from core.terms import USUAL, Words
from schools.actions import save_term
from schools.forms.terms import TermForm
from schools.terms import decline_term, form_problems, words_of, words_of_kind

from .settings import CHANGE, tell_reworded


class TermListView(Permitted, TemplateView):
    permission_required = CHANGE
    template_name = "schools/term_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        usual, own = words_of_kind(self.school.kind), words_of(self.school)
        terms = [
            {
                "code": code,
                "usual": usual[code],
                "own": own[code],
                "is_own": own[code] != usual[code],
            }
            for code in USUAL
        ]
        return super().get_context_data(terms=terms, **kwargs)


class TermView(Permitted):
    permission_required = CHANGE
    kwargs: dict[str, Any]

    @property
    def code(self) -> str:
        code = self.kwargs["code"]
        if code not in USUAL:
            raise Http404
        return code

    @property
    def usual(self) -> Words:
        return words_of_kind(self.school.kind)


class TermUpdateView(TermView, FormView):
    """All forms of one word. «Предложить» declines the first of them and saves nothing."""

    form_class = TermForm
    template_name = "schools/term_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        noun = words_of(self.school)[self.code]
        return {**super().get_form_kwargs(), "code": self.code, "noun": noun}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "propose" in request.POST:
            return self.propose(" ".join(request.POST.get("singular_nominative", "").split()))
        return super().post(request, *args, **kwargs)

    def propose(self, word: str) -> HttpResponse:
        form = TermForm(code=self.code, noun=words_of(self.school)[self.code])
        place = f"«{word[:100]}»" if word else str(form["singular_nominative"].label)
        if problems := list(form_problems(word, place)):
            messages.error(self.request, problems[0])
            form.initial["singular_nominative"] = word
            return self.render_to_response(self.get_context_data(form=form))
        noun = decline_term(self.code, word)
        if noun is None:
            messages.warning(
                self.request,
                _("Как склоняется «%s», неизвестно. Впишите формы сами.") % word[:100],
            )
            noun = self.repeated(word)
        form = TermForm(code=self.code, noun=noun)
        return self.render_to_response(self.get_context_data(form=form, is_proposed=True))

    def repeated(self, word: str) -> Noun:
        return Noun((word,) * 6, (word,) * 6, words_of(self.school)[self.code].gender)

    def form_valid(self, form: TermForm) -> HttpResponse:
        try:
            school = save_term(self.school, actor=self.request.user, code=self.code, term=form.term)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Слово сохранено."))
        tell_reworded(self.request, school)
        return HttpResponseRedirect(reverse("schools:terms"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        usual = self.usual[self.code]
        return super().get_context_data(
            code=self.code,
            usual=usual,
            is_own=words_of(self.school)[self.code] != usual,
            **kwargs,
        )


class TermResetView(TermView, View):
    """Back to the usual word."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        school = save_term(self.school, actor=request.user, code=self.code, term=None)
        messages.success(request, _("Взято обычное слово."))
        tell_reworded(request, school)
        return HttpResponseRedirect(reverse("schools:terms"))
