"""S3, the college: two mentees, a commission, replacement in the same period, questionnaires."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from accounts.choices import Role
from core import clock
from core.terms import expand, using
from documents.rendering import html_of
from monitoring.models import Measurement, Survey
from monitoring.papers import measurements_paper
from monitoring.queries import changes_of
from orders.actions import approve_order, submit_order
from pairing.actions import draft_replacement
from pairing.models import Pair
from pairing.rules import pair_findings
from pairing.testing import active_pair
from portal.queries import home_of
from registry.actions import add_partner_staff
from registry.models import Certificate
from registry.rules import Appointee, appointment_findings
from registry.testing import make_agreement, make_partner, make_person
from schools.terms import words_of

from .accepting import Accepted, clauses

pytestmark = pytest.mark.django_db

STUDENTS = "student-student"


@pytest.fixture
def s3() -> Accepted:
    return Accepted("krasnouralsk", on=datetime.date(2026, 9, 1))


def test_4_6_a_third_mentee_is_refused_and_a_third_in_a_group_is_not(s3: Accepted) -> None:
    mentor = s3.mentor(STUDENTS, birth_year=2007)
    adult = {"birth_year": 2008}
    for _number in range(2):
        active_pair(s3.school, None, mentor=mentor, mentees=[s3.mentee(STUDENTS, **adult)])
    third = s3.mentee(STUDENTS, **adult)
    day = datetime.date(2026, 10, 5)
    assert "4.6" in clauses(s3.blocks(mentor, [third], starts_on=day))
    group = [third, s3.mentee(STUDENTS, **adult), s3.mentee(STUDENTS, **adult)]
    assert s3.blocks(mentor, group, starts_on=day) == []


@pytest.mark.parametrize(("members", "is_refused"), [(2, True), (3, False), (5, False), (6, True)])
def test_4_13_the_commission_has_three_to_five_members(
    s3: Accepted, members: int, is_refused: bool
) -> None:
    assert _is_refused(s3, members, with_curator=True) is is_refused


def test_4_13_the_commission_has_the_curator_in_it(s3: Accepted) -> None:
    assert _is_refused(s3, 3, with_curator=False)


def _is_refused(s3: Accepted, members: int, *, with_curator: bool) -> bool:
    director = make_person(s3.school, post="директор")
    curator = make_person(s3.school, post="методист")
    others = [make_person(s3.school) for _number in range(members - 1 - with_curator)]
    people = [*([curator] if with_curator else []), *others]
    found = appointment_findings(
        [
            Appointee("curator", curator),
            Appointee("commission_chair", director),
            *(Appointee("commission", person) for person in people),
        ],
        programme=s3.programme,
    )
    assert all(finding.clause == "4.13" for finding in found if finding.is_block)
    return any(finding.is_block for finding in found)


def test_4_8_after_a_replacement_the_period_is_the_same(s3: Accepted) -> None:
    pair = active_pair(
        s3.school,
        None,
        mentor=s3.mentor(STUDENTS, birth_year=2007),
        mentees=[s3.mentee(STUDENTS, birth_year=2008)],
    )
    curator = s3.user(Role.CURATOR)
    order = draft_replacement(
        pair,
        mentor=s3.mentor(STUDENTS, birth_year=2007),
        reason="incompatible",
        day=datetime.date(2026, 11, 2),
        actor=curator,
    )
    approve_order(submit_order(order, actor=curator), actor=s3.user(Role.DIRECTOR), **s3.number)
    assert Pair.objects.get(state="active").ends_on == pair.ends_on


def test_annex_12_the_difference_is_before_less_after_and_nothing_has_no_share(
    s3: Accepted,
) -> None:
    rows = Measurement.objects.filter(programme=s3.programme)
    assert rows.count() == 12
    rows.update(before=Decimal(0), after=Decimal(5))
    first = changes_of(s3.programme)[0]
    assert (first.z, first.percent) == (Decimal(-5), None)
    assert "—" in html_of(measurements_paper(s3.programme))


def test_annexes_7_to_11_ask_eighty_eight_questions_at_the_entry(s3: Accepted) -> None:
    entry = Survey.objects.filter(school=s3.school, stage="entry")
    assert entry.count() == 6
    assert sum(survey.questions.count() for survey in entry) == 88


def test_4_7_there_are_three_reasons_to_extend(s3: Accepted) -> None:
    assert len(s3.rules.value("term.extension_reasons")) == 3
    assert s3.rules.clause("term.extension_reasons") == "4.7"


def test_4_7_a_pair_is_not_longer_than_a_year(s3: Accepted) -> None:
    mentor = s3.mentor(STUDENTS, birth_year=2007)
    mentee = s3.mentee(STUDENTS, birth_year=2008)
    found = s3.blocks(
        mentor,
        [mentee],
        starts_on=datetime.date(2026, 10, 5),
        ends_on=datetime.date(2027, 11, 5),
    )
    assert "4.7" in clauses(found)


EMPLOYERS = "employer-student"


def lacking(s3: Accepted, mentor: Any, *, ends_on: datetime.date | None = None) -> set[str]:
    """Clauses that keep a partner's mentor out of an order for these days, or are warned of."""
    found = pair_findings(
        mentor,
        [s3.mentee(EMPLOYERS, birth_year=2006)],
        programme=s3.programme,
        kind="individual",
        starts_on=s3.programme.starts_on,
        ends_on=ends_on or s3.programme.ends_on,
        rules=s3.rules,
    )
    return {finding.code for finding in found if finding.code.startswith("external.")}


def agree(s3: Accepted, mentor: Any, **fields: Any) -> None:
    partner = make_partner(s3.school)
    add_partner_staff(partner, mentor.person, actor=None)
    make_agreement(partner, **{"state": "signed", "ends_on": s3.programme.ends_on} | fields)


def certify(s3: Accepted, mentor: Any, **fields: Any) -> None:
    for kind in s3.rules.value("external.required_documents"):
        given = {"issued_on": datetime.date(2026, 8, 25)} | fields
        Certificate.objects.create(school=s3.school, person=mentor.person, kind=kind, **given)


def test_annex_2_a_partners_mentor_needs_an_agreement_and_two_certificates(s3: Accepted) -> None:
    mentor = s3.mentor(EMPLOYERS)
    assert lacking(s3, mentor) == {"external.contract_kind", "external.required_documents"}

    agree(s3, mentor)
    certify(s3, mentor)

    assert lacking(s3, mentor) == set()


def test_annex_2_an_agreement_that_is_over_is_none(s3: Accepted) -> None:
    mentor = s3.mentor(EMPLOYERS)
    certify(s3, mentor)
    over = s3.programme.starts_on - datetime.timedelta(days=1)
    agree(s3, mentor, starts_on=datetime.date(2025, 9, 1), ends_on=over)

    assert lacking(s3, mentor) == {"external.contract_kind"}


def test_annex_2_a_certificate_that_is_over_is_none(s3: Accepted) -> None:
    mentor = s3.mentor(EMPLOYERS)
    agree(s3, mentor)
    certify(s3, mentor, valid_until=datetime.date(2026, 8, 31))

    assert lacking(s3, mentor) == {"external.required_documents"}


def test_annex_2_the_curator_is_reminded_before_an_agreement_is_over(s3: Accepted) -> None:
    mentor = s3.mentor(EMPLOYERS)
    agree(s3, mentor, ends_on=datetime.date(2026, 12, 30))
    day = datetime.date(2026, 12, 10)
    curator = s3.user(Role.CURATOR)

    with clock.on(day):
        groups = {group.title: group for group in home_of(curator, day).groups}

    (item,) = groups["Соглашения, срок которых кончается"].items
    assert item.note == "истекает через 20\N{NO-BREAK SPACE}дней"


def test_the_college_speaks_in_its_own_words(s3: Accepted) -> None:
    with using(words_of(s3.school)):
        assert expand("{student}, {teacher}, {director} {school:genitive}") == (
            "студент, преподаватель, директор техникума"
        )


def test_8_2_effectiveness_is_looked_at_each_half_year(s3: Accepted) -> None:
    kinds = {point["kind"] for point in s3.rules.value("monitoring.points")}
    assert "half_year" in kinds
