"""Lines of the two bases: written, put into the archive, taken back."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core.audit import record
from core.i18n import gettext as _
from core.transitions import lock, move

from ..choices import CARD_TRANSITIONS, CardState
from ..models import MenteeCard, MentorCard
from ..signals import card_archived
from .saving import save_checked

Card = MentorCard | MenteeCard


@transaction.atomic
def save_mentor_card(card: MentorCard, *, actor: Any) -> MentorCard:
    """Write a new or a changed line of the mentors' base; the person is saved before."""
    _save(card, actor, _("Человек внесён в базу наставников."), _("Изменена карточка наставника."))
    return card


@transaction.atomic
def save_mentee_card(card: MenteeCard, *, actor: Any) -> MenteeCard:
    """Write a new or a changed line of the mentees' base; the person is saved before."""
    _save(
        card,
        actor,
        _("Человек внесён в базу наставляемых."),
        _("Изменена карточка наставляемого."),
    )
    return card


def _save(card: Card, actor: Any, added: str, changed: str) -> None:
    is_new = card.pk is None
    card.school_id = card.person.school_id
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
def restore_card(card: Card, *, actor: Any) -> Card:
    card = move(lock(card), CardState.ACTIVE, CARD_TRANSITIONS)
    record(
        f"{card._meta.model_name}.restored",
        card,
        actor=actor,
        text=_("Карточка возвращена из архива."),
        about=[card.person],
    )
    return card
