"""Who has read the mentors' texts, and who has not."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from core.i18n import gettext as _
from core.russian.dates import short_date
from schools.models import School

from ..choices import CardState, PrincipleKind
from ..hooks import Panel, PanelItem
from ..models import Acquaintance, Person, PrincipleText


@dataclass(frozen=True, slots=True)
class Reader:
    """A mentor of the base with the kinds of texts that are still unread."""

    person: Person
    unread: tuple[str, ...]
    last: Acquaintance | None

    @property
    def unread_titles(self) -> str:
        return ", ".join(str(PrincipleKind(kind).label) for kind in self.unread)


def current_texts(school: School) -> list[PrincipleText]:
    """The newest version of each kind that the school keeps, in their order."""
    newest: dict[str, PrincipleText] = {}
    for text in PrincipleText.objects.filter(school=school).order_by("version"):
        newest[text.kind] = text
    return [newest[kind.value] for kind in PrincipleKind if kind.value in newest]


def texts_to_read(
    school: School, people: Iterable[int], *, kinds: Collection[str]
) -> dict[int, list[str]]:
    """Person → kinds that are unread: no version since the last one that asked all again."""
    needed: dict[str, int] = {}
    rows = PrincipleText.objects.filter(school=school, kind__in=list(kinds))
    for kind, version, asks_again in rows.order_by("version").values_list(
        "kind", "version", "asks_again"
    ):
        if asks_again or kind not in needed:
            needed[kind] = version
    keys = list(people)
    read: dict[tuple[int, str], int] = {}
    for person_id, kind, version in Acquaintance.objects.filter(person__in=keys).values_list(
        "person_id", "text__kind", "text__version"
    ):
        read[person_id, kind] = max(version, read.get((person_id, kind), 0))
    order = [kind.value for kind in PrincipleKind if kind.value in kinds]
    found = {
        key: [kind for kind in order if read.get((key, kind), 0) < needed.get(kind, 1)]
        for key in keys
    }
    return {key: unread for key, unread in found.items() if unread}


def readers(user: Any, *, kinds: Collection[str]) -> list[Reader]:
    """Mentors of the base whom this user sees; those who have something unread come first."""
    rows = Person.objects.visible_to(user).filter(mentor_card__state=CardState.ACTIVE)
    people = list(rows.order_by("search_name"))
    lacking = texts_to_read(user.school, [person.pk for person in people], kinds=kinds)
    last: dict[int, Acquaintance] = {}
    for row in Acquaintance.objects.filter(person__in=people).order_by("read_on", "pk"):
        last[row.person_id] = row
    found = [
        Reader(person, tuple(lacking.get(person.pk, ())), last.get(person.pk)) for person in people
    ]
    return sorted(found, key=lambda reader: not reader.unread)


def panel_of_acquaintance(person: Person, user: Any) -> Panel:
    """What the person has read, newest first."""
    title = _("Ознакомление")
    if not user.has_perm("registry.read_principles"):
        return Panel(title, [])
    rows = Acquaintance.objects.visible_to(user).filter(person=person).select_related("text")
    url = reverse(
        "registry:principle_own" if person.user_id == user.pk else "registry:principle_list"
    )
    return Panel(
        title,
        [PanelItem(title=row.text.title, url=url, note=short_date(row.read_on)) for row in rows],
    )
