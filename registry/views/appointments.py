"""Who is appointed to what: the list, an appointment made on paper, the end of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views import View

from core.clock import today
from core.errors import DomainError
from core.findings import blocks, warnings
from core.i18n import gettext_lazy as _
from core.lists import Column, Empty, ListPage
from core.permissions import Permitted
from schools.models import Programme
from schools.queries import current_programme
from schools.rules import RuleSet, rules_of

from ..actions import Appointee, appoint_people, end_appointment
from ..actions.sign_in_roles import SIGN_IN_ROLES
from ..filters import AppointmentFilter
from ..forms import AppointmentForm, EndAppointmentForm, SearchForm
from ..models import Appointment, Person
from ..queries import name_matches, order_links
from ..rules import appointment_findings, candidate_finding, candidates, roles_used
from .pages import PersonForm

MANAGE = "registry.manage_appointments"
FOUND = 10


class AppointmentListView(ListPage):
    permission_required = "registry.view_appointment"
    model = Appointment
    select_related = ("person", "direction", "form", "document")
    filterset_class = AppointmentFilter
    columns = (
        Column("person", _("Кто"), sort="person__search_name", is_header=True),
        Column("role", _("Роль"), sort="role"),
        Column("term", _("Срок"), sort="valid_from"),
        Column("basis", _("Основание")),
        Column("actions", _("Действие")),
    )
    template_name = "registry/appointment_list.html"
    row_template = "registry/_appointment_row.html"

    def get_empty(self) -> dict[str, Any]:
        may = self.request.user.has_perm(MANAGE)
        text = _("Люди появятся здесь, когда {director} утвердит приказ о назначении.")
        self.empty = (
            Empty(
                _("Пока никто не назначен"),
                _("Их назначает приказ. Тех, кто назначен раньше, запишите сами."),
                "registry:appointment_create",
                _("Записать назначение"),
                "person-check",
            )
            if may
            else Empty(_("Пока никто не назначен"), text, icon="person-check")
        )
        return super().get_empty()

    def all_columns(self) -> list[Column]:
        columns = super().all_columns()
        if self.request.user.has_perm(MANAGE):
            return columns
        return [column for column in columns if column.name != "actions"]

    def get_page(self) -> Any:
        page = super().get_page()
        rows = page.object_list = list(page.object_list)
        documents = [row.document for row in rows if row.document is not None]
        links = order_links(documents, self.request.user)
        for row in rows:
            row.order_url = links.get(row.document_id, "")
            row.is_over = row.valid_to is not None and row.valid_to < today()
            row.invite_url = "" if row.is_over else invite_url(row, self.request.user)
        return page


def invite_url(appointment: Appointment, user: Any) -> str:
    """The page of an invitation in the role of sign-in; "" where there is no need or no right."""
    person, role = appointment.person, SIGN_IN_ROLES.get(appointment.role)
    if role is None or person.user_id or not user.has_perm("accounts.manage_people"):
        return ""
    fields = {name: getattr(person, name) for name in ("last_name", "first_name", "middle_name")}
    query = fields | {"email": person.email, "role": role, "person_ref": person.pk}
    limits = {"directions": appointment.direction_id, "forms": appointment.form_id}
    query |= {name: key for name, key in limits.items() if key is not None}
    return f"{reverse('accounts:invite')}?{urlencode(query)}"


class AppointmentCreateView(Permitted, View):
    """First who, found by name; then to what."""

    permission_required = MANAGE
    template_name = "registry/appointment_form.html"

    @cached_property
    def person(self) -> Person | None:
        asked = self.request.GET.get("person", "")
        if not asked.isdigit():
            return None
        return get_object_or_404(Person.objects.visible_to(self.request.user), pk=int(asked))

    @cached_property
    def programme(self) -> Programme | None:
        return current_programme(self.school, today())

    @cached_property
    def rules(self) -> RuleSet:
        return rules_of(self.programme.regulation) if self.programme else RuleSet({})

    @cached_property
    def roles(self) -> frozenset[str]:
        """What the person may be given of what the regulation has; a guest, with a warning."""
        assert self.person is not None
        blocked = (
            role
            for role in roles_used(self.rules)
            if blocks(filter(None, [candidate_finding(role, self.person, self.rules, today())]))
        )
        return roles_used(self.rules) - frozenset(blocked)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(self.make_form() if self.person else None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.person is None:
            messages.error(request, _("Сначала найдите, кого назначают."))
            return self.show(None)
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            self.act(self.person, dict(form.cleaned_data))
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(form)
        return HttpResponseRedirect(reverse("registry:appointment_list"))

    def act(self, person: Person, data: dict[str, Any]) -> None:
        appointee = Appointee(
            data.pop("role"), person, data.pop("direction", None), data.pop("form", None)
        )
        remarks = []
        if self.programme is not None:
            found = appointment_findings(
                [appointee], programme=self.programme, day=data["valid_from"], joins=True
            )
            remarks = warnings(found)
        appoint_people(
            [appointee],
            school=self.school,
            programme=self.programme,
            document=None,
            actor=self.request.user,
            joins=True,
            **data,
        )
        messages.success(self.request, _("Назначение записано."))
        for remark in remarks:
            messages.warning(self.request, str(remark))

    def make_form(self, data: Any = None) -> AppointmentForm:
        role = self.request.GET.get("role", "")
        initial = {"role": role, "valid_from": today()}
        return AppointmentForm(
            data, user=self.request.user, rules=self.rules, roles=self.roles, initial=initial
        )

    def show(self, form: AppointmentForm | None) -> HttpResponse:
        search = SearchForm(self.request.GET)
        asked = search.cleaned_data["q"].strip() if search.is_valid() else ""
        people = Person.objects.visible_to(self.request.user).filter(name_matches(asked))
        used = roles_used(self.rules)
        found = candidates(people, used, self.rules, today())[:FOUND] if asked else []
        context = {
            "person": self.person,
            "roles": self.roles if self.person else (),
            "form": form,
            "search": search,
            "asked": asked,
            "found": found,
        }
        return render(self.request, self.template_name, context)


class AppointmentEndView(PersonForm):
    permission_required = MANAGE
    form_class = EndAppointmentForm
    template_name = "registry/appointment_end.html"
    success_message = _("Назначение завершено.")

    @cached_property
    def appointment(self) -> Appointment:
        rows = Appointment.objects.visible_to(self.request.user).from_day(today())
        rows = rows.select_related("person__school", "direction", "form")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def person(self) -> Person:
        return self.appointment.person

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(appointment=self.appointment, **kwargs)

    def act(self, form: EndAppointmentForm) -> None:
        end_appointment(self.appointment, actor=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        return reverse("registry:appointment_list")
