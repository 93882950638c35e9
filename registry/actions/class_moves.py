"""All classes move to the next school year in one go, and back where that was too early."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from core.audit import record, ref
from core.bulk import insert_rows, update_rows
from core.clock import now
from core.errors import DomainError
from core.i18n import gettext as _
from core.models import AuditEvent
from core.transitions import lock
from schools.choices import ParticipantKind
from schools.models import School

from ..choices import CardState
from ..models import ClassMove, FormerPlace, MenteeCard, MentorCard, Person
from ..models.people import PLACE_FIELDS
from ..queries.places import people_to_move
from .cards import archive_card, restore_card
from .places import ONE_DAY, check_since

CARDS: dict[str, Any] = {"menteecard": MenteeCard, "mentorcard": MentorCard}


@dataclass(slots=True)
class Moved:
    """What came of a move or of its undoing; `left`: those who stayed as they were."""

    move: ClassMove
    count: int = 0
    left: list[Person] = field(default_factory=list)


@transaction.atomic
def move_classes(
    school: School,
    people: QuerySet[Person],
    *,
    classes: Mapping[str, str],
    since: datetime.date,
    actor: Any,
) -> Moved:
    """Move everybody of these classes: old name → new one, "" for a class that leaves the school.

    Who leaves becomes a graduate, and the card goes to the archive; who is in a pair still stays
    as they were. Who moved to this school year already is not moved again: the second of two
    clicks finds nobody.
    """
    check_since(since)
    School.objects.select_for_update().get(pk=school.pk)
    rows = people_to_move(people, since).filter(class_name__in=classes)
    found = list(rows.select_for_update(of=("self",)).select_related("school"))
    if not found:
        raise DomainError(_("Переводить некого: на этот учебный год все уже переведены."))
    result = Moved(
        ClassMove.objects.create(school=school, since=since, classes=dict(classes), made_by=actor)
    )
    goes = []
    for person in found:
        if classes[person.class_name] or _put_away(person, result.move, actor):
            goes.append(person)
        else:
            result.left.append(person)
    if not goes:
        raise DomainError(
            _("Никто не переведён: выпускники ещё состоят в парах. Сначала завершите пары.")
        )
    insert_rows(
        FormerPlace,
        ["school_id", "person_id", "until", "move_id", *PLACE_FIELDS],
        (
            [school.pk, person.pk, since - ONE_DAY, result.move.pk]
            + [getattr(person, name) for name in PLACE_FIELDS]
            for person in goes
        ),
    )
    update_rows(
        Person,
        ["class_name", "kind"],
        ([person.pk, *_after(person, classes)] for person in goes),
    )
    result.move.save()
    result.count = len(goes)
    _write_trail(result.move, goes, actor, "person.class_moved", _("Переход на новый учебный год."))
    record(
        "classes.moved",
        result.move,
        actor=actor,
        text=_("{Classes} переведены на новый учебный год."),
        data={"classes": dict(classes), "count": result.count},
    )
    return result


def _after(person: Person, classes: Mapping[str, str]) -> tuple[str, str]:
    name = classes[person.class_name]
    return (name, person.kind) if name else ("", ParticipantKind.GRADUATE)


def _put_away(person: Person, move: ClassMove, actor: Any) -> bool:
    """Archive the cards of somebody who leaves; False where a pair still needs one."""
    archived = []
    try:
        with transaction.atomic():
            for name, model in CARDS.items():
                card = model.objects.filter(person=person, state=CardState.ACTIVE).first()
                if card is not None:
                    archive_card(card, actor=actor)
                    archived.append((name, card.pk))
    except DomainError:
        return False
    for name, key in archived:
        move.archived.setdefault(name, []).append(key)
    return True


@transaction.atomic
def undo_class_move(move: ClassMove, *, actor: Any) -> Moved:
    """Back to the classes of before; who was changed since keeps what was written since."""
    move = lock(move)
    if move.undone_at is not None:
        raise DomainError(_("Этот перевод уже отменён."))
    result = Moved(move)
    places = move.former_places.select_related("person__school").select_for_update(
        of=("self", "person")
    )
    back = []
    for place in places:
        later = FormerPlace.objects.filter(person=place.person, until__gt=place.until).exists()
        person = place.person
        if later or (person.class_name, person.kind) != _after(_before(place), move.classes):
            result.left.append(person)
        else:
            back.append(place)
    update_rows(
        Person,
        ["class_name", "kind"],
        ([place.person_id, place.class_name, place.kind] for place in back),
    )
    FormerPlace.objects.filter(pk__in=[place.pk for place in back]).delete()
    _restore_cards(move, {place.person_id for place in back}, actor)
    move.undone_at = now()
    move.save(update_fields=["undone_at", "updated_at"])
    result.count = len(back)
    people = [place.person for place in back]
    _write_trail(move, people, actor, "person.class_moved_back", _("Переход отменён."))
    record(
        "classes.moved_back",
        move,
        actor=actor,
        text=_("Перевод {classes:genitive} отменён."),
        data={"count": result.count, "left": len(result.left)},
    )
    return result


def _before(place: FormerPlace) -> Person:
    return Person(class_name=place.class_name, kind=place.kind)


def _restore_cards(move: ClassMove, people: set[int], actor: Any) -> None:
    for name, keys in move.archived.items():
        rows = CARDS[name].objects.filter(pk__in=keys, person__in=people, state=CardState.ARCHIVED)
        for card in rows.select_related("person__school"):
            restore_card(card, actor=actor)


def _write_trail(
    move: ClassMove, people: Iterable[Person], actor: Any, verb: str, text: str
) -> None:
    insert_rows(
        AuditEvent,
        ["actor_id", "school_id", "verb", "text", "refs"],
        (
            (
                getattr(actor, "pk", None),
                move.school_id,
                verb,
                text,
                [ref(person), ref(move)],
            )
            for person in people
        ),
    )
