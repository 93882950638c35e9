"""What came from a preset and nobody has changed, in the words that a school says now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Model

from core.terms import Words, using

from .models import School
from .presets import Preset, load_preset, preset_names, said
from .presets.texts import texts_problems
from .rules import check_rules

# A preset in the words before and in the words now.
Retold = tuple[Preset, Preset]
Texts = Mapping[str, Any]


def retold(school: School, before: Words, after: Words) -> dict[str, Retold]:
    """Each preset that the acts of the school are made from, by its code."""
    codes = set(school.regulations.values_list("preset", flat=True)) & set(preset_names())
    found = {}
    for code in sorted(codes):
        preset = load_preset(code)
        with using(before):
            old = said(preset)
        with using(after):
            found[code] = (old, said(preset))
    return found


def followed(value: Any, was: Any, now: Any) -> Any:
    """The value with each part that still says what was said before said as it is now."""
    if value == was:
        return now
    if isinstance(value, Mapping) and isinstance(was, Mapping) and isinstance(now, Mapping):
        return {
            key: followed(inner, was[key], now[key]) if key in was and key in now else inner
            for key, inner in value.items()
        }
    lists = [value, was, now]
    if all(isinstance(rows, list) for rows in lists) and len(was) == len(now):
        return [
            _row_followed(row, place, was, now, is_whole=len(value) == len(was))
            for place, row in enumerate(value)
        ]
    return value


def _row_followed(row: Any, place: int, was: list[Any], now: list[Any], *, is_whole: bool) -> Any:
    if was[place : place + 1] == [row]:
        return now[place]
    if row in was:
        return now[was.index(row)]
    return followed(row, was[place], now[place]) if is_whole else row


def rules_followed(rules: Texts, was: Texts, now: Texts) -> dict[str, Any]:
    """A rule that new words would make wrong, too long as a rule, stays as it is."""
    found = dict(rules)
    for key, entry in rules.items():
        if key in was and key in now:
            other = followed(entry, was[key], now[key])
            if other != entry and not check_rules({key: other}):
                found[key] = other
    return found


def texts_followed(texts: Texts, was: Texts, now: Texts) -> dict[str, Any]:
    """A part of the texts that new words would make wrong stays as it is."""
    found = dict(texts)
    for key, part in texts.items():
        if key in was and key in now:
            other = {**found, key: followed(part, was[key], now[key])}
            if not texts_problems(found, other):
                found = other
    return found


def row_changed(row: Model, texts: Mapping[str, tuple[Any, Any]]) -> bool:
    """Put on the row what follows of {field: (was, now)}; what has no room there stays."""
    changed = False
    for name, (was, now) in texts.items():
        value = getattr(row, name)
        other = followed(value, was, now)
        longest = getattr(row._meta.get_field(name), "max_length", None)
        if other != value and (longest is None or len(other) <= longest):
            setattr(row, name, other)
            changed = True
    return changed


def lines_of_stages(stages: Iterable[Texts]) -> Iterator[Texts]:
    """Stages of a preset and their lines, as one list."""
    for stage in stages:
        yield stage
        yield from stage.get("lines", [])


def line_changed(
    row: Model, lines: Iterable[tuple[Texts, Texts]], fields: Mapping[str, str]
) -> bool:
    """Put on a line of a road map what follows; `fields` maps a field to its key in the preset.

    What the preset says elsewhere counts where it has no line of this title any more. A text that
    it says in two ways now stays.
    """
    pairs = list(lines)
    of_title = [pair for pair in pairs if pair[0]["title"] == getattr(row, "title", "")]
    texts = {}
    for name, key in fields.items():
        value = getattr(row, name)
        said_now = {now[key] for was, now in of_title or pairs if key in was and was[key] == value}
        if len(said_now) == 1:
            texts[name] = (value, said_now.pop())
    return row_changed(row, texts)
