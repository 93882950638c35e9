"""Everything that happened to a person, and all that is held about them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View
from django.views.generic import TemplateView

from core.permissions import Permitted
from core.responses import saved_file

from ..access import sight_of
from ..actions import look_at_special_note
from ..actions.holding import give_holdings
from ..holdings_files import holdings_zip
from ..queries.timeline import entries_of, timeline_keys
from .pages import OfPerson

PAGE = 50


class TimelineView(OfPerson, Permitted, View):
    """What was done with closed data is shown on POST: to look is to leave a trace."""

    permission_required = "registry.view_mentorcard"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(with_special=False)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        with_special = sight_of(request.user, self.person).has_special
        if with_special:
            look_at_special_note(self.person, actor=request.user)
        return self.show(with_special=with_special)

    def show(self, *, with_special: bool) -> HttpResponse:
        sight = sight_of(self.request.user, self.person)
        keys = timeline_keys(self.person, with_special=with_special)
        page = Paginator(keys, PAGE).get_page(self.request.GET.get("page"))
        context = {
            "person": self.person,
            "sight": sight,
            "page_obj": page,
            "entries": entries_of(list(page), sight),
            "with_special": with_special,
        }
        response = render(self.request, "registry/timeline.html", context)
        response["Cache-Control"] = "no-store, private"
        return response


class HoldingsView(OfPerson, Permitted, TemplateView):
    """First what will be in it and who may be given it, then the file."""

    permission_required = "registry.give_holdings"
    template_name = "registry/holdings.html"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        content = holdings_zip(self.person, give_holdings(self.person, actor=request.user))
        name = f"{self.person.full_name}.zip"
        return saved_file(content, name=name, media_type="application/zip")
