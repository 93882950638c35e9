"""S1, the school of Meskety: teachers only, written consents, a curator who should be a deputy."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from core import clock
from core.errors import RuleViolation
from orders.actions import approve_order, submit_order
from pairing.actions import draft_pairs_order
from pairing.testing import active_pair, make_pair
from plans.rules import plan_findings
from portal.actions import save_public_page
from registry.actions import record_consent, save_mentee_card
from registry.models import MenteeCard, MentorCard
from registry.rules import Appointee, appointment_findings
from registry.testing import give_consents, make_person

from .accepting import Accepted, clauses

pytestmark = pytest.mark.django_db

PAIR = "pedagogue-pedagogue"


@pytest.fixture
def s1() -> Accepted:
    return Accepted("meskety", on=datetime.date(2026, 9, 1))


def test_3_2_and_3_3_a_pair_without_both_consents_gets_into_no_order(s1: Accepted) -> None:
    mentor, mentee = s1.mentor(PAIR), s1.mentee(PAIR, consents=False)
    pair = make_pair(s1.school, mentor=mentor, mentees=[mentee], form=s1.form(PAIR))
    with pytest.raises(RuleViolation, match="согласи"):
        draft_pairs_order([pair], programme=s1.programme, actor=s1.user(Role.CURATOR))


def test_3_3_with_both_consents_the_order_is_approved_by_hand_number(s1: Accepted) -> None:
    mentor, mentee = s1.mentor(PAIR), s1.mentee(PAIR)
    pair = make_pair(s1.school, mentor=mentor, mentees=[mentee], form=s1.form(PAIR))
    curator = s1.user(Role.CURATOR)
    order = draft_pairs_order([pair], programme=s1.programme, actor=curator)
    order = submit_order(order, actor=curator)
    order = approve_order(order, actor=s1.user(Role.DIRECTOR), number="116/1")
    assert order.number == "116/1"
    pair.refresh_from_db()
    assert pair.state == "active"


def test_1_2_a_pupil_is_no_mentee(s1: Accepted) -> None:
    pupil = make_person(s1.school, kind="pupil", class_name="8А", birth_year=2012)
    card = MenteeCard(school=s1.school, person=pupil, request="помощь")
    with pytest.raises(RuleViolation, match=r"1\.2"):
        save_mentee_card(card, actor=None)


def test_2_3_two_teachers_are_mentors_of_each_other(s1: Accepted) -> None:
    first, second = s1.mentor(PAIR), s1.mentee(PAIR)
    active_pair(s1.school, None, mentor=first, mentees=[second], form=s1.form(PAIR))
    back_mentor = s1.mentor(PAIR, person=second.person, consents=False)
    back_mentee = s1.mentee(PAIR, person=first.person, consents=False)
    assert isinstance(back_mentor, MentorCard)
    assert s1.blocks(back_mentor, [back_mentee]) == []


def test_2_3_a_group_has_two_at_least_and_no_most(s1: Accepted) -> None:
    mentor = s1.mentor(PAIR)
    assert "2.3" in clauses(s1.blocks(mentor, [s1.mentee(PAIR)], kind="group"))
    assert s1.blocks(mentor, [s1.mentee(PAIR) for _number in range(9)]) == []


def test_2_3_there_are_seven_kinds_of_mentoring(s1: Accepted) -> None:
    assert len(s1.rules.value("pairing.kinds")) == 7


def test_3_4_a_curator_who_is_no_deputy_is_warned_about_only(s1: Accepted) -> None:
    head = make_person(s1.school, post="руководитель ШМО")
    found = appointment_findings([Appointee("curator", head)], programme=s1.programme)
    assert [(finding.clause, finding.is_block) for finding in found] == [("3.4", False)]


def test_1_2_the_term_bounds_the_personalised_programme(s1: Accepted) -> None:
    pair = make_pair(
        s1.school,
        mentor=s1.mentor(PAIR),
        mentees=[s1.mentee(PAIR)],
        form=s1.form(PAIR),
        starts_on=datetime.date(2026, 9, 1),
    )
    found = plan_findings(
        pair.members.get(),
        starts_on=datetime.date(2026, 9, 1),
        ends_on=datetime.date(2026, 11, 29),
        activities=[{"title": "Встреча"}],
    )
    assert "1.2" in clauses([finding for finding in found if finding.is_block])


def test_3_4_the_mentor_owes_no_final_document(s1: Accepted) -> None:
    assert s1.rules.value("final.document") == "none"


def test_7_1_there_are_three_groups_of_reasons_to_complete(s1: Accepted) -> None:
    assert s1.rules.clause("completion.reasons") == "7.1"
    assert len(s1.rules.value("completion.reasons")) >= 3


def test_the_order_appoints_coordinator_curator_and_working_group(s1: Accepted) -> None:
    assert {"introduction", "pairs"} <= s1.kinds
    assert {"coordinator", "curator", "working_group_head", "working_group"} <= set(
        s1.rules.value("roles.used")
    )


def test_a_consent_by_word_of_mouth_does_not_count(s1: Accepted) -> None:
    assert s1.rules.value("consents.written")
    mentee = s1.mentee(PAIR, consents=False)
    give_consents(mentee.person)
    mentee.person.consents.update(way="oral")
    assert s1.blocks(s1.mentor(PAIR), [mentee]) != []


def test_8_2_results_are_on_the_public_page_only_after_completion(s1: Accepted) -> None:
    pair = active_pair(
        s1.school, None, mentor=s1.mentor(PAIR), mentees=[s1.mentee(PAIR)], form=s1.form(PAIR)
    )
    member = pair.members.get()
    with clock.on(datetime.date(2026, 10, 1)):
        for person in (pair.mentor.person, member.mentee.person):
            record_consent(
                person, kind="publication", signer="self", given_on=clock.today(), actor=None
            )
        save_public_page(s1.school, is_open=True, with_files=False, actor=None)
        url = reverse("portal:public_page", args=[s1.school.slug])
        assert member.mentee.person.last_name not in Client().get(url).content.decode()

        pair.state = "completed"
        pair.save()

        assert member.mentee.person.last_name in Client().get(url).content.decode()
