"""What is different between two versions of an act, or an act and its preset, in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.audit import timeline
from core.findings import clause_in_words
from core.i18n import gettext as _
from core.models import AuditEvent
from core.russian.dates import short_date

from .choices import ActKind, ProgrammeState
from .models import Programme, Regulation
from .queries import preset_rules
from .rules import RULE_GROUPS, RULES, Rule
from .text_differences import part_in_words, text_differences
from .words import value_in_words, value_lines

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """A rule as one of the two has it."""

    rule: Rule
    entry: Entry | None

    @property
    def is_set(self) -> bool:
        return self.entry is not None

    @property
    def value(self) -> str:
        return value_in_words(self.rule, (self.entry or {}).get("value"))

    @property
    def lines(self) -> list[str]:
        return value_lines(self.rule, (self.entry or {}).get("value"))

    @property
    def clause(self) -> str:
        return (self.entry or {}).get("clause", "")

    @property
    def place(self) -> str:
        """The clause as it is read: «п. 1.4»."""
        return clause_in_words(self.clause)

    @property
    def note(self) -> str:
        return (self.entry or {}).get("note", "")


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule of which the value, the clause or the note differs."""

    rule: Rule
    before: Side
    after: Side


def rule_change(rule: Rule, old: Entry | None, new: Entry | None) -> RuleChange:
    return RuleChange(rule, Side(rule, old), Side(rule, new))


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[RuleChange]:
    """What differs between two documents of rules, in the order of the register."""
    return [
        rule_change(rule, old.get(key), new.get(key))
        for key, rule in RULES.items()
        if old.get(key) != new.get(key)
    ]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as a page shows it; `preset` is None where it stands as the preset has it."""

    rule: Rule
    now: Side
    preset: Side | None


def rule_groups(regulation: Regulation) -> list[tuple[Any, list[RuleRow]]]:
    """Every rule there is, in groups, set or not, beside the preset it came from."""
    preset = preset_rules(regulation)
    return [
        (title, [_rule_row(rule, regulation.rules, preset) for rule in rules])
        for title, rules in RULE_GROUPS
    ]


def _rule_row(rule: Rule, rules: Mapping[str, Any], preset: Mapping[str, Any] | None) -> RuleRow:
    entry, original = rules.get(rule.key), (preset or {}).get(rule.key)
    differs = preset is not None and not is_same_value(rule, entry, original)
    return RuleRow(rule, Side(rule, entry), Side(rule, original) if differs else None)


def is_same_value(rule: Rule, one: Entry | None, two: Entry | None) -> bool:
    """The same value, whatever its clause and note; the order of ticked boxes says nothing."""
    if one is None or two is None:
        return one is two
    if rule.kind == "choices":
        return set(one["value"]) == set(two["value"])
    return one["value"] == two["value"]


@dataclass(frozen=True, slots=True)
class ComparedRule:
    rule: Rule
    before: Side
    after: Side
    differs: bool


def compared_groups(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[tuple[Any, list[ComparedRule]]]:
    """Every rule that either has set, in the groups of the register."""
    return [
        (
            title,
            [
                ComparedRule(
                    rule,
                    Side(rule, old.get(rule.key)),
                    Side(rule, new.get(rule.key)),
                    old.get(rule.key) != new.get(rule.key),
                )
                for rule in rules
                if rule.key in old or rule.key in new
            ],
        )
        for title, rules in RULE_GROUPS
    ]


@dataclass(frozen=True, slots=True)
class PastChange:
    """Who changed an act, why, and what became different."""

    event: AuditEvent
    reason: str
    rules: list[RuleChange]
    # Parts of its texts, by name.
    parts: list[str]
    # What the act is besides: name, before, after.
    facts: list[tuple[str, str, str]]


def history_of(regulation: Regulation, *, limit: int = 20) -> list[PastChange]:
    """The changes that made this version and the ones before it, newest first."""
    events = [
        event
        for event in timeline(regulation)[: limit * 2]
        if any(event.data.get(name) for name in ("reason", "changes", "texts"))
    ]
    return [_past(event, regulation) for event in events[:limit]]


def _past(event: AuditEvent, regulation: Regulation) -> PastChange:
    changes = event.data.get("changes")
    changes = changes if isinstance(changes, Mapping) else {}
    # The database does not keep the order of the keys: the rules stand as in the register.
    found = [(key, changes[key]) for key in (*RULES, *_FACTS) if key in changes]
    return PastChange(
        event=event,
        reason=event.data.get("reason", ""),
        rules=[
            rule_change(RULES[key], entries[0], entries[1])
            for key, entries in found
            if key in RULES and _are_entries(entries)
        ],
        parts=[part_in_words(part, regulation.texts) for part in event.data.get("texts", [])],
        facts=[_fact(key, *entries) for key, entries in found if key in _FACTS],
    )


# Columns of an act that are changed in place; what the stamps were is no text to read.
_FACTS = ("kind", "title", "valid_from", "valid_to", "forms", "stamps")


def _fact(key: str, before: str, after: str) -> tuple[str, str, str]:
    column: Any = Regulation._meta.get_field(key)
    if key == "stamps":
        before, after = _("прежние"), _("изменены")
    elif key == "kind":
        before, after = (str(dict(ActKind.choices).get(code, code)) for code in (before, after))
    elif key in ("valid_from", "valid_to"):
        before, after = _day(before), _day(after)
    return str(column.verbose_name).capitalize(), before or _("все"), after or _("все")


def _day(text: str) -> str:
    """A day as the audit keeps it: «2026-09-01», or «None» where there is no end."""
    try:
        return short_date(datetime.date.fromisoformat(text))
    except ValueError:
        return _("бессрочно")


def _are_entries(entries: Any) -> bool:
    """Old and new entry of a rule: an event of another kind may have other things there."""
    return (
        isinstance(entries, list)
        and len(entries) == 2
        and all(
            entry is None or (isinstance(entry, Mapping) and "value" in entry) for entry in entries
        )
    )


def stamp_lines(stamp: Mapping[str, str]) -> list[str]:
    """«ПРИНЯТО», the body, «протокол от 01.09.2026 № 1»; blank parts are lines to fill by hand."""
    act = stamp.get("act", "")
    number, day = stamp.get("number", ""), stamp.get("date", "")
    tail = _("от %(date)s № %(number)s") % {"date": day or "__________", "number": number or "____"}
    lines = [stamp.get("kind", ""), stamp.get("body", ""), f"{act} {tail}".strip()]
    return [line for line in lines if line]


def other_differences(old: Regulation, new: Regulation) -> Iterator[tuple[str, str, str]]:
    """What differs besides the rules: its name, the one and the other in words."""
    pairs = (
        (_("Название"), old.title, new.title),
        (_("Грифы"), _stamps(old), _stamps(new)),
        (_("Какие формы охватывает"), _forms(old), _forms(new)),
    )
    yield from (row for row in pairs if row[1] != row[2])
    if old.body != new.body:
        yield _("Текст акта"), old.body or _("нет"), new.body or _("нет")
    yield from text_differences(old.texts, new.texts)


def _stamps(regulation: Regulation) -> str:
    return "; ".join(" ".join(stamp_lines(stamp)) for stamp in regulation.stamps) or _("нет")


def _forms(regulation: Regulation) -> str:
    return ", ".join(form.name for form in regulation.forms.all()) or _("все")


def programmes_of(regulation: Regulation, *, of: Any) -> list[Programme]:
    """Programmes under any version of this act, still open, that this user may see."""
    return list(
        Programme.objects.visible_to(of)
        .filter(
            school_id=regulation.school_id,
            regulation__title=regulation.title,
            regulation__school_id=regulation.school_id,
        )
        .exclude(state=ProgrammeState.CLOSED)
        .select_related("regulation")
        .order_by("-starts_on", "-pk")
    )
