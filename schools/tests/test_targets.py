"""Target values by group and year."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from schools.actions import delete_target, save_target
from schools.choices import TargetGroup
from schools.models import Target
from schools.testing import make_target


@pytest.mark.parametrize("percent", [0, 101])
def test_a_target_is_a_share(school, percent):
    with pytest.raises(ValidationError, match="от 1 до 100"):
        save_target(school, actor=None, group=TargetGroup.PUPILS, year=2026, percent=percent)


def test_a_group_has_one_target_a_year(school):
    make_target(school)

    with pytest.raises(ValidationError, match="уже есть"):
        save_target(school, actor=None, group=TargetGroup.PUPILS, year=2026, percent=40)


def test_a_deleted_target_is_gone(school):
    delete_target(make_target(school), actor=None)

    assert not Target.objects.exists()


def test_targets_stand_by_year_and_group_on_their_page(school, signed_in):
    make_target(school)
    make_target(school, group=TargetGroup.TEACHERS, year=2027, percent=60)

    page = signed_in(make_user(Role.DIRECTOR, school)).get(reverse("schools:target_list"))

    assert [year for year, _cells in page.context["years"]] == [2026, 2027]
    assert "не меньше 60 %" in page.content.decode()
    assert reverse("schools:target_create") not in page.content.decode()


def test_a_second_target_of_the_year_is_told_on_the_form(school, signed_in):
    make_target(school)
    client = signed_in(make_user(Role.ADMINISTRATOR, school))

    page = client.post(
        reverse("schools:target_create"), {"group": "pupils", "year": "2026", "percent": "50"}
    )

    assert "уже есть" in page.content.decode()
