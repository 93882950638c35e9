"""What a psychologist looks at: pupils with special notes who have nobody yet."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.urls import reverse

from accounts.models import User
from core.i18n import gettext as _
from registry.choices import PairSearch
from registry.models import MenteeCard
from schools.models import Programme

from ..todo import TodoGroup, TodoItem, group_of
from .curator import unpaired_mentees


def groups(
    user: User, programme: Programme | None, today: datetime.date
) -> Iterator[TodoGroup | None]:
    yield support_asked(user)
    yield special_without_pair(user)
    yield others_without_pair(user)


def support_asked(user: User) -> TodoGroup | None:
    """For whom somebody has marked that no pair was found and help is wanted meanwhile."""
    rows = unpaired_mentees(user).filter(search=PairSearch.SUPPORT).order_by("search_since")
    return group_of(
        _("Пара не нашлась, нужна ваша поддержка"),
        rows.select_related("person"),
        _item,
        url=f"{reverse('registry:mentee_list')}?pair_search={PairSearch.SUPPORT}",
    )


def special_without_pair(user: User) -> TodoGroup | None:
    rows = unpaired_mentees(user).exclude(search=PairSearch.SUPPORT)
    rows = rows.filter(person__special_note__isnull=False)
    return group_of(
        _("Без пары, есть сведения особой категории"),
        rows.select_related("person"),
        _item,
        url=reverse("registry:mentee_list"),
    )


def others_without_pair(user: User) -> TodoGroup | None:
    rows = unpaired_mentees(user).exclude(search=PairSearch.SUPPORT)
    rows = rows.filter(person__special_note__isnull=True)
    return group_of(
        _("{Mentees} без пары"),
        rows.select_related("person"),
        _item,
        url=reverse("registry:mentee_list"),
    )


def _item(card: MenteeCard) -> TodoItem:
    return TodoItem(
        card.person.full_name, card.get_absolute_url(), _("Карточка"), note=card.person.place
    )
