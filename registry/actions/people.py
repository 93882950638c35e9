"""A person is written down, corrected, tied to an account."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from core.russian.names import normalise_key

from ..models import Person, SpecialNote
from .saving import save_checked
from .sign_in_roles import SIGN_IN_ROLES, follow_appointments


@transaction.atomic
def save_person(person: Person, *, actor: Any) -> Person:
    """Write a new or a changed person; the key by which repeats are found is kept in step."""
    is_new = person.pk is None
    if not person.gender and person.name_forms:
        person.name_forms = {}
    person.name_key = normalise_key(person.full_name)
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
        raise DomainError(_("Эта учётная запись из другой школы."))
    fresh.user = user
    save_checked(fresh)
    record("person.linked", fresh, actor=actor, text=_("Человек получил доступ в систему."))
    follow_appointments({fresh}, SIGN_IN_ROLES, actor=actor)
    return fresh


@transaction.atomic
def save_special_note(person: Person, *, text: str, actor: Any) -> SpecialNote | None:
    """Write what is of a special category, or remove it with an empty text."""
    text = text.strip()
    note = SpecialNote.objects.select_for_update().filter(person=person).first()
    if not text:
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
    note.text = text
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
