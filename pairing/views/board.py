"""The board of proposals: who fits whom, why, who is left, what waits for an order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from core import clock
from core.i18n import gettext_lazy
from core.permissions import Permitted
from core.russian.text import fold
from registry.models import MenteeCard, Person
from schools.models import Programme
from schools.queries import current_programme
from schools.rules import rules_of

from ..candidates import candidates_for
from ..choices import WishKind
from ..forms import OrderKindForm
from ..forms.drafts import ProposeForm
from ..gaps import groups_of
from ..models import PairMember, PairWish, Proposal, ProposalRun
from ..queries import best_score_in, chosen_pairs, drafts_of, mentees_of, proposals_to_show
from ..staleness import changes_since
from ..weights import GOALS, WEIGHTS, goal_of, weights_of

PAGE_SIZE = 25
# More than this in one order is unusual; the rest is shown when these are in theirs.
CHOSEN_SHOWN = 200
CANDIDATES_SHOWN = 12
DRAFTS_SHOWN = 20

METHODS = {
    "curator": gettext_lazy(
        "Пары представляет {curator}: выберите подходящие и внесите их в приказ – это и есть "
        "представление."
    ),
    "meeting": gettext_lazy(
        "Пары складываются на общей встрече и по анкете предпочтений. Подбор помогает к ней "
        "подготовиться: о ком договорились, тех закрепите."
    ),
    "mentee_chooses": gettext_lazy(
        "{Mentee} {mentee:сам/сама/само} выбирает из предложенных {mentors:genitive}: "
        "откройте «Выбрать другого», покажите кандидатов и отметьте {mentee:его/её} выбор."
    ),
}


class BoardView(Permitted, TemplateView):
    permission_required = "pairing.propose_pairs"
    template_name = "pairing/board.html"

    @cached_property
    def programme(self) -> Programme | None:
        return current_programme(self.request.user.school, clock.today())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(programme=self.programme, **kwargs)
        if self.programme is None:
            return context
        waiting = Paginator(chosen_pairs(self.programme, self.request.user), CHOSEN_SHOWN)
        context |= {
            "chosen": waiting.get_page(1).object_list,
            "chosen_count": waiting.count,
            "order_form": OrderKindForm(programme=self.programme),
            "bans": self.bans(),
            "method": method_in_words(self.programme),
            "weights": weights_in_words(self.programme),
            "best": best_score_in(self.programme),
        }
        drafts = list(self.drafts()[:DRAFTS_SHOWN])
        run = self.shown(drafts)
        context["propose_form"] = ProposeForm(
            initial={"goal": run.goal if run else goal_of(self.programme.regulation)}
        )
        if run is None:
            return context
        base = drafts[0] if drafts[0].chosen_at else None
        context |= {"drafts": drafts, "base": base, "is_base": base is None or base == run}
        return context | self.of_run(run)

    def drafts(self) -> QuerySet[ProposalRun]:
        assert self.programme is not None
        rows = drafts_of(self.programme, self.request.user).select_related("programme__regulation")
        return rows.annotate(people=Count("proposals"))

    def shown(self, drafts: Sequence[ProposalRun]) -> ProposalRun | None:
        """The draft that is asked for, else the base, else the latest."""
        wanted = self.request.GET.get("draft", "")
        if not wanted.isdecimal():
            return drafts[0] if drafts else None
        found = [run for run in drafts if str(run.pk) == wanted]
        return found[0] if found else get_object_or_404(self.drafts(), pk=wanted)

    def of_run(self, run: ProposalRun) -> dict[str, Any]:
        text = self.request.GET.get("q", "").strip()
        rows = proposals_to_show(run, named=text).order_by("-score", "pk")
        page = Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("page"))
        people = self.people(run)
        left = groups_of(run.leftovers, people, "mentee")
        idle = groups_of(run.leftovers, people, "mentor")
        return {
            "run": run,
            "changed": changes_since(run),
            "goal_meaning": next(text.meaning for text in GOALS if text.goal == run.goal),
            "page_obj": page,
            "proposals": page.object_list,
            "left": left,
            "idle": idle,
            "left_count": sum(len(group.people) for group in left),
            "idle_count": sum(len(group.people) for group in idle),
            "q": text,
        }

    def people(self, run: ProposalRun) -> dict[int, Person]:
        """Left-overs whom this user may see and who are in the base still without a pair."""
        ids = [row["person_id"] for row in run.leftovers]
        rows = Person.objects.visible_to(self.request.user).filter(pk__in=ids)
        bound = PairMember.objects.binding_on(clock.today()).order_by().values("mentee_id")
        rows = rows.exclude(mentee_card__in=bound)
        return {person.pk: person for person in rows.select_related("mentee_card", "mentor_card")}

    def bans(self) -> QuerySet[PairWish]:
        rows = PairWish.objects.visible_to(self.request.user)
        rows = rows.filter(programme=self.programme, kind=WishKind.FORBIDDEN)
        return rows.select_related("mentor__person", "mentee__person").order_by("pk")


def method_in_words(programme: Programme) -> str:
    """What the proposals are for, by the way in which the regulation makes pairs."""
    method = rules_of(programme.regulation).value("pairing.method")
    return str(METHODS.get(method, ""))


def weights_in_words(programme: Programme) -> list[dict[str, Any]]:
    points = weights_of(programme.regulation)
    return [
        {"title": weight.title, "meaning": weight.meaning, "points": points[weight.key]}
        for weight in WEIGHTS
    ]


class OthersView(Permitted, View):
    """Mentors for one mentee of a draft; inside the board by htmx, else as a page."""

    permission_required = "pairing.propose_pairs"

    def show(self, run: ProposalRun, mentee: MenteeCard, proposal: Proposal | None) -> HttpResponse:
        request, programme = self.request, run.programme
        text = request.GET.get("q", "").strip()
        found = candidates_for(
            mentee, programme=programme, limit=CANDIDATES_SHOWN, named=fold(text), run=run
        )
        context = {
            "run": run,
            "mentee": mentee,
            "proposal": proposal,
            "candidates": found,
            "limit": CANDIDATES_SHOWN,
            "best": best_score_in(programme),
            "q": text,
        }
        name = "pairing/_candidates.html" if request.htmx else "pairing/candidates.html"
        response = render(request, name, context)
        response["Vary"] = "HX-Request"
        return response


class CandidatesView(OthersView):
    """Other mentors for the mentee of a proposal."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = Proposal.objects.visible_to(request.user).select_related(
            "run__programme__regulation",
            "run__programme__school",
            "mentee__person",
            "mentee__form",
            "mentee__direction",
        )
        proposal = get_object_or_404(rows, pk=pk)
        return self.show(proposal.run, proposal.mentee, proposal)


class DraftCandidatesView(OthersView):
    """Mentors for anybody of the base, who has no proposal in the draft above all."""

    def get(self, request: HttpRequest, pk: int, mentee: int) -> HttpResponse:
        runs = ProposalRun.objects.visible_to(request.user).select_related(
            "programme__regulation", "programme__school"
        )
        run = get_object_or_404(runs, pk=pk)
        card = get_object_or_404(mentees_of(run.programme.school, request.user), pk=mentee)
        return self.show(run, card, run.proposals.filter(mentee=card).first())
