"""Versions of a regulation: what a changed rule does and leaves alone."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from core.audit import timeline
from core.errors import DomainError
from schools.actions import update_regulation_rules
from schools.rules import rules_of


@pytest.fixture
def regulation(programme):
    return programme.regulation


def changed(regulation, **values):
    rules = dict(regulation.rules)
    for key, value in values.items():
        rules[key.replace("__", ".")] = {"value": value, "clause": "1.4"}
    return rules


def test_a_changed_rule_is_a_new_version_and_the_programme_keeps_the_old(regulation, director):
    version = update_regulation_rules(
        regulation,
        actor=director,
        rules=changed(regulation, group__max=4),
        reason="решение педсовета",
    )

    programme = regulation.programmes.get()
    regulation.refresh_from_db()
    assert (version.version, version.rules["group.max"]["value"]) == (2, 4)
    assert rules_of(programme.regulation).value("group.max") == 5
    assert regulation.valid_to == timezone.localdate() - datetime.timedelta(days=1)
    event = timeline(version)[0]
    assert event.actor == director
    assert event.data["reason"] == "решение педсовета"
    assert list(event.data["changes"]) == ["group.max"]


def test_a_running_programme_moves_to_the_new_version_when_asked(regulation, programme):
    version = update_regulation_rules(
        regulation,
        actor=None,
        rules=changed(regulation, group__max=4),
        reason="решение педсовета",
        moved=[programme],
    )

    programme.refresh_from_db()
    assert programme.regulation == version


def test_a_programme_of_another_school_does_not_move(regulation, other_school):
    with pytest.raises(DomainError, match="перевести"):
        update_regulation_rules(
            regulation,
            actor=None,
            rules=changed(regulation, group__max=4),
            reason="решение педсовета",
            moved=[other_school.programmes.get()],
        )

    assert regulation.school.regulations.count() == 1


def test_the_same_rules_make_no_version(regulation):
    same = update_regulation_rules(regulation, actor=None, rules=dict(regulation.rules), reason="")

    assert same == regulation
    assert regulation.school.regulations.count() == 1


@pytest.mark.parametrize(
    ("values", "reason", "says"),
    [
        ({"group__max": 4}, " ", "почему"),
        ({"group__max": 0}, "так", "от 1 до 100"),
        ({"group__max": 1}, "так", "больше, чем"),
        ({"group__most": 1}, "так", "такого правила нет"),
    ],
)
def test_wrong_rules_make_no_version(regulation, values, reason, says):
    with pytest.raises(DomainError, match=says):
        update_regulation_rules(
            regulation, actor=None, rules=changed(regulation, **values), reason=reason
        )

    assert regulation.school.regulations.count() == 1


def test_only_the_last_version_is_changed(regulation):
    update_regulation_rules(
        regulation, actor=None, rules=changed(regulation, group__max=4), reason="так"
    )

    with pytest.raises(DomainError, match="Уже есть редакция 2"):
        update_regulation_rules(
            regulation, actor=None, rules=changed(regulation, group__max=3), reason="так"
        )
