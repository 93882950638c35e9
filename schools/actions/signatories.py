"""Who signs for the school: one person a day; an acting one for a while, then who was before."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from core import audit
from core.errors import DomainError
from core.i18n import gettext as _
from core.transitions import lock
from schools.models import School, Signatory

from .values import apply_values

SIGNATORY_FIELDS = (
    "post",
    "last_name",
    "first_name",
    "middle_name",
    "gender",
    "is_acting",
    "valid_from",
    "valid_to",
)
# What makes two rows the same person in the same capacity.
IDENTITY = ("post", "last_name", "first_name", "middle_name", "gender", "is_acting")
DAY = datetime.timedelta(days=1)


@transaction.atomic
def save_signatory(
    school: School, *, actor: Any, signatory: Signatory | None = None, **values: Any
) -> Signatory:
    """Who signs from a day on. Whoever signed before ends the day before.

    With a last day (`valid_to`) it is only for a while: the one who signed before goes on the day
    after. Raises `ValidationError` where the days run into somebody who comes later, `DomainError`
    where they run backwards.
    """
    lock(school)
    row = lock(signatory) if signatory else Signatory(school=school)
    if row.pk:
        _close_gap(row)
    since = values.get("valid_from", row.valid_from)
    until = values.get("valid_to", row.valid_to)
    if since and until and until < since:
        raise DomainError(_("Последний день раньше первого."))
    if since:
        _make_room(row, since, until)
    apply_values(row, values, SIGNATORY_FIELDS)
    row.save()
    audit.record(
        "schools.save_signatory",
        row,
        actor=actor,
        text=_("Указано, кто подписывает приказы."),
        about=[school],
    )
    return row


def _make_room(row: Signatory, since: datetime.date, until: datetime.date | None) -> None:
    """Cut the days out of the one who signs then; an end that was named stays where it was."""
    earlier = row.school.signatories.exclude(pk=row.pk).filter(valid_from__lt=since)
    before = earlier.exclude(valid_to__lt=since).first()
    if before is None:
        return
    ends = before.valid_to
    if ends is not None and (until is None or ends <= until):
        return  # two terms that were both named: the constraint says so
    before.valid_to = since - DAY
    before.save(update_fields=["valid_to", "updated_at"])
    if until is not None:
        before.pk = None
        before._state.adding = True
        before.valid_from, before.valid_to = until + DAY, ends
        before.full_clean(validate_constraints=False)
        before.save()


def _close_gap(row: Signatory) -> None:
    """Undo what `_make_room` did for this row, so that its days may be said anew.

    The row leaves the table until it is saved with the same key: two never sign on one day.
    """
    others = row.school.signatories.exclude(pk=row.pk)
    before = others.filter(valid_to=row.valid_from - DAY).first()
    after = others.filter(valid_from=row.valid_to + DAY).first() if row.valid_to else None
    if before is None or after is None:
        return
    if any(getattr(before, name) != getattr(after, name) for name in IDENTITY):
        return
    Signatory.objects.filter(pk__in=[row.pk, after.pk]).delete()
    row._state.adding = True
    before.valid_to = after.valid_to
    before.save(update_fields=["valid_to", "updated_at"])
