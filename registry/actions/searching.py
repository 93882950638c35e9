"""Mentees for whom no pair was found: the search goes on, a psychologist may help meanwhile."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.transitions import lock, move

from ..choices import PAIR_SEARCH_TRANSITIONS, CardState, PairSearch
from ..hooks import cards_in_pairs
from ..models import MenteeCard
from .saving import check_day

LONGEST_NOTE = 2000
_TEXTS = {
    PairSearch.SEARCHING: gettext_lazy("Пара не найдена, поиск продолжается."),
    PairSearch.SUPPORT: gettext_lazy("Пара не найдена, нужна поддержка {psychologist:genitive}."),
}


@transaction.atomic
def mark_search(
    card: MenteeCard, *, search: str, since: datetime.date, note: str = "", actor: Any
) -> MenteeCard:
    """Say that no pair was found, since when, and whether a psychologist is asked for."""
    card = lock(card)
    if search not in (PairSearch.SEARCHING, PairSearch.SUPPORT):
        raise DomainError(_("Выберите, продолжается поиск или нужна поддержка."))
    if card.state != CardState.ACTIVE:
        raise DomainError(_("Карточка в архиве: сначала верните её в базу."))
    if cards_in_pairs(card.school_id).filter(pk=card.pk).exists():
        raise DomainError(_("У человека уже есть пара: отмечать поиск не нужно."))
    check_day(since)
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise DomainError(
            _("Заметка длиннее %(limit)s знаков: сократите её.") % {"limit": LONGEST_NOTE}
        )
    values = {"search_since": since, "search_note": note}
    if card.search == search:
        if all(getattr(card, name) == value for name, value in values.items()):
            return card
        for name, value in values.items():
            setattr(card, name, value)
        card.save(update_fields=[*values, "updated_at"])
    else:
        card = move(card, search, PAIR_SEARCH_TRANSITIONS, field="search", **values)
    record(
        "search.marked",
        card,
        actor=actor,
        text=str(_TEXTS[PairSearch(search)]),
        about=[card.person],
        data={"search": search, "since": str(since)},
    )
    return card


@transaction.atomic
def end_search(card: MenteeCard, *, actor: Any) -> MenteeCard:
    """The pair is there, or nobody searches any more. Without a mark nothing happens."""
    card = lock(card)
    if card.search == PairSearch.NONE:
        return card
    card = move(
        card,
        PairSearch.NONE,
        PAIR_SEARCH_TRANSITIONS,
        field="search",
        search_since=None,
        search_note="",
    )
    record(
        "search.ended",
        card,
        actor=actor,
        text=_("Поиск пары окончен."),
        about=[card.person],
    )
    return card
