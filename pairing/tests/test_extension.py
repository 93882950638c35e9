import datetime
from typing import Any

import pytest

from accounts.models import User
from core.errors import DomainError, RuleViolation
from core.russian.dates import long_date
from orders.actions import approve_order, submit_order, withdraw_order
from orders.testing import listening
from pairing.actions import draft_extension, extend_pair
from pairing.changing import extension_findings
from pairing.choices import ChangeState, PairState
from pairing.models import Pair
from pairing.signals import pair_extended
from pairing.testing import active_pair, make_pair, with_change_orders
from registry.models import Consent
from schools.models import Programme, School

STARTS_ON = datetime.date(2026, 9, 7)
ENDS_ON = datetime.date(2027, 3, 31)
LATER = datetime.date(2027, 5, 28)
REASONS = [{"code": "illness", "title": "Временная нетрудоспособность"}]


@pytest.fixture
def pair(school: School, programme: Programme, curator: User) -> Pair:
    return active_pair(school, curator, starts_on=STARTS_ON, ends_on=ENDS_ON)


def extend(pair: Pair, actor: User, **changes: Any) -> Pair:
    values = {"ends_on": LATER, "reason": "по обоюдному согласию"} | changes
    return extend_pair(Pair.objects.get(pk=pair.pk), actor=actor, **values)


def test_without_an_order_kind_the_pair_is_extended_at_once(pair: Pair, curator: User) -> None:
    extended = extend(pair, curator)

    assert (extended.state, extended.ends_on) == (PairState.ACTIVE, LATER)
    assert extended.members.get().left_on == LATER
    assert extended.changes.get().reason_text == "по обоюдному согласию"


def test_plans_hear_of_it(pair: Pair, curator: User) -> None:
    heard: list[datetime.date] = []

    def note(sender: Any, *, pair: Pair, old_ends_on: datetime.date, **kwargs: Any) -> None:
        heard.append(old_ends_on)

    with listening(pair_extended, note):
        extend(pair, curator)

    assert heard == [ENDS_ON]


def test_a_member_who_left_before_stays_out(
    school: School, programme: Programme, curator: User
) -> None:
    group = active_pair(school, curator, number=3, starts_on=STARTS_ON, ends_on=ENDS_ON)
    gone = group.members.all()[0]
    gone.left_on = datetime.date(2026, 12, 31)
    gone.save()

    extended = extend(group, curator)

    days = set(extended.members.values_list("left_on", flat=True))
    assert days == {datetime.date(2026, 12, 31), LATER}


def test_only_the_reasons_of_the_regulation_will_do(pair: Pair, curator: User) -> None:
    with_change_orders(pair.programme, term__extension_reasons=REASONS)

    with pytest.raises(DomainError, match="Временная нетрудоспособность"):
        extend(pair, curator)


def test_a_reason_of_the_regulation_is_kept_with_its_words(pair: Pair, curator: User) -> None:
    with_change_orders(pair.programme, term__extension_reasons=REASONS)

    change = extend(pair, curator, reason="illness").changes.get()

    assert (change.reason, change.reason_text) == ("illness", "Временная нетрудоспособность")


def test_some_reason_is_needed_even_where_the_regulation_has_no_list(
    pair: Pair, curator: User
) -> None:
    with pytest.raises(DomainError, match="Напишите причину"):
        extend(pair, curator, reason="  ")


def test_a_day_that_is_not_later_is_refused(pair: Pair, curator: User) -> None:
    with pytest.raises(RuleViolation, match="не позже прежнего"):
        extend(pair, curator, ends_on=ENDS_ON)


def longest(pair: Pair, **rules: Any) -> Pair:
    with_change_orders(pair.programme, term__applies_to="pair", term__max_months=7, **rules)
    return Pair.objects.get(pk=pair.pk)


def test_an_extension_past_the_longest_term_is_refused(pair: Pair, curator: User) -> None:
    longest(pair, term__extension_may_exceed_max=False)

    with pytest.raises(RuleViolation, match="И с продлением наставничество длится не больше 7"):
        extend(pair, curator)


def test_silence_about_an_exception_is_none(pair: Pair, curator: User) -> None:
    longest(pair)

    with pytest.raises(RuleViolation, match="не больше 7 месяцев"):
        extend(pair, curator)


def test_an_exception_that_the_regulation_makes_holds(pair: Pair, curator: User) -> None:
    longest(pair, term__extension_may_exceed_max=True)

    assert extend(pair, curator).ends_on == LATER


def test_without_a_longest_term_nothing_is_refused(pair: Pair, curator: User) -> None:
    pair.programme.regulation.rules.pop("term.max_months")
    with_change_orders(pair.programme, term__applies_to="pair")

    assert extend(pair, curator).ends_on == LATER


def test_where_the_term_bounds_the_plan_a_long_pair_is_only_a_warning(pair: Pair) -> None:
    with_change_orders(pair.programme, term__max_months=7)

    found = extension_findings(Pair.objects.get(pk=pair.pk), LATER)

    assert [(str(finding), finding.is_block) for finding in found] == [
        ("План и с продлением не длиннее 7 месяцев, а пара будет длиннее", False)
    ]


def test_another_pair_of_the_same_form_later_stops_the_extension(pair: Pair, curator: User) -> None:
    mentee = pair.members.get().mentee
    make_pair(pair.school, mentees=[mentee], starts_on=datetime.date(2027, 4, 5))

    with pytest.raises(RuleViolation, match="уже в паре, наставник"):
        extend(pair, curator)


def test_a_withdrawn_consent_stops_the_extension(pair: Pair, curator: User) -> None:
    Consent.objects.filter(person=pair.mentor.person).delete()

    with pytest.raises(RuleViolation, match="нет своего согласия"):
        extend(pair, curator)


def test_a_pair_that_is_not_in_force_is_not_extended(
    school: School, programme: Programme, curator: User
) -> None:
    with pytest.raises(DomainError, match="Изменить можно действующую пару"):
        extend(make_pair(school), curator)


def test_where_the_regulation_has_an_order_the_pair_waits_for_it(
    pair: Pair, curator: User, director: User
) -> None:
    with_change_orders(pair.programme, "extension")

    with pytest.raises(DomainError, match="продлевают приказом"):
        extend(pair, curator)
    order = draft_extension(
        Pair.objects.get(pk=pair.pk), ends_on=LATER, reason="болезнь", actor=curator
    )
    assert Pair.objects.get(pk=pair.pk).ends_on == ENDS_ON
    approve_order(submit_order(order, actor=curator), actor=director)

    assert Pair.objects.get(pk=pair.pk).ends_on == LATER


def test_the_order_names_both_days_and_the_reason(pair: Pair, curator: User) -> None:
    with_change_orders(pair.programme, "extension")

    order = draft_extension(
        Pair.objects.get(pk=pair.pk), ends_on=LATER, reason="Болезнь.", actor=curator
    )

    days = f"с {long_date(ENDS_ON)} по {long_date(LATER)}"
    assert order.points[0]["text"].endswith(f"{days}: болезнь.")


def test_a_withdrawn_draft_leaves_the_day(pair: Pair, curator: User) -> None:
    with_change_orders(pair.programme, "extension")
    order = draft_extension(
        Pair.objects.get(pk=pair.pk), ends_on=LATER, reason="болезнь", actor=curator
    )

    withdraw_order(order, actor=curator)

    assert Pair.objects.get(pk=pair.pk).ends_on == ENDS_ON
    assert pair.changes.get().state == ChangeState.DROPPED
