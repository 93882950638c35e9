import datetime
from typing import Any

import pytest

from accounts.models import User
from core.audit import timeline
from core.errors import DomainError, RuleViolation
from core.russian.dates import long_date
from orders.actions import approve_order, submit_order, withdraw_order
from orders.models import Order
from orders.testing import listening
from pairing.actions import draft_replacement, end_pair, settle_ends
from pairing.choices import ChangeState, PairState
from pairing.models import Pair, PairChange
from pairing.signals import mentor_replaced
from pairing.testing import ENDS_ON, active_pair, make_pair, with_change_orders
from registry.models import Consent, Viewer
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School

REASONS = [
    {"code": "left", "title": "Увольнение наставника"},
    {"code": "wish", "title": "Просьба наставляемого"},
]
DAY = datetime.date(2026, 11, 16)


@pytest.fixture
def ruled(programme: Programme) -> Programme:
    return with_change_orders(programme, "replacement", replacement__reasons=REASONS)


@pytest.fixture
def pair(school: School, ruled: Programme, curator: User) -> Pair:
    return active_pair(school, curator, starts_on=datetime.date(2026, 9, 7))


def draft(pair: Pair, actor: User, **changes: Any) -> Order:
    values: dict[str, Any] = {"reason": "left", "day": DAY} | changes
    values["mentor"] = values.get("mentor") or make_mentor(pair.school)
    return draft_replacement(pair, actor=actor, **values)


def approved(order: Order, curator: User, director: User) -> Order:
    return approve_order(submit_order(order, actor=curator), actor=director)


def fresh(pair: Pair) -> Pair:
    return Pair.objects.get(pk=pair.pk)


def test_the_order_names_both_mentors_the_day_and_the_reason(pair: Pair, curator: User) -> None:
    mentor = make_mentor(pair.school)

    order = draft(pair, curator, mentor=mentor)

    text = order.points[0]["text"]
    assert text.startswith(f"Заменить с {long_date(DAY)} ")
    assert pair.mentor.person.last_name in text
    assert mentor.person.last_name in text
    assert text.endswith("Причина: увольнение наставника.")


def test_a_point_that_waits_for_an_empty_field_is_left_out(pair: Pair, curator: User) -> None:
    assert len(draft(pair, curator).points) == 1


def test_a_field_of_the_order_is_printed(pair: Pair, curator: User) -> None:
    order = draft(pair, curator, fields={"basis": "заявление наставника"})

    assert order.points[1]["text"] == "Основание: заявление наставника."


def test_until_the_signature_the_old_mentor_goes_on(pair: Pair, curator: User) -> None:
    order = draft(pair, curator)

    new = order.pairs.get()
    assert (fresh(pair).state, new.state) == (PairState.ACTIVE, PairState.IN_ORDER)


def test_on_the_day_of_the_order_one_pair_ends_and_the_other_begins(
    pair: Pair, curator: User, director: User
) -> None:
    order = approved(draft(pair, curator), curator, director)
    settle_ends(DAY)

    old, new = fresh(pair), order.pairs.get()
    assert (old.state, old.end_reason) == (PairState.ENDED_EARLY, "left")
    assert old.members.get().left_on == DAY - datetime.timedelta(days=1)
    assert (new.state, new.starts_on) == (PairState.ACTIVE, DAY)
    assert new.members.get().mentee == old.members.get().mentee
    assert old.changes.get().state == ChangeState.DONE


def test_the_new_mentor_sees_the_mentee_and_the_old_one_no_more(
    pair: Pair, curator: User, director: User
) -> None:
    order = approved(draft(pair, curator), curator, director)
    settle_ends(DAY)

    viewers = Viewer.objects.filter(person=pair.members.get().mentee.person)
    assert [row.viewer for row in viewers] == [order.pairs.get().mentor.person]


def test_plans_hear_of_the_old_pair_and_the_new_one(
    pair: Pair, curator: User, director: User
) -> None:
    heard: list[tuple[Pair, Pair]] = []

    def note(sender: Any, *, old: Pair, new: Pair, **kwargs: Any) -> None:
        heard.append((old, new))

    with listening(mentor_replaced, note):
        order = approved(draft(pair, curator), curator, director)

    assert heard == [(pair, order.pairs.get())]


def test_a_group_goes_on_whole(school: School, ruled: Programme, curator: User) -> None:
    group = active_pair(school, curator, number=3)

    order = draft(group, curator)

    assert order.pairs.get().members.count() == 3
    assert order.pairs.get().kind == group.kind


def test_where_the_term_is_kept_the_new_pair_ends_on_the_same_day(
    pair: Pair, curator: User, director: User
) -> None:
    with_change_orders(
        pair.programme, "replacement", replacement__reasons=REASONS, replacement__keep_period=True
    )

    order = approved(
        draft(fresh(pair), curator, ends_on=datetime.date(2027, 3, 1)), curator, director
    )

    assert order.pairs.get().ends_on == ENDS_ON


def test_where_the_regulation_does_not_keep_the_term_it_is_chosen(
    pair: Pair, curator: User
) -> None:
    order = draft(pair, curator, ends_on=datetime.date(2027, 3, 1))

    assert order.pairs.get().ends_on == datetime.date(2027, 3, 1)


def test_a_reason_that_is_not_in_the_regulation_is_refused(pair: Pair, curator: User) -> None:
    with pytest.raises(DomainError, match="Увольнение наставника; Просьба наставляемого"):
        draft(pair, curator, reason="mood")


def test_a_regulation_without_the_order_says_so(
    school: School, programme: Programme, curator: User
) -> None:
    pair = active_pair(school, curator)

    with pytest.raises(DomainError, match="В положении нет приказа для этого: «замена наставника»"):
        draft(pair, curator)


def test_the_same_mentor_is_no_replacement(pair: Pair, curator: User) -> None:
    with pytest.raises(RuleViolation, match="и сейчас ведёт пару"):
        draft(pair, curator, mentor=pair.mentor)


def test_a_mentor_without_a_consent_is_refused(pair: Pair, curator: User) -> None:
    mentor = make_mentor(pair.school)
    Consent.objects.filter(person=mentor.person).delete()

    with pytest.raises(RuleViolation, match="нет своего согласия"):
        draft(pair, curator, mentor=mentor)


def test_a_mentor_with_all_places_taken_is_refused(pair: Pair, curator: User) -> None:
    with_change_orders(
        pair.programme, "replacement", replacement__reasons=REASONS, mentor__max_mentees=2
    )
    mentor = make_mentor(pair.school)
    make_pair(pair.school, mentor=mentor)
    make_pair(pair.school, mentor=mentor)

    with pytest.raises(RuleViolation, match="не больше 2 наставляемых одновременно, а будет 3"):
        draft(fresh(pair), curator, mentor=mentor)


def test_a_mentor_of_another_school_is_refused(
    pair: Pair, other_school: School, curator: User
) -> None:
    with pytest.raises(DomainError, match="из другой школы"):
        draft(pair, curator, mentor=make_mentor(other_school))


def test_a_day_before_the_pair_is_refused(pair: Pair, curator: User) -> None:
    with pytest.raises(RuleViolation, match="началась позже этого дня"):
        draft(pair, curator, day=pair.starts_on - datetime.timedelta(days=1))


def test_a_day_after_the_pair_is_refused(pair: Pair, curator: User) -> None:
    with pytest.raises(RuleViolation):
        draft(pair, curator, day=ENDS_ON + datetime.timedelta(days=1))


def test_a_chosen_pair_has_no_mentor_to_replace(
    school: School, ruled: Programme, curator: User
) -> None:
    with pytest.raises(DomainError, match="Изменить можно действующую пару"):
        draft(make_pair(school), curator)


def test_a_second_draft_for_the_same_pair_is_refused(pair: Pair, curator: User) -> None:
    draft(pair, curator)

    with pytest.raises(DomainError, match="уже меняет проект приказа «О замене наставника»"):
        draft(pair, curator)


def test_a_pair_that_a_draft_changes_is_not_ended_meanwhile(pair: Pair, curator: User) -> None:
    draft(pair, curator)

    with pytest.raises(DomainError, match="уже меняет проект"):
        end_pair(pair, reason="", on=datetime.date(2026, 10, 1), early=True, actor=curator)


def test_nothing_is_left_of_a_refused_draft(pair: Pair, curator: User) -> None:
    with pytest.raises(RuleViolation):
        draft(pair, curator, mentor=pair.mentor)

    assert (Pair.objects.count(), PairChange.objects.count()) == (1, 0)


def test_a_withdrawn_draft_leaves_the_pair_as_it_was(pair: Pair, curator: User) -> None:
    order = draft(pair, curator)
    new = order.pairs.get()

    withdraw_order(order, actor=curator)

    assert (fresh(pair).state, fresh(new).state) == (PairState.ACTIVE, PairState.CANCELLED)
    assert not new.members.get().is_binding
    assert draft(pair, curator, mentor=new.mentor)


def test_a_consent_withdrawn_since_stops_the_signature(
    pair: Pair, curator: User, director: User
) -> None:
    order = submit_order(draft(pair, curator), actor=curator)
    Consent.objects.filter(person=order.pairs.get().mentor.person).delete()

    with pytest.raises(RuleViolation, match="нет своего согласия"):
        approve_order(order, actor=director)


def test_a_mentor_is_replaced_twice_and_the_term_counts_from_the_first_day(
    pair: Pair, curator: User, director: User
) -> None:
    with_change_orders(
        pair.programme,
        "replacement",
        replacement__reasons=REASONS,
        term__applies_to="pair",
        term__min_months=6,
    )
    first = approved(draft(fresh(pair), curator), curator, director)

    later = datetime.date(2027, 2, 1)
    second = draft(first.pairs.get(), curator, day=later)

    assert second.pairs.get().starts_on == later


def test_the_trail_tells_what_happened(pair: Pair, curator: User, director: User) -> None:
    approved(draft(pair, curator), curator, director)

    texts = [event.text for event in timeline(pair)]
    assert texts[:2] == [
        "С 16.11.2026 пару ведёт другой наставник.",
        "Приказ подписан: последний день пары – 15.11.2026.",
    ]


def test_a_mentee_who_has_left_the_group_gets_no_new_mentor(
    school: School, ruled: Programme, curator: User
) -> None:
    group = active_pair(school, curator, mentees=[make_mentee(school) for _n in range(3)])
    gone = group.members.first()
    assert gone is not None
    gone.left_on = DAY - datetime.timedelta(days=10)
    gone.save()

    order = draft(group, curator)

    assert gone.mentee_id not in order.pairs.get().members.values_list("mentee_id", flat=True)
