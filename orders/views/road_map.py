"""The road map of a programme to print."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views import View

from core.i18n import gettext as _
from core.permissions import Permitted
from documents.choices import FileFormat
from documents.responses import sheet_response
from schools.models import Programme

from ..road_map import road_map_paper


class RoadMapFileView(Permitted, View):
    permission_required = "schools.view_regulation"
    format: str = FileFormat.PDF

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = Programme.objects.visible_to(request.user).select_related("school", "regulation")
        programme = get_object_or_404(rows, pk=pk)
        filename = _("Дорожная карта, %s") % programme.title
        return sheet_response(road_map_paper(programme), self.format, filename=filename)
