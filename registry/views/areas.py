"""The map of requests: how many ask for help in which area, and who could give it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views import View
from django.views.generic import TemplateView

from core.errors import DomainError
from core.i18n import gettext
from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from documents.choices import FileFormat
from documents.responses import sheet_response

from ..actions import fill_areas
from ..card_papers import request_map_paper
from ..models import MenteeCard, MentorCard
from ..queries import RequestMap, request_map


class OfRequests(Permitted):
    permission_required: Any = "registry.view_menteecard"

    @cached_property
    def cards(self) -> Any:
        return MenteeCard.objects.visible_to(self.request.user)

    @cached_property
    def map(self) -> RequestMap:
        mentors = MentorCard.objects.visible_to(self.request.user)
        return request_map(self.cards, mentors, self.school)


class RequestMapView(OfRequests, TemplateView):
    template_name = "registry/request_map.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(map=self.map, **kwargs)


class RequestMapFileView(OfRequests, View):
    format: str = FileFormat.PDF

    def get(self, request: HttpRequest) -> HttpResponse:
        paper = request_map_paper(self.map, self.school)
        return sheet_response(paper, self.format, filename=gettext("Карта запросов"))


class AreasFillView(OfRequests, View):
    permission_required = "registry.change_person"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            count = fill_areas(self.school, self.cards, actor=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Области определены у карточек: %(n)s.") % {"n": count})
        return HttpResponseRedirect(reverse("registry:request_map"))
