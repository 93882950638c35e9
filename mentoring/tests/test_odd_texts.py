"""No text of the application says a usual word by itself: it names the term and is said in use.

Here the sources are read, so that letters, notifications, messages, errors and the rare branch of
a page are seen too, whatever the world of tests happens to show.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.terms import USUAL, expand, using
from registry.choices import Base
from registry.reading.columns import COLUMNS, column_of
from schools.presets import load_preset, preset_names, said

from .houses import ROOT, Module, docstrings, modules, templates
from .odd_words import ODD, OF_LAW, USUAL_STEMS, usual_words

# Words that are looked for in what people write, the language itself, made-up people.
NOT_SAID = re.compile(
    r"core\.russian\.|registry\.reading\.|pairing\.(areas|readings)$|portal\.demo\.|"
    r"mentoring\.(benchmarks|tests)"
)
# Kinds of organisations and of people by law, and what only the operator of the server reads.
FIXED = {
    "schools.choices": {"школа", "школьник"},
    "schools.models.school": {"школа", "школы"},
    "schools.apps": {"Школы и положения"},
}
FILES = [*templates(), *sorted((ROOT / "static" / "js").glob("*.js"))]
COMMENT = re.compile(r"{#.*?#}|{% comment.*?%}.*?{% endcomment %}|^\s*(//|\*|/\*).*$", re.S | re.M)
# Presets that aren't one school's own act: any school takes them.
GENERAL = ("r145", "teachers")


def texts(module: Module) -> Iterator[tuple[int, str]]:
    """Line and text of every string but the docstrings."""
    tree = ast.parse(module.path.read_text(encoding="utf-8"))
    documented = docstrings(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in documented:
            continue
        if isinstance(node.value, str):
            yield node.lineno, node.value


@pytest.mark.parametrize("module", [m for m in modules() if not m.is_test], ids=lambda m: m.name)
def test_no_text_of_a_module_says_a_usual_word(module: Module) -> None:
    if NOT_SAID.match(module.name):
        return
    fixed = FIXED.get(module.name, set())
    found = [
        f"{line}: {text}"
        for line, text in texts(module)
        if text not in fixed and USUAL_STEMS.search(OF_LAW.sub("", text))
    ]

    assert found == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_says_a_usual_word(path: Path) -> None:
    assert usual_words(COMMENT.sub("", path.read_text(encoding="utf-8"))) == []


def strings(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, f"{place}.{key}")
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value, start=1):
            yield from strings(inner, f"{place}[{number}]")


@pytest.mark.parametrize("name", GENERAL)
def test_a_preset_for_any_school_says_no_usual_word(name: str) -> None:
    """Its orders are templates: what stands in braces there is filled when one is drafted."""
    with using(ODD):
        preset = said(load_preset(name))
        orders = dict(strings({"orders": preset.texts["orders"]}))
        spoken = [
            *(expand(text) for text in orders.values()),
            *(preset.title, preset.description),
            *(
                text
                for part in (preset.regulation, preset.rules, preset.forms, preset.directions)
                for _place, text in strings(part)
            ),
            *(text for place, text in strings(preset.texts) if not place.startswith(".orders.")),
        ]

    assert usual_words("\n".join(spoken)) == []


@pytest.mark.parametrize("name", preset_names())
def test_the_offer_of_a_preset_says_no_usual_word(name: str) -> None:
    with using(ODD):
        preset = said(load_preset(name))

    assert usual_words(f"{preset.title}\n{preset.description}") == []


@pytest.mark.parametrize("base", Base.values)
def test_headings_of_an_import_are_read_in_the_words_of_the_school(base: str) -> None:
    """Every heading that is known is known in a school's own words, and as usual."""
    for column in COLUMNS[base]:
        with using(USUAL):
            usual = column.title
        with using(ODD):
            assert column_of(base, column.title) == column_of(base, usual), usual
            assert usual_words(column.title) == []
