"""Scans of agreements, certificates and labour papers: always saved, each look on record."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views import View

from core.permissions import Permitted
from core.responses import saved_file
from schools.proofs import media_type

from ..actions import look_at_scan


class KeptScanView(Permitted, View):
    """`model` says whose scan; whoever sees the row may have the right to open it."""

    model: Any

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = self.model.objects.visible_to(request.user).exclude(scan_name="")
        paper = get_object_or_404(rows, pk=pk)
        scan = look_at_scan(paper, actor=request.user)
        if scan is None:
            raise Http404
        name = paper.scan_name
        return saved_file(bytes(scan.content), name=name, media_type=media_type(name))
