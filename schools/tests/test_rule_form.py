"""The form of the rules: each kind of value, right and wrong."""

from __future__ import annotations

import pytest

from accounts.choices import Role
from accounts.testing import make_user
from schools.actions import create_school
from schools.forms import RulesForm
from schools.presets import load_preset, preset_names
from schools.rules import RULES

from .pages import typed, url

POINT = "points-monitoring.points"


def test_the_form_unchanged_makes_no_version(send, kirov, regulation):
    response = send()

    assert response["Location"] == regulation.get_absolute_url()
    assert kirov.regulations.count() == 1


@pytest.mark.parametrize("name", preset_names())
def test_the_form_reads_back_every_rule_of_every_preset(signed_in, db, name):
    school = create_school(load_preset(name), slug="first", actor=None)
    regulation = school.regulations.get()
    keeper = signed_in(make_user(Role.ADMINISTRATOR, school))
    page = keeper.get(url("regulation_update", regulation)).content

    response = keeper.post(url("regulation_update", regulation), typed(page))

    assert response.status_code == 302, response.context["form"].errors


def test_an_emptied_rule_is_not_set_any_more(adopt, kirov):
    adopt({"value-group.max": ""})

    assert "group.max" not in kirov.regulations.get(version=2).rules


def test_a_note_is_changed(adopt, kirov):
    adopt({"note-group.max": "так решил педсовет"})

    assert kirov.regulations.get(version=2).rules["group.max"]["note"] == "так решил педсовет"


def test_a_reason_that_stood_keeps_its_code_and_a_new_one_gets_its_own(adopt, kirov):
    lines = "увольнение наставника\n  переезд\nпереезд\n"

    adopt({"value-replacement.reasons": lines})

    assert kirov.regulations.get(version=2).rules["replacement.reasons"]["value"] == [
        {"code": "dismissal", "title": "увольнение наставника"},
        {"code": "own-1", "title": "переезд"},
    ]


def test_lines_are_a_line_each(adopt, kirov):
    adopt({"value-selection.steps": "заявление\n\nсобеседование\n"})

    value = kirov.regulations.get(version=2).rules["selection.steps"]["value"]
    assert value == ["заявление", "собеседование"]


@pytest.mark.parametrize("text", ["7 октября", "до 7 октября", "7 окт.", "07.10", "7.10.", "10-07"])
def test_a_day_of_the_year_is_typed_as_people_write_it(adopt, kirov, text):
    adopt({"value-bases.mentees_due_day": text})

    rules = kirov.regulations.get(version=2).rules
    assert rules["bases.mentees_due_day"]["value"] == "10-07"


def test_points_are_changed_added_and_taken_away(adopt, kirov):
    adopt(
        {
            f"{POINT}-0-title": "",
            f"{POINT}-0-kind": "",
            f"{POINT}-3-title": "зимний замер",
            f"{POINT}-3-kind": "day",
            f"{POINT}-3-value": "15 января",
            f"{POINT}-TOTAL_FORMS": "5",
            f"{POINT}-4-title": "половина",
            f"{POINT}-4-kind": "percent",
            f"{POINT}-4-value": "50 %",
        }
    )

    assert kirov.regulations.get(version=2).rules["monitoring.points"]["value"] == [
        {"code": "exit", "title": "на выходе", "kind": "exit"},
        {"code": "final", "title": "по завершении", "kind": "final"},
        {"code": "own-1", "title": "зимний замер", "kind": "day", "value": "01-15"},
        {"code": "own-2", "title": "половина", "kind": "percent", "value": 50},
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({"title": "замер"}, "Выберите, когда проводят"),
        ({"kind": "day", "value": "15.01"}, "название срока"),
        ({"title": "замер", "kind": "day", "value": "31 февраля"}, "день и месяц"),
        ({"title": "замер", "kind": "percent", "value": "101"}, "от 1 до 100"),
        ({"title": "замер", "kind": "entry", "value": "5"}, "Нужно только для"),
        ({"title": "замер", "kind": "never"}, "never"),
    ],
)
def test_a_wrong_point_is_told_with_its_line(send, kirov, line, says):
    response = send(rules={f"{POINT}-3-{name}": value for name, value in line.items()})

    (error,) = response.context["form"].non_field_errors()
    assert error.startswith("Когда проводят мониторинг: строка 4")
    assert says in error
    assert kirov.regulations.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"value-group.max": "0"}, "value-group.max", "от 1 до 100"),
        ({"value-group.max": "много"}, "value-group.max", "от 1 до 100"),
        ({"value-group.min": "6"}, "value-group.max", "больше, чем"),
        ({"value-plan.approver": "emperor"}, "value-plan.approver", "emperor"),
        ({"value-plan.authors": ["mentor", "emperor"]}, "value-plan.authors", "emperor"),
        ({"value-term.applies_to": "[]"}, "value-term.applies_to", ""),
        ({"value-orders.number_mask": "431"}, "value-orders.number_mask", "{number}"),
        ({"value-bases.mentees_due_day": "31 июня"}, "value-bases.mentees_due_day", "1 октября"),
        ({"value-selection.steps": "ж" * 301}, "value-selection.steps", "Строка 1 длиннее"),
        ({"clause-group.max": "1" * 51}, "clause-group.max", "50"),
        ({"clause-cycle.months": "2.1"}, "value-cycle.months", "значения нет"),
    ],
)
def test_a_wrong_rule_is_told_at_its_field_and_nothing_changes(send, kirov, changes, field, says):
    response = send(rules=changes)

    assert says in str(response.context["form"].errors[field])
    assert kirov.regulations.count() == 1


def test_a_key_that_no_rule_has_changes_nothing(send, kirov, regulation):
    response = send(rules={"value-group.most": "4", "clause-group.most": "1"})

    assert response["Location"] == regulation.get_absolute_url()
    assert kirov.regulations.count() == 1


def test_a_form_cut_short_on_its_way_is_refused(keeper, regulation, kirov):
    response = keeper.post(url("regulation_update", regulation), {"value-group.max": "4"})

    assert response.status_code == 200
    assert kirov.regulations.count() == 1


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.CURATOR, Role.MENTOR, Role.PARENT])
def test_nobody_else_changes_rules(signed_in, kirov, regulation, data, role):
    keeper = signed_in(make_user(role, kirov))
    adopted = data | {"value-group.max": "4", "step": "adopt", "reason": "так"}

    assert keeper.post(url("regulation_update", regulation), adopted).status_code == 403
    assert kirov.regulations.count() == 1


def test_a_button_puts_a_rule_back_as_in_the_preset(adopt, keeper, kirov):
    adopt(
        {
            "value-group.max": "4",
            "value-plan.authors": ["mentor"],
            f"{POINT}-0-title": "в начале года",
        }
    )
    version = kirov.regulations.get(version=2)
    address = url("regulation_update", version)
    sent = typed(keeper.get(address).content) | {"value-group.min": "3"}

    for key in ("group.max", "plan.authors", "monitoring.points"):
        sent = typed(keeper.post(address, sent | {"restore": key}).content)

    assert (sent["value-group.max"], sent["value-group.min"]) == ("5", "3")
    assert sent["value-plan.authors"] == ["curator", "mentor"]
    assert sent[f"{POINT}-0-title"] == "на входе"
    assert kirov.regulations.count() == 2


def test_every_rule_has_its_place_on_the_pages_and_in_the_form(keeper, regulation):
    page = keeper.get(url("regulation_detail", regulation)).content.decode()
    form = keeper.get(url("regulation_update", regulation)).content.decode()
    register = keeper.get(url("rule_list")).content.decode()

    assert [key for key, rule in RULES.items() if str(rule.title) not in page] == []
    assert [key for key in RULES if f'id="rule-{key}"' not in form] == []
    assert [key for key in RULES if f'id="{key}"' not in register] == []


def test_an_unbound_form_shows_the_rules_that_stand(regulation):
    groups = RulesForm(regulation=regulation).groups()

    assert sum(group.number_set for group in groups) == len(regulation.rules)
    assert sum(group.number_different for group in groups) == 0


def test_limits_that_contradict_are_told_together_with_other_mistakes(send):
    wrong = {"value-group.max": "ы", "value-commission.min": "5", "value-commission.max": "3"}

    errors = send(rules=wrong).context["form"].errors

    assert set(errors) == {"value-group.max", "value-commission.max"}


def test_a_wrong_line_of_monitoring_does_not_say_that_the_rule_is_empty(send):
    wrong = {f"{POINT}-0-value": "завтра", "clause-monitoring.points": "8.2"}

    errors = send(rules=wrong).context["form"].errors

    assert set(errors) == {"__all__"}
