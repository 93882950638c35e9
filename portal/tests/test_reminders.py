"""The morning's mail: what is due, once a day, without a name."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail

from accounts.choices import Role
from accounts.testing import make_user
from orders.choices import OrderState
from orders.testing import stored_order
from plans.models import Feedback
from plans.testing import make_mentor_user, make_plan
from portal.actions import send_digest
from portal.models import Digest
from portal.recipients import users_to_remind
from portal.tasks import remind_user, send_reminders

pytestmark = pytest.mark.django_db


@pytest.fixture
def late_mentor(school, today):
    """A mentor whose feedback was due yesterday."""
    user = make_mentor_user(school)
    plan = make_plan(school, mentor_user=user)
    Feedback.objects.filter(member=plan.member).update(due_on=today - datetime.timedelta(days=1))
    return user


def test_a_mentor_is_told_that_feedback_is_late(late_mentor, school, today) -> None:
    assert send_digest(late_mentor, day=today)

    [letter] = mail.outbox
    assert letter.to == [late_mentor.email]
    assert "Отзывы о результатах: 1, просрочено: 1" in letter.body
    assert school.short_name in letter.body


def test_the_letter_names_nobody(late_mentor, today) -> None:
    send_digest(late_mentor, day=today)

    person = late_mentor.people.get().mentor_card.pairs.get().members.get().mentee.person
    [letter] = mail.outbox
    assert person.last_name not in letter.body
    assert late_mentor.last_name not in letter.body


def test_the_letter_leads_to_the_public_address(late_mentor, today, settings) -> None:
    settings.PUBLIC_URL = "https://mentoring.example.org"

    send_digest(late_mentor, day=today)

    assert "https://mentoring.example.org" in mail.outbox[0].body


def test_a_second_run_on_the_day_sends_nothing(late_mentor, today) -> None:
    send_reminders()
    send_reminders()
    remind_user(user_id=late_mentor.pk, day=today.isoformat())

    assert len(mail.outbox) == 1


def test_the_next_day_it_is_told_again(late_mentor, today) -> None:
    send_digest(late_mentor, day=today)
    send_digest(late_mentor, day=today + datetime.timedelta(days=1))

    assert len(mail.outbox) == 2


def test_a_letter_that_failed_is_sent_by_the_next_run(late_mentor, today, settings) -> None:
    settings.EMAIL_BACKEND = "portal.tests.broken_mail.Backend"
    with pytest.raises(OSError, match="no mail today"):
        send_digest(late_mentor, day=today)
    assert not Digest.objects.exists()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_digest(late_mentor, day=today)


def test_nothing_due_is_no_letter(curator, today) -> None:
    assert not send_digest(curator, day=today)
    assert mail.outbox == []


def test_what_only_has_no_pair_yet_is_no_reason_for_a_letter(curator, school, today) -> None:
    """Numbers without a term stand on the home page; mail is for what is due or waits."""
    plan = make_plan(school)
    plan.member.pair.members.update(is_binding=False)

    assert not send_digest(curator, day=today)


def test_a_director_is_reminded_of_what_waits(director, school, today) -> None:
    stored_order(school, state=OrderState.SUBMITTED, submitted_at="2026-11-15T10:00Z")

    send_digest(director, day=today)

    assert "Приказы на подпись: 1" in mail.outbox[0].body


def test_each_school_of_a_user_has_its_part(late_mentor, other_school, today) -> None:
    late_mentor.memberships.create(school=other_school, role=Role.DIRECTOR, valid_from="2020-01-01")
    stored_order(other_school, state=OrderState.SUBMITTED, submitted_at="2026-11-15T10:00Z")

    send_digest(type(late_mentor).objects.get(pk=late_mentor.pk), day=today)

    body = mail.outbox[0].body
    assert "Отзывы о результатах" in body
    assert body.index(other_school.short_name) < body.index("Приказы на подпись")


def test_those_without_a_live_role_are_left_alone(school, today) -> None:
    gone = make_user(Role.CURATOR, school)
    gone.memberships.update(valid_to=today - datetime.timedelta(days=1))
    blocked = make_user(Role.CURATOR, school, is_active=False)
    here = make_user(Role.CURATOR, school)

    assert users_to_remind(today) == [here.pk]
    remind_user(user_id=blocked.pk, day=today.isoformat())
    assert not Digest.objects.exists()
