"""The programme of a year to print."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views import View

from core.clock import today
from core.permissions import Permitted
from documents.choices import FileFormat
from documents.responses import sheet_response
from schools.models import Programme

from ..papers import signature_of
from ..programme_paper import programme_paper


class ProgrammeFileView(Permitted, View):
    permission_required = "schools.view_programme"
    format: str = FileFormat.PDF

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = Programme.objects.visible_to(request.user).select_related("school", "regulation")
        programme = get_object_or_404(rows, pk=pk)
        paper = programme_paper(programme, signature_of(programme.school, today()))
        return sheet_response(paper, self.format, filename=programme.title)
