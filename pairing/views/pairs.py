"""The page of a pair, a pair by hand, its end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import DetailView, View

from core import clock
from core.action_views import ActionView
from core.errors import DomainError, RuleViolation
from core.findings import Finding
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.permissions import Permitted
from core.russian.dates import short_date
from orders.models import Order
from schools.rules import rules_of

from ..access import ask_label_of, may_see_direction, sides_of
from ..actions import choose_pair, draft_completion, drop_pair, end_pair, save_result
from ..changing import (
    end_of,
    end_reason_of,
    kind_of_order,
    refuse_to_reopen,
    waiting_change,
)
from ..choices import BINDING, ENDED, SIGNED, ChangeKind, PairKind
from ..forms import EndForm, PairForm, ResultForm
from ..models import Pair, PairChange, PairMember, PairRequest
from ..papers import mentoring_kind_of
from ..queries import pairs_with_people
from ..rules import pair_findings, people_findings
from ..story import chain_of, events_of, periods_of, reverse_of
from .deciding import programme_of

EVENTS_SHOWN = 20


class PairDetailView(Permitted, DetailView):
    permission_required = "pairing.view_pair"
    template_name = "pairing/pair_detail.html"

    def get_queryset(self) -> QuerySet[Pair]:
        rows = Pair.objects.visible_to(self.request.user)
        return pairs_with_people(rows, self.request.user).select_related(
            "regulation", "programme__regulation", "curator"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pair, user = self.object, self.request.user
        may_manage = user.has_perm("pairing.manage_pair")
        asking = sides_of(user, pair)
        today = clock.today()
        is_active = pair.is_standing_on(today)
        ending = end_of(pair) if is_active and pair.closes_on else None
        waiting = waiting_change(pair)
        may_change = may_manage and is_active and waiting is None and pair.closes_on is None
        drafts = user.has_perm("orders.draft_order")
        has_order = kind_of_order(pair, ChangeKind.REPLACEMENT) is not None
        chain = chain_of(pair)
        is_group = pair.kind == PairKind.GROUP
        return super().get_context_data(
            members=pair.members.all(),
            may_manage=may_manage,
            order=self.order_of(pair),
            findings=self.findings() if may_manage else [],
            end_form=EndForm(pair=pair, user=user) if may_change else None,
            may_extend=may_change,
            may_replace=may_change and drafts and has_order,
            lacks_replacement=may_change and drafts and not has_order,
            waiting=waiting if may_manage else None,
            changes=self.changes(),
            periods=periods_of(chain, user),
            reverse=reverse_of(pair, user),
            requests=self.requests(),
            may_ask=is_active and user.has_perm("pairing.ask_change") and bool(asking),
            ask_label=ask_label_of(asking),
            may_join=may_change and is_group,
            may_leave=may_change and is_group,
            may_reopen=may_manage and self.may_reopen(),
            mentoring_kind=mentoring_kind_of(pair),
            end_reason=end_reason_of(pair, rules_of(pair.regulation)),
            events=events_of(chain, user)[:EVENTS_SHOWN] if may_manage else None,
            may_see_direction=may_see_direction(user, pair.direction),
            is_over=pair.state_on(today) in ENDED,
            ending=ending,
            ending_order=self.order_of(ending),
            **kwargs,
        )

    def order_of(self, row: Pair | PairChange | None) -> Order | None:
        """The order of a pair or of its end, where this user may open it."""
        if row is None or row.order_id is None:
            return None
        return Order.objects.visible_to(self.request.user).filter(pk=row.order_id).first()

    def requests(self) -> QuerySet[PairRequest]:
        rows = PairRequest.objects.visible_to(self.request.user).filter(pair=self.object)
        return rows.select_related("member__mentee__person", "asked_by").order_by("-pk")

    def may_reopen(self) -> bool:
        """Whether nothing that is surely known stands against it; the click checks the rest."""
        try:
            refuse_to_reopen(self.object, end_of(self.object), None)
        except DomainError:
            return False
        return True

    def changes(self) -> QuerySet[PairChange]:
        """What has become of the pair, but its end, which stands above."""
        rows = PairChange.objects.visible_to(self.request.user)
        rows = rows.filter(pair=self.object, state__in=SIGNED)
        rows = rows.exclude(kind=ChangeKind.COMPLETION)
        return rows.select_related("order", "successor__mentor__person", "mentee__person")

    def findings(self) -> list[Finding]:
        """What is not in order with the people of a pair that binds."""
        is_bound = self.object.state_on(clock.today()) in BINDING
        return people_findings(self.object) if is_bound else []


class PairCreateView(Permitted, View):
    """By hand: the findings are shown first, warnings are confirmed by a second click."""

    permission_required = "pairing.manage_pair"
    template_name = "pairing/pair_create.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        initial = {"mentor": request.GET.get("mentor"), "mentees": request.GET.getlist("mentee")}
        form = self.form(initial=initial)
        if form is None:
            return self.without_programme()
        return self.page(form, [])

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(data=request.POST)
        if form is None:
            return self.without_programme()
        if not form.is_valid():
            return self.page(form, [])
        intent, programme = form.intent(), form.programme
        rules = rules_of(programme.regulation)
        found = pair_findings(**intent, programme=programme, rules=rules)
        is_check = "check" in request.POST
        is_news = any(not f.is_block for f in found) and "seen" not in request.POST
        if is_check or is_news:
            return self.page(form, found, is_checked=True)
        try:
            pair = choose_pair(programme, **intent, actor=request.user)
        except RuleViolation as error:
            return self.page(form, error.findings, is_checked=True)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.page(form, [])
        messages.success(
            request, _("Пара выбрана. Внесите её в приказ, чтобы она начала действовать.")
        )
        return HttpResponseRedirect(pair.get_absolute_url())

    def form(self, **kwargs: Any) -> PairForm | None:
        try:
            programme = programme_of(self.request)
        except DomainError:
            return None
        return PairForm(programme=programme, user=self.request.user, **kwargs)

    def page(
        self, form: PairForm, found: list[Finding], *, is_checked: bool = False
    ) -> HttpResponse:
        context = {"form": form, "findings": found, "is_checked": is_checked}
        context["is_allowed"] = is_checked and not any(finding.is_block for finding in found)
        name = "pairing/_pair_check.html" if self.request.htmx else self.template_name
        return render(self.request, name, context)

    def without_programme(self) -> HttpResponse:
        messages.error(self.request, _("Сейчас нет действующей программы наставничества."))
        return HttpResponseRedirect(reverse("pairing:pair_list"))


class PairDropView(ActionView):
    permission_required = "pairing.manage_pair"
    model = Pair
    success_message = gettext_lazy("Выбор пары отменён, оба снова свободны.")

    def act(self, obj: Pair, **data: Any) -> None:
        drop_pair(obj, actor=self.request.user)


class PairEndView(ActionView):
    permission_required = "pairing.manage_pair"
    model = Pair
    success_message = gettext_lazy("Пара завершена.")
    address = ""

    def act(self, obj: Pair, **data: Any) -> None:
        form = EndForm(self.request.POST, pair=obj, user=self.request.user)
        if not form.is_valid():
            raise DomainError(" ".join(str(e) for found in form.errors.values() for e in found))
        if not form.is_by_order:
            end_pair(obj, actor=self.request.user, **form.given())
            return
        if not self.request.user.has_perm("orders.draft_order"):
            raise DomainError(_("По положению пару завершают приказом, а его вы не составляете."))
        order = draft_completion(obj, actor=self.request.user, **form.given())
        self.address = order.get_absolute_url()
        self.success_message = _("Проект приказа составлен. Пара завершится с его подписью.")
        last = form.cleaned_data["on"]
        if last > clock.today():
            text = _("Проект приказа составлен. После подписи пара действует ещё по %s.")
            self.success_message = text % short_date(last)

    def get_return_url(self, obj: Pair) -> str:
        return self.address or obj.get_absolute_url()


class MemberResultView(ActionView):
    permission_required = "pairing.manage_pair"
    model = PairMember
    form_class = ResultForm
    success_message = gettext_lazy("Результаты записаны.")

    def act(self, obj: PairMember, **data: Any) -> None:
        save_result(obj, actor=self.request.user, **data)

    def get_return_url(self, obj: PairMember) -> str:
        return obj.pair.get_absolute_url()
