"""Versions of a regulation."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.errors import DomainError
from core.transitions import lock
from schools.choices import ProgrammeState
from schools.models import Programme, Regulation
from schools.queries import latest_version
from schools.rules import RULES, check_rules


@transaction.atomic
def update_regulation_rules(
    regulation: Regulation,
    *,
    actor: Any,
    rules: Mapping[str, Any],
    reason: str,
    valid_from: datetime.date | None = None,
    moved: Iterable[Programme] = (),
) -> Regulation:
    """A new version with these rules; the same version comes back where nothing is different.

    What began under the old version stays under it. Only the programmes in `moved` go over, so
    that what begins in them from now on obeys the new rules.
    """
    lock(regulation.school)
    if regulation.rules == dict(rules):
        return regulation
    problems = check_rules(rules)
    if problems:
        raise DomainError("\n".join(problems), code="rules")
    if not reason.strip():
        raise DomainError(_("Напишите, почему меняется правило."), code="reason")
    latest = latest_version(regulation)
    if latest.pk != regulation.pk:
        raise DomainError(
            _("Уже есть редакция %s: откройте её и внесите изменения туда.") % latest.version
        )
    since = max(valid_from or timezone.localdate(), regulation.valid_from)
    version = Regulation(
        school=regulation.school,
        kind=regulation.kind,
        title=regulation.title,
        version=regulation.version + 1,
        preset=regulation.preset,
        valid_from=since,
        stamps=regulation.stamps,
        rules=dict(rules),
        texts=regulation.texts,
    )
    version.full_clean()
    version.save()
    _end_version(regulation, since)
    for programme in moved:
        _move_programme(programme, version, actor=actor)
    audit.record(
        "schools.update_regulation_rules",
        version,
        actor=actor,
        text=_("Принята новая редакция положения: правил изменено %s.")
        % len(_changed(regulation.rules, rules)),
        about=[regulation, regulation.school],
        data={"reason": reason.strip(), "changes": _changed(regulation.rules, rules)},
    )
    return version


def _end_version(regulation: Regulation, since: datetime.date) -> None:
    """The old version is in force until the day before, or its own first day if both are one."""
    regulation.valid_to = max(since - datetime.timedelta(days=1), regulation.valid_from)
    regulation.save(update_fields=["valid_to", "updated_at"])


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[Any]]:
    keys = [key for key in RULES if old.get(key) != new.get(key)]
    return {key: [old.get(key), new.get(key)] for key in keys}


def _move_programme(programme: Programme, version: Regulation, *, actor: Any) -> None:
    if programme.school_id != version.school_id or programme.state == ProgrammeState.CLOSED:
        raise DomainError(_("Эту программу перевести на новую редакцию нельзя."))
    programme.regulation = version
    programme.save(update_fields=["regulation", "updated_at"])
    audit.record(
        "schools.move_programme",
        programme,
        actor=actor,
        text=_("Программа переведена на новую редакцию положения."),
        data={"version": version.version},
    )
