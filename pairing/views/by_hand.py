"""A draft changed by hand: a mentor for a mentee or nobody, and what is said of it before."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.generic import View

from core.i18n import gettext as _
from core.permissions import Permitted

from ..actions import put_pair, take_out
from ..candidates import candidates_for
from ..forms.drafts import OneForm, TwoForm
from ..models import Proposal, ProposalRun
from ..queries import best_score_in, mentees_of
from .drafts import OfDraft, TwoMixin, board_of

FITS_SHOWN = 12
# A page of the board has no more mentors than this to ask about.
ASKED_AT_MOST = 300


class ByHandView(OfDraft):
    """Back to the page and the search of the board that the change came from."""

    put: Proposal | None = None

    def get_return_url(self, obj: ProposalRun) -> str:
        kept = {name: self.request.POST.get(name, "") for name in ("page", "q")}
        query = urlencode({name: value for name, value in kept.items() if value})
        url = f"{board_of(obj)}&{query}" if query else board_of(obj)
        return f"{url}#p{self.put.pk}" if self.put else url


class PairPutView(TwoMixin, ByHandView):
    """This mentor for this mentee in the draft: chosen in a list or dropped on the mentor."""

    form_class = TwoForm

    def act(self, obj: ProposalRun, **data: Any) -> None:
        mentor, mentee = self.two(data)
        self.put = put_pair(obj, mentor=mentor, mentee=mentee, actor=self.request.user)
        text = _("Внесено вручную: %(mentor)s – %(mentee)s. Пара закреплена.")
        values = {"mentor": mentor.person.short_name, "mentee": mentee.person.short_name}
        messages.success(self.request, text % values)


class PairTakeOutView(ByHandView):
    """Nobody for this mentee in the draft."""

    form_class = OneForm

    def act(self, obj: ProposalRun, **data: Any) -> None:
        rows = mentees_of(obj.programme.school, self.request.user)
        mentee = get_object_or_404(rows, pk=data["mentee"])
        take_out(obj, mentee=mentee, actor=self.request.user)
        text = _(
            "Без пары в этом проекте: %(mentee)s. Новый подбор может снова предложить "
            "{mentor:того же/ту же/то же} {mentor:accusative}; чтобы этого не было, "
            "запретите пару."
        )
        messages.success(self.request, text % {"mentee": mentee.person.short_name})


class DraftFitsView(Permitted, View):
    """Where a mentee may be dropped, with the words of every finding: a part of the board."""

    permission_required = "pairing.propose_pairs"

    def get(self, request: HttpRequest, pk: int, mentee: int) -> HttpResponse:
        runs = ProposalRun.objects.visible_to(request.user).select_related(
            "programme__regulation", "programme__school"
        )
        run = get_object_or_404(runs, pk=pk)
        programme = run.programme
        card = get_object_or_404(mentees_of(programme.school, request.user), pk=mentee)
        asked = [value for value in request.GET.getlist("mentor") if value.isdecimal()]
        found = candidates_for(
            card,
            programme=programme,
            limit=FITS_SHOWN,
            run=run,
            also={int(value) for value in asked[:ASKED_AT_MOST]},
        )
        context = {
            "mentee": card,
            "proposal": run.proposals.filter(mentee=card).first(),
            "shown": found[:FITS_SHOWN],
            "others": found[FITS_SHOWN:],
            "best": best_score_in(programme),
        }
        return render(request, "pairing/_fits.html", context)
