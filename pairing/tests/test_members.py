"""Mentees join a group and leave it by a day; the act's limits hold on each day."""

import datetime
from typing import Any

import pytest

from accounts.models import User
from core.errors import DomainError, RuleViolation
from orders.actions import approve_order, submit_order, withdraw_order
from orders.testing import listening
from pairing.actions import (
    choose_pair,
    draft_joining,
    draft_leaving,
    draft_replacement,
    join_group,
    leave_group,
)
from pairing.choices import PairKind
from pairing.membership import joining_findings, leaving_findings
from pairing.models import Pair
from pairing.signals import member_joined, member_left
from pairing.testing import ENDS_ON, STARTS_ON, active_pair, make_pair, with_change_orders
from registry.models import Consent, Viewer
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School

TODAY = datetime.date(2026, 10, 1)
STARTED = datetime.date(2026, 9, 7)
NOVEMBER = datetime.date(2026, 11, 2)


def rule(programme: Programme, **rules: dict[str, Any]) -> Programme:
    regulation = programme.regulation
    regulation.rules |= {key.replace("__", "."): entry for key, entry in rules.items()}
    regulation.save(update_fields=["rules"])
    return programme


@pytest.fixture
def group(school: School, programme: Programme, curator: User) -> Pair:
    return active_pair(school, curator, number=3, starts_on=STARTED)


def size_on(pair: Pair, day: datetime.date) -> int:
    return pair.members.filter(joined_on__lte=day, left_on__gte=day).count()


def test_somebody_joins_from_a_day_to_the_end_of_the_group(group: Pair, curator: User) -> None:
    member = join_group(group, mentee=make_mentee(group.school), day=NOVEMBER, actor=curator)

    assert (member.joined_on, member.left_on) == (NOVEMBER, ENDS_ON)
    assert [size_on(group, day) for day in (TODAY, NOVEMBER)] == [3, 4]


def test_the_mentor_sees_who_has_joined(group: Pair, curator: User) -> None:
    member = join_group(group, mentee=make_mentee(group.school), day=TODAY, actor=curator)

    viewers = Viewer.objects.filter(person=member.mentee.person)
    assert [row.viewer for row in viewers] == [group.mentor.person]


def test_somebody_leaves_and_the_results_stay(group: Pair, curator: User) -> None:
    member = group.members.order_by("pk").first()
    assert member is not None
    member.result = "Сдала зачёт"
    member.save()

    left = leave_group(member, on=TODAY, reason="Переезд", actor=curator)

    assert (left.left_on, left.is_binding, left.result) == (TODAY, False, "Сдала зачёт")
    assert size_on(group, NOVEMBER) == 2
    assert not Viewer.objects.filter(person=member.mentee.person).exists()


def test_those_who_stay_are_still_seen_by_the_mentor(group: Pair, curator: User) -> None:
    first, second, _third = group.members.order_by("pk")

    leave_group(first, on=TODAY, reason="Переезд", actor=curator)

    assert Viewer.objects.filter(person=second.mentee.person).exists()


def test_other_apps_hear_who_has_joined_and_who_has_left(group: Pair, curator: User) -> None:
    heard: list[Any] = []

    def note(sender: Any, *, member: Any, **kwargs: Any) -> None:
        heard.append(member)

    with listening(member_joined, note), listening(member_left, note):
        member = join_group(group, mentee=make_mentee(group.school), day=TODAY, actor=curator)
        leave_group(member, on=TODAY, reason="Передумал", actor=curator)

    assert heard == [member, member]


def test_s0_a_sixth_member_is_refused_with_the_clause(
    school: School, programme: Programme, curator: User
) -> None:
    rule(programme, group__max={"value": 5, "clause": "1.4"})
    group = active_pair(school, curator, number=5, starts_on=STARTED)

    with pytest.raises(RuleViolation, match=r"не больше 5 .*\(п\. 1\.4\)"):
        join_group(group, mentee=make_mentee(school), day=NOVEMBER, actor=curator)


def test_s0_a_sixth_comes_once_one_of_five_has_left(
    school: School, programme: Programme, curator: User
) -> None:
    rule(programme, group__max={"value": 5, "clause": "1.4"})
    group = active_pair(school, curator, number=5, starts_on=STARTED)
    first = group.members.first()
    assert first is not None
    leave_group(first, on=TODAY, reason="Переезд", actor=curator)

    join_group(group, mentee=make_mentee(school), day=NOVEMBER, actor=curator)

    assert size_on(group, NOVEMBER) == 5


def test_the_limit_holds_on_a_later_day_when_others_join(
    school: School, programme: Programme, curator: User
) -> None:
    rule(programme, group__max={"value": 4, "clause": "1.4"})
    group = active_pair(school, curator, number=3, starts_on=STARTED)
    join_group(group, mentee=make_mentee(school), day=NOVEMBER, actor=curator)

    with pytest.raises(RuleViolation, match=r"не больше 4 .* а выбрано 5"):
        join_group(group, mentee=make_mentee(school), day=TODAY, actor=curator)


def test_s1_a_group_that_gets_smaller_than_two_is_only_warned_about(
    school: School, programme: Programme, curator: User
) -> None:
    rule(programme, group__min={"value": 2, "clause": "2.3"})
    group = active_pair(school, curator, number=2, starts_on=STARTED)
    first = group.members.first()
    assert first is not None

    found = leaving_findings(first, TODAY)

    assert [(str(finding), finding.is_block) for finding in found] == [
        ("В группе останется 1, а по положению не меньше 2: наберите ещё (п. 2.3)", False)
    ]


def test_the_last_one_does_not_leave_an_empty_group(
    school: School, programme: Programme, curator: User
) -> None:
    group = active_pair(school, curator, number=2, starts_on=STARTED)
    first, second = group.members.order_by("pk")
    leave_group(first, on=TODAY, reason="Переезд", actor=curator)

    with pytest.raises(RuleViolation, match="завершите её целиком"):
        leave_group(second, on=TODAY, reason="Переезд", actor=curator)


@pytest.fixture
def college(programme: Programme) -> Programme:
    return rule(
        programme,
        mentor__max_mentees={"value": 2, "clause": "4.6"},
        mentor__groups_exempt={"value": True, "clause": "4.6"},
    )


def test_s3_a_third_joins_a_group_that_the_limit_exempts(
    school: School, college: Programme, curator: User
) -> None:
    group = active_pair(school, curator, number=2, starts_on=STARTED)

    join_group(group, mentee=make_mentee(school), day=NOVEMBER, actor=curator)

    assert size_on(group, NOVEMBER) == 3


def test_a_school_that_counts_groups_refuses_the_third(
    school: School, college: Programme, curator: User
) -> None:
    rule(college, mentor__groups_exempt={"value": False})
    group = active_pair(school, curator, number=2, starts_on=STARTED)

    with pytest.raises(RuleViolation, match=r"не больше 2 .* а будет 3 \(п\. 4\.6\)"):
        join_group(group, mentee=make_mentee(school), day=NOVEMBER, actor=curator)


def test_two_one_after_the_other_take_one_place(
    school: School, college: Programme, curator: User
) -> None:
    rule(college, mentor__max_mentees={"value": 2, "clause": "4.6"})
    mentor = make_mentor(school)
    middle = datetime.date(2027, 1, 15)
    make_pair(school, mentor=mentor, ends_on=middle)
    make_pair(school, mentor=mentor, starts_on=middle + datetime.timedelta(days=1))

    third = choose_pair(
        college,
        mentor=mentor,
        mentees=[make_mentee(school)],
        kind=PairKind.INDIVIDUAL,
        starts_on=STARTS_ON,
        ends_on=ENDS_ON,
        actor=curator,
    )

    assert third.pk


def test_who_is_in_the_group_does_not_join_again(group: Pair) -> None:
    member = group.members.first()
    assert member is not None

    found = joining_findings(group, member.mentee, NOVEMBER)

    assert [str(finding) for finding in found if finding.is_block] == ["Этот человек уже в группе"]


def test_who_has_left_may_come_back_later(group: Pair, curator: User) -> None:
    member = group.members.first()
    assert member is not None
    leave_group(member, on=TODAY, reason="Болезнь", actor=curator)

    again = join_group(group, mentee=member.mentee, day=NOVEMBER, actor=curator)

    assert (again.joined_on, group.members.filter(mentee=member.mentee).count()) == (NOVEMBER, 2)


def test_without_a_consent_nobody_joins(group: Pair, curator: User) -> None:
    mentee = make_mentee(group.school)
    Consent.objects.filter(person=mentee.person).delete()

    with pytest.raises(RuleViolation, match="нет"):
        join_group(group, mentee=mentee, day=NOVEMBER, actor=curator)


def test_nobody_joins_a_pair_of_two(school: School, programme: Programme, curator: User) -> None:
    with pytest.raises(RuleViolation, match="составьте группу заново"):
        join_group(
            active_pair(school, curator), mentee=make_mentee(school), day=NOVEMBER, actor=curator
        )


def test_nobody_of_another_school_joins(group: Pair, other_school: School, curator: User) -> None:
    with pytest.raises(DomainError, match="из другой школы"):
        join_group(group, mentee=make_mentee(other_school), day=NOVEMBER, actor=curator)


def test_a_day_outside_of_the_group_is_refused(group: Pair, curator: User) -> None:
    late = ENDS_ON + datetime.timedelta(days=1)

    with pytest.raises(RuleViolation, match="внутри срока группы"):
        join_group(group, mentee=make_mentee(group.school), day=late, actor=curator)


@pytest.fixture
def by_order(group: Pair) -> Pair:
    with_change_orders(group.programme, "joining", "leaving", "replacement")
    return Pair.objects.get(pk=group.pk)


def test_where_an_order_is_wanted_nobody_joins_without_one(by_order: Pair, curator: User) -> None:
    with pytest.raises(DomainError, match="в группу принимают приказом"):
        join_group(by_order, mentee=make_mentee(by_order.school), day=TODAY, actor=curator)


def test_with_the_signature_somebody_joins(by_order: Pair, curator: User, director: User) -> None:
    mentee = make_mentee(by_order.school)
    order = draft_joining(by_order, mentee=mentee, day=NOVEMBER, actor=curator)
    before = by_order.members.count()

    approve_order(submit_order(order, actor=curator), actor=director)

    assert before == 3
    assert by_order.members.get(mentee=mentee).joined_on == NOVEMBER
    assert mentee.person.last_name in order.points[0]["text"]


def test_a_draft_that_is_given_up_lets_nobody_in(by_order: Pair, curator: User) -> None:
    mentee = make_mentee(by_order.school)
    order = draft_joining(by_order, mentee=mentee, day=NOVEMBER, actor=curator)

    withdraw_order(order, actor=curator)

    assert by_order.members.count() == 3
    assert draft_joining(by_order, mentee=mentee, day=NOVEMBER, actor=curator)


def test_a_place_taken_since_stops_the_signature(
    by_order: Pair, curator: User, director: User
) -> None:
    mentee = make_mentee(by_order.school)
    order = submit_order(
        draft_joining(by_order, mentee=mentee, day=NOVEMBER, actor=curator), actor=curator
    )
    rule(by_order.programme, group__max={"value": 3, "clause": "1.4"})

    with pytest.raises(RuleViolation, match=r"не больше 3"):
        approve_order(order, actor=director)


def test_with_the_signature_somebody_leaves_on_the_day_of_the_order(
    by_order: Pair, curator: User, director: User
) -> None:
    member = by_order.members.order_by("pk").first()
    assert member is not None
    order = draft_leaving(member, on=NOVEMBER, reason="Переезд", actor=curator)

    approve_order(submit_order(order, actor=curator), actor=director)

    member.refresh_from_db()
    assert member.left_on == NOVEMBER
    assert order.points[0]["text"].endswith("Причина: переезд.")


def test_an_order_after_somebody_left_names_only_those_who_stay(group: Pair, curator: User) -> None:
    first = group.members.order_by("pk").first()
    assert first is not None
    leave_group(first, on=TODAY, reason="Переезд", actor=curator)
    with_change_orders(group.programme, "replacement")

    order = draft_replacement(
        Pair.objects.get(pk=group.pk),
        mentor=make_mentor(group.school),
        reason="Просьба",
        day=NOVEMBER,
        actor=curator,
    )

    assert first.mentee.person.last_name not in order.points[0]["text"]
    assert order.pairs.get().members.count() == 2
