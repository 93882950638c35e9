"""Pairs, orders and ends of pairs ask for the papers of employees and of partners' mentors."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from accounts.models import User
from core import clock
from core.errors import RuleViolation
from core.findings import Finding
from orders.models import Order
from pairing.actions import draft_pairs_order, draft_replacement, end_pair
from pairing.models import Pair
from pairing.paper_rules import asks_who_ends
from pairing.rules import pair_findings
from pairing.testing import active_pair, make_pair, with_change_orders, with_order_texts
from registry.actions import add_partner_staff
from registry.models import Consent, MenteeCard, MentorCard
from registry.testing import make_agreement, make_labour, make_mentee, make_mentor, make_partner
from schools.models import MentoringForm, Programme, School
from schools.rules import rules_of

STARTS, ENDS = datetime.date(2026, 10, 5), datetime.date(2027, 5, 28)


def set_rules(programme: Programme, **rules: Any) -> None:
    regulation = programme.regulation
    regulation.rules |= {
        name.replace("__", "."): {"value": value, "clause": "9.9"} for name, value in rules.items()
    }
    regulation.save()


@pytest.fixture
def teachers(school: School, programme: Programme) -> tuple[MentorCard, MenteeCard]:
    set_rules(programme, labour__required=True, labour__employer_notice_working_days=3)
    form = school.forms.get(code="teacher-teacher")
    mentee = make_mentee(
        school, form=form, kind="staff", class_name="", post="учитель", birth_year=1995
    )
    return make_mentor(school, form=form), mentee


def found(programme: Programme, mentor: MentorCard, mentee: MenteeCard) -> list[Finding]:
    rules = rules_of(programme.regulation)
    days = {"starts_on": STARTS, "ends_on": ENDS}
    return pair_findings(
        mentor, [mentee], programme=programme, kind="individual", rules=rules, **days
    )


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_pair_of_employees_without_papers_may_be_chosen_with_a_warning(
    programme: Programme, teachers: Any
) -> None:
    findings = [one for one in found(programme, *teachers) if one.code == "labour.required"]

    assert [finding.is_block for finding in findings] == [False]


def test_no_order_makes_a_pair_of_employees_without_papers(
    programme: Programme, teachers: Any, school: School, curator: User
) -> None:
    mentor, mentee = teachers
    with_order_texts(programme)
    pair = make_pair(school, mentor=mentor, mentees=[mentee])

    with pytest.raises(RuleViolation) as refused:
        draft_pairs_order([pair], programme=programme, actor=curator)
    assert codes(refused.value.findings) == ["labour.required"]

    make_labour(mentor.person)
    assert draft_pairs_order([pair], programme=programme, actor=curator).pk


def test_a_teacher_of_pupils_needs_no_labour_papers(
    programme: Programme, teachers: Any, school: School
) -> None:
    findings = found(programme, make_mentor(school), make_mentee(school))

    assert "labour.required" not in codes(findings)


@pytest.fixture
def partners_pair(school: School, programme: Programme) -> tuple[MentorCard, MenteeCard]:
    set_rules(programme, external__contract_kind="organisation")
    form = MentoringForm.objects.create(
        school=school,
        code="employer-pupil",
        name="работодатель – ученик",
        mentor_kind="employer",
        mentee_kind="pupil",
    )
    return make_mentor(school, kind="employer", form=form), make_mentee(school, form=form)


def test_a_partners_mentor_without_an_agreement_is_told_of_and_kept_out_of_an_order(
    programme: Programme, partners_pair: Any, school: School, curator: User
) -> None:
    mentor, mentee = partners_pair
    assert "external.contract_kind" in codes(found(programme, mentor, mentee))
    with_order_texts(programme)
    pair = make_pair(school, mentor=mentor, mentees=[mentee])

    with pytest.raises(RuleViolation) as refused:
        draft_pairs_order([pair], programme=programme, actor=curator)

    assert codes(refused.value.findings) == ["external.contract_kind"]


def test_a_child_is_handed_to_a_partner_with_the_parents_consent_only(
    programme: Programme, partners_pair: Any, school: School, curator: User
) -> None:
    mentor, mentee = partners_pair
    partner = make_partner(school)
    make_agreement(partner, state="signed")
    add_partner_staff(partner, mentor.person, actor=None)
    with_order_texts(programme)
    pair = make_pair(school, mentor=mentor, mentees=[mentee])

    with pytest.raises(RuleViolation) as refused:
        draft_pairs_order([pair], programme=programme, actor=curator)
    (finding,) = refused.value.findings
    assert finding.code == "pair.transfer"
    assert finding.url.endswith("?kind=transfer&signer=representative")

    Consent.objects.create(
        school=school,
        person=mentee.person,
        kind="transfer",
        signer="representative",
        given_on=datetime.date(2026, 9, 1),
    )
    assert draft_pairs_order([pair], programme=programme, actor=curator).pk


@pytest.fixture
def pair(school: School, teachers: Any, curator: User) -> Pair:
    mentor, mentee = teachers
    make_labour(mentor.person)
    return active_pair(
        school, curator, mentor=mentor, mentees=[mentee], starts_on=STARTS, ends_on=ENDS
    )


def end(pair: Pair, actor: User, on: datetime.date, **said: Any) -> Pair:
    with clock.on(on):
        return end_pair(pair, reason="", on=on, early=True, actor=actor, **said)


NOTICE = datetime.date(2026, 11, 20)


def test_an_early_end_of_employees_says_by_whom(pair: Pair, curator: User) -> None:
    with pytest.raises(RuleViolation, match="кто прекращает"):
        end(pair, curator, NOTICE)


def test_the_school_does_not_end_it_before_the_notice_is_over(pair: Pair, curator: User) -> None:
    with pytest.raises(RuleViolation, match=r"25\.11\.2026"):
        end(pair, curator, datetime.date(2026, 11, 24), ended_by="employer", notice_on=NOTICE)


def test_the_school_ends_it_when_the_notice_is_over(pair: Pair, curator: User) -> None:
    ended = end(pair, curator, datetime.date(2026, 11, 25), ended_by="employer", notice_on=NOTICE)

    assert ended.state == "ended_early"


def test_the_employee_ends_it_at_once(pair: Pair, curator: User) -> None:
    assert end(pair, curator, NOTICE, ended_by="employee", notice_on=NOTICE).state == "ended_early"


def test_of_what_is_part_of_the_post_nobody_asks_who_ends_it(pair: Pair) -> None:
    terms = pair.mentor.person.labour_terms
    terms.update(basis="in_post", note="инструкция", consent_on=None, signed_on=None)

    with clock.on(NOTICE):
        assert not asks_who_ends(pair)


def test_of_other_pairs_nobody_asks_who_ends_them(
    school: School, programme: Programme, curator: User, teachers: Any
) -> None:
    pair = active_pair(school, curator, starts_on=STARTS, ends_on=ENDS)

    assert not asks_who_ends(pair)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, "labour.ended_by"),
        ({"ended_by": "employer"}, "labour.notice"),
        (
            {"ended_by": "employer", "notice_on": NOTICE},
            "labour.employer_notice_working_days",
        ),
    ],
)
def test_a_replaced_employee_is_warned_as_one_whose_assignment_ends(
    pair: Pair, curator: User, said: dict[str, Any], code: str
) -> None:
    with pytest.raises(RuleViolation) as refused:
        replace(pair, curator, datetime.date(2026, 11, 25), **said)

    assert codes(refused.value.findings) == [code]


def test_an_employee_is_replaced_when_the_notice_is_over(pair: Pair, curator: User) -> None:
    day = datetime.date(2026, 11, 26)

    order = replace(pair, curator, day, ended_by="employer", notice_on=NOTICE)

    assert order.pairs.get().starts_on == day


def test_an_employee_who_resigns_is_replaced_at_once(pair: Pair, curator: User) -> None:
    day = NOTICE + datetime.timedelta(days=1)

    assert replace(pair, curator, day, ended_by="employee", notice_on=NOTICE).pk


def replace(pair: Pair, curator: User, day: datetime.date, **said: Any) -> Order:
    with_change_orders(pair.programme, "replacement")
    mentor = make_mentor(pair.school, form=pair.form)
    make_labour(mentor.person)
    fresh = Pair.objects.get(pk=pair.pk)
    return draft_replacement(fresh, mentor=mentor, reason="Отпуск", day=day, actor=curator, **said)
