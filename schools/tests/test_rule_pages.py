"""What the form of the rules shows before it saves; the versions and the register."""

from __future__ import annotations

import datetime

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone
from lxml import html

from accounts.choices import Role
from accounts.testing import make_user
from core.findings import Finding
from core.russian.dates import short_date
from schools.actions import update_regulation_rules
from schools.testing import make_programme

from .pages import typed, url


def test_what_changes_is_shown_before_anything_is_saved(send, kirov):
    page = send(rules={"value-group.max": "4", "clause-group.max": "1.4а"}).content.decode()

    assert kirov.regulations.count() == 1
    assert "Что изменится" in page
    text = " ".join(html.fromstring(page).xpath("//main")[0].text_content().split())
    assert "Наибольшая группа сейчас 5 п. 1.4 станет 4 п. 1.4а" in text


def test_a_rule_is_changed_with_its_reason(adopt, keeper, kirov, regulation):
    response = adopt({"value-group.max": "4", "clause-group.max": "1.4а"}, moved=[])

    version = kirov.regulations.get(version=2)
    assert version.rules["group.max"] == {"value": 4, "clause": "1.4а"}
    assert version.rules.keys() == regulation.rules.keys()
    assert kirov.programmes.get().regulation == regulation
    page = keeper.get(response["Location"]).content.decode()
    assert "не как в образце" in page
    assert "протокол № 1" in page


def test_what_was_typed_comes_back_from_the_second_step(keeper, regulation, send):
    shown = typed(send(rules={"value-group.max": "4"}).content)

    page = keeper.post(url("regulation_update", regulation), shown | {"step": "edit"}).content

    assert typed(page)["value-group.max"] == "4"


def test_no_reason_is_told_and_nothing_is_saved(adopt, kirov):
    response = adopt({"value-group.max": "4"}, reason=" ")

    assert "Напишите, почему меняется акт." in response.content.decode()
    assert kirov.regulations.count() == 1


def test_the_running_programme_takes_the_new_rules_unless_it_is_unticked(adopt, kirov):
    adopt({"value-group.max": "4"})

    assert kirov.programmes.get().regulation.version == 2


def test_a_programme_of_another_school_is_not_moved(adopt, kirov, other_school):
    stranger = other_school.programmes.get()

    response = adopt({"value-group.max": "4"}, moved=[stranger.pk])

    assert "moved" in response.context["form"].errors
    assert kirov.regulations.count() == 1


def test_a_version_of_next_month_is_not_in_force_today(adopt, keeper, kirov, regulation):
    later = timezone.localdate() + datetime.timedelta(days=30)

    adopt({"value-group.max": "4"}, valid_from=later.isoformat(), moved=[])

    version = kirov.regulations.get(version=2)
    assert version.valid_from == later
    assert keeper.get(url("regulation_current"))["Location"] == regulation.get_absolute_url()
    kirov.programmes.all().delete()
    assert keeper.get(url("regulation_current"))["Location"] == regulation.get_absolute_url()


def test_a_programme_does_not_move_to_a_version_before_its_day(adopt, kirov):
    later = timezone.localdate() + datetime.timedelta(days=30)

    response = adopt(
        {"value-group.max": "4"},
        valid_from=later.isoformat(),
        moved=[kirov.programmes.get().pk],
    )

    assert "moved" in response.context["form"].errors
    assert kirov.regulations.count() == 1


def test_a_button_moves_the_programme_later(adopt, keeper, kirov):
    adopt({"value-group.max": "4"})
    programme, version = kirov.programmes.get(), kirov.regulations.get(version=2)

    keeper.post(url("programme_move", programme, version))

    programme.refresh_from_db()
    assert programme.regulation == version


def test_a_programme_does_not_move_to_another_act(keeper, kirov, other_school):
    programme = kirov.programmes.get()
    stranger = other_school.regulations.get()

    response = keeper.post(url("programme_move", programme, stranger))

    assert response.status_code == 404
    assert kirov.programmes.get().regulation == programme.regulation


@pytest.mark.parametrize("day", ["2000-01-01", "вчера", ""])
def test_a_wrong_first_day_is_told_and_nothing_changes(adopt, kirov, day):
    response = adopt({"value-group.max": "4"}, valid_from=day)

    assert "valid_from" in response.context["form"].errors
    assert kirov.regulations.count() == 1


def test_the_second_of_two_editors_is_told_and_loses_nothing(adopt, kirov, regulation):
    rules = regulation.rules | {"group.max": {"value": 3}}
    update_regulation_rules(regulation, actor=None, rules=rules, reason="первый")

    response = adopt({"value-group.max": "4"})

    page = response.content.decode()
    assert "Уже есть редакция 2" in page
    assert typed(response.content)["value-group.max"] == "4"
    assert kirov.regulations.count() == 2


def test_an_old_version_is_edited_as_the_last_one(keeper, kirov, regulation):
    rules = regulation.rules | {"group.max": {"value": 3}}
    version = update_regulation_rules(regulation, actor=None, rules=rules, reason="первый")

    response = keeper.get(url("regulation_update", regulation))

    assert response["Location"] == url("regulation_update", version)


def test_the_register_says_what_is_set_and_what_may_be(keeper):
    page = html.fromstring(keeper.get(url("rule_list")).content.decode())
    text = " ".join(page.get_element_by_id("group.max").text_content().split())

    assert "целое число от 1 до 100" in text
    assert "У вас 5 п. 1.4" in text


def test_two_versions_stand_side_by_side(adopt, keeper, kirov, regulation):
    adopt({"value-group.max": "4", "clause-group.max": "2.1"})
    version = kirov.regulations.get(version=2)

    page = keeper.get(url("regulation_compare", version, regulation)).content.decode()

    text = " ".join(html.fromstring(page).xpath("//dl[@class='changes']")[0].text_content().split())
    assert text == "Наибольшая группа редакция 1 5 п. 1.4 редакция 2 4 п. 2.1"


def test_versions_of_two_schools_are_not_compared(keeper, regulation, other_school):
    stranger = other_school.regulations.get()

    assert keeper.get(url("regulation_compare", regulation, stranger)).status_code == 404


def test_who_changed_what_and_why_is_told_in_words(adopt, keeper, kirov):
    adopt({"value-plan.approver": "director"})
    version = kirov.regulations.get(version=2)

    page = html.fromstring(keeper.get(version.get_absolute_url()).content.decode())

    text = " ".join(page.xpath("//section[h2='Кто, что и почему менял']")[0].text_content().split())
    assert "протокол № 1" in text
    assert "было куратор п. 4.1 стало директор п. 4.1" in text


def test_a_mentor_is_not_told_who_changed_what(adopt, signed_in, kirov):
    adopt({"value-group.max": "4"})
    version = kirov.regulations.get(version=2)

    page = signed_in(make_user(Role.MENTOR, kirov)).get(version.get_absolute_url())

    assert "протокол № 1" not in page.content.decode()


def test_stamps_forms_and_the_text_of_the_act_are_shown(keeper, kirov, regulation):
    regulation.stamps = [{"kind": "ПРИНЯТО", "body": "педагогическим советом", "act": "протокол"}]
    regulation.body = "Первая глава."
    regulation.save()
    regulation.forms.add(kirov.forms.get(code="teacher-pupil"))

    page = keeper.get(regulation.get_absolute_url()).content.decode()

    assert "протокол от __________ № ____" in page
    assert "Первая глава." in page
    assert "Охватывает формы: учитель – ученик." in " ".join(page.split())


def test_a_closed_programme_is_not_offered_to_move(adopt, keeper, kirov, regulation):
    make_programme(kirov, title="Прошлогодняя", state="closed", regulation=regulation)
    adopt({"value-group.max": "4"})
    version = kirov.regulations.get(version=2)

    page = keeper.get(version.get_absolute_url()).content.decode()

    assert "Прошлогодняя" not in page
    assert short_date(version.valid_from) in page


def test_a_finding_leads_to_the_rule_that_made_it(signed_in, kirov):
    request = RequestFactory().get("/")
    request.user = make_user(Role.CURATOR, kirov)
    findings = [Finding("group.max", "Группа велика."), Finding("pair.dates", "Дни не те.")]

    page = render_to_string("components/findings.html", {"findings": findings}, request)

    links = html.fromstring(page).xpath("//a/@href")
    assert links == [url("rule_list") + "#group.max"]
