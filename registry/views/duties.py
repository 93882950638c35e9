"""Who answers for a line of the road map: found by name, added and removed one by one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.views import View

from core.clock import today
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from schools.models import RoadMapLine

from ..actions import set_road_map_people
from ..forms import SearchForm
from ..models import Person
from ..queries import name_matches
from ..rules import is_minor

FOUND = 10


class RoadMapPeopleView(Permitted, View):
    permission_required = ("schools.change_settings", "registry.view_person")
    template_name = "registry/road_map_people.html"

    @cached_property
    def line(self) -> RoadMapLine:
        rows = RoadMapLine.objects.visible_to(self.request.user).select_related("programme")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def people(self) -> list[Person]:
        return list(Person.objects.filter(duties__line=self.line))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        search = SearchForm(request.GET)
        asked = search.cleaned_data["q"].strip() if search.is_valid() else ""
        others = self.candidates().exclude(pk__in=[person.pk for person in self.people])
        context = {
            "line": self.line,
            "people": self.people,
            "search": search,
            "asked": asked,
            "found": others.filter(name_matches(asked))[:FOUND] if asked else [],
        }
        return render(request, self.template_name, context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        added, removed = request.POST.get("add", ""), request.POST.get("remove", "")
        people = [person for person in self.people if str(person.pk) != removed]
        if added.isdigit():
            people.append(get_object_or_404(self.candidates(), pk=int(added)))
        try:
            set_road_map_people(self.line, people=people, actor=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Ответственные записаны."))
        return HttpResponseRedirect(request.path)

    def candidates(self) -> Any:
        return Person.objects.visible_to(self.request.user).exclude(is_minor(today()))
