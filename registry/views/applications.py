"""Applications of candidates: the list, one of them, entering, the one-time link, papers."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from core.action_views import ActionView
from core.audit import timeline
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.lists import Column, Empty, ListPage
from core.permissions import Permitted
from documents.rendering import qr_svg

from ..access import rules_of_user
from ..actions.applications import (
    change_application,
    enter_application,
    invite_candidate,
    review_application,
    submit_application,
    withdraw_application,
)
from ..choices import ApplicationState, ConsentKind, ConsentSigner
from ..filters import BoundFilterSet
from ..forms import SearchForm
from ..forms.selection import EnteredForm, InviteForm, WrittenForm
from ..models import MentorApplication, Person, SelectionMeeting
from ..queries import consents_lacking, name_matches
from ..rules import rules_for
from ..selection import deciding_body
from ..selection_access import is_candidate, may_select, may_write
from .asking import TIME_TO_ANSWER, site_of
from .selection import parts_for_selectors

VIEW = "registry.view_application"
RUN = "registry.run_selection"
LINK = "registry.application_link"
FOUND = 10


class ApplicationFilter(BoundFilterSet):
    name_field = "person__search_name"
    state = django_filters.ChoiceFilter(
        label=_("Состояние"), choices=ApplicationState.choices, empty_label=_("любое")
    )

    class Meta:
        model = MentorApplication
        fields = ["q", "state"]


class ApplicationListView(ListPage):
    """Everybody's for those who choose, one's own for others."""

    permission_required = VIEW
    model = MentorApplication
    select_related = ("person", "form")
    filterset_class = ApplicationFilter
    columns = (
        Column("person", _("Кандидат"), sort="person__search_name", is_header=True),
        Column("way", _("Что подано"), sort="way"),
        Column("form", _("Форма")),
        Column("applied_on", _("Дата"), sort="applied_on"),
        Column("state", _("Состояние"), sort="state"),
        Column("basis", _("Решение")),
    )
    template_name = "registry/application_list.html"
    row_template = "registry/_application_row.html"

    def get_empty(self) -> dict[str, Any]:
        may = self.request.user.has_perm(RUN)
        text = _("Запишите заявление с бумаги или дайте кандидату ссылку.")
        self.empty = (
            Empty(
                _("Заявлений пока нет"),
                text,
                "registry:application_create",
                _("Записать кандидата"),
                "person-plus",
            )
            if may
            else Empty(_("Заявлений пока нет"), icon="person-plus")
        )
        return super().get_empty()

    def get_context_data(self, **extra: Any) -> dict[str, Any]:
        user = self.request.user
        meetings = SelectionMeeting.objects.visible_to(user)[:FOUND]
        return super().get_context_data(
            selects=may_select(user),
            meetings=meetings,
            has_body=deciding_body(rules_of_user(user)) is not None,
            **extra,
        )


class ApplicationCreateView(Permitted, View):
    """First who, found by name; then what stands on the paper, or a link."""

    permission_required = RUN
    template_name = "registry/application_create.html"

    @cached_property
    def person(self) -> Person | None:
        asked = self.request.GET.get("person", "")
        if not asked.isdecimal():
            return None
        rows = Person.objects.visible_to(self.request.user).select_related("school")
        return get_object_or_404(rows, pk=int(asked))

    def get(self, request: HttpRequest) -> HttpResponse:
        form = None
        if self.person:
            known = {"phone": self.person.contacts[:100], "email": self.person.email}
            form = EnteredForm(school=self.school, initial=known)
        return self.show(form)

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.person is None:
            messages.error(request, _("Сначала найдите кандидата."))
            return self.show(None)
        form = EnteredForm(request.POST, request.FILES, school=self.school)
        if not form.is_valid():
            return self.show(form)
        try:
            with transaction.atomic():
                made = enter_application(self.person, actor=request.user, **form.written())
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(form)
        messages.success(request, _("Записано."))
        return HttpResponseRedirect(made.get_absolute_url())

    def show(self, form: EnteredForm | None) -> HttpResponse:
        search = SearchForm(self.request.GET)
        asked = search.cleaned_data["q"].strip() if search.is_valid() else ""
        people = Person.objects.visible_to(self.request.user).filter(name_matches(asked))
        context = {
            "person": self.person,
            "form": form,
            "invite": InviteForm(initial={"due_on": today() + TIME_TO_ANSWER}),
            "search": search,
            "asked": asked,
            "found": people[:FOUND] if asked else [],
        }
        return render(self.request, self.template_name, context)


class ApplicationInviteView(ActionView):
    """Ask a person for an application by a link; it is shown once, on the next page."""

    permission_required = RUN
    model = Person
    form_class = InviteForm
    success_message = _("Ссылка готова: передайте её кандидату.")

    def act(self, obj: Person, **data: Any) -> None:
        self.made, token = invite_candidate(obj, actor=self.request.user, **data)
        self.request.session[LINK] = {"application": self.made.pk, "token": token}

    def get_return_url(self, obj: Person) -> str:
        return self.made.get_absolute_url()

    def get_refused_url(self, obj: Person) -> str:
        return f"{reverse('registry:application_create')}?person={obj.pk}"


class OfApplication:
    """`application` of the address, if the user may see it; else 404."""

    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def application(self) -> MentorApplication:
        rows = MentorApplication.objects.visible_to(self.request.user)
        rows = rows.select_related("person__school", "school", "form", "programme")
        return get_object_or_404(rows, pk=self.kwargs["pk"])


@method_decorator(never_cache, name="dispatch")
class ApplicationDetailView(OfApplication, Permitted, TemplateView):
    permission_required = VIEW
    template_name = "registry/application_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, found = self.request.user, self.application
        chooses = may_select(user)
        context = {
            "application": found,
            "person": found.person,
            "selects": chooses,
            "may_write": may_write(user, found),
            "may_withdraw": found.is_open and (user.has_perm(RUN) or is_candidate(user, found)),
            "lacking": self.consents_lacking() if found.is_open else [],
            "link": self.link_once(),
        }
        if chooses:
            context |= parts_for_selectors(found, user)
            context["events"] = timeline(found)[:FOUND]
        return super().get_context_data(**context, **kwargs)

    def consents_lacking(self) -> list[str]:
        """«участие в программе, законный представитель»."""
        person = self.application.person
        rules = rules_for(person.school)
        found = consents_lacking({person.pk: person}, day=today(), rules=rules).get(person.pk, [])
        return [
            f"{ConsentKind(kind).label}, {str(ConsentSigner(signer).label).lower()}"
            for kind, signer in found
        ]

    def link_once(self) -> dict[str, Any] | None:
        kept = self.request.session.get(LINK)
        if not kept or kept["application"] != self.application.pk:
            return None
        del self.request.session[LINK]
        path = reverse("registry:application_link", args=[kept["token"]])
        address = f"{site_of(self.request).rstrip('/')}{path}"
        return {"address": address, "code": qr_svg(address)}


class ApplicationUpdateView(OfApplication, Permitted, FormView):
    """The candidate fills in what was asked for, or corrects it; the curator corrects it."""

    permission_required = VIEW
    form_class = WrittenForm
    template_name = "registry/application_form.html"

    def get_form(self, form_class: Any = None) -> WrittenForm:
        if not may_write(self.request.user, self.application):
            raise Http404
        form = WrittenForm(
            self.request.POST or None,
            self.request.FILES or None,
            school=self.application.school,
            application=self.application,
        )
        form.fields["has_read_act"].required = not self.application.is_nomination
        return form

    def form_valid(self, form: WrittenForm) -> HttpResponse:
        is_asked = self.application.state == ApplicationState.INVITED
        act = submit_application if is_asked else change_application
        try:
            act(self.application, actor=self.request.user, **form.written())
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Сохранено."))
        return HttpResponseRedirect(self.application.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.application
        cancel_url = found.get_absolute_url()
        return super().get_context_data(application=found, cancel_url=cancel_url, **kwargs)


class ApplicationOwnView(Permitted, FormView):
    """Somebody who signs in applies; whoever has applied already comes to that application."""

    permission_required = "registry.apply_as_mentor"
    form_class = WrittenForm
    template_name = "registry/application_form.html"

    @cached_property
    def person(self) -> Person:
        rows = Person.objects.visible_to(self.request.user).select_related("school")
        return get_object_or_404(rows, user=self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = MentorApplication.objects.visible_to(request.user).filter(person=self.person)
        closed = (ApplicationState.WITHDRAWN, ApplicationState.DECLINED, ApplicationState.ACCEPTED)
        if found := rows.exclude(state__in=closed).first():
            return HttpResponseRedirect(found.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_form(self, form_class: Any = None) -> WrittenForm:
        known = {"phone": self.person.contacts[:100], "email": self.person.email}
        return WrittenForm(
            self.request.POST or None,
            self.request.FILES or None,
            school=self.school,
            initial=known,
        )

    def form_valid(self, form: WrittenForm) -> HttpResponse:
        try:
            with transaction.atomic():
                made = enter_application(
                    self.person, actor=self.request.user, applied_on=today(), **form.written()
                )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Заявление подано. Ответ появится здесь же."))
        return HttpResponseRedirect(made.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("portal:home"), **kwargs)


class ApplicationReviewView(ActionView):
    permission_required = RUN
    model = MentorApplication
    success_message = _("Заявление на рассмотрении.")

    def act(self, obj: Any, **data: Any) -> None:
        review_application(obj, actor=self.request.user)


class ApplicationWithdrawView(ActionView):
    permission_required = VIEW
    model = MentorApplication
    success_message = _("Заявление отозвано.")

    def act(self, obj: Any, **data: Any) -> None:
        user = self.request.user
        if not user.has_perm(RUN) and not is_candidate(user, obj):
            raise Http404
        withdraw_application(obj, actor=user)
