"""Invitations and roles: what the actions promise."""

from __future__ import annotations

import datetime
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.actions import (
    accept_invitation,
    end_role,
    find_invitation,
    give_role,
    invite_person,
    update_profile,
    withdraw_invitation,
)
from accounts.choices import Role
from accounts.errors import InvitationError
from accounts.models import Invitation, Membership, User
from accounts.signals import invitation_accepted
from accounts.testing import make_user
from core.audit import timeline
from core.errors import DomainError

PASSWORD = "лошадь батарея скрепка"


def invite(school, actor=None, **fields):
    values = {
        "email": "Novaya@Example.org ",
        "role": Role.CURATOR,
        "last_name": "Новая",
        "first_name": "Анна",
    }
    return invite_person(school, actor=actor, **values | fields)


def test_an_invitation_keeps_the_hash_of_its_token_only(school, administrator):
    issued = invite(school, administrator)

    row = Invitation.objects.get()
    assert len(issued.token) >= 40
    assert issued.token not in str(vars(row))
    assert row.email == "novaya@example.org"
    assert row.invited_by == administrator
    assert timedelta(days=13) < row.expires_at - timezone.now() <= timedelta(days=14)


def test_a_second_invitation_for_the_same_role_withdraws_the_first(school, administrator):
    first = invite(school, administrator)
    second = invite(school, administrator)

    with pytest.raises(InvitationError) as refusal:
        find_invitation(first.token)
    assert refusal.value.code == "expired"
    assert find_invitation(second.token) == second.invitation


def test_nobody_is_invited_to_a_role_they_have(school, administrator):
    with pytest.raises(DomainError, match="такая роль уже есть"):
        invite(school, administrator, email=administrator.email, role=Role.ADMINISTRATOR)


def test_an_invitation_is_not_limited_to_directions_of_another_school(
    school, other_school, administrator
):
    with pytest.raises(DomainError, match="из своей школы"):
        invite(school, administrator, directions=other_school.directions.all())

    assert not Invitation.objects.exists()


def test_accepting_makes_the_account_the_role_and_its_limits(school, administrator):
    direction = school.directions.get()
    issued = invite(school, administrator, directions=[direction])

    user = accept_invitation(issued.token, password=PASSWORD)

    assert user.check_password(PASSWORD)
    assert user.get_full_name() == "Новая Анна"
    membership = user.memberships.get()
    assert (membership.school, membership.role) == (school, Role.CURATOR)
    assert list(membership.directions.all()) == [direction]
    assert user.scope.direction_ids == {direction.pk}


def test_accepting_tells_the_news_with_the_person_it_is_about(school, administrator):
    heard = []

    def hear(sender, user, invitation, **kwargs):
        heard.append((user, invitation.person_ref))

    invitation_accepted.connect(hear)
    try:
        user = accept_invitation(invite(school, person_ref=77).token, password=PASSWORD)
    finally:
        invitation_accepted.disconnect(hear)

    assert heard == [(user, 77)]


def test_an_invitation_is_taken_once(school):
    token = invite(school).token
    accept_invitation(token, password=PASSWORD)

    with pytest.raises(InvitationError) as refusal:
        accept_invitation(token, password=PASSWORD)

    assert refusal.value.code == "used"
    assert User.objects.filter(email="novaya@example.org").count() == 1


def test_an_invitation_past_its_days_opens_nothing(school):
    issued = invite(school)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(InvitationError) as refusal:
        accept_invitation(issued.token, password=PASSWORD)

    assert refusal.value.code == "expired"
    assert not User.objects.filter(email="novaya@example.org").exists()


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --", "я" * 300])
def test_a_forged_link_opens_nothing(school, token):
    invite(school)

    with pytest.raises(InvitationError) as refusal:
        accept_invitation(token, password=PASSWORD)

    assert refusal.value.code == "unknown"


@pytest.mark.parametrize("password", ["", "коротко", "12345678901234", "password12"])
def test_a_weak_password_is_refused_and_the_link_still_opens(school, password):
    issued = invite(school)

    with pytest.raises(ValidationError):
        accept_invitation(issued.token, password=password)

    assert find_invitation(issued.token) == issued.invitation
    assert not User.objects.filter(email="novaya@example.org").exists()


def test_a_link_does_not_change_the_password_of_an_account_that_exists(school, other_school):
    owner = make_user(Role.MENTOR, other_school, email="novaya@example.org")
    before = owner.password
    token = invite(school).token

    with pytest.raises(InvitationError) as refusal:
        accept_invitation(token, password=PASSWORD)

    assert refusal.value.code == "sign_in"
    owner.refresh_from_db()
    assert owner.password == before


def test_somebody_with_an_account_takes_an_invitation_signed_in(school, other_school):
    owner = make_user(Role.MENTOR, other_school, email="novaya@example.org")
    token = invite(school).token

    accept_invitation(token, user=owner)

    assert {row.school for row in owner.memberships.all()} == {school, other_school}


def test_a_withdrawn_invitation_opens_nothing(school, administrator):
    issued = invite(school, administrator)

    withdraw_invitation(issued.invitation, actor=administrator)

    with pytest.raises(InvitationError):
        find_invitation(issued.token)
    with pytest.raises(InvitationError, match="уже не действует"):
        withdraw_invitation(issued.invitation, actor=administrator)


def test_a_role_given_twice_is_one_role_with_the_new_dates(school, administrator, curator):
    until = timezone.localdate() + timedelta(days=30)

    given = give_role(
        curator, school=school, role=Role.CURATOR, actor=administrator, valid_to=until
    )

    assert curator.memberships.get() == given
    assert given.valid_to == until


def test_a_role_does_not_end_before_it_begins(school, administrator, curator):
    with pytest.raises(DomainError, match="раньше первого"):
        give_role(
            curator,
            school=school,
            role=Role.MENTOR,
            actor=administrator,
            valid_to=datetime.date(2020, 1, 1),
        )

    assert curator.memberships.count() == 1


def test_an_ended_role_opens_nothing_at_once(school, administrator, curator):
    ended = end_role(curator.memberships.get(), actor=administrator)

    assert not ended.is_live_now
    assert User.objects.get(pk=curator.pk).scope is None


def test_a_role_that_began_today_can_be_ended_today(school, administrator):
    user = accept_invitation(invite(school).token, password=PASSWORD)

    ended = end_role(user.memberships.get(), actor=administrator)

    assert ended.valid_from <= ended.valid_to < timezone.localdate()


def test_a_role_is_ended_once(school, administrator, curator):
    membership = curator.memberships.get()
    end_role(membership, actor=administrator)

    with pytest.raises(DomainError, match="уже закончилась"):
        end_role(membership, actor=administrator)


def test_the_last_administrator_keeps_the_role(school, administrator):
    with pytest.raises(DomainError, match="единственный администратор"):
        end_role(administrator.memberships.get(), actor=administrator)

    assert Membership.objects.get(user=administrator).is_live_now


def test_an_administrator_who_cannot_sign_in_does_not_count(school, administrator):
    other = make_user(Role.ADMINISTRATOR, school, is_active=False)

    with pytest.raises(DomainError, match="единственный администратор"):
        end_role(administrator.memberships.get(), actor=administrator)

    User.objects.filter(pk=other.pk).update(is_active=True)
    end_role(administrator.memberships.get(), actor=administrator)


def test_an_administrator_of_another_school_does_not_count(school, other_school, administrator):
    make_user(Role.ADMINISTRATOR, other_school)

    with pytest.raises(DomainError, match="единственный администратор"):
        end_role(administrator.memberships.get(), actor=administrator)


def test_every_action_leaves_its_row_in_the_trail(school, administrator):
    issued = invite(school, administrator)
    user = accept_invitation(issued.token, password=PASSWORD)
    membership = user.memberships.get()
    update_profile(user, actor=user, last_name="Новая", first_name="Инна")
    end_role(membership, actor=administrator)

    assert [event.verb for event in timeline(issued.invitation)] == [
        "accounts.accept_invitation",
        "accounts.invite_person",
    ]
    assert [(event.verb, event.actor) for event in timeline(membership)] == [
        ("accounts.end_role", administrator),
        ("accounts.give_role", user),
    ]
    assert [event.verb for event in timeline(user)] == [
        "accounts.end_role",
        "accounts.update_profile",
        "accounts.give_role",
    ]
    assert all("Новая" not in event.text for event in timeline(user))
