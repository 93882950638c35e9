"""Every text of the interface has its English, and no Russian text slips past gettext."""

from __future__ import annotations

import ast
import re

import pytest

from core.terms import expand, is_term, say
from mentoring.messages import gather, untranslated

from .houses import Module, docstrings, modules

# Modules whose Russian is not the interface's: the language itself, words that are looked for in
# files and requests, papers, made-up people, names in settings.
RUSSIAN_BY_NATURE = re.compile(
    r"core\.(russian\.|terms$)|.*[._]papers$|documents\.(paper|word|text)$|portal\.demo\.|"
    r"orders\.(acts|annexes|hooks|naming|programme_paper|road_map|sheets)$|schools\.(codes|stamps|titles)$|"
    r"schools\.presets\.wording$|"
    r"documents\.(merge_fields|samples|signing)$|"
    r"orders\.(citing|discretion|extracts|in_charge|journal|representation_paper|revising|signing)$|"
    r"orders\.actions\.(representations|revising)$|pairing\.(for_orders|letters|petitions)$|"
    r"pairing\.(words|areas|readings|to_propose)$|registry\.(reading\.|texts$|traces$|principles$)|"
    r"registry\.(holdings_files|partner_texts|queries\.holdings|rules\.classes)$|"
    r"mentoring\.(messages|settings|benchmarks)"
)
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}


@pytest.fixture(scope="module")
def catalogue():
    return gather()


def test_every_text_of_the_interface_has_its_english(catalogue) -> None:
    assert untranslated(catalogue) == []


def test_every_term_that_a_text_names_can_be_said(catalogue) -> None:
    """A wrong case would stand in the page with its braces."""
    texts = [text for entry in catalogue for text in (entry.msgid, entry.msgid_plural) if text]
    wrong = [
        f"{{{name}:{spec}}} in «{text}»"
        for text in texts
        for name, spec in re.findall(r"(?<!%)\{(\w+)(?::([^{}]*))?\}", text)
        if is_term(name) and say(name, spec) is None
    ]

    assert wrong == []


def test_no_english_text_names_a_term(catalogue) -> None:
    assert [entry.msgid for entry in catalogue if expand(entry.msgstr) != entry.msgstr] == []


def test_the_catalogue_is_well_formed_for_the_compiler(catalogue) -> None:
    brace = [entry.msgid for entry in catalogue if "python-brace-format" in entry.flags]

    assert brace == []


@pytest.mark.parametrize("module", [m for m in modules() if not m.is_test], ids=lambda m: m.name)
def test_a_module_has_no_russian_past_gettext(module: Module) -> None:
    if RUSSIAN_BY_NATURE.match(module.name):
        return
    tree = ast.parse(module.path.read_text(encoding="utf-8"))
    marked = {
        id(node)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in GETTEXT
        for node in ast.walk(call)
    }
    documented = docstrings(tree)
    bare = [
        f"{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search("[А-Яа-яЁё]{3,}", node.value)
        and id(node) not in marked | documented
    ]

    assert bare == []


@pytest.mark.parametrize("module", modules(), ids=lambda m: m.name)
def test_gettext_comes_from_core_where_texts_may_name_terms(module: Module) -> None:
    if module.name == "core.i18n" or "migrations" in module.parts:
        return
    wrong = [
        f"{line}: {name}"
        for line, name in module.imports()
        if re.fullmatch(r"django\.utils\.translation\.n?p?gettext(_lazy|_noop)?", name)
    ]

    assert wrong == []
