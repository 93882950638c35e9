"""Consents asked by one-time links, and what opens behind a link."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from accounts.limits import Limit, refuse_link
from core.clock import today
from core.errors import DomainError
from core.permissions import Permitted
from core.terms import using
from schools.terms import words_of

from ..actions import answer_by_link, ask_consents, text_of
from ..choices import Reply
from ..forms import AskForm, LinkReplyForm
from ..models import ConsentRequest, Person
from ..queries import consent_request, typed_before
from ..slips import keep_slips, take_slips
from .pages import PersonForm

# A family types a link once or twice wrong; a machine that guesses does it all day.
WRONG_LINKS = Limit("consent_link", count=30, period=datetime.timedelta(minutes=10))
TIME_TO_ANSWER = datetime.timedelta(days=14)


def site_of(request: HttpRequest) -> str:
    return settings.PUBLIC_URL or request.build_absolute_uri("/")


def ask_from(
    request: Any, people: list[Person], *, due_on: datetime.date | None = None, also: Any = ()
) -> HttpResponse:
    """Ask and show what came of it. Raises what the action raises."""
    asked = ask_consents(
        people,
        due_on=due_on or today() + TIME_TO_ANSWER,
        also=also,
        actor=request.user,
        site=site_of(request),
    )
    keep_slips(request.session, asked=asked)
    return HttpResponseRedirect(reverse("registry:consent_slips"))


class ConsentAskView(PersonForm):
    """Ask everybody who signs for one person."""

    permission_required = "registry.record_consent"
    form_class = AskForm
    template_name = "registry/consent_ask.html"

    def get_initial(self) -> dict[str, Any]:
        return {"due_on": today() + TIME_TO_ANSWER}

    def form_valid(self, form: AskForm) -> HttpResponse:
        try:
            return ask_from(self.request, [self.person], **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)


@method_decorator(never_cache, name="dispatch")
class ConsentSlipsView(Permitted, TemplateView):
    """Who was asked how; slips to print, shown once."""

    permission_required = "registry.record_consent"
    template_name = "registry/consent_slips.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        site = site_of(self.request).rstrip("/")
        taken = take_slips(
            self.request.session, user=self.request.user, site=lambda path: f"{site}{path}"
        )
        return super().get_context_data(taken=taken, **kwargs)


@method_decorator(never_cache, name="dispatch")
class ConsentLinkView(View):
    """Public: the link is the permission. One document a page; works without scripts.

    A link that opens nothing gets one and the same page, whether it was used, is too old or never
    was, so that it tells nothing of anybody.
    """

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        found = self.find(token)
        if found is None:
            return self.refuse()
        form = LinkReplyForm(is_known=found.who is not None, initial=typed_before(found))
        return self.show(found, form)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        found = self.find(token)
        if found is None:
            return self.refuse()
        with using(words_of(found.school)):
            form = LinkReplyForm(request.POST, is_known=found.who is not None)
            if not form.is_valid():
                return self.show(found, form)
            return self.answer(found, form, token)

    def answer(self, found: ConsentRequest, form: LinkReplyForm, token: str) -> HttpResponse:
        try:
            answered = answer_by_link(
                token,
                kind=form.cleaned_data["kind"],
                reply=self.request.POST.get("reply", ""),
                signer_name=form.cleaned_data.get("signer_name", ""),
                relation=form.cleaned_data.get("relation", ""),
                address=self.request.META.get("REMOTE_ADDR", ""),
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(found, form)
        if answered is None:
            return self.refuse()
        if answered.left:
            return HttpResponseRedirect(reverse("registry:consent_link", args=[token]))
        return HttpResponseRedirect(reverse("registry:consent_thanks"))

    def find(self, token: str) -> ConsentRequest | None:
        if WRONG_LINKS.is_reached(self.request):
            return None
        return consent_request(token, today())

    def show(self, found: ConsentRequest, form: LinkReplyForm) -> HttpResponse:
        kind = found.left[0]
        context = {
            "found": found,
            "form": form,
            "kind": kind,
            "text": text_of(found.school, kind=kind, signer=found.signer),
            "step": len(found.kinds) - len(found.left) + 1,
            "replies": Reply,
        }
        with using(words_of(found.school)):
            return render(self.request, "registry/consent_link.html", context)

    def refuse(self) -> HttpResponse:
        return refuse_link(self.request, WRONG_LINKS, template="registry/consent_link_closed.html")


class ConsentThanksView(TemplateView):
    """Public: says thank you and nothing else."""

    template_name = "registry/consent_thanks.html"
