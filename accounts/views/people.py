"""People of the school and their roles, for those who may manage them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from accounts.actions import end_role, give_role, invite_person, withdraw_invitation
from accounts.choices import Role
from accounts.filters import MembershipFilter
from accounts.forms import InvitationForm, RoleForm
from accounts.mails import send_invitation
from accounts.models import Invitation, Membership
from accounts.queries import role_table
from core.action_views import ActionView
from core.errors import DomainError
from core.i18n import gettext
from core.i18n import gettext_lazy as _
from core.lists import Column, Empty, ListPage
from core.permissions import Permitted

MANAGE = "accounts.manage_people"
LIST_URL = reverse_lazy("accounts:member_list")


class MemberListView(ListPage):
    permission_required = MANAGE
    model = Membership
    select_related = ("user",)
    prefetch_related = ("directions", "forms")
    filterset_class = MembershipFilter
    columns = (
        Column("name", _("ФИО и почта"), sort="user__last_name", is_header=True),
        Column("role", _("роль"), sort="role"),
        Column("term", _("срок"), sort="valid_from"),
        Column("actions", _("действие")),
    )
    default_sort = "name"
    template_name = "accounts/member_list.html"
    row_template = "accounts/_member_row.html"
    empty = Empty(
        _("Пока никого"),
        _("Пригласите людей: каждому придёт одноразовая ссылка."),
        "accounts:invite",
        _("Пригласить"),
        icon="person-plus",
    )

    def get_context_data(self, **extra: Any) -> dict[str, Any]:
        invitations = Invitation.objects.visible_to(self.request.user).open()
        return super().get_context_data(invitations=list(invitations), **extra)


@method_decorator(never_cache, name="dispatch")
class InviteView(Permitted, FormView):
    """The link is in the answer to this form and nowhere else: it can't be shown again."""

    permission_required = MANAGE
    form_class = InvitationForm
    template_name = "accounts/invite.html"

    def get_initial(self) -> dict[str, Any]:
        """A card of the base leads here with its names in the address."""
        names = ("email", "last_name", "first_name", "middle_name", "role", "person_ref")
        given = self.request.GET
        limits = {name: given.getlist(name) for name in ("directions", "forms") if name in given}
        return limits | {name: given[name] for name in names if name in given}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"actor": self.request.user}

    def form_valid(self, form: InvitationForm) -> HttpResponse:
        try:
            issued = invite_person(self.school, actor=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("email" if error.code == "email" else None, str(error))
            return self.form_invalid(form)
        path = reverse("accounts:invitation_accept", args=[issued.token])
        link = self.request.build_absolute_uri(path)
        context = {
            "invitation": issued.invitation,
            "link": link,
            "is_mailed": send_invitation(issued.invitation, link),
        }
        return render(self.request, "accounts/invitation_issued.html", context)


class InvitationWithdrawView(ActionView):
    permission_required = MANAGE
    model = Invitation
    success_message = _("Приглашение отозвано, ссылка больше не действует.")

    def act(self, obj: Invitation, **data: Any) -> None:
        withdraw_invitation(obj, actor=self.request.user)

    def get_return_url(self, obj: Invitation) -> str:
        return str(LIST_URL)


class RoleCreateView(Permitted, FormView):
    permission_required = MANAGE
    form_class = RoleForm
    template_name = "accounts/role_create.html"
    success_url = LIST_URL

    def get_initial(self) -> dict[str, Any]:
        return {
            name: self.request.GET[name] for name in ("user", "role") if name in self.request.GET
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"actor": self.request.user}

    def form_valid(self, form: RoleForm) -> HttpResponse:
        data = dict(form.cleaned_data)
        actor = self.request.user
        try:
            give_role(data.pop("user"), school=self.school, actor=actor, **data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, gettext("Роль дана."))
        return super().form_valid(form)


class RoleEndView(ActionView):
    permission_required = MANAGE
    model = Membership
    success_message = _("Роль снята.")

    def act(self, obj: Membership, **data: Any) -> None:
        end_role(obj, actor=self.request.user)

    def get_return_url(self, obj: Membership) -> str:
        return str(LIST_URL)


class RoleTableView(Permitted, TemplateView):
    """Who may what: made from `accounts.roles`, so it can't say anything else than the code."""

    permission_required = MANAGE
    template_name = "accounts/role_table.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(roles=Role.labels, groups=role_table(), **kwargs)
