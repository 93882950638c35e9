"""Two rows of one person become one, and may become two again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from core.audit import record
from core.clock import now
from core.errors import DomainError
from core.i18n import gettext as _
from core.russian.names import normalise_key
from core.transitions import lock

from ..merge_fields import CARDS, Choices, house_models, taken_values
from ..models import NotSamePerson, Person, PersonMerge
from ..queries.duplicates import refusals_of_merge, tying_rows
from ..signals import people_merged, people_merging
from .merge_journal import Journal, take_back_journal, tell_database
from .merge_overlaps import join_dated


@transaction.atomic
def merge_people(kept: Person, gone: Person, *, choices: Choices, actor: Any) -> PersonMerge:
    """Everything of `gone` becomes that of `kept`; of values in two versions the chosen one stays.

    `choices` maps a part of `merge_fields` to "gone" where that row's value is taken. Refused where
    the two cannot be one person, or where what they have together breaks a rule of the database.
    """
    kept, gone = _lock_both(kept, gone)
    if found := refusals_of_merge(kept, gone) or refusals_of_merge(gone, kept):
        raise DomainError(" ".join(found))
    people_merging.send(sender=Person, kept=kept, gone=gone)
    merge = PersonMerge(
        school_id=kept.school_id,
        kept=kept,
        gone_id=gone.pk,
        gone_key=gone.name_key,
        gone_birth_date=gone.birth_date,
        gone_birth_year=gone.birth_year,
        made_by=actor if getattr(actor, "pk", None) else None,
    )
    journal = Journal()
    values = taken_values(kept, gone, choices)
    tell_database()
    try:
        _write(kept, gone, values, journal)
    except IntegrityError as error:
        raise DomainError(_told(error)) from error
    merge.journal = journal.steps
    merge.save()
    people_merged.send(sender=Person, kept=kept, gone_id=gone.pk, actor=actor)
    record(
        "person.merged",
        merge,
        actor=actor,
        text=_("Две записи об одном человеке объединены."),
        about=[kept],
        data={"gone": merge.gone_id, "taken": sorted(k for k in choices if choices[k] == "gone")},
    )
    return merge


def _lock_both(kept: Person, gone: Person) -> tuple[Person, Person]:
    if kept.pk == gone.pk:
        raise DomainError(_("Выберите две разные записи."))
    rows = Person.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) < 2:
        raise DomainError(_("Одной из записей уже нет: обновите страницу."))
    one, other = found[kept.pk], found[gone.pk]
    if one.school_id != other.school_id:
        raise DomainError(_("Эти люди из разных {schools:genitive}."))
    return one, other


def _write(
    kept: Person, gone: Person, values: dict[type[models.Model], dict[str, Any]], journal: Journal
) -> None:
    for first, second in ((kept, gone), (gone, kept)):
        journal.delete_rows(NotSamePerson.objects.filter(first=first, second=second))
    for row, _says in list(tying_rows(kept, gone)) + list(tying_rows(gone, kept)):
        journal.delete(row)
    join_dated(kept, gone, journal)
    cards = [(getattr(kept, name, None), getattr(gone, name, None)) for name in CARDS]
    # An account belongs to one row of a school at a time.
    if gone.user_id is not None:
        journal.update(gone, {"user_id": None})
    journal.absorb(kept, gone)
    for own, other in cards:
        if own is not None and other is not None and values.get(type(own)):
            _save(own, values[type(own)], journal)
    _save(kept, values.get(Person, {}), journal)
    connection.check_constraints()


def _save(row: models.Model, values: Mapping[str, Any], journal: Journal) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    changed = dict(values)
    if isinstance(row, Person):
        changed["name_key"] = row.name_key = normalise_key(row.full_name)
    try:
        row.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    row.refresh_from_db(fields=list(changed))
    journal.update(row, changed)


def _told(error: IntegrityError) -> str:
    """The constraint in its own words, found by its name in any app."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for model in house_models():
        for constraint in model._meta.constraints:
            if constraint.name == name and constraint.violation_error_message:
                return _("Объединить нельзя: %(why)s") % {
                    "why": str(constraint.violation_error_message)
                }
    return _("Объединить нельзя: у обеих записей есть то, чего у одного человека быть не может.")


@transaction.atomic
def undo_merge(merge: PersonMerge, *, actor: Any) -> Person:
    """Two rows again, each with what it had. What came after the merge stays with the kept one.

    Refused where something that the merge wrote has been changed since.
    """
    merge = lock(merge)
    if merge.undone_at is not None:
        raise DomainError(_("Объединение уже отменено."))
    later = PersonMerge.objects.standing().filter(kept=merge.kept_id, pk__gt=merge.pk)
    if later.exists():
        raise DomainError(_("Сначала отмените объединение, которое сделали позже."))
    if not merge.journal:
        raise DomainError(_("Прежние сведения уничтожены: отменить объединение нельзя."))
    Person.objects.select_for_update().get(pk=merge.kept_id)
    tell_database()
    try:
        with transaction.atomic():
            take_back_journal(merge.journal)
            connection.check_constraints()
    except IntegrityError as error:
        raise DomainError(
            _("Отменить нельзя: прежнее место уже занято тем, что записали позже.")
        ) from error
    merge.undone_at = now()
    merge.save(update_fields=["undone_at", "updated_at"])
    gone = Person.objects.get(pk=merge.gone_id)
    record(
        "person.merge_undone",
        merge,
        actor=actor,
        text=_("Объединение двух записей отменено."),
        about=[merge.kept, gone],
    )
    return gone


@transaction.atomic
def tell_apart(first: Person, second: Person, *, actor: Any) -> NotSamePerson:
    """Remembered, so that the list of likely duplicates does not ask again."""
    if first.pk == second.pk or first.school_id != second.school_id:
        raise DomainError(_("Выберите две разные записи."))
    low, high = sorted((first, second), key=lambda person: person.pk)
    said, is_new = NotSamePerson.objects.get_or_create(
        school_id=low.school_id,
        first=low,
        second=high,
        defaults={"said_by": actor if getattr(actor, "pk", None) else None},
    )
    if is_new:
        record(
            "person.told_apart",
            said,
            actor=actor,
            text=_("Отмечено: это два разных человека."),
            about=[low, high],
        )
    return said
