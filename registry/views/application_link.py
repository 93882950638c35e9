"""What opens behind a candidate's one-time link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from accounts.limits import refuse_link
from core.clock import today
from core.errors import DomainError
from core.terms import using
from schools.queries import latest_regulation
from schools.terms import words_of

from ..actions.applications import application_of_link, apply_by_link
from ..forms.selection import WrittenForm
from ..models import MentorApplication
from .asking import WRONG_LINKS


@method_decorator(never_cache, name="dispatch")
class ApplicationLinkView(View):
    """Public: the link is the permission. A link that opens nothing tells nothing of anybody."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        found = self.find(token)
        return self.refuse() if found is None else self.show(found)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        found = self.find(token)
        if found is None:
            return self.refuse()
        with using(words_of(found.school)):
            form = WrittenForm(request.POST, request.FILES, school=found.school, application=found)
            if not form.is_valid():
                return self.show(found, form)
            try:
                address = request.META.get("REMOTE_ADDR", "")
                done = apply_by_link(token, address=address, **form.written())
            except DomainError as error:
                form.add_error(None, str(error))
                return self.show(found, form)
        if done is None:
            return self.refuse()
        return HttpResponseRedirect(reverse("registry:application_thanks"))

    def find(self, token: str) -> MentorApplication | None:
        return None if WRONG_LINKS.is_reached(self.request) else application_of_link(token)

    def show(self, found: MentorApplication, form: WrittenForm | None = None) -> HttpResponse:
        with using(words_of(found.school)):
            form = form or WrittenForm(school=found.school, application=found)
            context = {
                "found": found,
                "form": form,
                "is_minor": found.person.is_minor_on(today()),
                "act": latest_regulation(found.school, today()),
            }
            return render(self.request, "registry/application_link.html", context)

    def refuse(self) -> HttpResponse:
        return refuse_link(self.request, WRONG_LINKS, template="registry/consent_link_closed.html")


class ApplicationThanksView(TemplateView):
    """Public: says thank you and nothing else."""

    template_name = "registry/application_thanks.html"
