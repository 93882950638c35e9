"""A new version of an act: the one door through which its rules and texts change."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from core import audit, clock
from core.errors import DomainError
from core.i18n import gettext as _
from core.russian.dates import short_date
from core.transitions import lock
from schools.acts import is_open, wants_reason
from schools.choices import ProgrammeState
from schools.models import Programme, Regulation
from schools.queries import latest_version
from schools.rules import RULES, check_rules
from schools.text_differences import changed_texts


@transaction.atomic
def new_version(
    regulation: Regulation,
    *,
    actor: Any,
    reason: str,
    valid_from: datetime.date | None = None,
    moved: Iterable[Programme] = (),
    rules: Mapping[str, Any] | None = None,
    texts: Mapping[str, Any] | None = None,
) -> Regulation:
    """A version with these rules and texts; the same one comes back where nothing is different.

    A version that is open yet (`acts.is_open`) is edited as it is, unless another day is named;
    its reason may be left out where no programme runs under it. What isn't given stays. What
    began under the old version stays under it; only the programmes in `moved` go over, so that
    what begins in them from now on obeys the new version. Raises `DomainError` for wrong rules,
    for no reason, and where a newer version exists already. Texts are checked by who gives them.
    """
    lock(regulation.school)
    new_rules = regulation.rules if rules is None else dict(rules)
    new_texts = regulation.texts if texts is None else dict(texts)
    if (regulation.rules, regulation.texts) == (new_rules, new_texts):
        return regulation
    problems = check_rules(new_rules) if new_rules != regulation.rules else []
    if problems:
        raise DomainError("\n".join(problems), code="rules")
    if not reason.strip() and wants_reason(regulation):
        raise DomainError(_("Напишите, почему это меняется."), code="reason")
    latest = latest_version(regulation)
    if latest.pk != regulation.pk:
        raise DomainError(
            _("Уже есть редакция %s: откройте её и внесите изменения туда.") % latest.version,
            code="stale",
        )
    if is_open(regulation) and valid_from in (None, regulation.valid_from):
        version = lock(regulation)
        version.rules, version.texts = new_rules, new_texts
        version.full_clean()
        version.save(update_fields=["rules", "texts", "updated_at"])
    else:
        version = _next_version(regulation, new_rules, new_texts, valid_from)
    is_new = version.pk != regulation.pk
    for programme in moved:
        if programme.regulation_id != version.pk:
            move_programme(programme, version, actor=actor)
    changes = changed_rules(regulation.rules, new_rules)
    parts = changed_texts(regulation.texts, new_texts)
    audit.record(
        "schools.new_version" if is_new else "schools.edit_version",
        version,
        actor=actor,
        text=(
            _("Принята новая редакция: изменено правил %(rules)s, частей текстов %(texts)s.")
            if is_new
            else _("Поправлена редакция: изменено правил %(rules)s, частей текстов %(texts)s.")
        )
        % {"rules": len(changes), "texts": len(parts)},
        about=[*([regulation] if is_new else []), regulation.school],
        data={"reason": reason.strip(), "changes": changes, "texts": parts},
    )
    return version


def _next_version(
    regulation: Regulation,
    rules: Mapping[str, Any],
    texts: Mapping[str, Any],
    valid_from: datetime.date | None,
) -> Regulation:
    since = max(valid_from or clock.today(), regulation.valid_from)
    until = regulation.valid_to
    version = Regulation(
        school=regulation.school,
        kind=regulation.kind,
        title=regulation.title,
        version=regulation.version + 1,
        preset=regulation.preset,
        valid_from=since,
        valid_to=until if until and until >= since else None,
        stamps=regulation.stamps,
        body=regulation.body,
        rules=dict(rules),
        texts=dict(texts),
    )
    version.full_clean()
    version.save()
    version.forms.set(regulation.forms.all())
    _end_version(regulation, since)
    return version


def changed_rules(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Old and new entry of each rule that differs."""
    keys = [key for key in RULES if old.get(key) != new.get(key)]
    return {key: [old.get(key), new.get(key)] for key in keys}


def _end_version(regulation: Regulation, since: datetime.date) -> None:
    """The old version is in force until the day before, or its own first day if both are one."""
    regulation.valid_to = max(since - datetime.timedelta(days=1), regulation.valid_from)
    regulation.save(update_fields=["valid_to", "updated_at"])


def move_programme(programme: Programme, version: Regulation, *, actor: Any) -> None:
    """What begins in the programme from now on obeys this version, of the same act or another."""
    if programme.school_id != version.school_id or programme.state == ProgrammeState.CLOSED:
        raise DomainError(_("Эту программу перевести на новую редакцию нельзя."))
    if version.valid_from > clock.today():
        raise DomainError(
            _("Редакция действует с %s: до этого дня программу на неё не перевести.")
            % short_date(version.valid_from),
            code="early",
        )
    programme.regulation = version
    programme.save(update_fields=["regulation", "updated_at"])
    audit.record(
        "schools.move_programme",
        programme,
        actor=actor,
        text=_("Программа переведена на новую редакцию положения."),
        data={"version": version.version},
    )
