"""A version under which nothing has begun is edited as it is; what was adopted stays."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from core import clock
from core.audit import timeline
from core.errors import DomainError
from schools.actions import close_programme, create_regulation, update_regulation_rules
from schools.choices import ActKind
from schools.models import Programme, Regulation, School

DAY = datetime.date(2026, 10, 5)


@pytest.fixture
def act(school: School) -> Regulation:
    """An act that nobody works by."""
    return create_regulation(
        school,
        actor=None,
        kind=ActKind.REGULATION,
        title="Положение о шефстве",
        valid_from=DAY,
    )


def changed(regulation: Regulation, most: int, **given: Any) -> Regulation:
    rules = {**regulation.rules, "group.max": {"value": most, "clause": "1.4"}}
    given = {"actor": None, "reason": "решение педсовета"} | given
    return update_regulation_rules(regulation, rules=rules, **given)


def test_an_act_that_nobody_works_by_is_edited_without_a_reason(
    act: Regulation, director: User
) -> None:
    version = changed(act, 4, actor=director, reason="")

    assert (version.pk, version.version) == (act.pk, 1)
    assert version.rules["group.max"]["value"] == 4
    event = timeline(version)[0]
    assert (event.actor, list(event.data["changes"])) == (director, ["group.max"])


def test_the_act_of_a_running_programme_wants_a_reason(programme: Programme) -> None:
    with pytest.raises(DomainError, match="почему"):
        changed(programme.regulation, 4, reason="")


def test_what_was_made_today_goes_on_being_edited(programme: Programme) -> None:
    with clock.on(DAY):
        first = changed(programme.regulation, 4, moved=[programme])
        second = changed(first, 3, moved=[programme])

    assert (second.pk, second.version, second.rules["group.max"]["value"]) == (first.pk, 2, 3)
    assert Regulation.objects.get(version=1).rules["group.max"]["value"] == 5


def test_another_day_makes_another_version(programme: Programme) -> None:
    with clock.on(DAY):
        first = changed(programme.regulation, 4)
        second = changed(first, 3, valid_from=DAY + datetime.timedelta(days=30))

    assert (second.version, second.valid_from) == (3, datetime.date(2026, 11, 4))


def test_tomorrow_a_change_is_a_new_version(programme: Programme) -> None:
    with clock.on(DAY):
        first = changed(programme.regulation, 4, moved=[programme])
    with clock.on(DAY + datetime.timedelta(days=1)):
        assert changed(first, 3).version == 3


def test_what_a_closed_programme_ran_under_is_not_edited(programme: Programme) -> None:
    with clock.on(DAY):
        first = changed(programme.regulation, 4, moved=[programme])
        close_programme(Programme.objects.get(), actor=None)

        assert changed(first, 3).version == 3


def test_the_page_of_an_open_act_asks_neither_reason_nor_day(
    act: Regulation, administrator: User, signed_in: Any
) -> None:
    client = signed_in(administrator)
    address = reverse("schools:act_road_map", args=[act.pk])
    page = client.get(address)
    fields = page.context["version"].fields
    assert "valid_from" not in fields
    assert not fields["reason"].required

    typed = {"title": "Дорожная карта шефства", "group_by": "stage", "columns-TOTAL_FORMS": "1"}
    column = {"columns-0-title": "Что", "columns-0-key": "title", "columns-INITIAL_FORMS": "0"}
    done = client.post(address, typed | column, follow=True)

    assert "Сохранено в редакции 1." in done.content.decode()
    act.refresh_from_db()
    assert act.texts["road_map"]["title"] == "Дорожная карта шефства"


def test_who_edits_what_somebody_else_has_changed_meanwhile_is_told(
    act: Regulation, administrator: User, signed_in: Any
) -> None:
    client = signed_in(administrator)
    address = reverse("schools:act_road_map", args=[act.pk])
    seen_at = client.get(address).context["version"]["seen_at"].value()
    changed(act, 4)

    typed = {"title": "Карта", "group_by": "stage", "columns-TOTAL_FORMS": "1", "seen_at": seen_at}
    column = {"columns-0-title": "Что", "columns-0-key": "title", "columns-INITIAL_FORMS": "0"}
    page = client.post(address, typed | column)

    assert "Пока вы правили, акт изменили." in page.content.decode()
    act.refresh_from_db()
    assert "road_map" not in act.texts
