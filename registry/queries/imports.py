"""What an import asks of the base: the school's choices, people of the same names, its batches."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from core.clock import today
from core.models import Job
from core.prepared import AnyOf
from schools.models import Direction, MentoringForm, School

from ..choices import Base, RowStatus
from ..models import ImportBatch, MenteeCard, MentorCard, Person, PersonMerge, RememberedHeading
from ..reading.fields import CARD_FIELDS, PERSON_FIELDS
from ..reading.rows import Setting
from ..reading.values import choice_key
from ..rules import allowed_kinds, rules_for

CARD_MODELS: dict[str, type[MentorCard] | type[MenteeCard]] = {
    Base.MENTORS: MentorCard,
    Base.MENTEES: MenteeCard,
}
CARD_RELATIONS = {Base.MENTORS: "mentor_card", Base.MENTEES: "mentee_card"}


def import_setting(school: School) -> Setting:
    """What of the school the rows of a file are checked against."""
    forms = list(MentoringForm.objects.filter(school=school, is_active=True))
    directions = list(Direction.objects.filter(school=school, is_active=True))
    return Setting(
        organisation=school.kind,
        today=today(),
        forms={choice_key(form.name): form.pk for form in forms},
        form_names=tuple(form.name for form in forms),
        mentor_kinds={form.pk: form.mentor_kind for form in forms},
        mentee_kinds={form.pk: form.mentee_kind for form in forms},
        directions={choice_key(direction.name): direction.pk for direction in directions},
        direction_names=tuple(direction.name for direction in directions),
    )


def remembered_headings(school_id: int, base: str) -> dict[str, str]:
    """What people of the school said of headings before: key to the name of a column."""
    rows = RememberedHeading.objects.filter(school_id=school_id, base=base)
    return dict(rows.values_list("key", "name"))


def kinds_for_import(school_id: int, base: str) -> tuple[list[str] | None, str]:
    """Whom the regulation of today lets into the base, None for anybody; and where it says so."""
    rules = rules_for(School.objects.get(pk=school_id), today())
    side = "mentor" if base == Base.MENTORS else "mentee"
    return allowed_kinds(base, rules), rules.clause(f"participants.{side}_kinds")


def people_named(school_id: int, base: str, keys: Collection[str]) -> list[dict[str, Any]]:
    """People of the school by name keys, with their cards of this base.

    Three queries; one for the first file of a school: names are not sent where there is nobody.
    Somebody whose second row was merged away is found by the spelling and the birth of that row
    too: `is_alias` says so, and a file does not bring the old spelling back.
    """
    people = Person.objects.filter(school_id=school_id)
    if not people.exists():
        return []
    found = _rows(base, people.filter(AnyOf(F("name_key"), list(keys))))
    merges = _merges(school_id, keys)
    kept = people_by_id(base, {merge.kept_id for merge in merges}) if merges else {}
    for merge in merges:
        person = kept[merge.kept_id]
        if person["name_key"] == merge.gone_key:
            continue
        alias = person | {"name_key": merge.gone_key, "is_alias": True}
        if merge.gone_birth_date or merge.gone_birth_year:
            day = merge.gone_birth_date
            alias["birth_date"] = day.isoformat() if day else None
            alias["birth_year"] = day.year if day else merge.gone_birth_year
        found.append(alias)
    return found


def _merges(school_id: int, keys: Collection[str]) -> list[PersonMerge]:
    """Merges of a school are few, names in a file are many: these are not sent there."""
    rows = PersonMerge.objects.standing().filter(school_id=school_id).exclude(gone_key="")
    named = frozenset(keys)
    return [row for row in rows.defer("journal").order_by("pk") if row.gone_key in named]


def people_by_id(base: str, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """The same of people by their keys. One query."""
    return {row["id"]: row for row in _rows(base, Person.objects.filter(pk__in=ids))}


def _rows(base: str, people: QuerySet[Person]) -> list[dict[str, Any]]:
    card = CARD_RELATIONS[Base(base)]
    columns = {"card_id": "id", "state": "state"} | {name: name for name in CARD_FIELDS[base]}
    names = ["id", "name_key", *PERSON_FIELDS]
    asked = [*names, *(f"{card}__{column}" for column in columns.values())]
    found = []
    for values in people.order_by("pk").values_list(*asked):
        row = dict(zip([*names, *columns], values, strict=True))
        if row["birth_date"] and not row["birth_year"]:
            row["birth_year"] = row["birth_date"].year
        for name in ("birth_date", "joined_on"):
            row[name] = row[name].isoformat() if row[name] else row[name]
        found.append(row)
    return found


def lock_people(school_id: int, base: str, keys: Collection[str]) -> None:
    """Nobody else changes these people and their cards until the transaction ends."""
    merged = [merge.kept_id for merge in _merges(school_id, keys)]
    people = Person.objects.filter(Q(name_key__in=keys) | Q(pk__in=merged), school_id=school_id)
    ids = list(people.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    cards = CARD_MODELS[Base(base)].objects.filter(person_id__in=ids)
    list(cards.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def hidden_from(actor: Any, ids: Iterable[int]) -> frozenset[int]:
    """Those of these people whom the actor may not see. A command has no actor and sees all."""
    scope = getattr(actor, "scope", None)
    ids = set(ids)
    if scope is None or not ids or (scope.direction_ids is None and scope.form_ids is None):
        return frozenset()
    seen = Person.objects.visible_to(actor).filter(pk__in=ids).order_by()
    return frozenset(ids - set(seen.values_list("pk", flat=True)))


def taken_counts(batch: ImportBatch) -> dict[str, int]:
    """How many rows of each status nobody chose to leave. One query."""
    rows = batch.rows.filter(is_left=False).order_by().values_list("status")
    found = dict(rows.annotate(number=Count("pk")))
    return {status: found.get(status, 0) for status in RowStatus.values}


def import_key(batch: ImportBatch) -> str:
    return f"registry.import:{batch.pk}"


def import_job(batch: ImportBatch) -> Job | None:
    """The last job that wrote or undid this import, finished or not."""
    return Job.objects.filter(key=import_key(batch)).order_by("-pk").first()
