"""The page of a person, and the page where a person and the cards are filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views import View
from django.views.generic import DetailView

from accounts.choices import Role
from core.action_views import ActionView
from core.audit import timeline
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.permissions import Permitted

from ..access import Sight, sight_of, signature_of
from ..actions import archive_card, confirm_card, restore_card, save_person
from ..choices import Base, GapKind
from ..forms import NameFormsForm, PersonBundle, SearchMarkForm
from ..forms.name_forms import names_in_cases
from ..models import MenteeCard, MentorCard, Person
from ..queries import are_consents_given, consent_lines, panels_of, readiness
from ..queries.gaps import BLOCKING, PAPERS, Gap
from ..resources import show_pairs
from ..rules import category_titles, rules_for
from ..tags import split_tags
from .pages import PersonForm

EVENTS = 20
CARDS = {Base.MENTORS: "mentor_card", Base.MENTEES: "mentee_card"}
ROLES = {"mentor": Base.MENTORS, "mentee": Base.MENTEES}


class PersonDetailView(Permitted, DetailView):
    permission_required = "registry.view_person"
    template_name = "registry/person_detail.html"
    context_object_name = "person"

    def get_queryset(self) -> Any:
        return Person.objects.visible_to(self.request.user).select_related(
            "school", "user", "mentor_card__form", "mentee_card__form", "mentee_card__direction"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, person = self.request.user, self.object
        sight = sight_of(user, person)
        context = cards_of(person) | {
            "sight": sight,
            "panels": panels_of(person, user),
            "signs_as": (signature_of(user, person) or [None])[0],
            "shows_direction": sight.is_own or may_see_direction(user, person),
        }
        return super().get_context_data(**kwargs, **context, **parts_of(person, user, sight))


def cards_of(person: Person) -> dict[str, Any]:
    """Both cards, each with what follows from its pair, and their tags."""
    found: dict[str, Any] = {}
    for base, name in CARDS.items():
        card = found[name] = getattr(person, name, None)
        if card is not None:
            show_pairs(base, [card])
            tags = ("competencies", "areas", "interests")
            texts = {tag: getattr(card, tag, "") for tag in tags}
            found[name.replace("card", "tags")] = {
                tag: split_tags(text) for tag, text in texts.items()
            }
    return found


def parts_of(person: Person, user: Any, sight: Sight) -> dict[str, Any]:
    """What only some see; whoever does not gets no key."""
    parts: dict[str, Any] = {}
    if sight.keeps:
        parts["gaps"] = gaps_for(person, user)
        parts["is_stale"] = any(gap.kind == GapKind.STALE for gap in parts["gaps"])
        parts["mentor_categories"] = mentor_categories(person)
        events = timeline(person)
        if not sight.has_special:
            # That something is written there is told to nobody else.
            events = events.exclude(verb__startswith="special.")
        parts["events"] = list(events[:EVENTS])
        parts["former_places"] = person.former_places.all()
        parts["name_cases"] = names_in_cases(person)
        parts["invite_url"] = invite_url(person, user)
        parts["data_question"] = person.data_questions.filter(decided_on__isnull=True).first()
    parts["experience"] = person.experience_on(today())
    parts["experience_here"] = person.experience_here_on(today())
    parts["age"] = person.age_on(today())
    if sight.has_special:
        card = getattr(person, "mentee_card", None)
        initial = {"search": card.search, "note": card.search_note} if card else {}
        if card and card.search_since:
            initial["since"] = card.search_since
        parts["search_form"] = SearchMarkForm(initial=initial)
    if sight.has_consents:
        parts["consents"] = consent_lines(person, today())
        parts["guardianships"] = person.guardianships.select_related("guardian")
        parts["wards"] = person.wards.select_related("child")
    if sight.has_consents_in_short:
        parts["are_consents_given"] = are_consents_given(person, today())
    return parts


def gaps_for(person: Person, user: Any) -> list[Gap]:
    """What is missing; the link that mends it only for those whom its page lets in."""

    def may_mend(kind: str) -> bool:
        if kind == GapKind.LABOUR:
            return bool(user.has_perm("registry.view_labourterms"))
        if kind in PAPERS:
            return bool(user.has_perm("registry.view_partner"))
        name = "record_consent" if kind in BLOCKING else "change_person"
        return bool(user.has_perm(f"registry.{name}"))

    found = readiness(person, day=today())
    return [gap if may_mend(gap.kind) else replace(gap, url="") for gap in found]


def mentor_categories(person: Person) -> list[str]:
    card = getattr(person, "mentor_card", None)
    if card is None or not card.categories:
        return []
    rules = rules_for(person.school, today())
    return category_titles(card.categories, base=Base.MENTORS, rules=rules)


def may_see_direction(user: Any, person: Person) -> bool:
    """A direction that says of a hard situation is for those who may see such things."""
    card = getattr(person, "mentee_card", None)
    is_sensitive = card is not None and card.direction is not None and card.direction.is_sensitive
    return not is_sensitive or user.has_perm("registry.view_special")


def invite_url(person: Person, user: Any) -> str:
    """The page of an invitation with the person's names in it; "" where there is nobody to ask."""
    if person.user_id or not user.has_perm("accounts.manage_people"):
        return ""
    if hasattr(person, "mentor_card"):
        role = Role.MENTOR
    elif hasattr(person, "mentee_card"):
        role = Role.MENTEE
    else:
        role = Role.PARENT
    fields = {name: getattr(person, name) for name in ("last_name", "first_name", "middle_name")}
    query = fields | {"email": person.email, "role": role, "person_ref": person.pk}
    return f"{reverse('accounts:invite')}?{urlencode(query)}"


class PersonEditView(Permitted, View):
    """One page for the person and the cards; the cards are chosen by `?role=`."""

    template_name = "registry/person_form.html"

    @cached_property
    def person(self) -> Person | None:
        raise NotImplementedError

    def bases(self) -> list[str]:
        """Bases whose cards the page shows: those that are there, and the one asked for."""
        asked = ROLES.get(self.request.GET.get("role", ""))
        cards = {Base.MENTORS: "mentor_card", Base.MENTEES: "mentee_card"}
        return [base for base, card in cards.items() if base == asked or hasattr(self.person, card)]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        bundle = PersonBundle(user=request.user, person=self.person, bases=self.bases())
        return self.show(bundle)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        user = self.request.user
        bundle = PersonBundle(request.POST, user=user, person=self.person, bases=self.bases())
        if not bundle.is_valid():
            return self.show(bundle)
        try:
            with transaction.atomic():
                person = bundle.save(school=self.school, actor=user)
        except DomainError as error:
            bundle.person.add_error(None, str(error))
            return self.show(bundle)
        messages.success(request, _("Сохранено."))
        return HttpResponseRedirect(person.get_absolute_url())

    def show(self, bundle: PersonBundle) -> HttpResponse:
        context = {"bundle": bundle, "person": self.person, "bases": self.bases()}
        return render(self.request, self.template_name, context)


class PersonCreateView(PersonEditView):
    permission_required = "registry.add_person"
    person = None


class PersonUpdateView(PersonEditView):
    permission_required = "registry.change_person"

    @cached_property
    def person(self) -> Person:
        rows = Person.objects.visible_to(self.request.user)
        return get_object_or_404(
            rows.select_related("school", "mentor_card", "mentee_card"), pk=self.kwargs["pk"]
        )


class NameFormsView(PersonForm):
    """The cases of a name, as computed, each of which may be corrected."""

    permission_required = "registry.change_person"
    form_class = NameFormsForm
    template_name = "registry/name_forms.html"
    success_message = _("Падежи записаны: так имя встанет в приказы и письма.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"person": self.person}

    def act(self, form: NameFormsForm) -> None:
        self.person.name_forms = form.corrections()
        save_person(self.person, actor=self.request.user)


class CardMoveView(ActionView):
    """A card goes to the archive or comes back; the page of the person follows."""

    permission_required = "registry.change_person"
    MODELS = {Base.MENTORS: MentorCard, Base.MENTEES: MenteeCard}

    def get_object(self) -> Any:
        self.model = self.MODELS[Base(self.kwargs["base"])]
        return super().get_object()


class CardArchiveView(CardMoveView):
    success_message = _("Карточка в архиве. Вернуть её можно в любой день.")

    def act(self, obj: Any, **data: Any) -> None:
        archive_card(obj, actor=self.request.user)


class CardConfirmView(CardMoveView):
    success_message = _("Отмечено: сведения проверены сегодня.")

    def act(self, obj: Any, **data: Any) -> None:
        confirm_card(obj, actor=self.request.user)


class CardRestoreView(CardMoveView):
    success_message = _("Карточка снова в базе.")

    def act(self, obj: Any, **data: Any) -> None:
        restore_card(obj, actor=self.request.user)
