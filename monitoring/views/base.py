"""What the pages of a programme share: which programme it is."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from core import clock
from core.i18n import gettext as _
from core.permissions import Permitted
from schools.models import Programme
from schools.queries import current_programme


class OfProgramme(Permitted):
    """`programme`: the one that the address names (`?programme=5`), or else the current one."""

    @cached_property
    def programme(self) -> Programme | None:
        user: Any = self.request.user
        asked = self.request.GET.get("programme", "")
        if asked.isdecimal():
            rows = Programme.objects.visible_to(user).select_related("regulation", "school")
            return rows.filter(pk=asked).first()
        school = user.school
        return current_programme(school, clock.today()) if school is not None else None

    @property
    def opened_programme(self) -> Programme:
        """For pages that are about nothing without a programme."""
        if self.programme is None:
            raise Http404(_("Такой программы нет."))
        return self.programme

    @cached_property
    def programmes(self) -> list[Programme]:
        return list(Programme.objects.visible_to(self.request.user))

    def address(self, url_name: str, *args: Any) -> str:
        """The address of another page about the same programme."""
        asked = self.request.GET.get("programme", "")
        url = reverse(url_name, args=args)
        return f"{url}?{urlencode({'programme': asked})}" if asked else url
