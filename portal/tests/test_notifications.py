"""News of the other apps reach those whom they concern, once, and nobody else."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import translation

from accounts.choices import Role
from accounts.testing import make_user
from core.testing import queries_of
from orders.models import Order
from orders.signals import order_approved, order_returned, order_submitted
from orders.testing import stored_order
from pairing.models import Pair
from pairing.signals import pair_ended, pair_started
from plans.models import Feedback, Plan
from plans.signals import (
    feedback_returned,
    feedback_submitted,
    plan_approved,
    plan_returned,
    plan_submitted,
)
from plans.testing import make_mentor_user, make_plan
from portal.actions import forget_old_notifications, notify, read_all_notifications
from portal.models import Notification
from registry.models import Guardianship
from registry.signals import consent_withdrawn
from registry.testing import make_mentee, make_person

pytestmark = pytest.mark.django_db

URL = "/notifications/"


@pytest.fixture
def plan(school) -> Plan:
    """A plan of a mentor with an account, of a child whose mother has one."""
    mentee = make_mentee(school)
    mother = make_user(Role.PARENT, school, email="mother@example.org")
    guardian = make_person(school, user=mother)
    Guardianship.objects.create(
        school=school, child=mentee.person, guardian=guardian, relation="mother"
    )
    mentor = make_mentor_user(school)
    return make_plan(school, mentor_user=mentor, mentee=mentee)


@pytest.fixture
def order(school, curator) -> Order:
    return stored_order(school, number="12-од", drafted_by=curator)


def told() -> dict[str, str]:
    """Who was told what, by the role of the reader."""
    rows = Notification.objects.select_related("user").order_by("pk")
    return {row.user.memberships.get().role: row.text for row in rows}


def tell(school, user, text: str = "Что-то случилось", key: str = "k:1", url: str = "/help/"):
    return notify(user, school=school, key=key, text=text, url=url)


# --- what is told


def test_directors_are_told_of_a_draft(order, director, curator) -> None:
    order_submitted.send(sender=Order, order=order, actor=curator)

    assert told() == {"director": "Приказ ждёт вашего решения: О парах"}


def test_the_author_of_a_draft_is_told_of_the_decision(order, director) -> None:
    order_returned.send(sender=Order, order=order, actor=director)

    assert told() == {"curator": "Директор вернул приказ с замечанием: О парах"}


def test_an_approved_order_is_told_to_those_named_who_may_read_it(order, director, plan) -> None:
    order.named.create(person=plan.member.pair.mentor.person)
    order.named.create(person=plan.member.mentee.person)

    order_approved.send(sender=Order, order=order, actor=director)

    text = "Приказ утверждён: № 12-од, О парах."
    assert {who: words.startswith(text) for who, words in told().items()} == {
        "curator": True,
        "mentor": True,
    }


def test_a_pair_in_force_is_told_to_the_mentor_and_the_family(plan, director) -> None:
    pair = plan.member.pair

    pair_started.send(sender=Pair, pair=pair, actor=director)

    news = told()
    assert set(news) == {"mentor", "parent"}
    assert plan.member.mentee.person.short_name in news["mentor"]
    assert pair.mentor.person.short_name in news["parent"]


def test_the_end_of_a_pair_is_told_too(plan, curator) -> None:
    pair_ended.send(sender=Pair, pair=plan.member.pair, actor=curator)

    assert set(told()) == {"mentor", "parent"}


def test_a_plan_to_approve_is_told_to_curators(plan, curator) -> None:
    mentor = plan.member.pair.mentor.person.user

    plan_submitted.send(sender=Plan, plan=plan, actor=mentor)

    assert told() == {"curator": f"План ждёт утверждения: {plan.member.mentee.person.short_name}"}


def test_a_curator_of_another_direction_is_not_told(plan, curator, school) -> None:
    membership = curator.memberships.get()
    membership.directions.add(school.directions.create(code="other", name="Другое"))
    curator = type(curator).objects.get(pk=curator.pk)

    plan_submitted.send(sender=Plan, plan=plan, actor=None)

    assert told() == {}


@pytest.mark.parametrize(
    ("signal", "readers"),
    [(plan_approved, {"mentor", "parent"}), (plan_returned, {"mentor"})],
)
def test_the_decision_on_a_plan_is_told(signal, readers, plan, curator) -> None:
    signal.send(sender=Plan, plan=plan, actor=curator)

    assert set(told()) == readers


def test_feedback_is_told_there_and_back(plan, curator) -> None:
    feedback = plan.member.feedback
    mentor = plan.member.pair.mentor.person.user

    feedback_submitted.send(sender=Feedback, feedback=feedback, actor=mentor)
    feedback_returned.send(sender=Feedback, feedback=feedback, actor=curator)

    assert set(told()) == {"curator", "mentor"}


def test_a_withdrawn_consent_is_told_to_those_who_keep_the_bases(plan, curator) -> None:
    consent = plan.member.mentee.person.consents.first()

    consent_withdrawn.send(sender=type(consent), consent=consent, actor=None)

    assert told() == {"curator": f"Отозвано согласие: {plan.member.mentee.person.short_name}"}


def test_who_did_it_is_not_told(order, director) -> None:
    order_submitted.send(sender=Order, order=order, actor=director)

    assert told() == {}


def test_news_are_written_in_russian_whoever_clicks(order, director, curator) -> None:
    with translation.override("en"):
        order_submitted.send(sender=Order, order=order, actor=curator)

    assert told() == {"director": "Приказ ждёт вашего решения: О парах"}


def test_the_same_news_is_told_once_and_the_next_turn_again(order, director, curator) -> None:
    for _time in range(2):
        order_submitted.send(sender=Order, order=order, actor=curator)
    assert Notification.objects.count() == 1

    order.save()
    order_submitted.send(sender=Order, order=order, actor=curator)
    assert Notification.objects.count() == 2


def test_news_of_what_was_rolled_back_are_not_told(order, director, curator) -> None:
    with transaction.atomic():
        order_submitted.send(sender=Order, order=order, actor=curator)
        transaction.set_rollback(True)

    assert told() == {}


# --- reading


def test_one_sees_the_own_news_only(school, curator, director, signed_in) -> None:
    tell(school, director, text="Для директора")

    assert "Для директора" not in signed_in(curator).get(URL).content.decode()
    assert "Для директора" in signed_in(director).get(URL).content.decode()


def test_opening_marks_as_read_and_leads_on(school, curator, signed_in) -> None:
    row = tell(school, curator)

    response = signed_in(curator).post(f"{URL}{row.pk}/read/")

    row.refresh_from_db()
    assert response.url == "/help/"
    assert row.read_at is not None


def test_another_ones_news_is_not_found(school, curator, director, signed_in) -> None:
    row = tell(school, director)

    assert signed_in(curator).post(f"{URL}{row.pk}/read/").status_code == 404


def test_all_are_marked_at_once_but_not_of_others(school, curator, director, signed_in) -> None:
    tell(school, curator)
    tell(school, curator, key="k:2")
    tell(school, director)

    signed_in(curator).post(f"{URL}read/")

    assert Notification.objects.unread().get().user == director


def test_the_bell_counts_the_unread(school, curator, signed_in) -> None:
    tell(school, curator)
    tell(school, curator, key="k:2")
    client = signed_in(curator)

    assert "непрочитанных: 2" in client.get("/help/").content.decode()

    read_all_notifications(actor=curator)
    assert "непрочитанных" not in client.get("/help/").content.decode()


def test_the_list_takes_the_same_queries_for_one_and_for_many(school, curator, signed_in) -> None:
    client = signed_in(curator)
    tell(school, curator, key="k:0")
    one = queries_of(client, URL)
    for number in range(1, 30):
        tell(school, curator, key=f"k:{number}")

    assert queries_of(client, URL) == one


def test_old_news_are_forgotten(school, curator, today) -> None:
    old = tell(school, curator, key="k:1")
    fresh = tell(school, curator, key="k:2")
    Notification.objects.filter(pk=old.pk).update(created_at="2026-01-01T10:00Z")
    Notification.objects.filter(pk=fresh.pk).update(created_at="2026-11-01T10:00Z")

    assert forget_old_notifications(today) == 1
    assert Notification.objects.get() == fresh
