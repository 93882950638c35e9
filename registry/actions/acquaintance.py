"""The mentors' texts of a school are kept by versions; mentors say that they have read them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from core.audit import record
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext as _
from core.terms import using
from core.transitions import lock
from schools.models import School
from schools.terms import words_of

from ..choices import AcquaintedBy, PrincipleKind
from ..models import Acquaintance, Person, PrincipleText
from ..principles import SAMPLES
from ..queries.acquaintance import current_texts, texts_to_read
from ..rules import rules_for
from ..selection import principle_kinds
from .saving import check_day, save_checked

MAX_POINTS = 100


@transaction.atomic
def keep_texts(school: School) -> list[PrincipleText]:
    """The texts that the act has, the product's own words where the school has none yet."""
    kinds = principle_kinds(rules_for(school))
    missing = set(kinds) - {text.kind for text in current_texts(school)}
    if missing:
        lock(school)
        missing -= {text.kind for text in current_texts(school)}
        with using(words_of(school)):
            for kind in missing:
                sample = SAMPLES[PrincipleKind(kind)]
                text = PrincipleText.objects.create(school=school, kind=kind, **sample.said())
                record("principletext.begun", text, actor=None, text=_("Взят образец текста."))
    return [text for text in current_texts(school) if text.kind in kinds]


@transaction.atomic
def save_text(
    school: School,
    *,
    kind: str,
    seen_version: int,
    title: str,
    points: list[Any],
    actor: Any,
    exceptions_intro: str = "",
    exceptions: Iterable[str] = (),
    asks_again: bool = False,
) -> PrincipleText:
    """A new version of a text. Raises `DomainError` where somebody else has changed it since."""
    lock(school)
    latest = next((text for text in current_texts(school) if text.kind == kind), None)
    if (latest.version if latest else 0) != seen_version:
        raise DomainError(_("Текст тем временем изменили: откройте страницу заново."))
    if not points:
        raise DomainError(_("Напишите хотя бы один пункт."))
    exceptions = list(exceptions)
    if len(points) + len(exceptions) > MAX_POINTS:
        raise DomainError(_("Пунктов больше %s: сократите текст.") % MAX_POINTS)
    values = {
        "title": title.strip(),
        "points": points,
        "exceptions_intro": exceptions_intro.strip(),
        "exceptions": exceptions,
    }
    if latest and all(getattr(latest, name) == value for name, value in values.items()):
        return latest
    text = PrincipleText(
        school=school,
        kind=kind,
        version=seen_version + 1,
        asks_again=asks_again or latest is None,
        **values,
    )
    save_checked(text)
    record(
        "principletext.saved",
        text,
        actor=actor,
        text=_("Новая редакция: %(title)s.") % {"title": text.get_kind_display()},
        data={"version": text.version, "asks_again": text.asks_again},
    )
    return text


@transaction.atomic
def read_texts(person: Person, *, actor: Any) -> list[Acquaintance]:
    """The mentor says by one button that all texts have been read; today's versions are kept."""
    if person.user_id is None or person.user_id != getattr(actor, "pk", None):
        raise DomainError(_("Ознакомиться можно только за себя."))
    return _acquaint([person], way=AcquaintedBy.HERE, read_on=today(), actor=actor)


@transaction.atomic
def record_acquaintance(
    people: Iterable[Person], *, read_on: datetime.date, actor: Any
) -> list[Acquaintance]:
    """Signed on the sheet of paper, by all of these."""
    check_day(read_on)
    made = _acquaint(list(people), way=AcquaintedBy.PAPER, read_on=read_on, actor=actor)
    if not made:
        raise DomainError(_("Выберите тех, кто ещё не ознакомлен."))
    return made


def _acquaint(
    people: list[Person], *, way: str, read_on: datetime.date, actor: Any
) -> list[Acquaintance]:
    if not people:
        return []
    school = people[0].school
    if any(person.school_id != school.pk for person in people):
        raise DomainError(_("Эти люди из разных {schools:genitive}."))
    # Two clicks at once would write the same row twice.
    keys = [person.pk for person in people]
    list(Person.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    latest = {text.kind: text for text in keep_texts(school)}
    lacking = texts_to_read(school, keys, kinds=latest)
    rows = [
        Acquaintance(
            school=school,
            person_id=key,
            text=latest[kind],
            way=way,
            read_on=read_on,
            recorded_by=actor if getattr(actor, "pk", None) else None,
        )
        for key in keys
        for kind in lacking.get(key, ())
    ]
    made = Acquaintance.objects.bulk_create(rows)
    if made:
        record(
            "acquaintance.recorded",
            school,
            actor=actor,
            text=_("Записано ознакомление с текстами для {mentors:genitive}."),
            about=[person for person in people if person.pk in lacking],
            data={"way": way, "read_on": read_on.isoformat(), "count": len(made)},
        )
    return made
