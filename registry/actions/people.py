"""A person is written down, corrected, tied to an account."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from core.audit import record
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext as _
from core.russian.names import normalise_key

from ..choices import Base, CardState
from ..models import MenteeCard, MentorCard, Person, SpecialNote
from ..rules import categories_of, rules_for
from .participants import refuse_unknown, refuse_unless_allowed
from .places import keep_place_before
from .saving import save_checked
from .sign_in_roles import SIGN_IN_ROLES, follow_appointments


@transaction.atomic
def save_person(person: Person, *, actor: Any, since: datetime.date | None = None) -> Person:
    """Write a new or a changed person; the key by which repeats are found is kept in step.

    With `since` another class, post or workplace is a change from that day on, and papers of
    earlier days show the former one; without it a correction of what was wrong.
    """
    is_new = person.pk is None
    if not person.gender and person.name_forms:
        person.name_forms = {}
    person.name_key = normalise_key(person.full_name)
    if not is_new:
        _check_kind(person)
        if since is not None:
            keep_place_before(person, since)
    changed = save_checked(person)
    if is_new:
        record("person.created", person, actor=actor, text=_("Внесены сведения о человеке."))
    elif changed:
        record(
            "person.changed",
            person,
            actor=actor,
            text=_("Изменены сведения о человеке."),
            data={"fields": changed},
        )
    return person


def _check_kind(person: Person) -> None:
    """Who is in a base already must not become somebody whom the regulation has not there."""
    before = Person.objects.filter(pk=person.pk).values_list("kind", flat=True).first()
    if before == person.kind:
        return
    cards: dict[str, Any] = {Base.MENTORS: MentorCard, Base.MENTEES: MenteeCard}
    bases = [
        base
        for base, model in cards.items()
        if model.objects.filter(person=person, state=CardState.ACTIVE).exists()
    ]
    if bases:
        refuse_unless_allowed(person, bases)


@transaction.atomic
def link_account(person: Person, *, user: Any, actor: Any) -> Person:
    """From now on this account is this person, with the roles that the person is appointed to.

    A person who has another account is refused.
    """
    fresh = Person.objects.select_for_update().get(pk=person.pk)
    if fresh.user_id == user.pk:
        return fresh
    if fresh.user_id is not None:
        raise DomainError(_("У этого человека уже есть учётная запись."))
    if not fresh.school_id or not user.memberships.filter(school_id=fresh.school_id).exists():
        raise DomainError(_("Эта учётная запись из {school:другого/другой} {school:genitive}."))
    fresh.user = user
    save_checked(fresh)
    record("person.linked", fresh, actor=actor, text=_("Человек получил доступ в систему."))
    appointed = set(fresh.appointments.values_list("role", flat=True))
    # A role that came with the invitation and with no appointment stays as it was given.
    follow_appointments({fresh}, appointed & set(SIGN_IN_ROLES), actor=actor)
    return fresh


@transaction.atomic
def save_special_note(
    person: Person, *, text: str, actor: Any, categories: Iterable[str] | None = None
) -> SpecialNote | None:
    """Write what is of a special category; without a text and a category it is removed.

    `categories` are left as they are where none are given.
    """
    text = text.strip()
    note = SpecialNote.objects.select_for_update().filter(person=person).first()
    kept = note.categories if note is not None else []
    chosen = kept if categories is None else sorted(set(categories))
    if chosen != kept:
        offered = categories_of(Base.MENTEES, rules_for(person.school, today()))
        refuse_unknown(chosen, kept=kept, offered=offered)
    if not text and not chosen:
        if note is not None:
            note.delete()
            record(
                "special.removed",
                person,
                actor=actor,
                text=_("Сведения особой категории удалены."),
            )
        return None
    note = note or SpecialNote(school_id=person.school_id, person=person)
    note.text, note.categories = text, chosen
    if save_checked(note):
        record("special.saved", person, actor=actor, text=_("Записаны сведения особой категории."))
    return note


@transaction.atomic
def look_at_special_note(person: Person, *, actor: Any) -> SpecialNote | None:
    """Open the closed block; each look leaves a trace, also where nothing is written there."""
    record(
        "special.viewed",
        person,
        actor=actor,
        text=_("Просмотрены сведения особой категории."),
    )
    return SpecialNote.objects.visible_to(actor).filter(person=person).first()
