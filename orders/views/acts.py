"""A local act to print: any of its versions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views import View

from core.i18n import gettext as _
from core.permissions import Permitted
from documents.choices import FileFormat
from documents.responses import sheet_response
from schools.models import Regulation

from ..acts import regulation_paper


class RegulationFileView(Permitted, View):
    permission_required = "schools.view_regulation"
    format: str = FileFormat.PDF

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = Regulation.objects.visible_to(request.user).select_related("school")
        regulation = get_object_or_404(rows, pk=pk)
        filename = _("%(title)s, редакция %(version)s") % {
            "title": regulation.title,
            "version": regulation.version,
        }
        return sheet_response(regulation_paper(regulation), self.format, filename=filename)
