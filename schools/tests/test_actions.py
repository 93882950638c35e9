"""Schools, regulations and programmes: what the actions promise."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from core.audit import timeline
from core.errors import DomainError
from schools.actions import (
    create_school,
    save_direction,
    save_form,
    save_signatory,
    update_school,
)
from schools.models import School
from schools.presets import load_preset, preset_names
from schools.queries import current_programme, made_up_data, signatory_on
from schools.rules import rules_of
from schools.signals import programme_opened, school_created

AUTUMN = datetime.date(2026, 11, 21)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize("name", preset_names())
def test_a_school_made_from_a_preset_works_at_once(db, name):
    school = create_school(load_preset(name), slug="first", actor=None, today=AUTUMN)

    programme = current_programme(school, AUTUMN)
    assert programme.starts_on <= AUTUMN <= programme.ends_on
    assert programme.stages.exists()
    assert school.forms.filter(is_active=True).exists()
    assert signatory_on(school, AUTUMN).post == "Директор"
    assert programme.regulation.preset == name
    assert timeline(school).filter(verb="schools.create_school").exists()


def test_the_rules_of_kirov_are_asked_with_their_clauses(db):
    school = create_school(load_preset("kirov-65"), slug="first", actor=None)

    rules = rules_of(school.regulations.get())

    assert rules.value("group.max") == 5
    assert rules.clause("group.max") == "1.4"
    assert rules.value("mentor.max_mentees") is None
    assert str(rules.finding("group.max", "Не более 5.")) == "Не более 5. (п. 1.4)"


def test_names_that_are_given_replace_the_made_up_ones(db):
    school = create_school(
        load_preset("r145"),
        slug="first",
        actor=None,
        name="МОУ «Школа № 1»",
        city="г. Примерск",
        signatory={
            "post": "Директор школы",
            "last_name": "Сорока",
            "first_name": "Ия",
            "gender": "f",
        },
    )

    assert (school.name, school.short_name) == ("МОУ «Школа № 1»", "МОУ «Школа № 1»")
    assert signatory_on(school, timezone.localdate()).last_name == "Сорока"
    assert list(made_up_data(school)) == []


def test_what_a_preset_made_up_is_told_until_it_is_changed(db):
    school = create_school(load_preset("kirov-65"), slug="first", actor=None)
    assert [finding.code for finding in made_up_data(school)] == [
        "school.name",
        "school.signatory",
    ]

    update_school(school, actor=None, name="МОУ «Школа № 1»")
    save_signatory(school, actor=None, signatory=school.signatories.get(), last_name="Сорока")

    school.refresh_from_db()
    assert list(made_up_data(school)) == []


def test_a_taken_slug_is_refused_and_nothing_is_made(db):
    create_school(load_preset("r145"), slug="first", actor=None)

    with pytest.raises(DomainError, match="«first» уже есть"):
        create_school(load_preset("kirov-65"), slug="first", actor=None)

    assert School.objects.count() == 1


def test_a_slug_that_fits_no_address_is_refused(db):
    with pytest.raises(ValidationError):
        create_school(load_preset("r145"), slug="школа 1", actor=None)

    assert not School.objects.exists()


def test_the_news_of_a_school_come_when_its_forms_are_there(db):
    heard = []

    def hear_school(sender, school, regulation, **kwargs):
        heard.append(("school", school.forms.count(), bool(regulation.texts["surveys"])))

    def hear_programme(sender, programme, **kwargs):
        heard.append(("programme", programme.stages.count()))

    school_created.connect(hear_school)
    programme_opened.connect(hear_programme)
    try:
        create_school(load_preset("r145"), slug="first", actor=None)
    finally:
        school_created.disconnect(hear_school)
        programme_opened.disconnect(hear_programme)

    assert heard == [("school", 5, True), ("programme", 7)]


def test_a_new_signatory_ends_the_earlier_one_the_day_before(school):
    before = school.signatories.get()

    after = save_signatory(
        school,
        actor=None,
        post="Директор",
        last_name="Сорока",
        first_name="Ия",
        gender="f",
        valid_from=day("2026-12-01"),
    )

    before.refresh_from_db()
    assert before.valid_to == day("2026-11-30")
    assert signatory_on(school, day("2026-11-30")) == before
    assert signatory_on(school, day("2026-12-01")) == after
    assert signatory_on(school, day("2019-01-01")) is None


def test_two_people_do_not_sign_on_one_day(school):
    values = {"post": "И. о.", "last_name": "Кот", "first_name": "Ян", "gender": "m"}
    save_signatory(
        school,
        actor=None,
        **values,
        valid_from=day("2026-12-01"),
        valid_to=day("2026-12-31"),
    )

    with pytest.raises(ValidationError, match="уже подписывает другой"):
        save_signatory(
            school,
            actor=None,
            **values,
            valid_from=day("2026-12-15"),
            valid_to=day("2027-01-15"),
        )


def test_a_form_of_the_schools_own_gets_a_code_that_stays(school, curator):
    form = save_form(
        school,
        actor=curator,
        name="студент – студент",
        mentor_kind="student",
        mentee_kind="student",
    )
    again = save_form(school, actor=curator, form=form, name="студент – первокурсник")

    assert form.code == again.code
    assert again.mentor_kind == "student"
    with pytest.raises(ValidationError, match="уже есть"):
        save_form(
            school,
            actor=curator,
            name="студент – первокурсник",
            mentor_kind="student",
            mentee_kind="student",
        )


def test_a_direction_is_switched_off_not_removed(school, curator):
    direction = save_direction(school, actor=curator, name="Шахматное")

    save_direction(school, actor=curator, direction=direction, is_active=False)

    assert not school.directions.get(pk=direction.pk).is_active


def test_updating_a_school_writes_what_changed(school, curator):
    update_school(school, actor=curator, city="г. Киров", phone=school.phone)

    assert timeline(school)[0].data == {"changes": {"city": ["г. Примерск", "г. Киров"]}}


def test_updating_a_school_with_nothing_new_leaves_no_trace(school, curator):
    update_school(school, actor=curator, city=school.city)

    assert not timeline(school).exists()


def test_the_command_makes_a_school_and_prints_its_slug(db, capsys):
    call_command("load_school", "kirov-65", slug="my-school")

    assert capsys.readouterr().out == "my-school\n"
    assert School.objects.get().short_name == "Школа по образцу kirov-65"


def test_the_command_names_a_school_after_its_preset(db, capsys):
    call_command("load_school", "r145")

    assert capsys.readouterr().out == "r145\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["nowhere"], "такого образца нет"), ([], "Назовите образец"), (["r145"], "уже есть")],
)
def test_the_command_says_what_is_wrong(db, arguments, says):
    create_school(load_preset("r145"), slug="r145", actor=None)

    with pytest.raises(CommandError, match=says):
        call_command("load_school", *arguments)

    assert School.objects.count() == 1


def test_the_command_lists_the_presets_name_first(capsys):
    call_command("load_school", list=True)

    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == preset_names()
