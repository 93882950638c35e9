"""No words of a regulation are written into the code; its numbers: `test_no_numbers_in_code`.

Every text of every preset (stages, lines of road maps, reasons, kinds, sections, questions, orders)
is looked for in the strings of the code, in the templates and in the scripts. What is found and
yet is no regulation's is listed below with why; a line that finds nothing has to go.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from core.terms import expand
from schools.presets import load_preset, preset_names, said
from schools.rules import RULES

from .houses import ROOT, modules

# Presets are the regulations; tests, the demonstration and the benchmarks play schools.
OUTSIDE = ("schools.presets", "portal.demo", "mentoring.benchmarks")
PRODUCT = [
    module for module in modules() if not module.is_test and not module.name.startswith(OUTSIDE)
]
# Not texts of a regulation but where they belong; and notes, which tell about it.
SKIPPED = {"code", "key", "position", "kind", "repeat", "role", "when", "before", "form", "note"}
SKIPPED |= {"side", "stage", "series", "numbering", "number_mask", "roles", "group_by", "clause"}
SKIPPED |= {"mentor_kind", "mentee_kind", "starts", "ends"}
# A part of a text between placeholders says something of its own from so many words on.
OWN_WORDS = 4
# A single word is looked for where it stands alone: as a label, that is.
LONG_WORD = 7

# Words that are everybody's, with why.
COMMON: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "база наставников",
            "база наставляемых",
            "программа наставничества",
            "форма наставничества",
            "положение о наставничестве",
            "согласия на обработку персональных данных",
        ),
        "what the product keeps, called as by the methodical recommendations of P-145",
    ),
    "руководитель рабочей группы": "a role that an order can give; the rule roles.used says which",
    **dict.fromkeys(
        (
            "содержание",
            "мероприятие",
            "мероприятия",
            "результат",
            "ответственный",
            "ответственные",
        ),
        "what a column of a plan or of a road map holds, until the act gives it a heading",
    ),
    "завершение": "what may become of a pair: it is replaced, extended, ended",
    "выпускник": "who somebody is to the school; who takes part, the rules of participants say",
    **dict.fromkeys(
        (
            "о замене наставника",
            "о завершении наставничества",
            "о выходе из группы",
            "о продлении срока наставничества",
        ),
        "what a person asks for in a petition of their own",
    ),
    "протокол": "what a stamp names before its number",
    "предложения": "what whoever holds the monitoring proposes",
    **dict.fromkeys(
        ("п п", "фамилия имя отчество", "должность класс", "за что"),
        "a heading of any table with people",
    ),
    **dict.fromkeys(
        ("в группе", "на входе", "на выходе", "по завершении"),
        "words of any text",
    ),
    "представление куратора": "an option of the rule pairing.method",
    "реестр наставников": "an option of the rule site.publish",
    "отбор и обучение": "what the pages of candidates and courses are about",
    "дата и время": "words of any text",
}


def words(text: str) -> list[str]:
    return re.findall(r"[а-яa-z0-9]+", text.lower().replace("ё", "е"))


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in SKIPPED:
                yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)


def texts_of_presets() -> Iterator[str]:
    for name in preset_names():
        preset = said(load_preset(name))
        parts = (preset.rules, preset.forms, preset.directions, preset.texts, preset.regulation)
        for part in parts:
            yield from leaves(part)


@cache
def phrases() -> frozenset[str]:
    """What to look for: whole texts of two words and more, and long pieces of templates."""
    found = set()
    for text in texts_of_presets():
        pieces = re.split(r"\{[^}]*\}|[.;:!?\n]", text)
        for piece in pieces:
            said_words = words(piece)
            is_whole = piece.strip(" .") == text.strip(" .")
            least = 2 if is_whole else OWN_WORDS
            if len(said_words) >= least and re.search("[а-я]", piece.lower()):
                found.add(" ".join(said_words))
    return frozenset(found)


@cache
def single_words() -> frozenset[str]:
    """Names that are one long word: «реверсивное», «корректировки»."""
    lists = (words(text) for text in texts_of_presets())
    return frozenset(found[0] for found in lists if len(found) == 1 and len(found[0]) >= LONG_WORD)


def docstrings(tree: ast.AST) -> set[int]:
    """Docstrings may name a school and its clause: they do nothing."""
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, kinds) and node.body and isinstance(node.body[0], ast.Expr)
    }


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    silent = docstrings(tree)
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in silent and re.search("[а-яё]", node.value.lower()):
            yield node.lineno, node.value


@cache
def said_by_the_house() -> tuple[tuple[str, str], ...]:
    """Place and words of every Russian text outside the presets, its terms in the usual words."""
    found = []
    for module in PRODUCT:
        place = module.path.relative_to(ROOT)
        for line, text in strings(ast.parse(module.path.read_text(encoding="utf-8"))):
            found.append((f"{place}:{line}", " ".join(words(expand(text)))))
    files = [*(ROOT / "templates").rglob("*.*"), *(ROOT / "static" / "js").rglob("*.js")]
    for path in files:
        if path.suffix not in (".html", ".txt", ".js"):
            continue
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            for piece in re.split(r"<[^>]*>|\{%\s*\w+|%\}|\{\{[^}]*\}\}", text):
                if re.search("[а-яё]", piece.lower()):
                    place = path.relative_to(ROOT)
                    found.append((f"{place}:{line}", " ".join(words(expand(piece)))))
    return tuple(found)


def leaks() -> Iterator[tuple[str, str]]:
    """Phrase of a preset and where the house says it too."""
    for place, text in said_by_the_house():
        row = text.split()
        for start in range(len(row)):
            for end in range(start + 2, len(row) + 1):
                if (phrase := " ".join(row[start:end])) in phrases():
                    yield phrase, place
        if len(row) == 1 and text in single_words():
            yield text, place


def test_there_is_something_to_look_for() -> None:
    assert len(phrases()) > 700
    assert "реверсивное" in single_words()
    assert len(said_by_the_house()) > 3000


def test_no_text_of_a_preset_stands_in_the_code() -> None:
    assert sorted({f"{place}: «{text}»" for text, place in leaks() if text not in COMMON}) == []


def test_every_common_text_is_found() -> None:
    """What is allowed and found nowhere any more is allowed no more."""
    assert set(COMMON) - {text for text, _place in leaks()} == set()


def test_the_search_for_texts_finds_a_reason_in_the_code() -> None:
    title = said(load_preset("kirov-65")).rules["replacement.reasons"]["value"][0]["title"]

    assert " ".join(words(title)) in phrases()


def codes_of_lists() -> set[str]:
    """Codes that a regulation gives its own reasons, kinds, categories, meetings and sections."""
    return {
        item["code"]
        for name in preset_names()
        for key, entry in load_preset(name).rules.items()
        if RULES[key].kind == "items"
        for item in entry["value"]
    }


# English words that the code needs for other things.
OTHER_CODES = frozenset(
    """active curator duties employer extra final first graduate group help hidden mutual open
    parent proposals pupil request results short strengths teacher transfer employee""".split()
)


def test_the_code_asks_for_no_item_of_a_list_by_its_code() -> None:
    """A reason typed in the browser has a code of its own, so none may mean anything."""
    wanted = codes_of_lists() - OTHER_CODES
    found = {
        f"{module.name}:{node.lineno}: {node.value}"
        for module in PRODUCT
        for node in ast.walk(ast.parse(module.path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in wanted
    }

    assert sorted(found) == []
