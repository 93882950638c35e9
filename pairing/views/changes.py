"""Another mentor for a pair in force, more time for it."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views import View

from core import clock
from core.errors import DomainError, RuleViolation
from core.findings import Finding
from core.i18n import gettext as _
from core.permissions import Permitted
from core.russian.dates import parse_date
from core.russian.text import fold
from registry.models import MentorCard

from ..actions import draft_extension, draft_replacement, extend_pair
from ..candidates import replacements_for
from ..changing import extension_findings, kind_of_order, last_day, refuse_unless_free
from ..choices import ChangeKind
from ..forms import ExtendForm, ReplaceForm
from ..models import Pair
from ..queries import best_score_in, pairs_with_people

CANDIDATES_SHOWN = 12


def asked_by(request: HttpRequest) -> dict[str, str]:
    """The paper from whose line the page was opened."""
    return {"request": request.GET["request"]} if "request" in request.GET else {}


class OfPair(Permitted, View):
    """A page on which one pair in force is changed; where it can't be, back with the reason."""

    kind: str
    by_order_only = False
    template_name: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.has_permission():
            return self.handle_no_permission()
        rows = Pair.objects.visible_to(request.user).select_related(
            "regulation", "programme__regulation", "school"
        )
        self.pair = get_object_or_404(pairs_with_people(rows, request.user), pk=self.kwargs["pk"])
        try:
            refuse_unless_free(self.pair)
            self.refuse_without_order()
        except DomainError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(self.pair.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def refuse_without_order(self) -> None:
        if self.by_order_only and kind_of_order(self.pair, self.kind) is None:
            text = _(
                "В положении нет приказа для этого: «%s». Его добавляют в положении "
                "{school:genitive}."
            )
            raise DomainError(text % ChangeKind(self.kind).label)

    def page(self, form: Any, found: list[Finding], **context: Any) -> HttpResponse:
        context |= {"pair": self.pair, "form": form, "findings": found}
        return render(self.request, self.template_name, context)


class PairReplaceView(OfPair):
    permission_required = ("pairing.manage_pair", "orders.draft_order")
    kind = ChangeKind.REPLACEMENT
    by_order_only = True
    template_name = "pairing/pair_replace.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.with_candidates(
            ReplaceForm(initial=asked_by(request), pair=self.pair, user=request.user), []
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if "find" in request.POST:
            # What was typed stays; nothing is missing yet.
            return self.with_candidates(
                ReplaceForm(initial=request.POST.dict(), pair=self.pair, user=request.user), []
            )
        form = ReplaceForm(request.POST, pair=self.pair, user=request.user)
        if not form.is_valid():
            return self.with_candidates(form, [])
        mentors = MentorCard.objects.visible_to(request.user).active()
        mentor = get_object_or_404(mentors, pk=form.cleaned_data["mentor"])
        try:
            order = draft_replacement(self.pair, mentor=mentor, actor=request.user, **form.given())
        except RuleViolation as error:
            return self.with_candidates(form, error.findings)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.with_candidates(form, [])
        messages.success(
            request, _("Проект приказа о замене составлен. {Mentor} сменится с его подписью.")
        )
        return HttpResponseRedirect(order.get_absolute_url())

    def with_candidates(self, form: ReplaceForm, found: list[Finding]) -> HttpResponse:
        typed = self.request.POST
        day = self._day("day", clock.today())
        text = typed.get("q", "").strip()
        candidates = replacements_for(
            self.pair,
            day=day,
            ends_on=last_day(self.pair, self._day("ends_on", self.pair.ends_on)),
            limit=CANDIDATES_SHOWN,
            named=fold(text),
        )
        context = {
            "candidates": candidates,
            "picked": typed.get("mentor", ""),
            "limit": CANDIDATES_SHOWN,
            "best": best_score_in(self.pair.programme),
            "q": text,
        }
        return self.page(form, found, **context)

    def _day(self, name: str, otherwise: datetime.date) -> datetime.date:
        try:
            return parse_date(self.request.POST.get(name, ""))
        except ValueError:
            return otherwise


class PairExtendView(OfPair):
    permission_required = "pairing.manage_pair"
    kind = ChangeKind.EXTENSION
    template_name = "pairing/pair_extend.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(
            ExtendForm(initial=asked_by(request), pair=self.pair, user=request.user), []
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ExtendForm(request.POST, pair=self.pair, user=request.user)
        if not form.is_valid():
            return self.page(form, [])
        found = extension_findings(self.pair, form.cleaned_data["ends_on"])
        is_news = bool(found) and "seen" not in request.POST
        if "check" in request.POST or is_news:
            return self.checked(form, found)
        try:
            return self.extend(form)
        except RuleViolation as error:
            return self.checked(form, error.findings)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.page(form, [])

    def extend(self, form: ExtendForm) -> HttpResponse:
        user = self.request.user
        if not form.is_by_order:
            extend_pair(self.pair, actor=user, **form.given())
            messages.success(self.request, _("Пара продлена."))
            return HttpResponseRedirect(self.pair.get_absolute_url())
        if not user.has_perm("orders.draft_order"):
            raise DomainError(_("По положению пару продлевают приказом, а его вы не составляете."))
        order = draft_extension(self.pair, actor=user, **form.given())
        messages.success(
            self.request, _("Проект приказа о продлении составлен. Срок изменится с его подписью.")
        )
        return HttpResponseRedirect(order.get_absolute_url())

    def checked(self, form: ExtendForm, found: list[Finding]) -> HttpResponse:
        is_allowed = not any(finding.is_block for finding in found)
        return self.page(form, found, is_checked=True, is_allowed=is_allowed)
