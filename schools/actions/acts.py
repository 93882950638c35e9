"""Local acts of a school: a new one, what stands on its title page, when it is in force."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction

from core import audit
from core.errors import DomainError
from core.i18n import gettext as _
from core.terms import using
from core.transitions import lock
from schools.acts import lacking, runs_under, stamp_problems, versions_of
from schools.models import Direction, MentoringForm, Programme, Regulation, School
from schools.presets import Preset, said
from schools.presets.texts import texts_problems
from schools.terms import words_of

from .road_map import take_road_map
from .values import apply_values
from .versions import move_programme, new_version

ACT_FIELDS = ("kind", "title", "valid_from", "valid_to", "stamps", "body")
OF_ALL_VERSIONS = ("kind", "title")


@transaction.atomic
def create_regulation(
    school: School,
    *,
    actor: Any,
    kind: str,
    title: str,
    valid_from: datetime.date,
    preset: Preset | None = None,
    source: Regulation | None = None,
    covers: Collection[str] = (),
    new_forms: Collection[str] = (),
    new_directions: Collection[str] = (),
    moved: Iterable[Programme] = (),
) -> Regulation:
    """An act after a preset, after another act of the school, or one that sets nothing yet.

    `covers` are codes of forms, none means all; `new_forms` and `new_directions` are codes of the
    preset's that the school gets with it. The programmes in `moved` go over to the act. Raises
    `DomainError` for a title that the school has already.
    """
    lock(school)
    _refuse_taken_title(school, title)
    if preset is not None:
        with using(words_of(school)):
            preset = said(preset)
    lacked = lacking(school, preset)
    forms = [row for row in lacked.forms if row["code"] in {*covers, *new_forms}]
    directions = [row for row in lacked.directions if row["code"] in new_directions]
    MentoringForm.objects.bulk_create(MentoringForm(school=school, **row) for row in forms)
    Direction.objects.bulk_create(Direction(school=school, **row) for row in directions)
    regulation = Regulation(
        school=school,
        kind=kind,
        title=title.strip(),
        valid_from=valid_from,
        **_start(preset, source),
    )
    regulation.full_clean()
    regulation.save()
    regulation.forms.set(school.forms.filter(code__in=covers))
    for programme in moved:
        move_programme(programme, regulation, actor=actor)
    audit.record(
        "schools.create_regulation",
        regulation,
        actor=actor,
        text=_("Заведён акт «%s».") % regulation.title,
        about=[school],
        data={
            "preset": regulation.preset,
            "source": source.pk if source else None,
            "forms": [row["code"] for row in forms],
            "directions": [row["code"] for row in directions],
        },
    )
    return regulation


def _start(preset: Preset | None, source: Regulation | None) -> dict[str, Any]:
    if preset is not None:
        return {
            "preset": preset.code,
            "rules": preset.rules,
            "texts": preset.texts,
            "stamps": preset.regulation.get("stamps", []),
        }
    if source is not None:
        names = ("preset", "rules", "texts", "stamps", "body")
        return {name: getattr(source, name) for name in names}
    return {}


@transaction.atomic
def update_regulation_act(
    regulation: Regulation,
    *,
    actor: Any,
    reason: str = "",
    forms: Iterable[MentoringForm] | None = None,
    **values: Any,
) -> Regulation:
    """What the act is called, its stamps and text, since when and for which forms it holds.

    Its kind and title are those of all its versions. Raises `DomainError` for wrong stamps, for
    days that cross those of another version, and for no reason where a programme runs under it.
    """
    school = lock(regulation.school)
    regulation = lock(regulation)
    others = list(versions_of(regulation).exclude(pk=regulation.pk))
    if problems := stamp_problems(values.get("stamps", [])):
        raise DomainError("\n".join(problems), code="stamps")
    values["title"] = values.get("title", regulation.title).strip()
    if values["title"] != regulation.title:
        _refuse_taken_title(school, values["title"])
    changes = apply_values(regulation, values, ACT_FIELDS)
    _refuse_crossed_days(regulation, others)
    chosen = None if forms is None else {form.pk: form for form in forms}
    covered = dict(regulation.forms.values_list("pk", "name"))
    if chosen is not None and set(chosen) != set(covered):
        names = [sorted(covered.values()), sorted(str(form) for form in chosen.values())]
        changes["forms"] = [", ".join(row) for row in names]
    if not changes:
        return regulation
    if not reason.strip() and runs_under(regulation):
        raise DomainError(
            _("По этому акту идёт программа: напишите, почему он меняется."), code="reason"
        )
    regulation.save()
    for other in others:
        for name in OF_ALL_VERSIONS:
            setattr(other, name, getattr(regulation, name))
        other.save(update_fields=[*OF_ALL_VERSIONS, "updated_at"])
    if chosen is not None:
        regulation.forms.set(chosen.values())
    changes.pop("body", None)
    audit.record(
        "schools.update_regulation_act",
        regulation,
        actor=actor,
        text=_("Изменены сведения об акте."),
        about=[school],
        data={"reason": reason.strip(), "changes": changes},
    )
    return regulation


def _refuse_taken_title(school: School, title: str) -> None:
    if school.regulations.filter(title=title.strip()).exists():
        raise DomainError(
            _("Акт «%s» в {school:prepositional} уже есть: назовите этот иначе.") % title.strip(),
            code="title",
        )


def _refuse_crossed_days(regulation: Regulation, others: Iterable[Regulation]) -> None:
    """Versions follow each other: none ends after the next has begun."""
    for other in others:
        first, second = sorted((regulation, other), key=lambda row: row.version)
        ends_late = first.valid_to is None or first.valid_to > second.valid_from
        if second.valid_from < first.valid_from or ends_late:
            raise DomainError(
                _("Дни действия пересекаются с редакцией %(version)s: %(since)s – %(until)s.")
                % {
                    "version": other.version,
                    "since": f"{other.valid_from:%d.%m.%Y}",
                    "until": f"{other.valid_to:%d.%m.%Y}" if other.valid_to else _("бессрочно"),
                },
                code="valid_from",
            )


@transaction.atomic
def update_regulation_texts(
    regulation: Regulation,
    *,
    actor: Any,
    texts: Mapping[str, Any],
    reason: str,
    valid_from: datetime.date | None = None,
    moved: Iterable[Programme] = (),
    taken: Iterable[Programme] = (),
) -> Regulation:
    """A new version in which these parts of the texts are other; a part that is None goes.

    The same version comes back where nothing is different. The programmes in `taken`, which go
    over or are under it already, take its road map if it has one. Raises `DomainError` for what
    the texts may not say.
    """
    whole = {**regulation.texts, **texts}
    whole = {key: value for key, value in whole.items() if value is not None}
    problems = texts_problems(regulation.texts, whole)
    if problems:
        raise DomainError("\n".join(map(str, problems)), code="texts")
    version = new_version(
        regulation, actor=actor, reason=reason, valid_from=valid_from, moved=moved, texts=whole
    )
    for programme in taken if whole.get("stages") else ():
        programme = lock(programme)
        if programme.regulation_id != version.pk:
            raise DomainError(
                _("«%s» идёт по другой редакции: этапы этой взять нельзя.") % programme,
                code="taken",
            )
        take_road_map(programme, actor=actor)
    return version
