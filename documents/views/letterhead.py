"""What stands above a paper: looked at as it will be printed, and its emblem."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import FormView

from core.action_views import ActionView
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.permissions import Permitted

from ..actions.letterhead import remove_emblem, set_emblem
from ..forms import EmblemForm
from ..models import Emblem
from ..rendering import html_of
from ..samples import sample_paper

CHANGE = "schools.change_settings"


class LetterheadView(Permitted, FormView):
    permission_required = CHANGE
    template_name = "documents/letterhead.html"
    form_class = EmblemForm

    def get_initial(self) -> dict[str, Any]:
        emblem = Emblem.objects.visible_to(self.request.user).first()
        return {"height": emblem.height} if emblem else {}

    def form_valid(self, form: EmblemForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            set_emblem(self.school, actor=self.request.user, **data)
        except DomainError as error:
            form.add_error("content", str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Эмблема стоит на бланке новых документов."))
        return HttpResponseRedirect(reverse("documents:letterhead"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            emblem=Emblem.objects.visible_to(self.request.user).first(),
            sheet=html_of(sample_paper(self.school), preview=True),
            **kwargs,
        )


class EmblemRemoveView(ActionView):
    permission_required = CHANGE
    model = Emblem
    success_message = _("Эмблемы на бланке больше нет.")

    def act(self, obj: Emblem, **data: Any) -> None:
        remove_emblem(obj, actor=self.request.user)

    def get_return_url(self, obj: Emblem) -> str:
        return reverse("documents:letterhead")
