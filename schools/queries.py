"""Named reads of schools: the programme that is on, who signs, what still stands from a preset."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from core import clock
from core.choices import Level
from core.findings import Finding
from core.i18n import gettext as _
from core.models import Scoped
from core.prepared import SCHOOL, Prepared
from core.scoping import Scope
from core.terms import using

from .choices import ProgrammeState
from .models import MentoringForm, Programme, Regulation, School, Signatory, Stage
from .presets import load_preset, preset_names, said
from .road_map import state_of
from .terms import words_of

T = TypeVar("T")


def forms_among(user: Any, rows: QuerySet[Any]) -> QuerySet[MentoringForm]:
    """Forms to filter these rows by: those in use, and those that a row still has."""
    return MentoringForm.objects.visible_to(user).filter(_is_among(rows))


def _is_among(rows: QuerySet[Any]) -> Q:
    return Q(is_active=True) | Q(pk__in=rows.order_by().values("form_id"))


def form_choices(scope: Scope, model: type[Scoped]) -> list[tuple[int, str]]:
    """As `forms_among` for all rows of the model that the scope opens: key and name."""
    return _form_choices.in_scope(scope, model)


_form_choices = Prepared(
    lambda scope, model: (
        MentoringForm.objects.all()
        .in_scope(scope)
        .filter(_is_among(model.objects.all().in_scope(scope)))
        .values_list("pk", "name")
    )
)


def current_programme(school: School, day: datetime.date | None = None) -> Programme | None:
    """The active programme of that day, today's if none is given.

    Between two years it is the last one that nobody has closed yet.
    """
    day = day or clock.today()
    active = list(
        school.programmes.filter(state=ProgrammeState.ACTIVE)
        .select_related("regulation", "school")
        .order_by("-starts_on", "-pk")
    )
    return _of_day([(row.starts_on, row.ends_on, row) for row in active], day)


def _of_day(rows: Sequence[tuple[datetime.date, datetime.date, T]], day: datetime.date) -> T | None:
    on = (row for starts_on, ends_on, row in rows if starts_on <= day <= ends_on)
    return next(on, rows[0][2] if rows else None)


def current_rules(school: School, day: datetime.date | None = None) -> dict[str, Any] | None:
    """What the regulation of `current_programme` says, read alone: every page asks it."""
    return _of_day(_rules_of_active(school=school.pk), day or clock.today())


_rules_of_active = Prepared(
    lambda: (
        Programme.objects.filter(school_id=SCHOOL, state=ProgrammeState.ACTIVE)
        .order_by("-starts_on", "-pk")
        .values_list("starts_on", "ends_on", "regulation__rules")
    )
)


def signatory_on(school: School, day: datetime.date) -> Signatory | None:
    """Who signs for the school on that day."""
    rows = school.signatories.filter(valid_from__lte=day)
    return rows.exclude(valid_to__lt=day).first()


def latest_regulation(school: School, day: datetime.date | None = None) -> Regulation | None:
    """What a programme opened on that day, today if none is given, would begin under.

    The version in force; where none is, the last one that was, and then the first one to come.
    """
    day = day or clock.today()
    newest = ("-valid_from", "-version", "-pk")
    begun = school.regulations.filter(valid_from__lte=day).order_by(*newest)
    in_force = begun.exclude(valid_to__lt=day).first()
    return in_force or begun.first() or school.regulations.order_by("valid_from", "-pk").first()


def latest_version(regulation: Regulation) -> Regulation:
    """The newest version of the same act: the only one that can be changed."""
    versions = regulation.school.regulations.filter(title=regulation.title)
    return versions.order_by("-version").first() or regulation


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage on the line of the year: `state` is done, now, late, next or plain."""

    stage: Stage
    state: str


def stage_rows(programme: Programme, day: datetime.date) -> list[StageRow]:
    """The stages in their order, with where each is on that day. Order never follows dates."""
    return [StageRow(stage, state_of(stage, day)) for stage in programme.stages.all()]


def preset_rules(regulation: Regulation) -> dict[str, Any] | None:
    """The rules of the preset it was made from; None where there is none any more."""
    if regulation.preset not in preset_names():
        return None
    with using(words_of(regulation.school)):
        return said(load_preset(regulation.preset)).rules


def made_up_data(school: School) -> Iterator[Finding]:
    """What still stands as the preset invented it and has to be told by the school.

    A demonstration keeps what is made up.
    """
    if school.is_demo:
        return
    regulation = school.regulations.exclude(preset="").order_by("pk").first()
    if regulation is None or regulation.preset not in preset_names():
        return
    preset = load_preset(regulation.preset)
    if school.name == preset.school["name"]:
        text = _("Название {school:genitive} взято из образца: впишите настоящее.")
        yield Finding(code="school.name", text=text, level=Level.WARNING)
    signatory = signatory_on(school, clock.today())
    if signatory is None:
        text = _("Не указано, кто подписывает приказы.")
        yield Finding(code="school.signatory", text=text, level=Level.WARNING)
    elif (signatory.last_name, signatory.first_name) == (
        preset.signatory["last_name"],
        preset.signatory["first_name"],
    ):
        text = _("Имя {director:genitive} взято из образца: впишите настоящее.")
        yield Finding(code="school.signatory", text=text, level=Level.WARNING)
