"""Without the days of ends (migrations 7 and 8) what is ordered is over at once, as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from accounts.models import User
from core.testing import let_tables_be_emptied
from pairing.actions.orders import let_see
from schools.models import School

from .ahead import LAST, a_pair, end_on

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backwards() -> Iterator[None]:
    yield
    MigrationExecutor(connection).migrate(MigrationLoader(connection).graph.leaf_nodes())
    let_tables_be_emptied()


@pytest.mark.usefixtures("backwards")
def test_an_end_that_is_ordered_comes_at_once_and_nobody_sees_for_ever(
    school: School, curator: User, director: User
) -> None:
    ends, goes_on = a_pair(school, curator), a_pair(school, curator)
    for member in goes_on.members.all():
        let_see(goes_on, member)
    end_on(ends, curator, director)

    executor = MigrationExecutor(connection)
    back = [("pairing", "0006_drafts_and_their_goals"), ("registry", "0020_history_of_what_was")]
    executor.migrate(back)
    apps = MigrationExecutor(connection).loader.project_state(back).apps

    def rows(name: str, *fields: str) -> list[tuple[object, ...]]:
        label, model = name.split(".")
        return list(apps.get_model(label, model).objects.order_by("pk").values_list(*fields))

    assert rows("pairing.Pair", "pk", "state") == [
        (ends.pk, "ended_early"),
        (goes_on.pk, "active"),
    ]
    assert [
        left
        for left, is_binding in rows("pairing.PairMember", "left_on", "is_binding")
        if not is_binding
    ] == [LAST]
    assert rows("pairing.PairChange", "state") == [("done",)]
    assert {reason for (reason,) in rows("registry.Viewer", "reason")} == {f"pair:{goes_on.pk}"}
