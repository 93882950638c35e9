"""The local acts of a school: versions of each, which hold together, which get in the way."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Any

import pghistory.models
from django.db.models import QuerySet

from core import clock
from core.choices import Level
from core.findings import Finding
from core.i18n import gettext as _

from .choices import ProgrammeState
from .models import MentoringForm, Programme, Regulation, School
from .presets import Preset
from .presets.checking import STAMP
from .presets.shapes import rows

STAMPS_MAX = 12


@dataclass(frozen=True, slots=True)
class Act:
    """An act with its versions, the newest first, and the programmes that run under each."""

    versions: list[Regulation]
    programmes: Mapping[int, list[Programme]]

    @property
    def newest(self) -> Regulation:
        return self.versions[0]

    @property
    def running(self) -> list[tuple[Programme, Regulation]]:
        """Programmes that aren't closed, each with the version that it obeys."""
        return [(row, act) for act in self.versions for row in self.programmes.get(act.pk, [])]


def acts_of(school: School) -> list[Act]:
    """Every act of the school in a constant number of queries, by kind and title."""
    found = school.regulations.prefetch_related("forms").order_by("title", "-version")
    running: dict[int, list[Programme]] = {}
    for programme in school.programmes.exclude(state=ProgrammeState.CLOSED):
        running.setdefault(programme.regulation_id, []).append(programme)
    return [Act(list(group), running) for _title, group in groupby(found, lambda row: row.title)]


def versions_of(regulation: Regulation) -> QuerySet[Regulation]:
    """All versions of the same act, itself among them."""
    rows_of_school = Regulation.objects.filter(school_id=regulation.school_id)
    return rows_of_school.filter(title=regulation.title).order_by("version")


def runs_under(regulation: Regulation) -> bool:
    """Whether a programme that isn't closed obeys this version."""
    return regulation.programmes.exclude(state=ProgrammeState.CLOSED).exists()


def is_open(regulation: Regulation) -> bool:
    """Whether this version may still be edited as it is: nothing has begun under it.

    Nobody works by it yet; or it was made today, or for a day to come, out of another version. The
    first version of a running programme is kept: what the school began with can be read.
    """
    if _is_referred_to(regulation):
        return False
    if not regulation.programmes.exists():
        return True
    closed = regulation.programmes.filter(state=ProgrammeState.CLOSED)
    is_fresh = regulation.version > 1 and regulation.valid_from >= clock.today()
    return is_fresh and not closed.exists()


def wants_reason(regulation: Regulation) -> bool:
    """Whether a change of this version has to say why: somebody works by it, or has."""
    return runs_under(regulation) or not is_open(regulation)


def follows_words(regulation: Regulation) -> bool:
    """Whether the version may be said anew in other words: nothing of an app has begun under it.

    A programme that runs is no hindrance, one that is over is.
    """
    closed = regulation.programmes.filter(state=ProgrammeState.CLOSED)
    return not _is_referred_to(regulation) and not closed.exists()


def _is_referred_to(regulation: Regulation) -> bool:
    """Whether a row of an app, a pair or an order, names this version.

    Its programmes are looked at by who asks, and what history remembers is over.
    """
    aside = {Programme, Regulation.forms.through}
    fields: list[Any] = Regulation._meta.get_fields(include_hidden=True)
    return any(
        field.related_model._base_manager.filter(**{field.field.name: regulation}).exists()
        for field in fields
        if field.one_to_many
        and field.auto_created
        and field.related_model not in aside
        and not issubclass(field.related_model, pghistory.models.Event)
    )


def overlap_findings(acts: Iterable[Act], day: datetime.date) -> Iterator[Finding]:
    """Two acts with rules that hold for the same form in the same days, from `day` on."""
    ruling = [
        version
        for act in acts
        for version in act.versions
        if version.rules and (version.valid_to is None or version.valid_to >= day)
    ]
    told: set[tuple[str, str]] = set()
    for first, second in combinations(ruling, 2):
        titles = (first.title, second.title)
        if first.title == second.title or titles in told or not _meet(first, second):
            continue
        shared = _shared_forms(first, second)
        if shared is None:
            continue
        told.add(titles)
        text = _("Акты «%(first)s» и «%(second)s» действуют в одни дни для одних форм: %(forms)s.")
        yield Finding(
            code="acts.overlap",
            text=text % {"first": first.title, "second": second.title, "forms": shared},
            level=Level.WARNING,
        )


def _meet(first: Regulation, second: Regulation) -> bool:
    last = datetime.date.max
    return first.valid_from <= (second.valid_to or last) and second.valid_from <= (
        first.valid_to or last
    )


def _shared_forms(first: Regulation, second: Regulation) -> str | None:
    """Names of the forms that both cover; an act without forms covers all of them."""
    one = {form.pk: form.name for form in first.forms.all()}
    other = {form.pk: form.name for form in second.forms.all()}
    if not one and not other:
        return str(_("все формы"))
    shared = {pk: name for pk, name in (one or other).items() if pk in (other or one)}
    return ", ".join(shared.values()) or None


def stamp_problems(stamps: Any) -> list[str]:
    """What is wrong with a list of stamps."""
    found = list(rows(STAMP)(stamps, "stamps"))
    if not found and len(stamps) > STAMPS_MAX:
        found.append(_("Грифов не больше %s.") % STAMPS_MAX)
    return found


@dataclass(frozen=True, slots=True)
class Lacking:
    """Forms and directions of a preset that a school hasn't, as the preset has them."""

    forms: list[dict[str, Any]]
    directions: list[dict[str, Any]]


def lacking(school: School, preset: Preset | None) -> Lacking:
    """By code and by name: a form of the school's own may be called as the preset's is."""
    if preset is None:
        return Lacking([], [])
    return Lacking(
        _not_among(preset.forms, school.forms.values_list("code", "name")),
        _not_among(preset.directions, school.directions.values_list("code", "name")),
    )


def _not_among(
    offered: list[dict[str, Any]], known: Iterable[tuple[str, str]]
) -> list[dict[str, Any]]:
    pairs = list(known)
    codes, names = {code for code, _name in pairs}, {name.casefold() for _code, name in pairs}
    return [
        row for row in offered if row["code"] not in codes and row["name"].casefold() not in names
    ]


def forms_on_offer(school: School, preset: Preset | None) -> list[tuple[str, str]]:
    """Code and name of what an act can cover: the school's forms, then the preset's others."""
    own = list(
        MentoringForm.objects.filter(school=school, is_active=True).values_list("code", "name")
    )
    return own + [(row["code"], row["name"]) for row in lacking(school, preset).forms]
