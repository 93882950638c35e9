"""A programme comes to be, goes on, ends."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from core import audit, clock
from core.errors import DomainError, RuleViolation, StateError
from core.findings import blocks
from core.i18n import gettext as _
from core.transitions import lock, move
from schools.choices import PROGRAMME_TRANSITIONS, PairsChoice, ProgrammeState
from schools.closing import closing_findings
from schools.cycles import proposed_title
from schools.models import Direction, MentoringForm, Programme, Regulation, School
from schools.signals import programme_closed, programme_continued, programme_opened
from schools.years import Year

from .road_map import carry_road_map, create_road_map
from .stages import StageLine, replace_stages
from .values import apply_values


@transaction.atomic
def open_programme(
    school: School,
    *,
    actor: Any,
    regulation: Regulation,
    year: Year,
    title: str = "",
    forms: Iterable[MentoringForm] = (),
    directions: Iterable[Direction] = (),
    reporting_documents: str | None = None,
    is_planned: bool = False,
) -> Programme:
    """A programme under this version of the act, with the act's road map.

    No forms or directions means all. What isn't given is the act's.
    """
    lock(school)
    programme = _new(
        school,
        regulation=regulation,
        year=year,
        title=title,
        reporting_documents=reporting_documents,
        is_planned=is_planned,
    )
    _choose(programme, forms, directions)
    create_road_map(programme)
    _tell_opened(programme, actor)
    return programme


@transaction.atomic
def continue_programme(
    old: Programme,
    *,
    actor: Any,
    regulation: Regulation,
    year: Year,
    title: str = "",
    forms: Iterable[MentoringForm] = (),
    directions: Iterable[Direction] = (),
    reporting_documents: str | None = None,
    is_planned: bool = False,
    pairs: str = PairsChoice.CLOSE,
    keeps_road_map: bool = True,
) -> Programme:
    """The next year's programme from this one: its road map shifted, nothing of it done.

    Without `keeps_road_map` the road map is the act's. What becomes of the pairs and what else is
    carried, other apps do on `programme_continued`.
    """
    old = lock(old)
    if old.continued_by.exists():
        raise StateError(_("Следующая программа из этой уже создана."))
    if year.starts_on <= old.starts_on:
        raise DomainError(_("Следующая программа начинается не раньше прежней."), code="dates")
    new = _new(
        old.school,
        regulation=regulation,
        year=year,
        title=title,
        reporting_documents=reporting_documents,
        is_planned=is_planned,
        continues=old,
    )
    _choose(new, forms, directions)
    if keeps_road_map:
        carry_road_map(old, new)
    else:
        create_road_map(new)
    _tell_opened(new, actor)
    audit.record(
        "schools.continue_programme",
        old,
        actor=actor,
        text=_("Из программы создана следующая."),
        about=[new],
        data={"pairs": str(pairs), "keeps_road_map": keeps_road_map},
    )
    programme_continued.send(Programme, old=old, new=new, pairs=str(pairs), actor=actor)
    return new


@transaction.atomic
def update_programme(
    programme: Programme,
    *,
    actor: Any,
    stages: Iterable[StageLine],
    forms: Iterable[MentoringForm] | None = None,
    directions: Iterable[Direction] | None = None,
    **values: Any,
) -> Programme:
    """Dates, title, documents, forms; stages are numbered in the order given, others go."""
    programme = lock(programme)
    if programme.state == ProgrammeState.CLOSED:
        raise StateError(_("Программа завершена, изменить её нельзя."))
    changes = apply_values(
        programme, values, ("title", "starts_on", "ends_on", "reporting_documents")
    )
    programme.save(update_fields=[*changes, "updated_at"])
    _choose(programme, forms, directions)
    replace_stages(programme, list(stages))
    audit.record(
        "schools.update_programme",
        programme,
        actor=actor,
        text=_("Изменены сроки и этапы программы."),
        data={"changes": changes},
    )
    return programme


@transaction.atomic
def start_programme(programme: Programme, *, actor: Any) -> Programme:
    """A planned programme goes on from now."""
    programme = move(lock(programme), ProgrammeState.ACTIVE, PROGRAMME_TRANSITIONS)
    audit.record(
        "schools.start_programme", programme, actor=actor, text=_("Программа наставничества идёт.")
    )
    return programme


@transaction.atomic
def close_programme(
    programme: Programme, *, actor: Any, day: datetime.date | None = None
) -> Programme:
    """The programme is over, today if no day is given, and stands as it is from then on.

    Raises `RuleViolation` where another app forbids it.
    """
    programme = lock(programme)
    day = day or clock.today()
    if day > clock.today():
        raise DomainError(_("Этот день ещё не наступил."), code="day")
    if day < programme.starts_on:
        raise DomainError(_("Программа не может завершиться раньше, чем началась."), code="day")
    left = closing_findings(programme)
    if programme.state == ProgrammeState.ACTIVE and blocks(left):
        raise RuleViolation(left)
    move(programme, ProgrammeState.CLOSED, PROGRAMME_TRANSITIONS, closed_on=day)
    audit.record(
        "schools.close_programme",
        programme,
        actor=actor,
        text=_("Программа наставничества завершена."),
        data={"day": day.isoformat(), "left": [finding.code for finding in left]},
    )
    programme_closed.send(Programme, programme=programme, actor=actor)
    return programme


def _new(
    school: School,
    *,
    regulation: Regulation,
    year: Year,
    title: str,
    reporting_documents: str | None,
    is_planned: bool,
    continues: Programme | None = None,
) -> Programme:
    if regulation.school_id != school.pk:
        raise DomainError(
            _("Это положение {school:другого/другой} {school:genitive}."), code="regulation"
        )
    if regulation.valid_to is not None and regulation.valid_to < year.starts_on:
        raise DomainError(
            _("Эта редакция положения перестаёт действовать раньше, чем начнётся программа."),
            code="regulation",
        )
    if reporting_documents is None:
        documents = regulation.texts.get("programme", {}).get("reporting_documents", [])
        reporting_documents = "\n".join(documents)
    programme = Programme(
        school=school,
        regulation=regulation,
        title=title.strip() or proposed_title(regulation, year),
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        state=ProgrammeState.PLANNED if is_planned else ProgrammeState.ACTIVE,
        reporting_documents=reporting_documents,
        continues=continues,
    )
    programme.full_clean()
    same = school.programmes.exclude(state=ProgrammeState.CLOSED).filter(
        regulation__title=regulation.title, title=programme.title, starts_on=year.starts_on
    )
    if same.exists():
        raise DomainError(_("Такая программа с того же дня уже есть."), code="title")
    programme.save()
    return programme


def _choose(
    programme: Programme,
    forms: Iterable[MentoringForm] | None,
    directions: Iterable[Direction] | None,
) -> None:
    """None leaves what is chosen; empty is all. An act may cover only some of the forms."""
    if forms is not None:
        chosen = list(forms)
        covered = set(programme.regulation.forms.values_list("pk", flat=True))
        for form in chosen:
            if form.school_id != programme.school_id or (covered and form.pk not in covered):
                raise DomainError(_("Положение не охватывает форму «%s».") % form, code="forms")
        programme.forms.set(chosen)
    if directions is not None:
        programme.directions.set(row for row in directions if row.school_id == programme.school_id)


def _tell_opened(programme: Programme, actor: Any) -> None:
    audit.record(
        "schools.open_programme",
        programme,
        actor=actor,
        text=_("Открыта программа наставничества."),
        about=[programme.regulation],
    )
    programme_opened.send(Programme, programme=programme, actor=actor)
