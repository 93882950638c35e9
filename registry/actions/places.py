"""What a person's class, post and workplace were before they changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from core.audit import record
from core.bulk import insert_rows
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext as _
from core.russian.dates import short_date
from core.russian.text import fold

from ..models import FormerPlace, ImportBatch, Person
from ..models.people import PLACE_FIELDS
from .saving import save_checked

ONE_DAY = datetime.timedelta(days=1)
FURTHEST = datetime.timedelta(days=100)


def keep_place_before(person: Person, since: datetime.date) -> FormerPlace | None:
    """Before a changed person is saved: what stands in the row held until the day before `since`.

    None where class, post and workplace are as they were.
    """
    row = Person._base_manager.filter(pk=person.pk).values(*PLACE_FIELDS).get()
    if all(getattr(person, name) == value for name, value in row.items()):
        return None
    check_since(since)
    last = person.former_places.order_by("-until").first()
    until = since - ONE_DAY
    if last is not None and last.until >= until:
        raise DomainError(
            _("До %(day)s записано другое место. Укажите более поздний день.")
            % {"day": short_date(last.until)}
        )
    place = FormerPlace(school_id=person.school_id, person=person, until=until, **row)
    save_checked(place)
    return place


def check_since(since: datetime.date) -> None:
    """A change may be written down before it comes, as in summer, but not long before."""
    if since > today() + FURTHEST:
        raise DomainError(_("Проверьте дату: до этого дня больше трёх месяцев, записывать рано."))


@transaction.atomic
def add_former_place(place: FormerPlace, *, actor: Any) -> FormerPlace:
    """Say what was before, where nobody wrote it down when it changed."""
    if place.until >= today():
        raise DomainError(_("Прежнее место закончилось до сегодняшнего дня: исправьте дату."))
    if not str(place):
        raise DomainError(_("Укажите {class}, должность или место работы."))
    place.school_id = place.person.school_id
    save_checked(place)
    record(
        "place.added",
        place,
        actor=actor,
        text=_("Записано прежнее место: по %(day)s.") % {"day": short_date(place.until)},
        about=[place.person],
    )
    return place


@transaction.atomic
def remove_former_place(place: FormerPlace, *, actor: Any) -> None:
    """What was written by mistake; the days go to the place that came after."""
    record(
        "place.removed",
        place,
        actor=actor,
        text=_("Убрано прежнее место: по %(day)s.") % {"day": short_date(place.until)},
        about=[place.person],
    )
    place.delete()


def keep_places_of_import(
    batch: ImportBatch,
    changes: Iterable[tuple[int, Mapping[str, Any], Mapping[str, Any]]],
    *,
    since: datetime.date,
) -> int:
    """For an import, in its transaction: (person, what stands there, what comes), in one go.

    Only what takes the place of something counts: a class that was not known is no change. Who
    has a former place of that day or later stays with it.
    """
    until = since - ONE_DAY
    moved = {
        person_id: known
        for person_id, known, given in changes
        if any(_is_another(known.get(name), given.get(name)) for name in MOVES)
    }
    later = FormerPlace.objects.filter(person__in=moved, until__gte=until)
    for person_id in later.values_list("person_id", flat=True):
        moved.pop(person_id, None)
    return insert_rows(
        FormerPlace,
        ["school_id", "person_id", "until", "batch_id", *PLACE_FIELDS],
        (
            [batch.school_id, person_id, until, batch.pk]
            + [known.get(name) or "" for name in PLACE_FIELDS]
            for person_id, known in moved.items()
        ),
    )


MOVES = ("class_name", "post", "workplace")


def _is_another(before: str | None, after: str | None) -> bool:
    """Whether something took the place of something; «8 а» and «8А» are the same."""
    one, other = (fold(text or "").replace(" ", "") for text in (before, after))
    return bool(one and other) and one != other
