"""Noting a meeting of a pair."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import FormView

from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from pairing.models import Pair

from .. import access
from ..actions import note_meeting
from ..forms import MeetingForm
from ..rules import meeting_types


class MeetingCreateView(Permitted, FormView):
    """`pk` is the pair's."""

    permission_required = "plans.view_plan"
    template_name = "plans/meeting_create.html"
    form_class = MeetingForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and self.has_permission():
            pairs = Pair.objects.visible_to(request.user).select_related(
                "mentor__person", "regulation"
            )
            self.pair = get_object_or_404(pairs, pk=kwargs["pk"])
            if not access.may_note_meeting(request.user, self.pair):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"held_on": timezone.localdate()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"types": meeting_types(self.pair)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(pair=self.pair, back_url=self.get_success_url(), **kwargs)

    def form_valid(self, form: MeetingForm) -> HttpResponse:
        try:
            note_meeting(self.pair, actor=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Встреча записана."))
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self) -> str:
        member = self.pair.members.select_related("plan").first()
        plan = getattr(member, "plan", None)
        return (plan or self.pair).get_absolute_url()
