"""Buttons of a road map's line, and the file that proves it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views import View

from core.action_views import ActionView
from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from core.responses import saved_file
from schools.actions import (
    attach_proof,
    delete_line,
    finish_line,
    move_line,
    remove_proof,
    reopen_line,
    take_road_map,
)
from schools.choices import RoadMapGrouping
from schools.forms import FinishForm, ProofForm
from schools.models import Programme, RoadMapLine, RoadMapProof
from schools.proofs import media_type

from .programmes import KEEP, VIEW
from .settings import CHANGE


class RoadMapTakeView(ActionView):
    """The act's road map in place of the programme's own."""

    permission_required = CHANGE
    model = Programme

    def act(self, obj: Programme, **data: Any) -> None:
        if take_road_map(obj, actor=self.request.user):
            messages.success(self.request, _("Этапы и строки взяты из положения."))
        else:
            messages.info(self.request, _("Дорожная карта и так такая, как в положении."))

    def get_return_url(self, obj: Programme) -> str:
        return reverse("schools:road_map", args=[obj.pk])


class LineAction(ActionView):
    permission_required = KEEP
    model = RoadMapLine


class LineFinishView(LineAction):
    form_class = FinishForm
    success_message = _("Строка отмечена выполненной.")

    def act(self, obj: RoadMapLine, **data: Any) -> None:
        finish_line(obj, actor=self.request.user, day=data["day"], proof=data["file"])


class LineReopenView(LineAction):
    success_message = _("Отметка снята.")

    def act(self, obj: RoadMapLine, **data: Any) -> None:
        reopen_line(obj, actor=self.request.user)


class LineDeleteView(LineAction):
    success_message = _("Строка удалена.")

    def act(self, obj: RoadMapLine, **data: Any) -> None:
        delete_line(obj, actor=self.request.user)

    def get_return_url(self, obj: RoadMapLine) -> str:
        still = RoadMapLine.objects.filter(pk=self.kwargs["pk"]).exists()
        return (
            obj.get_absolute_url()
            if still
            else reverse("schools:road_map", args=[obj.programme_id])
        )


class LineMoveView(LineAction):
    def act(self, obj: RoadMapLine, **data: Any) -> None:
        move_line(
            obj,
            actor=self.request.user,
            up=self.request.POST.get("way") == "up",
            grouping=self.grouping,
        )

    @property
    def grouping(self) -> str:
        asked = self.request.POST.get("group", "")
        return asked if asked in RoadMapGrouping.values else RoadMapGrouping.NONE

    def get_return_url(self, obj: RoadMapLine) -> str:
        url = reverse("schools:road_map", args=[obj.programme_id])
        return f"{url}?group={self.grouping}#line-{obj.pk}"


class ProofAttachView(LineAction):
    form_class = ProofForm
    success_message = _("Документ приложен.")

    def act(self, obj: RoadMapLine, **data: Any) -> None:
        name, content = data["file"]
        attach_proof(obj, actor=self.request.user, name=name, content=content)


class ProofRemoveView(LineAction):
    success_message = _("Документ убран.")

    def act(self, obj: RoadMapLine, **data: Any) -> None:
        remove_proof(obj, actor=self.request.user)


class ProofView(Permitted, View):
    """The file, always saved and never shown: nobody knows what is inside."""

    permission_required = VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        lines = RoadMapLine.objects.visible_to(request.user)
        line = get_object_or_404(lines, pk=pk)
        proof = RoadMapProof.objects.filter(line=line).first()
        if proof is None:
            raise Http404
        name = line.proof_name
        return saved_file(bytes(proof.content), name=name, media_type=media_type(name))
