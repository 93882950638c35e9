"""Named reads of schools: the programme that is on, who signs, what still stands from a preset."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.choices import Level
from core.findings import Finding

from .choices import ProgrammeState
from .models import Programme, Regulation, School, Signatory, Stage
from .presets import load_preset, preset_names
from .rules import RULE_GROUPS, Rule
from .words import value_in_words


def current_programme(school: School, day: datetime.date | None = None) -> Programme | None:
    """The active programme of that day, today's if none is given.

    Between two years it is the last one that nobody has closed yet.
    """
    day = day or timezone.localdate()
    active = list(
        school.programmes.filter(state=ProgrammeState.ACTIVE)
        .select_related("regulation", "school")
        .order_by("-starts_on", "-pk")
    )
    on = (row for row in active if row.starts_on <= day <= row.ends_on)
    return next(on, active[0] if active else None)


def signatory_on(school: School, day: datetime.date) -> Signatory | None:
    """Who signs for the school on that day."""
    rows = school.signatories.filter(valid_from__lte=day)
    return rows.exclude(valid_to__lt=day).first()


def latest_regulation(school: School) -> Regulation | None:
    """What a programme opened now would begin under."""
    return school.regulations.order_by("-valid_from", "-version", "-pk").first()


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
    return [StageRow(stage, _stage_state(stage, day)) for stage in programme.stages.all()]


def _stage_state(stage: Stage, day: datetime.date) -> str:
    if stage.done_on is not None:
        return "done"
    if stage.is_late(day):
        return "late"
    if stage.starts_on is None and stage.ends_on is None:
        return "plain"
    return "next" if stage.starts_on is not None and stage.starts_on > day else "now"


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as a page shows it: what is set, where it stands, what the preset had."""

    rule: Rule
    is_set: bool
    value: str
    clause: str
    note: str
    differs: bool
    preset_value: str

    @property
    def lines(self) -> list[str]:
        """The value in lines, where it is a list."""
        return (
            self.value.split("; ")
            if self.is_set and self.rule.kind in ("items", "lines", "points")
            else []
        )


def rule_groups(regulation: Regulation) -> list[tuple[Any, list[RuleRow]]]:
    """Every rule there is, in groups, set or not, beside the preset it came from."""
    preset = preset_rules(regulation)
    return [
        (title, [_rule_row(rule, regulation.rules, preset) for rule in rules])
        for title, rules in RULE_GROUPS
    ]


def _rule_row(rule: Rule, rules: dict[str, Any], preset: dict[str, Any] | None) -> RuleRow:
    entry = rules.get(rule.key, {})
    value = entry.get("value")
    before = (preset or {}).get(rule.key, {}).get("value")
    return RuleRow(
        rule=rule,
        is_set=rule.key in rules,
        value=value_in_words(rule, value),
        clause=entry.get("clause", ""),
        note=entry.get("note", ""),
        differs=preset is not None and value != before,
        preset_value=value_in_words(rule, before),
    )


def preset_rules(regulation: Regulation) -> dict[str, Any] | None:
    """The rules of the preset it was made from; None where there is none any more."""
    if regulation.preset not in preset_names():
        return None
    return load_preset(regulation.preset).rules


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
        text = _("Название школы взято из образца: впишите настоящее.")
        yield Finding(code="school.name", text=text, level=Level.WARNING)
    signatory = signatory_on(school, timezone.localdate())
    if signatory is None:
        text = _("Не указано, кто подписывает приказы.")
        yield Finding(code="school.signatory", text=text, level=Level.WARNING)
    elif (signatory.last_name, signatory.first_name) == (
        preset.signatory["last_name"],
        preset.signatory["first_name"],
    ):
        text = _("Имя директора взято из образца: впишите настоящее.")
        yield Finding(code="school.signatory", text=text, level=Level.WARNING)
