"""The house stands as it was drawn: who imports whom, and how big a room may be."""

from __future__ import annotations

import pytest

from .houses import ORDER, ROOT, Module, layer_of, modules, templates

MODULE_LIMIT = 400
TEMPLATE_LIMIT = 150

PRODUCT = [module for module in modules() if not module.is_test]


def ids(module: Module) -> str:
    return module.name


@pytest.mark.parametrize("module", [m for m in PRODUCT if m.app != "mentoring"], ids=ids)
def test_an_app_imports_only_from_its_left(module: Module) -> None:
    allowed = ORDER[: ORDER.index(module.app) + 1]
    wrong = [
        f"{module.name}:{line} imports {name}"
        for line, name in module.imports()
        if name.split(".")[0] in ORDER and name.split(".")[0] not in allowed
    ]

    assert wrong == []


@pytest.mark.parametrize("module", [m for m in PRODUCT if layer_of(m.parts) is not None], ids=ids)
def test_a_module_imports_its_own_layer_or_a_lower_one(module: Module) -> None:
    own = layer_of(module.parts)
    wrong = []
    for line, name in module.imports():
        parts = tuple(name.split("."))
        if parts[0] != module.app or module.parts[1] == "tasks":
            continue
        layer = layer_of(parts)
        if layer is not None and layer > own:
            wrong.append(f"{module.name}:{line} imports {name}")

    assert wrong == []


@pytest.mark.parametrize("module", modules(), ids=ids)
def test_a_module_has_at_most_400_lines(module: Module) -> None:
    assert len(module.lines()) <= MODULE_LIMIT


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_has_at_most_150_lines(path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= TEMPLATE_LIMIT


@pytest.mark.parametrize("module", PRODUCT, ids=ids)
def test_nothing_is_imported_by_a_star(module: Module) -> None:
    stars = [line for line, name in module.imports() if name.endswith(".*")]

    assert module.name == "mentoring.settings.test" or stars == []


@pytest.mark.parametrize("module", PRODUCT, ids=ids)
def test_only_documents_knows_the_pdf_engine(module: Module) -> None:
    users = [line for line, name in module.imports() if name.split(".")[0] == "weasyprint"]

    assert module.app == "documents" or users == []
