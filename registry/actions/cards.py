"""Lines of the two bases: written, put into the archive, taken back."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core.audit import record
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext as _
from core.transitions import lock, move

from ..choices import CARD_TRANSITIONS, Base, CardState
from ..models import MenteeCard, MentorCard
from ..rules import categories_of, rules_for
from ..signals import card_archived
from ..tags import join_tags
from .participants import base_of, refuse_unknown, refuse_unless_allowed
from .saving import save_checked

Card = MentorCard | MenteeCard


@transaction.atomic
def save_mentor_card(card: MentorCard, *, actor: Any) -> MentorCard:
    """Write a new or a changed line of the mentors' base; the person is saved before."""
    _save(
        card,
        actor,
        _("Человек внесён в базу {mentors:genitive}."),
        _("Изменена карточка {mentor:genitive}."),
    )
    return card


@transaction.atomic
def save_mentee_card(card: MenteeCard, *, actor: Any) -> MenteeCard:
    """Write a new or a changed line of the mentees' base; the person is saved before."""
    _save(
        card,
        actor,
        _("Человек внесён в базу {mentees:genitive}."),
        _("Изменена карточка {mentee:genitive}."),
    )
    return card


def _save(card: Card, actor: Any, added: str, changed: str) -> None:
    is_new = card.pk is None
    card.school_id = card.person.school_id
    if is_new:
        refuse_unless_allowed(card.person, [base_of(card)])
    if isinstance(card, MentorCard):
        _check_categories(card)
    else:
        card.areas = join_tags([card.areas])
    fields = save_checked(card)
    if is_new:
        record(
            f"{card._meta.model_name}.created", card, actor=actor, text=added, about=[card.person]
        )
    elif fields:
        record(
            f"{card._meta.model_name}.changed",
            card,
            actor=actor,
            text=changed,
            about=[card.person],
            data={"fields": fields},
        )


def _check_categories(card: MentorCard) -> None:
    rows = MentorCard._base_manager.filter(pk=card.pk).values_list("categories", flat=True)
    kept = rows.first() or []
    if card.categories == kept:
        return
    offered = categories_of(Base.MENTORS, rules_for(card.person.school, today()))
    refuse_unknown(card.categories, kept=kept, offered=offered)


@transaction.atomic
def archive_card(card: Card, *, actor: Any) -> Card:
    """Out of the working base; nothing is lost. An app that still needs the card may refuse."""
    card = move(lock(card), CardState.ARCHIVED, CARD_TRANSITIONS)
    card_archived.send(sender=type(card), card=card, actor=actor)
    record(
        f"{card._meta.model_name}.archived",
        card,
        actor=actor,
        text=_("Карточка убрана в архив."),
        about=[card.person],
    )
    return card


@transaction.atomic
def confirm_card(card: Card, *, actor: Any) -> Card:
    """Somebody looked it through and all is as it was: from today the card is fresh again."""
    card = lock(card)
    if card.state != CardState.ACTIVE:
        raise DomainError(_("Карточка в архиве: сначала верните её в базу."))
    card.save(update_fields=["updated_at"])
    record(
        f"{card._meta.model_name}.confirmed",
        card,
        actor=actor,
        text=_("Сведения карточки проверены, изменений нет."),
        about=[card.person],
    )
    return card


@transaction.atomic
def restore_card(card: Card, *, actor: Any) -> Card:
    """Back to the working base, if the regulation of today has the person there."""
    refuse_unless_allowed(card.person, [base_of(card)])
    card = move(lock(card), CardState.ACTIVE, CARD_TRANSITIONS)
    record(
        f"{card._meta.model_name}.restored",
        card,
        actor=actor,
        text=_("Карточка возвращена из архива."),
        about=[card.person],
    )
    return card
