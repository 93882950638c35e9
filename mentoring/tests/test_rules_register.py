"""The register of rules and the code agree: each asks what the other has, and nothing else.

A rule that no app asks for would stand on the pages and do nothing. A number that stands in the
code beside a rule would be a regulation that no school has written.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

import pytest

from schools.rules import RULES

from .houses import Module, modules

ASKING = {"value", "finding", "clause", "title_of", "labels"}
# Where rules are stated, where presets are read, and the demonstration: asking there obeys nothing.
STATING = ("schools.rules", "schools.presets", "portal.demo")
PRODUCT = [
    module
    for module in modules()
    if not module.is_test and not module.name.startswith(STATING) and module.app != "core"
]


def ids(module: Module) -> str:
    return module.name


def tree_of(module: Module) -> ast.Module:
    return ast.parse(module.path.read_text(encoding="utf-8"))


def questions(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls like `rules.value(…)`; `enum.value` without a call is none."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and method(node) in ASKING:
            yield node


def method(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def literal(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def keys_like(node: ast.JoinedStr) -> set[str]:
    """The rules that an f-string can mean: `f"bases.{side}_due"`."""
    parts = [re.escape(literal(part) or "") or r"[a-z_.]+" for part in node.values]
    pattern = re.compile("".join(parts))
    return {key for key in RULES if pattern.fullmatch(key)}


def asked(tree: ast.AST) -> set[str]:
    """Keys that a module asks for, told by name.

    A module that asks by a variable has its keys in a table of its own: those count too.
    """
    found: set[str] = set()
    by_variable = False
    for call in questions(tree):
        key = call.args[0]
        if isinstance(key, ast.JoinedStr):
            found |= keys_like(key)
        elif (name := literal(key)) is not None:
            found.add(name)
        else:
            by_variable = True
    if by_variable:
        found |= {text for node in ast.walk(tree) if (text := literal(node)) in RULES}
    return found


@pytest.mark.parametrize("module", PRODUCT, ids=ids)
def test_a_module_asks_only_for_rules_of_the_register(module: Module) -> None:
    assert asked(tree_of(module)) - set(RULES) == set()


def test_every_rule_of_the_register_is_asked_for() -> None:
    found = set().union(*(asked(tree_of(module)) for module in PRODUCT))

    assert sorted(set(RULES) - found) == []


@pytest.mark.parametrize("module", PRODUCT, ids=ids)
def test_a_finding_of_a_rule_is_made_with_its_clause(module: Module) -> None:
    """`rules.finding(key, …)` adds the clause; `Finding(code=key)` would lose it."""
    bare = [
        node.lineno
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Finding"
        and any(literal(code) in RULES for code in codes(node))
    ]

    assert bare == []


def codes(call: ast.Call) -> list[ast.expr]:
    return call.args[:1] + [part.value for part in call.keywords if part.arg == "code"]


def is_number(node: ast.AST) -> bool:
    """A number that could be a limit: nought and one say «none» and «the only one»."""
    return isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value > 1


def is_value(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and bool(node.args) and method(node) == "value"


def own_numbers(tree: ast.AST) -> Iterator[int]:
    """Lines where a number stands in for the value of a rule, or is compared with it."""
    parts: Sequence[ast.AST]
    for node in ast.walk(tree):
        if isinstance(node, ast.BoolOp):
            parts = node.values
        elif isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.IfExp):
            parts = [*ast.walk(node.test), node.body, node.orelse]
        elif isinstance(node, ast.FunctionDef):
            yield from later_numbers(node)
            continue
        else:
            continue
        if any(map(is_value, parts)) and any(map(is_number, parts)):
            yield node.lineno


def later_numbers(function: ast.FunctionDef) -> Iterator[int]:
    """`limit = rules.value(…)` and, further down, `limit = 5`, `limit or 5`, `limit > 5`."""
    names = {
        target.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and is_value(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and is_number(node.value):
            if any(getattr(target, "id", "") in names for target in node.targets):
                yield node.lineno
        elif isinstance(node, ast.BoolOp | ast.Compare):
            parts = node.values if isinstance(node, ast.BoolOp) else [node.left, *node.comparators]
            if any(getattr(part, "id", "") in names for part in parts) and any(
                map(is_number, parts)
            ):
                yield node.lineno


@pytest.mark.parametrize("module", PRODUCT, ids=ids)
def test_no_number_of_the_code_stands_in_for_a_rule(module: Module) -> None:
    assert sorted(set(own_numbers(tree_of(module)))) == []


@pytest.mark.parametrize(
    "code",
    [
        "x = rules.value('group.max') or 5",
        "x = 5 if rules.value('group.max') is None else 6",
        "x = rules.value('group.max') > 5",
        "def f():\n    limit = rules.value('group.max')\n    return limit or 5",
        "def f():\n    limit = rules.value('group.max')\n    if not limit:\n        limit = 5",
    ],
)
def test_the_search_for_numbers_finds_them(code: str) -> None:
    assert list(own_numbers(ast.parse(code))) != []


def test_the_search_for_questions_reads_tables_and_patterns() -> None:
    code = "KEYS = {'a': 'group.max'}\nrules.value(KEYS[a])\nrules.finding(f'bases.{side}_due', '')"

    assert asked(ast.parse(code)) == {"group.max", "bases.mentees_due", "bases.mentors_due"}
