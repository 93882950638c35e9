"""What the pages that change an act have in common: whose it is, and that it is the newest."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from core.i18n import gettext as _
from core.permissions import Permitted
from schools.models import Regulation
from schools.queries import latest_version

from .settings import CHANGE


def tell_version(request: HttpRequest, before: Regulation, after: Regulation) -> None:
    """Say what became of the version that was to change."""
    if after != before:
        messages.success(request, _("Принята редакция %s.") % after.version)
    elif after.updated_at != before.updated_at:
        messages.success(request, _("Сохранено в редакции %s.") % after.version)
    else:
        messages.info(request, _("Ничего не изменилось, новой редакции нет."))


class NewestVersionView(Permitted, View):
    """A page of an act; who opens it for an older version is led to that of the newest."""

    permission_required = CHANGE

    @cached_property
    def regulation(self) -> Regulation:
        rows = Regulation.objects.visible_to(self.request.user)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        may_look = request.method == "GET" and self.request.user.is_authenticated
        if may_look and self.has_permission():
            latest = latest_version(self.regulation)
            if latest != self.regulation:
                messages.info(request, _("Меняют последнюю редакцию: вот она."))
                return HttpResponseRedirect(self.url_of(latest))
        return super().dispatch(request, *args, **kwargs)

    def url_of(self, regulation: Regulation) -> str:
        """This page of another version."""
        match = self.request.resolver_match
        assert match is not None
        return reverse(match.view_name, kwargs={**self.kwargs, "pk": regulation.pk})

    def tell(self, version: Regulation) -> HttpResponse:
        """What came of a change."""
        tell_version(self.request, self.regulation, version)
        return HttpResponseRedirect(self.done_url(version))

    def done_url(self, version: Regulation) -> str:
        return version.get_absolute_url()
