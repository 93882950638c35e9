"""Who sees whom because of something that another app knows, such as a pair.

Kept by that app, in its own transaction and under its own audit row: none is written here.
"""

from __future__ import annotations

from django.db import transaction

from core.errors import DomainError
from core.i18n import gettext as _

from ..models import Person, Viewer


@transaction.atomic
def grant_view(person: Person, viewer: Person, reason: str) -> Viewer:
    """`viewer` sees `person` under this reason («pair:15»); safe to call twice."""
    if person.school_id != viewer.school_id:
        raise DomainError(_("Эти люди из разных {schools:genitive}."))
    row, _created = Viewer.objects.get_or_create(person=person, viewer=viewer, reason=reason)
    return row


@transaction.atomic
def revoke_view(reason: str) -> int:
    """Take back everything granted under this reason; how many rows there were."""
    count, _rows = Viewer.objects.filter(reason=reason).delete()
    return count
