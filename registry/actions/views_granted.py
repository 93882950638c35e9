"""Who sees whom because of something that another app knows, such as a pair.

Kept by that app, in its own transaction and under its own audit row: none is written here.
"""

from __future__ import annotations

import datetime

from django.db import transaction

from core.errors import DomainError
from core.i18n import gettext as _

from ..models import Person, Viewer


@transaction.atomic
def grant_view(
    person: Person, viewer: Person, reason: str, *, until: datetime.date | None = None
) -> Viewer:
    """`viewer` sees `person` under this reason («pair:15»); safe to call twice.

    `until` is the last day, where it is known already; without one the sight has no end.
    """
    if person.school_id != viewer.school_id:
        raise DomainError(_("Эти люди из разных {schools:genitive}."))
    row, _created = Viewer.objects.update_or_create(
        person=person, viewer=viewer, reason=reason, defaults={"until": until}
    )
    return row


@transaction.atomic
def revoke_view(reason: str) -> int:
    """Take back everything granted under this reason; how many rows there were."""
    count, _rows = Viewer.objects.filter(reason=reason).delete()
    return count
