"""The collecting of wishes as the curator runs it: open, follow, remind, type from paper."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from core import clock
from core.action_views import ActionView
from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.permissions import Permitted
from core.russian.text import fold
from registry.models import MentorCard
from registry.queries import name_matches
from schools.models import Programme
from schools.queries import current_programme

from ..actions import (
    ask_rest,
    close_round,
    make_wish_links,
    may_choose,
    open_round,
    remind_of_wishes,
    save_wishes,
    set_candidates,
    set_wish,
)
from ..asking import last_round, mutual, wishes_by_request
from ..candidates import candidates_for
from ..choices import RoundKind, WishKind, WishSide
from ..forms import Names, PaperRow, RoundForm
from ..models import Preference, WishRequest, WishRound
from ..queries import mentees_of, mentors_of
from ..slips import keep_slips, take_slips

MAKES_PAIRS = "pairing.propose_pairs"
PAGE_SIZE = 50
PAPER_SIZE = 20
# Of so many of the best, those who have a place are shown.
CANDIDATES_READ, CANDIDATES_SHOWN = 200, 30
TIME_TO_ANSWER = datetime.timedelta(days=7)
OFFERED = {RoundKind.WISHES: 12, RoundKind.CHOICE: 3}
WAITING, SAID, MUTUAL = "waiting", "said", "mutual"


def requests_of(found: WishRound, user: Any) -> QuerySet[WishRequest]:
    rows = WishRequest.objects.visible_to(user).filter(round=found)
    return rows.select_related("round", "mentor__person", "mentee__person")


def named(rows: QuerySet[WishRequest], text: str) -> QuerySet[WishRequest]:
    of_mentor = name_matches(text, field="mentor__person__search_name")
    return rows.filter(of_mentor | name_matches(text, field="mentee__person__search_name"))


class WishRoundView(Permitted, View):
    permission_required = MAKES_PAIRS

    @cached_property
    def programme(self) -> Programme | None:
        return current_programme(self.request.user.school, clock.today())

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if form is None or self.programme is None:
            return HttpResponseRedirect(request.path)
        if form.is_valid():
            try:
                found = open_round(self.programme, actor=request.user, **form.cleaned_data)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                text = _("Сбор пожеланий начат, спросили людей: %(n)s.")
                messages.success(request, text % {"n": found.requests.count()})
                return HttpResponseRedirect(request.path)
        return self.show(form)

    def form(self, data: Any = None) -> RoundForm | None:
        if self.programme is None:
            return None
        with_choice = may_choose(self.programme)
        kind = RoundKind.CHOICE if with_choice else RoundKind.WISHES
        initial = {
            "kind": kind,
            "closes_on": clock.today() + TIME_TO_ANSWER,
            "offered": OFFERED[kind],
        }
        return RoundForm(data, with_choice=with_choice, initial=initial)

    def show(self, form: RoundForm | None) -> HttpResponse:
        context: dict[str, Any] = {"programme": self.programme, "form": form}
        found = last_round(self.programme) if self.programme else None
        if found is not None:
            context |= self.of_round(found)
        return render(self.request, "pairing/wish_round.html", context)

    def of_round(self, found: WishRound) -> dict[str, Any]:
        rows = requests_of(found, self.request.user)
        numbers = rows.aggregate(
            asked=Count("pk"), answered=Count("pk", filter=Q(answered_at__isnull=False))
        )
        who = self.request.GET.get("who", WAITING if found.is_open else SAID)
        text = self.request.GET.get("q", "").strip()
        if text:
            rows = named(rows, text)
        together = mutual(found.programme, self.request.user)
        context = {
            "round": found,
            "who": who,
            "q": text,
            "is_late": found.closes_on < clock.today(),
            "waiting": numbers["asked"] - numbers["answered"],
            "together_count": together.count(),
            **numbers,
        }
        if who == MUTUAL:
            pairs = Paginator(together, PAGE_SIZE).get_page(self.request.GET.get("page"))
            return context | {"page_obj": pairs, "together": pairs.object_list}
        rows = rows.filter(answered_at__isnull=who != SAID)
        rows = rows.order_by("side", "mentee__person__search_name", "mentor__person__search_name")
        page = Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("page"))
        people = list(page.object_list)
        said = wishes_by_request(people)
        lines = [(row, said.get(row.pk, [])) for row in people]
        return context | {"page_obj": page, "lines": lines}


class OfRound(ActionView):
    permission_required = MAKES_PAIRS
    model = WishRound


class WishCloseView(OfRound):
    success_message = gettext_lazy("Сбор пожеланий закончен. Что сказано, учтёт подбор.")

    def act(self, obj: WishRound, **data: Any) -> None:
        close_round(obj, actor=self.request.user)


class WishRestView(OfRound):
    def act(self, obj: WishRound, **data: Any) -> None:
        number = ask_rest(obj, actor=self.request.user)
        if number:
            messages.success(self.request, _("Спросили ещё людей: %(n)s.") % {"n": number})
        else:
            messages.info(self.request, _("Новых людей, которых можно спросить, в базах нет."))


class WishRemindView(OfRound):
    def act(self, obj: WishRound, **data: Any) -> None:
        number = remind_of_wishes(obj, actor=self.request.user)
        text = _("Напомнили тем, кто не ответил: %(n)s. Кто не может войти, тому нужна ссылка.")
        messages.success(self.request, text % {"n": number})


class WishLinksView(OfRound):
    def act(self, obj: WishRound, **data: Any) -> None:
        keep_slips(self.request.session, make_wish_links(obj, actor=self.request.user))

    def get_return_url(self, obj: WishRound) -> str:
        return reverse("pairing:wish_slips")

    def get_refused_url(self, obj: WishRound) -> str:
        return obj.get_absolute_url()


@method_decorator(never_cache, name="dispatch")
class WishSlipsView(Permitted, TemplateView):
    """Links to print, shown once."""

    permission_required = MAKES_PAIRS
    template_name = "pairing/wish_slips.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        site = (settings.PUBLIC_URL or self.request.build_absolute_uri("/")).rstrip("/")
        taken = take_slips(
            self.request.session, user=self.request.user, site=lambda path: f"{site}{path}"
        )
        return super().get_context_data(taken=taken, **kwargs)


class WishLockView(ActionView):
    """A wish that the curator makes true: the pair is locked for the matching."""

    permission_required = MAKES_PAIRS
    model = Preference
    success_message = gettext_lazy("Пара закреплена: подбор её не изменит.")

    def act(self, obj: Preference, **data: Any) -> None:
        set_wish(
            obj.programme,
            mentor=obj.mentor,
            mentee=obj.mentee,
            kind=WishKind.LOCKED,
            actor=self.request.user,
            note=_("по пожеланиям"),
        )

    def get_return_url(self, obj: Preference) -> str:
        return f"{reverse('pairing:wish_round')}?who={MUTUAL}"


class WishEnterView(Permitted, View):
    """What people wrote on paper, typed in one table: only changed lines are saved, all or none."""

    permission_required = MAKES_PAIRS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and self.has_permission():
            rows = WishRound.objects.visible_to(request.user).select_related("programme")
            self.round = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def side(self) -> str:
        side = self.request.GET.get("side", WishSide.MENTEE)
        return WishSide.MENTOR if side == WishSide.MENTOR else WishSide.MENTEE

    @cached_property
    def page(self) -> Any:
        rows = requests_of(self.round, self.request.user).filter(side=self.side)
        text = self.request.GET.get("q", "").strip()
        if text:
            rows = named(rows, text)
        card = "mentee" if self.side == WishSide.MENTEE else "mentor"
        rows = rows.order_by(f"{card}__person__class_name", f"{card}__person__search_name", "pk")
        return Paginator(rows, PAPER_SIZE).get_page(self.request.GET.get("page"))

    @cached_property
    def names(self) -> Names:
        school = self.round.programme.school
        rows: Any = mentors_of if self.side == WishSide.MENTEE else mentees_of
        return Names(rows(school).order_by("person__search_name", "pk"))

    def rows(self, data: Any = None) -> list[PaperRow]:
        said = wishes_by_request(self.page.object_list)
        return [
            PaperRow(data, request=row, said=said.get(row.pk, []), names=self.names)
            for row in self.page.object_list
        ]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(self.rows())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = self.rows(request.POST)
        changed = [row for row in rows if row.has_changed()]
        wrong = [row for row in changed if not row.is_valid()]
        if not wrong and self.save(changed):
            messages.success(request, _("Записано строк: %(n)s.") % {"n": len(changed)})
            return HttpResponseRedirect(request.get_full_path())
        return self.show(rows)

    def save(self, rows: list[PaperRow]) -> bool:
        with transaction.atomic():
            for row in rows:
                try:
                    save_wishes(
                        row.request, ranks=row.ranks, actor=self.request.user, from_paper=True
                    )
                except DomainError as error:
                    row.add_error(None, str(error))
            if any(row.errors for row in rows):
                transaction.set_rollback(True)
                return False
        return True

    def show(self, rows: list[PaperRow]) -> HttpResponse:
        context = {
            "round": self.round,
            "rows": rows,
            "wrong": [row for row in rows if row.is_bound and row.has_changed() and row.errors],
            "side": self.side,
            "names": self.names.labels.values(),
            "page_obj": self.page,
            "q": self.request.GET.get("q", ""),
        }
        return render(self.request, "pairing/wish_enter.html", context)


class WishCandidatesView(Permitted, View):
    """Whom one mentee may choose from: the best of the base, those offered now ticked."""

    permission_required = MAKES_PAIRS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and self.has_permission():
            rows = WishRequest.objects.visible_to(request.user).with_people()
            rows = rows.filter(side=WishSide.MENTEE, round__kind=RoundKind.CHOICE)
            self.found = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        keys = [int(key) for key in request.POST.getlist("mentors") if key.isdecimal()]
        cards = {
            card.pk: card
            for card in MentorCard.objects.visible_to(request.user).active().filter(pk__in=keys)
        }
        mentors = [cards[key] for key in keys if key in cards]
        try:
            set_candidates(self.found, mentors=mentors, actor=request.user)
        except DomainError as error:
            messages.error(request, str(error))
            return self.show()
        messages.success(request, _("Кандидатуры предложены."))
        return HttpResponseRedirect(self.found.round.get_absolute_url())

    def show(self) -> HttpResponse:
        assert self.found.mentee is not None
        programme = self.found.round.programme
        text = self.request.GET.get("q", "").strip()
        found = candidates_for(
            self.found.mentee,
            programme=programme,
            limit=CANDIDATES_READ,
            named=fold(text),
        )
        offered = set(self.found.candidates)
        may_be = [one for one in found if one.is_allowed and one.free][:CANDIDATES_SHOWN]
        shown = {one.offer.mentor.pk for one in may_be}
        context = {
            "found": self.found,
            "candidates": may_be,
            "offered": offered,
            "others": MentorCard.objects.filter(pk__in=offered - shown).select_related("person"),
            "q": text,
        }
        return render(self.request, "pairing/wish_candidates.html", context)
