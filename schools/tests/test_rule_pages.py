"""The form of the rules, what it shows before it saves, the versions and the register."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from accounts.choices import Role
from accounts.testing import make_user
from core.russian.dates import short_date
from schools.actions import create_school, update_regulation_rules
from schools.forms import RulesForm
from schools.models import School
from schools.presets import load_preset, preset_names
from schools.rules import RULES
from schools.testing import make_programme


@pytest.fixture
def kirov(db) -> School:
    return create_school(load_preset("kirov-65"), slug="kirov", actor=None)


@pytest.fixture
def regulation(kirov):
    return kirov.regulations.get()


@pytest.fixture
def client(signed_in, kirov):
    return signed_in(make_user(Role.ADMINISTRATOR, kirov))


def url(name: str, *rows) -> str:
    return reverse(f"schools:{name}", args=[row.pk for row in rows])


def typed(page: bytes) -> dict[str, object]:
    """What the browser sends of the form of a page, nothing changed and no button named."""
    form = html.fromstring(page.decode()).xpath("//main//form[@method='post']")[0]
    return {
        name: list(value) if hasattr(value, "__iter__") and not isinstance(value, str) else value
        for name, value in form.fields.items()
        if value not in (None, "")
    }


@pytest.fixture
def data(client, regulation):
    return typed(client.get(url("regulation_update", regulation)).content)


@pytest.fixture
def send(client, regulation, data):
    """The form with changes: what the first step answers."""

    def post(**changes):
        return client.post(url("regulation_update", regulation), data | changes.pop("rules", {}))

    return post


@pytest.fixture
def adopt(client, regulation, data):
    """The form with changes, seen and adopted."""

    def post(rules, **about):
        address = url("regulation_update", regulation)
        shown = typed(client.post(address, data | rules).content)
        return client.post(address, shown | {"step": "adopt", "reason": "протокол № 1"} | about)

    return post


def test_the_form_unchanged_makes_no_version(send, kirov, regulation):
    response = send()

    assert response["Location"] == regulation.get_absolute_url()
    assert kirov.regulations.count() == 1


@pytest.mark.parametrize("name", preset_names())
def test_the_form_reads_back_every_rule_of_every_preset(signed_in, db, name):
    school = create_school(load_preset(name), slug="first", actor=None)
    regulation = school.regulations.get()
    client = signed_in(make_user(Role.ADMINISTRATOR, school))
    page = client.get(url("regulation_update", regulation)).content

    response = client.post(url("regulation_update", regulation), typed(page))

    assert response.status_code == 302, response.context["form"].errors


def test_what_changes_is_shown_before_anything_is_saved(send, kirov):
    page = send(rules={"value-group.max": "4", "clause-group.max": "1.4а"}).content.decode()

    assert kirov.regulations.count() == 1
    assert "Что изменится" in page
    text = " ".join(html.fromstring(page).xpath("//main")[0].text_content().split())
    assert "Наибольшая группа сейчас 5 п. 1.4 станет 4 п. 1.4а" in text


def test_a_rule_is_changed_with_its_reason(adopt, client, kirov, regulation):
    response = adopt({"value-group.max": "4", "clause-group.max": "1.4а"})

    version = kirov.regulations.get(version=2)
    assert version.rules["group.max"] == {"value": 4, "clause": "1.4а"}
    assert version.rules.keys() == regulation.rules.keys()
    assert kirov.programmes.get().regulation == regulation
    page = client.get(response["Location"]).content.decode()
    assert "не как в образце" in page
    assert "протокол № 1" in page


def test_what_was_typed_comes_back_from_the_second_step(client, regulation, send):
    shown = typed(send(rules={"value-group.max": "4"}).content)

    page = client.post(url("regulation_update", regulation), shown | {"step": "edit"}).content

    assert typed(page)["value-group.max"] == "4"


def test_no_reason_is_told_and_nothing_is_saved(adopt, kirov):
    response = adopt({"value-group.max": "4"}, reason=" ")

    assert "Напишите, почему меняется правило." in response.content.decode()
    assert kirov.regulations.count() == 1


def test_the_running_programme_takes_the_new_rules_when_ticked(adopt, kirov):
    adopt({"value-group.max": "4"}, moved=[kirov.programmes.get().pk])

    assert kirov.programmes.get().regulation.version == 2


def test_a_programme_of_another_school_is_not_moved(adopt, kirov, other_school):
    stranger = other_school.programmes.get()

    response = adopt({"value-group.max": "4"}, moved=[stranger.pk])

    assert "moved" in response.context["form"].errors
    assert kirov.regulations.count() == 1


def test_a_version_of_next_month_is_not_in_force_today(adopt, client, kirov, regulation):
    later = timezone.localdate() + datetime.timedelta(days=30)

    adopt({"value-group.max": "4"}, valid_from=later.isoformat())

    version = kirov.regulations.get(version=2)
    assert version.valid_from == later
    assert client.get(url("regulation_current"))["Location"] == regulation.get_absolute_url()
    kirov.programmes.all().delete()
    assert client.get(url("regulation_current"))["Location"] == regulation.get_absolute_url()


def test_a_programme_does_not_move_to_a_version_before_its_day(adopt, kirov):
    later = timezone.localdate() + datetime.timedelta(days=30)

    response = adopt(
        {"value-group.max": "4"},
        valid_from=later.isoformat(),
        moved=[kirov.programmes.get().pk],
    )

    assert "moved" in response.context["form"].errors
    assert kirov.regulations.count() == 1


def test_a_button_moves_the_programme_later(adopt, client, kirov):
    adopt({"value-group.max": "4"})
    programme, version = kirov.programmes.get(), kirov.regulations.get(version=2)

    client.post(url("programme_move", programme, version))

    programme.refresh_from_db()
    assert programme.regulation == version


def test_a_programme_does_not_move_to_another_act(client, kirov, other_school):
    programme = kirov.programmes.get()
    stranger = other_school.regulations.get()

    response = client.post(url("programme_move", programme, stranger))

    assert response.status_code == 404
    assert kirov.programmes.get().regulation == programme.regulation


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


POINT = "points-monitoring.points"


def test_points_are_changed_added_and_taken_away(adopt, kirov):
    adopt(
        {
            f"{POINT}-0-title": "",
            f"{POINT}-0-kind": "",
            f"{POINT}-3-title": "зимний замер",
            f"{POINT}-3-kind": "day",
            f"{POINT}-3-value": "15 января",
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
        ({"clause-cycle.months": "2.1"}, "clause-cycle.months", "значения нет"),
    ],
)
def test_a_wrong_rule_is_told_at_its_field_and_nothing_changes(send, kirov, changes, field, says):
    response = send(rules=changes)

    assert says in str(response.context["form"].errors[field])
    assert kirov.regulations.count() == 1


@pytest.mark.parametrize("day", ["2000-01-01", "вчера", ""])
def test_a_wrong_first_day_is_told_and_nothing_changes(adopt, kirov, day):
    response = adopt({"value-group.max": "4"}, valid_from=day)

    assert "valid_from" in response.context["form"].errors
    assert kirov.regulations.count() == 1


def test_a_key_that_no_rule_has_changes_nothing(send, kirov, regulation):
    response = send(rules={"value-group.most": "4", "clause-group.most": "1"})

    assert response["Location"] == regulation.get_absolute_url()
    assert kirov.regulations.count() == 1


def test_a_form_cut_short_on_its_way_is_refused(client, regulation, kirov):
    response = client.post(url("regulation_update", regulation), {"value-group.max": "4"})

    assert response.status_code == 200
    assert kirov.regulations.count() == 1


def test_the_second_of_two_editors_is_told_and_loses_nothing(adopt, kirov, regulation):
    rules = regulation.rules | {"group.max": {"value": 3}}
    update_regulation_rules(regulation, actor=None, rules=rules, reason="первый")

    response = adopt({"value-group.max": "4"})

    page = response.content.decode()
    assert "Уже есть редакция 2" in page
    assert typed(response.content)["value-group.max"] == "4"
    assert kirov.regulations.count() == 2


def test_an_old_version_is_edited_as_the_last_one(client, kirov, regulation):
    rules = regulation.rules | {"group.max": {"value": 3}}
    version = update_regulation_rules(regulation, actor=None, rules=rules, reason="первый")

    response = client.get(url("regulation_update", regulation))

    assert response["Location"] == url("regulation_update", version)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.CURATOR, Role.MENTOR, Role.PARENT])
def test_nobody_else_changes_rules(signed_in, kirov, regulation, data, role):
    client = signed_in(make_user(role, kirov))
    adopted = data | {"value-group.max": "4", "step": "adopt", "reason": "так"}

    assert client.post(url("regulation_update", regulation), adopted).status_code == 403
    assert kirov.regulations.count() == 1


def test_a_button_puts_a_rule_back_as_in_the_preset(adopt, client, kirov):
    adopt(
        {
            "value-group.max": "4",
            "value-plan.authors": ["mentor"],
            f"{POINT}-0-title": "в начале года",
        }
    )
    version = kirov.regulations.get(version=2)
    address = url("regulation_update", version)
    sent = typed(client.get(address).content) | {"value-group.min": "3"}

    for key in ("group.max", "plan.authors", "monitoring.points"):
        sent = typed(client.post(address, sent | {"restore": key}).content)

    assert (sent["value-group.max"], sent["value-group.min"]) == ("5", "3")
    assert sent["value-plan.authors"] == ["curator", "mentor"]
    assert sent[f"{POINT}-0-title"] == "на входе"
    assert kirov.regulations.count() == 2


def test_every_rule_has_its_place_on_the_pages_and_in_the_form(client, regulation):
    page = client.get(url("regulation_detail", regulation)).content.decode()
    form = client.get(url("regulation_update", regulation)).content.decode()
    register = client.get(url("rule_list")).content.decode()

    assert [key for key, rule in RULES.items() if str(rule.title) not in page] == []
    assert [key for key in RULES if f'id="rule-{key}"' not in form] == []
    assert [key for key in RULES if f'id="{key}"' not in register] == []


def test_the_register_says_what_is_set_and_what_may_be(client):
    page = html.fromstring(client.get(url("rule_list")).content.decode())
    text = " ".join(page.get_element_by_id("group.max").text_content().split())

    assert "целое число от 1 до 100" in text
    assert "У вас 5 п. 1.4" in text


def test_two_versions_stand_side_by_side(adopt, client, kirov, regulation):
    adopt({"value-group.max": "4", "clause-group.max": "2.1"})
    version = kirov.regulations.get(version=2)

    page = client.get(url("regulation_compare", version, regulation)).content.decode()

    text = " ".join(html.fromstring(page).xpath("//dl[@class='changes']")[0].text_content().split())
    assert text == "Наибольшая группа редакция 1 5 п. 1.4 редакция 2 4 п. 2.1"


def test_versions_of_two_schools_are_not_compared(client, regulation, other_school):
    stranger = other_school.regulations.get()

    assert client.get(url("regulation_compare", regulation, stranger)).status_code == 404


def test_who_changed_what_and_why_is_told_in_words(adopt, client, kirov):
    adopt({"value-plan.approver": "director"})
    version = kirov.regulations.get(version=2)

    page = html.fromstring(client.get(version.get_absolute_url()).content.decode())

    text = " ".join(page.xpath("//section[h2='Кто, что и почему менял']")[0].text_content().split())
    assert "протокол № 1" in text
    assert "было куратор п. 4.1 стало директор п. 4.1" in text


def test_a_mentor_is_not_told_who_changed_what(adopt, signed_in, kirov):
    adopt({"value-group.max": "4"})
    version = kirov.regulations.get(version=2)

    page = signed_in(make_user(Role.MENTOR, kirov)).get(version.get_absolute_url())

    assert "протокол № 1" not in page.content.decode()


def test_stamps_forms_and_the_text_of_the_act_are_shown(client, kirov, regulation):
    regulation.stamps = [{"kind": "ПРИНЯТО", "body": "педагогическим советом", "act": "протокол"}]
    regulation.body = "Первая глава."
    regulation.save()
    regulation.forms.add(kirov.forms.get(code="teacher-pupil"))

    page = client.get(regulation.get_absolute_url()).content.decode()

    assert "протокол от __________ № ____" in page
    assert "Первая глава." in page
    assert "Охватывает формы: учитель – ученик." in " ".join(page.split())


def test_a_closed_programme_is_not_offered_to_move(adopt, client, kirov, regulation):
    make_programme(kirov, title="Прошлогодняя", state="closed", regulation=regulation)
    adopt({"value-group.max": "4"})
    version = kirov.regulations.get(version=2)

    page = client.get(version.get_absolute_url()).content.decode()

    assert "Прошлогодняя" not in page
    assert short_date(version.valid_from) in page


def test_an_unbound_form_shows_the_rules_that_stand(regulation):
    groups = RulesForm(regulation=regulation).groups()

    assert sum(group.number_set for group in groups) == len(regulation.rules)
    assert sum(group.number_different for group in groups) == 0
