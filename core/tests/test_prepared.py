"""Queries, addresses and markup that are made once: other values, nothing of the values before."""

from __future__ import annotations

import pytest
from django.urls import reverse, set_script_prefix
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.choices import Role
from accounts.testing import make_user
from core.markup import escaped, filled, joined
from core.prepared import SCHOOL, Prepared
from core.routes import address
from portal.models import Notification
from schools.models import Regulation, School
from schools.testing import make_school


@pytest.mark.django_db
def test_a_prepared_query_answers_each_school_with_its_own_rows() -> None:
    one, other = make_school(), make_school()
    ids = Prepared(lambda: School.objects.filter(pk=SCHOOL).values_list("pk", "short_name"))

    assert ids(school=one.pk) == [(one.pk, one.short_name)]
    assert ids(school=other.pk) == [(other.pk, other.short_name)]


@pytest.mark.django_db
def test_a_prepared_query_reads_json_as_what_was_written() -> None:
    school = make_school()
    school.regulations.update(rules={"consents.written": {"value": True}})
    rules = Prepared(lambda: Regulation.objects.filter(school_id=SCHOOL).values_list("rules"))

    assert rules(school=school.pk)[0] == ({"consents.written": {"value": True}},)


@pytest.mark.django_db
def test_a_query_in_scope_gives_nobody_the_rows_of_another_user() -> None:
    school = make_school()
    first, second = make_user(Role.CURATOR, school), make_user(Role.CURATOR, school)
    Notification.objects.create(school=school, user=first, key="a", text="a", url="/")
    keys = Prepared(lambda scope: Notification.objects.all().in_scope(scope).values_list("key"))

    assert keys.in_scope(first.scope) == [("a",)]
    assert keys.in_scope(second.scope) == []


@pytest.mark.django_db
def test_a_query_that_finds_nothing_by_itself_asks_nothing(django_assert_num_queries) -> None:
    nothing = Prepared(lambda: School.objects.none().values_list("pk"))

    with django_assert_num_queries(0):
        assert nothing() == []


def test_an_address_with_a_key_is_that_of_reverse() -> None:
    name = "registry:person_detail"

    assert [address(name, pk) for pk in (1, 20)] == [reverse(name, args=[pk]) for pk in (1, 20)]


def test_an_address_follows_the_prefix_of_the_site() -> None:
    before = address("portal:home")
    set_script_prefix("/sub/")
    try:
        assert address("portal:home") == f"/sub{before}"
    finally:
        set_script_prefix("/")


@pytest.mark.parametrize("value", ["<b>", "'\"&", 7, None])
def test_markup_escapes_what_people_have_typed(value: object) -> None:
    assert filled("<i>{}</i>", value) == format_html("<i>{}</i>", value)


def test_markup_leaves_what_is_safe() -> None:
    assert escaped(SafeString("<b>")) == "<b>"
    assert joined("{}{}", [(SafeString("<b>"), "<"), ("a", 1)]) == "<b>&lt;a1"
