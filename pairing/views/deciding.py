"""Buttons of the board: calculate, lock, forbid, change, choose, draft the order."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from core import clock
from core.action_views import ActionView
from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import gettext_lazy, ngettext
from core.permissions import Permitted
from core.russian.numbers import count
from registry.models import MentorCard
from schools.models import Programme
from schools.queries import current_programme

from ..actions import (
    change_proposal,
    choose_draft,
    choose_pairs,
    clear_wish,
    draft_pairs_order,
    propose_pairs,
    set_wish,
)
from ..choices import WishKind
from ..forms import ChangeForm, WishForm
from ..forms.drafts import ProposeForm
from ..models import Pair, PairWish, Proposal, ProposalRun
from ..queries import best_score_in, is_base, proposals_to_choose, proposals_to_show
from .drafts import BOARD, board_of


def programme_of(request: Any) -> Programme:
    programme = current_programme(request.user.school, clock.today())
    if programme is None:
        raise DomainError(_("Сейчас нет действующей программы наставничества."))
    return programme


class ProposeView(Permitted, View):
    permission_required = "pairing.propose_pairs"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ProposeForm(request.POST)
        if not form.is_valid():
            for errors in form.errors.values():
                messages.error(request, " ".join(map(str, errors)))
            return HttpResponseRedirect(reverse(BOARD))
        try:
            run = propose_pairs(programme_of(request), actor=request.user, **form.cleaned_data)
        except DomainError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse(BOARD))
        number = run.proposals.count()
        words = count(number, _("пара"), _("пары"), _("пар"))
        messages.success(request, _("Подобрано: %(pairs)s.") % {"pairs": words})
        return HttpResponseRedirect(board_of(run))


class OfProposal(ActionView):
    """A button of one proposal: htmx gets its card anew, others go back to the board."""

    model = Proposal

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = super().post(request, **kwargs)
        if not self.request.htmx:
            return response
        proposal = self.get_object()
        programme = proposal.run.programme
        context = {
            "proposal": proposals_to_show(proposal.run).filter(pk=proposal.pk).first(),
            "best": best_score_in(programme),
            "run": proposal.run,
            "is_base": is_base(proposal.run, request.user),
            "with_messages": True,
        }
        return render(request, "pairing/_proposal.html", context)

    def get_return_url(self, obj: Proposal) -> str:
        return f"{board_of(obj.run)}#p{obj.pk}"


class WishSetView(OfProposal):
    permission_required = "pairing.propose_pairs"
    form_class = WishForm

    def act(self, obj: Proposal, **data: Any) -> None:
        programme = obj.run.programme
        user = self.request.user
        set_wish(programme, mentor=obj.mentor, mentee=obj.mentee, actor=user, **data)
        if data["kind"] == WishKind.LOCKED:
            messages.success(self.request, _("Пара закреплена: подбор её не изменит."))
        else:
            messages.success(self.request, _("Пара запрещена. Подберите пары заново."))


class WishClearView(ActionView):
    permission_required = "pairing.propose_pairs"
    model = PairWish
    success_message = gettext_lazy("Решение снято.")

    def act(self, obj: PairWish, **data: Any) -> None:
        clear_wish(obj.programme, mentor=obj.mentor, mentee=obj.mentee, actor=self.request.user)

    def get_return_url(self, obj: PairWish) -> str:
        return reverse(BOARD)


class ProposalChangeView(OfProposal):
    permission_required = "pairing.propose_pairs"
    form_class = ChangeForm
    success_message = gettext_lazy("{Mentor} {mentor:изменён/изменена/изменено}, пара закреплена.")

    def act(self, obj: Proposal, **data: Any) -> None:
        mentors = MentorCard.objects.visible_to(self.request.user).active()
        mentor = get_object_or_404(mentors, pk=data["mentor"])
        change_proposal(obj, mentor=mentor, actor=self.request.user)


class PairsChooseView(ActionView):
    permission_required = "pairing.manage_pair"
    model = ProposalRun

    def act(self, obj: ProposalRun, **data: Any) -> None:
        given = self.request.POST
        if "all" in given:
            ids = proposals_to_choose(obj, named=given["all"])
        else:
            ids = [int(value) for value in given.getlist("ids") if value.isdecimal()]
        in_groups = given.get("together") == "groups"
        pairs = choose_pairs(obj, ids, actor=self.request.user, in_groups=in_groups)
        text = ngettext("Выбрана %(n)s пара.", "Выбрано пар: %(n)s.", len(pairs))
        messages.success(self.request, text % {"n": len(pairs)})
        if obj.chosen_at is None:
            choose_draft(obj, actor=self.request.user)

    def get_return_url(self, obj: ProposalRun) -> str:
        return board_of(obj)


class OrderCreateView(Permitted, View):
    """A draft out of the chosen pairs that were ticked."""

    permission_required = ("pairing.manage_pair", "orders.draft_order")
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        ids = [value for value in request.POST.getlist("ids") if value.isdecimal()]
        pairs = Pair.objects.visible_to(request.user).filter(pk__in=ids)
        try:
            order = draft_pairs_order(
                pairs,
                programme=programme_of(request),
                actor=request.user,
                kind=request.POST.get("kind", ""),
            )
        except DomainError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse(BOARD))
        messages.success(request, _("Проект приказа составлен. Проверьте его и передайте дальше."))
        return HttpResponseRedirect(order.get_absolute_url())
