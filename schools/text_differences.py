"""What differs between the texts of two versions: which parts, and which of their lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from core.i18n import gettext as _
from core.i18n import gettext_lazy

from .choices import RoadMapGrouping
from .rules.options import BODY_OPTIONS
from .words import day_in_words

ORDERS = "orders"
PARTS = {
    "programme": gettext_lazy("Год программы"),
    "road_map": gettext_lazy("Графы дорожной карты"),
    "stages": gettext_lazy("Строки дорожной карты"),
    "surveys": gettext_lazy("Анкеты"),
    "survey_additions": gettext_lazy("Анкеты: вопросы отдельных форм"),
    "measurements": gettext_lazy("Таблица «до и после»"),
    "matching": gettext_lazy("Подбор пар"),
}
# Codes say nothing to a reader, nor does the place of an order among the others.
CODES = frozenset(
    {"code", "key", "position", "kind", "repeat", "role", "when", "before", "form", "series"}
    | {"numbering", "effect", "side", "stage", "after_yes"}
)
DAYS = frozenset({"starts", "ends"})
# Codes that people choose by their words.
CHOSEN = {
    "group_by": dict(RoadMapGrouping.choices),
    "roles": dict(BODY_OPTIONS),
    "goal": {
        "best_fit": gettext_lazy("лучшее соответствие"),
        "most_people": gettext_lazy("как можно больше людей в парах"),
        "even_load": gettext_lazy("ровная нагрузка {mentors:genitive}"),
    },
}


def changed_texts(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Which parts of the texts differ: «stages», or «orders.pairs» for a kind of order."""
    found = []
    for key in sorted({*old, *new}):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        if key == ORDERS:
            before, after = before or {}, after or {}
            codes = sorted({*before, *after})
            found += [f"{key}.{code}" for code in codes if before.get(code) != after.get(code)]
        else:
            found.append(key)
    return found


def part_in_words(part: str, *versions: Mapping[str, Any]) -> str:
    """What a part of `changed_texts` is called; an order as the last version that has it does."""
    key, _dot, code = part.partition(".")
    if key == ORDERS:
        rows = [texts.get(ORDERS, {}).get(code) for texts in versions]
        names = [row["name"] for row in rows if row]
        return _("Приказ «%s»") % (names[-1] if names else code)
    return str(PARTS.get(key, key))


def text_differences(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    """Name of each part that differs, its lines that only the one has, and those of the other."""
    for part in changed_texts(old, new):
        before, after = (list(_lines(_part_of(texts, part))) for texts in (old, new))
        gone, come = _only_in(before, after), _only_in(after, before)
        yield (
            part_in_words(part, old, new),
            "\n".join(gone) or (_("прежнее") if before else _("нет")),
            "\n".join(come) or (_("изменено") if after else _("нет")),
        )


def _only_in(lines: list[str], others: list[str]) -> list[str]:
    """Lines that the others lack; of one that stands here twice and there once, the second."""
    left = Counter(others)
    found = []
    for line in lines:
        if left[line]:
            left[line] -= 1
        else:
            found.append(line)
    return found


def _part_of(texts: Mapping[str, Any], part: str) -> Any:
    key, _dot, code = part.partition(".")
    return texts.get(key, {}).get(code) if code else texts.get(key)


def _lines(value: Any, key: str = "") -> Iterator[str]:
    """Every text of a part, in its order."""
    if key in CODES:
        return
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _lines(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _lines(inner, key)
    elif isinstance(value, str) and value.strip():
        words = str(CHOSEN.get(key, {}).get(value, value))
        yield day_in_words(value) if key in DAYS else words
