"""S4, school 62: a calendar year, curators by form, no grades, consents of parents."""

from __future__ import annotations

import datetime

import pytest
from django.apps import apps

from accounts.choices import Role
from core import clock
from monitoring.rules import is_actor, points_of
from pairing.actions import open_round, save_wishes
from pairing.choices import RoundKind, WishKind
from pairing.models import PairWish
from plans.rules import meeting_types
from plans.testing import make_plan
from registry.rules import Appointee, appointment_findings
from registry.testing import make_person

from .accepting import Accepted, clauses

pytestmark = pytest.mark.django_db

PUPILS = "teacher-pupil"


@pytest.fixture
def s4() -> Accepted:
    return Accepted("sosh-62", on=datetime.date(2026, 1, 12))


def test_5_4_the_cycle_is_a_calendar_year(s4: Accepted) -> None:
    programme = s4.programme
    assert programme.starts_on == datetime.date(2026, 1, 1)
    assert programme.ends_on == datetime.date(2026, 12, 31)


def test_6_5_there_is_no_field_for_a_grade() -> None:
    names = {
        field.name
        for app in ("plans", "monitoring", "pairing")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        # The score of a proposal weighs a pair, not a person's work.
        if model.__name__ != "Proposal"
    }
    assert not {"grade", "mark", "score", "rating"} & names


def test_4_11_a_minor_without_the_parents_consent_gets_into_no_pair(s4: Accepted) -> None:
    mentor = s4.mentor(PUPILS)
    minor = s4.mentee(PUPILS, consents=False, birth_year=2013)
    found = s4.blocks(mentor, [minor], starts_on=datetime.date(2026, 9, 1))
    assert any("согласи" in str(finding) for finding in found)


def test_2_7_curators_answer_for_forms_beside_a_coordinator(s4: Accepted) -> None:
    forms = list(s4.school.forms.all())[:2]
    people = [make_person(s4.school) for _number in range(3)]
    found = appointment_findings(
        [
            Appointee("coordinator", people[0]),
            Appointee("curator", people[1], form=forms[0]),
            Appointee("curator", people[2], form=forms[1]),
        ],
        programme=s4.programme,
    )
    assert [finding for finding in found if finding.is_block] == []
    loose = appointment_findings([Appointee("curator", people[1])], programme=s4.programme)
    assert clauses([finding for finding in loose if finding.is_block]) == {
        s4.rules.clause("curator.scope")
    }


def test_12_five_orders_are_known(s4: Accepted) -> None:
    wanted = {"introduction", "curators", "school_of_mentors", "pairs", "final_event"}
    assert wanted <= s4.kinds


def test_5_3_there_are_five_kinds_of_meetings(s4: Accepted) -> None:
    pair = make_plan(s4.school, mentee=s4.mentee(PUPILS)).member.pair
    assert len(meeting_types(pair)) == 5


def test_6_4_curators_and_mentors_monitor_twice(s4: Accepted) -> None:
    kinds = [point.kind for point in points_of(s4.programme)]
    assert {"middle", "final"} <= set(kinds)
    assert is_actor(s4.user(Role.CURATOR), s4.rules)
    assert is_actor(s4.user(Role.MENTOR), s4.rules)


def test_7_the_mentor_writes_a_report_with_proposals_and_conclusions(s4: Accepted) -> None:
    feedback = make_plan(s4.school, mentee=s4.mentee(PUPILS)).member.feedback
    assert feedback.form == "report"


def test_10_the_mentee_chooses_from_those_proposed(s4: Accepted) -> None:
    assert s4.rules.value("pairing.method") == "mentee_chooses"


def test_10_what_the_mentee_picks_is_what_the_matching_keeps(s4: Accepted) -> None:
    mentee, mentors = s4.mentee(PUPILS), [s4.mentor(PUPILS) for _number in range(3)]
    with clock.on(datetime.date(2026, 10, 5)):
        asked = open_round(
            s4.programme,
            kind=RoundKind.CHOICE,
            closes_on=datetime.date(2026, 10, 12),
            offered=3,
            actor=s4.user(Role.CURATOR),
        ).requests.get(mentee=mentee)
        save_wishes(asked, ranks={mentors[2].pk: 1}, actor=None)

    assert set(asked.candidates) == {card.pk for card in mentors}
    assert PairWish.objects.get(mentee=mentee, kind=WishKind.LOCKED).mentor == mentors[2]
