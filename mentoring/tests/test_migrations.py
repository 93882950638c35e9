"""Migrations go forwards and backwards, and none is missing."""

from __future__ import annotations

import ast

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from core.testing import let_tables_be_emptied

from .houses import ROOT


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_every_migration_goes_back_and_forth() -> None:
    house = set(settings.HOUSE_APPS)
    leaves = [leaf for leaf in MigrationLoader(connection).graph.leaf_nodes() if leaf[0] in house]

    MigrationExecutor(connection).migrate([(app, None) for app, _name in leaves])
    gone = house & {app for app, _name in MigrationExecutor(connection).loader.applied_migrations}
    MigrationExecutor(connection).migrate(MigrationLoader(connection).graph.leaf_nodes())
    back = MigrationExecutor(connection).loader.applied_migrations
    let_tables_be_emptied()

    assert gone == set()
    assert set(leaves) <= set(back)


@pytest.mark.parametrize("app", settings.HOUSE_APPS)
def test_a_migration_has_a_name_of_its_own(app: str) -> None:
    names = [path.stem for path in (ROOT / app / "migrations").glob("0*.py")]

    assert names != []
    assert [name for name in names if "_auto_" in name] == []


@pytest.mark.parametrize("app", settings.HOUSE_APPS)
def test_a_migration_imports_nothing_that_lives(app: str) -> None:
    """Only modules of `core` whose names are promised to stay."""
    promised = {"core.clock", "core.expressions", "core.scoping"}
    found = set()
    for path in (ROOT / app / "migrations").glob("0*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)

    assert {name for name in found if name.split(".")[0] in settings.HOUSE_APPS} <= promised
