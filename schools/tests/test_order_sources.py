"""A kind of order that is begun from one of a preset or of another act."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from schools.presets import load_preset, said
from schools.testing import make_regulation, make_school


@pytest.fixture
def client(signed_in, kirov):
    return signed_in(make_user(Role.ADMINISTRATOR, kirov))


@pytest.fixture
def empty_act(kirov, regulation):
    return make_regulation(kirov, title="Программа для студентов", rules={}, texts={})


def page(client, regulation, **asked):
    return client.get(reverse("schools:order_kind_create", args=[regulation.pk]), asked)


def sources_of(client, regulation):
    shown = client.get(reverse("schools:order_kind_list", args=[regulation.pk]))
    return {
        source.title: [kind.name for kind in kinds] for source, kinds in shown.context["sources"]
    }


def test_an_empty_act_can_take_the_kinds_of_the_schools_other_act(client, empty_act, regulation):
    names = [row["name"] for row in regulation.texts["orders"].values()]

    assert set(sources_of(client, empty_act)[regulation.title]) == set(names)


def test_an_act_is_not_offered_what_it_has(client, regulation):
    own = {row["name"] for row in regulation.texts["orders"].values()}

    offered = sources_of(client, regulation)
    assert offered
    assert [name for names in offered.values() for name in names if name in own] == []


def test_a_kind_of_a_preset_comes_with_its_name_and_what_it_does(client, empty_act):
    editor = page(client, empty_act, preset="r145", copy="replacement").context["editor"]

    row = said(load_preset("r145")).texts["orders"]["replacement"]
    assert editor.main["name"].value() == row["name"]
    assert editor.main["preamble"].value() == row["preamble"]
    assert editor.effect["effect"].value() == "replacement"


def test_a_kind_of_another_act_comes_whole(client, empty_act, regulation):
    editor = page(client, empty_act, act=regulation.pk, copy="pairs").context["editor"]

    row = regulation.texts["orders"]["pairs"]
    assert editor.main["title"].value() == row["title"]
    assert editor.points.initial[0]["text"] == row["points"][0]["text"]


@pytest.mark.parametrize("asked", [{"preset": "../r145"}, {"preset": "no"}, {"act": "none"}])
def test_a_source_that_is_none_is_not_found(client, empty_act, asked):
    assert page(client, empty_act, copy="pairs", **asked).status_code == 404


def test_the_act_of_another_school_is_not_found(client, empty_act):
    foreign = make_school().regulations.get()

    assert page(client, empty_act, copy="pairs", act=foreign.pk).status_code == 404
