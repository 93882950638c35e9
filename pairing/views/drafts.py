"""Drafts of a matching: side by side, taken as the base, changed by hand, asked why."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from core import clock
from core.action_views import ActionView
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.permissions import Permitted
from registry.models import MenteeCard, MentorCard
from schools.queries import current_programme

from ..actions import choose_draft, delete_draft, fix_pair, rename_draft
from ..comparing import compare, in_words
from ..forms.drafts import CompareForm, NameForm, TwoForm
from ..models import ProposalRun
from ..queries import best_score_in, drafts_of, mentees_of, mentors_of
from ..questions import read_question
from ..why import why_not

BOARD = "pairing:board"
# More names than these in one list of a comparison tell nobody anything.
NAMES_SHOWN = 200


def board_of(run: ProposalRun) -> str:
    return f"{reverse(BOARD)}?draft={run.pk}"


class OfDraft(ActionView):
    """A button of one draft; back to the board that shows it."""

    permission_required = "pairing.propose_pairs"
    model = ProposalRun

    def get_return_url(self, obj: ProposalRun) -> str:
        return board_of(obj)


class DraftChooseView(OfDraft):
    success_message = gettext_lazy("Проект взят за основу: пары выбирают из него.")

    def act(self, obj: ProposalRun, **data: Any) -> None:
        choose_draft(obj, actor=self.request.user)


class DraftRenameView(OfDraft):
    form_class = NameForm
    success_message = gettext_lazy("Название записано.")

    def act(self, obj: ProposalRun, **data: Any) -> None:
        rename_draft(obj, actor=self.request.user, **data)


class DraftDeleteView(OfDraft):
    success_message = gettext_lazy("Проект удалён. Пары, выбранные из него, остались.")

    def act(self, obj: ProposalRun, **data: Any) -> None:
        delete_draft(obj, actor=self.request.user)

    def get_return_url(self, obj: ProposalRun) -> str:
        return reverse(BOARD)


class TwoMixin:
    """The two people of a request, as far as this user may see them."""

    request: Any

    def two(self, data: dict[str, int]) -> tuple[MentorCard, MenteeCard]:
        user = self.request.user
        mentors = MentorCard.objects.visible_to(user).select_related("person", "form")
        mentees = MenteeCard.objects.visible_to(user).select_related("person", "form", "direction")
        return (
            get_object_or_404(mentors, pk=data["mentor"]),
            get_object_or_404(mentees, pk=data["mentee"]),
        )


class PairFixView(TwoMixin, OfDraft):
    """Lock these two and calculate anew: a new draft with the goal of this one."""

    form_class = TwoForm
    success_message = gettext_lazy("Пара закреплена, пары подобраны заново – это новый проект.")
    made: ProposalRun | None = None

    def act(self, obj: ProposalRun, **data: Any) -> None:
        mentor, mentee = self.two(data)
        self.made = fix_pair(obj, mentor=mentor, mentee=mentee, actor=self.request.user)

    def get_return_url(self, obj: ProposalRun) -> str:
        return board_of(self.made or obj)


class WhyView(Permitted, TwoMixin, View):
    """«Why not these two?»: inside the board by htmx, else as a page with the two to choose."""

    permission_required = "pairing.propose_pairs"

    def get(self, request: Any, pk: int) -> HttpResponse:
        run = get_object_or_404(
            ProposalRun.objects.visible_to(request.user).select_related(
                "programme__regulation", "programme__school"
            ),
            pk=pk,
        )
        programme, user = run.programme, request.user
        context: dict[str, Any] = {
            "run": run,
            "best": best_score_in(programme),
        }
        form = TwoForm(request.GET)
        if form.is_valid():
            mentor, mentee = self.two(form.cleaned_data)
            question = read_question(programme, user, goal=run.goal)
            context["why"] = why_not(question, mentor, mentee)
            context["proposal"] = run.proposals.filter(mentee=mentee).first()
        if request.htmx:
            name = "pairing/_why.html"
        else:
            name = "pairing/why.html"
            by_name = ("person__search_name", "pk")
            context["mentors"] = mentors_of(programme.school).order_by(*by_name)
            context["mentees"] = mentees_of(programme.school, user).order_by(*by_name)
            context["chosen"] = {key: request.GET.get(key, "") for key in ("mentor", "mentee")}
        response = render(request, name, context)
        response["Vary"] = "HX-Request"
        return response


class DraftCompareView(Permitted, TemplateView):
    permission_required = "pairing.propose_pairs"
    template_name = "pairing/drafts_compare.html"

    @cached_property
    def drafts(self) -> QuerySet[ProposalRun]:
        programme = current_programme(self.request.user.school, clock.today())
        if programme is None:
            raise Http404
        return drafts_of(programme, self.request.user).select_related("programme")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        first = [str(pk) for pk in self.drafts.values_list("pk", flat=True)[:2]]
        given = dict(zip(("one", "two"), first, strict=False)) | self.request.GET.dict()
        form = CompareForm(given, drafts=self.drafts)
        context = super().get_context_data(form=form, number=len(first), **kwargs)
        if len(first) > 1 and form.is_valid():
            mentees = MenteeCard.objects.visible_to(self.request.user)
            one, two = form.cleaned_data["one"], form.cleaned_data["two"]
            found = compare(one, two, mentees)
            context |= {
                "found": found,
                "rows": in_words(found),
                "shown": NAMES_SHOWN,
                "lists": [
                    (_("Другой {mentor}"), found.changed),
                    (_("Получают {mentor:accusative}"), found.gained),
                    (_("Остаются без {mentor:genitive}"), found.lost),
                ],
            }
        return context
