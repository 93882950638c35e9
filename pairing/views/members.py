"""Members of a group come and go; a pair that was ended by mistake comes back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views import View

from core.action_views import ActionView
from core.errors import DomainError, RuleViolation
from core.findings import Finding
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.permissions import Permitted

from ..actions import draft_joining, draft_leaving, join_group, leave_group, reopen_pair
from ..changing import refuse_unless_free
from ..choices import PairKind
from ..forms.changes import JoinForm, LeaveForm
from ..forms.requests import ReopenForm
from ..membership import joining_findings, leaving_findings
from ..models import Pair, PairMember
from ..queries import pairs_with_people


class OfGroup(Permitted, View):
    """A page on which a group in force gets or loses a member; else back with the reason."""

    permission_required = "pairing.manage_pair"
    template_name: str
    pair: Pair
    member: PairMember | None = None

    def find(self) -> None:
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.has_permission():
            return self.handle_no_permission()
        self.find()
        try:
            refuse_unless_free(self.pair)
            if self.pair.kind != PairKind.GROUP:
                raise DomainError(_("Состав меняют у группы, а здесь пара."))
        except DomainError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(self.pair.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.form(), [])

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, [])
        found = self.findings(form)
        if "check" in request.POST or (found and "seen" not in request.POST):
            return self.page(form, found, is_checked=True)
        try:
            if form.is_by_order and not request.user.has_perm("orders.draft_order"):
                raise DomainError(_("Для этого нужен приказ, а его вы не составляете."))
            address = self.act(form)
        except RuleViolation as error:
            return self.page(form, error.findings, is_checked=True)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.page(form, [])
        return HttpResponseRedirect(address)

    def form(self, data: Any = None) -> Any:
        raise NotImplementedError

    def findings(self, form: Any) -> list[Finding]:
        raise NotImplementedError

    def act(self, form: Any) -> str:
        """Do it and say where to go."""
        raise NotImplementedError

    def page(self, form: Any, found: list[Finding], *, is_checked: bool = False) -> HttpResponse:
        context = {
            "pair": self.pair,
            "form": form,
            "findings": found,
            "is_checked": is_checked,
            "is_allowed": not any(finding.is_block for finding in found),
            "member": self.member,
        }
        return render(self.request, self.template_name, context)


class PairJoinView(OfGroup):
    template_name = "pairing/pair_join.html"

    def find(self) -> None:
        rows = Pair.objects.visible_to(self.request.user).select_related(
            "regulation", "programme__regulation", "school"
        )
        found = pairs_with_people(rows, self.request.user)
        self.pair = get_object_or_404(found, pk=self.kwargs["pk"])

    def form(self, data: Any = None) -> JoinForm:
        return JoinForm(data, pair=self.pair, user=self.request.user)

    def findings(self, form: JoinForm) -> list[Finding]:
        data = form.cleaned_data
        return joining_findings(self.pair, data["mentee"], data["day"], for_order=True)

    def act(self, form: JoinForm) -> str:
        if not form.is_by_order:
            join_group(self.pair, actor=self.request.user, **form.given())
            messages.success(self.request, _("Участник принят в группу."))
            return self.pair.get_absolute_url()
        order = draft_joining(self.pair, actor=self.request.user, **form.given())
        messages.success(
            self.request, _("Проект приказа составлен. Состав изменится с его подписью.")
        )
        return order.get_absolute_url()


class MemberLeaveView(OfGroup):
    template_name = "pairing/member_leave.html"

    def find(self) -> None:
        rows = PairMember.objects.visible_to(self.request.user).select_related(
            "pair__regulation",
            "pair__programme__regulation",
            "pair__school",
            "pair__mentor__person",
            "mentee__person",
        )
        self.member = get_object_or_404(rows, pk=self.kwargs["pk"])
        self.pair = self.member.pair

    def form(self, data: Any = None) -> LeaveForm:
        assert self.member is not None
        return LeaveForm(data, member=self.member, user=self.request.user)

    def findings(self, form: LeaveForm) -> list[Finding]:
        assert self.member is not None
        return leaving_findings(self.member, form.cleaned_data["on"])

    def act(self, form: LeaveForm) -> str:
        assert self.member is not None
        if not form.is_by_order:
            leave_group(self.member, actor=self.request.user, **form.given())
            messages.success(self.request, _("Участник вышел из группы."))
            return self.pair.get_absolute_url()
        order = draft_leaving(self.member, actor=self.request.user, **form.given())
        messages.success(
            self.request, _("Проект приказа составлен. Состав изменится с его подписью.")
        )
        return order.get_absolute_url()


class PairReopenView(ActionView):
    """Back in force, with the reason why the end was a mistake."""

    permission_required = "pairing.manage_pair"
    model = Pair
    form_class = ReopenForm
    success_message = gettext_lazy("Пара снова действует.")

    def act(self, obj: Pair, **data: Any) -> None:
        reopen_pair(obj, actor=self.request.user, **data)
