"""Which roles are offered where a role is given, by the act that the school works under."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.models import Membership
from accounts.testing import make_user


@pytest.fixture
def client(signed_in, administrator):
    return signed_in(administrator)


def use(programme, *roles):
    act = programme.regulation
    act.rules = {**act.rules, "roles.used": {"value": list(roles)}}
    act.save()


def labels(client, page="accounts:role_create"):
    choices = client.get(reverse(page)).context["form"].fields["role"].choices
    return {code: str(label) for code, label in choices}


@pytest.mark.parametrize("page", ["accounts:role_create", "accounts:invite"])
def test_a_role_that_the_act_has_not_comes_last_and_says_so(client, programme, page):
    use(programme, "curator", "commission")

    found = labels(client, page)

    assert list(found)[-2:] == ["coordinator", "psychologist"]
    assert found["coordinator"] == "координатор – положение не назначает эту роль"
    assert found["curator"] == "куратор"


def test_without_the_rule_every_role_stands_as_it_is(client, programme):
    programme.regulation.rules.pop("roles.used", None)
    programme.regulation.save()

    assert list(labels(client).values())[1:] == [str(label) for label in Role.labels]


def test_where_no_programme_runs_every_role_stands_as_it_is(client, programme):
    programme.delete()

    assert list(labels(client))[1:] == Role.values


def test_such_a_role_can_be_given_all_the_same(client, programme, school):
    use(programme, "curator")
    user = make_user(Role.MENTOR, school)

    client.post(reverse("accounts:role_create"), {"user": user.pk, "role": "coordinator"})

    assert Membership.objects.filter(user=user, role="coordinator").exists()
