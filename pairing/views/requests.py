"""Who asks that a pair be changed: the page to ask, the paper, the answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views import View

from core import clock
from core.action_views import ActionView
from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.permissions import Permitted
from core.terms import using
from documents.choices import FileFormat
from documents.responses import sheet_response
from schools.terms import words_of

from ..access import own_members, sides_of
from ..actions import ask_change, decline_request, withdraw_request
from ..choices import RequestSide
from ..forms.requests import AnswerForm, AskForm
from ..models import Pair, PairRequest
from ..petitions import petition_paper
from ..queries import pairs_with_people


class PairAskView(Permitted, View):
    """A mentee or parent asks for another mentor, a mentor to be released; a curator notes it."""

    permission_required = "pairing.ask_change"
    template_name = "pairing/pair_ask.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.has_permission():
            return self.handle_no_permission()
        rows = pairs_with_people(Pair.objects.visible_to(request.user), request.user)
        self.pair = get_object_or_404(rows, pk=self.kwargs["pk"])
        self.sides = sides_of(request.user, self.pair)
        if not self.sides:
            raise Http404
        if not self.pair.is_standing_on(clock.today()):
            text = _("Просить можно о действующей паре, а эта – «%s».")
            messages.error(request, text % self.pair.get_state_display())
            return HttpResponseRedirect(self.pair.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form)
        try:
            ask_change(self.pair, actor=request.user, **form.given())
        except DomainError as error:
            form.add_error(None, str(error))
            return self.page(form)
        messages.success(request, _("Обращение передано. Ответ придёт уведомлением."))
        return HttpResponseRedirect(f"{self.pair.get_absolute_url()}#requests")

    def form(self, data: Any = None) -> AskForm:
        user = self.request.user
        return AskForm(
            data,
            pair=self.pair,
            sides=self.sides,
            members=own_members(user, self.pair),
            keeps=user.has_perm("pairing.manage_pair"),
        )

    def page(self, form: AskForm) -> HttpResponse:
        rows = PairRequest.objects.visible_to(self.request.user).filter(pair=self.pair)
        context = {
            "pair": self.pair,
            "form": form,
            "keeps": RequestSide.CURATOR in self.sides,
            "is_mentor": self.sides == [RequestSide.MENTOR],
            "waiting": rows.waiting().filter(asked_by=self.request.user),
        }
        return render(self.request, self.template_name, context)


class RequestPaperView(Permitted, View):
    """The request as a sheet to be signed by hand."""

    permission_required = "pairing.view_pair"
    format = FileFormat.PDF

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = PairRequest.objects.visible_to(request.user).select_related(
            "school", "pair__mentor__person", "member__mentee__person"
        )
        row = get_object_or_404(rows, pk=pk)
        with using(words_of(row.school)):
            paper = petition_paper(row)
        return sheet_response(paper, self.format, filename=str(row.get_side_display()))


class RequestDeclineView(ActionView):
    permission_required = "pairing.manage_pair"
    model = PairRequest
    form_class = AnswerForm
    success_message = gettext_lazy("Обращение отклонено, ответ передан.")

    def act(self, obj: PairRequest, **data: Any) -> None:
        decline_request(obj, actor=self.request.user, **data)


class RequestWithdrawView(ActionView):
    permission_required = "pairing.ask_change"
    model = PairRequest
    success_message = gettext_lazy("Обращение отозвано.")

    def act(self, obj: PairRequest, **data: Any) -> None:
        withdraw_request(obj, actor=self.request.user)
