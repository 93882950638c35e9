"""What the tests of the whole house look at: its modules, their imports, its routes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

ROOT: Path = settings.BASE_DIR
ORDER = [*settings.HOUSE_APPS, "mentoring"]

LAYERS = {
    **dict.fromkeys(("choices", "errors", "signals", "tasks"), 0),
    "models": 1,
    **dict.fromkeys(("forms", "filters", "resources", "exports"), 3),
    **dict.fromkeys(
        (
            "views",
            "urls",
            "admin",
            "receivers",
            "templatetags",
            "management",
            "apps",
            "middleware",
            "backends",
            "adapters",
            "context_processors",
        ),
        4,
    ),
}
# The toolbox has no domain: what its models stand on lies below them.
CORE_GROUND = dict.fromkeys(
    ("clock", "scoping", "expressions", "findings", "russian", "calendar", "terms", "i18n"), 0
)
HELPERS = 2


@dataclass(frozen=True)
class Module:
    path: Path

    @property
    def parts(self) -> tuple[str, ...]:
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return parts[:-1] if parts[-1] == "__init__" else parts

    @property
    def name(self) -> str:
        return ".".join(self.parts)

    @property
    def app(self) -> str:
        return self.parts[0]

    @property
    def is_test(self) -> bool:
        return "tests" in self.parts or self.parts[-1].startswith(("testing", "test_"))

    def lines(self) -> list[str]:
        return self.path.read_text(encoding="utf-8").splitlines()

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and dotted name of every import, relative ones resolved, types left out."""
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        hidden = {
            id(node)
            for block in ast.walk(tree)
            if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
            for node in ast.walk(block)
        }
        package = self.parts if self.path.name == "__init__.py" else self.parts[:-1]
        for node in ast.walk(tree):
            if id(node) in hidden:
                continue
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = list(package[: len(package) - node.level + 1]) if node.level else []
                stem = [*base, *(node.module or "").split(".")]
                stem = [part for part in stem if part]
                yield from ((node.lineno, ".".join([*stem, a.name])) for a in node.names)


def layer_of(parts: tuple[str, ...]) -> int | None:
    """Layer of a module inside its app; None for an app's own package."""
    if len(parts) < 2:
        return None
    if parts[0] == "core" and parts[1] in CORE_GROUND:
        return CORE_GROUND[parts[1]]
    return LAYERS.get(parts[1], HELPERS)


@cache
def modules() -> tuple[Module, ...]:
    """Every Python module of the house but its migrations."""
    return tuple(
        Module(path)
        for app in ORDER
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    )


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted((ROOT / "templates").rglob("*.*")))


@dataclass(frozen=True)
class Route:
    name: str
    pattern: str
    callback: object

    @property
    def view_class(self) -> type | None:
        return getattr(self.callback, "view_class", None)


def routes() -> list[Route]:
    """Every named route of the house's own; Django's administration is not ours to list."""
    return [route for route in _walk(get_resolver(), "", "") if not route.name.startswith("admin:")]


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, pattern, inner)
        elif isinstance(entry, URLPattern):
            yield Route(f"{namespace}{entry.name}", pattern, entry.callback)


def docstrings(tree: ast.Module) -> set[int]:
    """Ids of the nodes that document a module, a class or a function."""
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
