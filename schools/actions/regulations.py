"""The rules of a regulation change; a programme goes over to another version."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from core.errors import DomainError
from core.i18n import gettext as _
from core.transitions import lock
from schools.models import Programme, Regulation

from .versions import move_programme, new_version


def update_regulation_rules(
    regulation: Regulation,
    *,
    actor: Any,
    rules: Mapping[str, Any],
    reason: str,
    valid_from: datetime.date | None = None,
    moved: Iterable[Programme] = (),
) -> Regulation:
    """A new version with these rules; the same version comes back where nothing is different."""
    return new_version(
        regulation, actor=actor, reason=reason, valid_from=valid_from, moved=moved, rules=rules
    )


@transaction.atomic
def adopt_version(programme: Programme, version: Regulation, *, actor: Any) -> Programme:
    """The programme goes over to a version of its act that is in force already."""
    programme = lock(programme)
    if programme.regulation_id == version.pk:
        return programme
    if programme.regulation.title != version.title:
        raise DomainError(_("Программа идёт по другому акту."))
    move_programme(programme, version, actor=actor)
    return programme
