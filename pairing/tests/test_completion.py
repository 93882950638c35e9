import datetime
from typing import Any

import pytest

from accounts.models import User
from core.errors import DomainError
from core.russian.dates import long_date
from orders.actions import approve_order, submit_order
from pairing.actions import draft_completion, end_pair
from pairing.choices import PairState
from pairing.models import Pair
from pairing.testing import active_pair, with_change_orders
from schools.models import Programme, School

STARTS_ON = datetime.date(2026, 9, 7)
ENDS_ON = datetime.date(2026, 9, 30)
DAY = datetime.date(2026, 9, 25)
REASONS = [
    {"code": "term_over", "title": "Срок истёк"},
    {"code": "fast", "title": "Быстрое освоение"},
]


@pytest.fixture
def pair(school: School, programme: Programme, curator: User) -> Pair:
    with_change_orders(programme, "completion", completion__reasons=REASONS)
    return active_pair(school, curator, starts_on=STARTS_ON, ends_on=ENDS_ON)


def draft(pair: Pair, actor: User, **changes: Any) -> Any:
    values = {"reason": "fast", "on": DAY} | changes
    return draft_completion(pair, actor=actor, **values)


def test_where_the_regulation_has_an_order_a_pair_does_not_end_early_without_it(
    pair: Pair, curator: User
) -> None:
    with pytest.raises(DomainError, match="досрочно пару завершают приказом"):
        end_pair(pair, reason="fast", on=DAY, early=True, actor=curator)


def test_at_the_end_of_its_term_no_order_is_needed(pair: Pair, curator: User) -> None:
    ended = end_pair(pair, reason="term_over", on=ENDS_ON, early=False, actor=curator)

    assert ended.state == PairState.COMPLETED


def test_the_pair_ends_with_the_signature(pair: Pair, curator: User, director: User) -> None:
    order = draft(pair, curator)
    assert Pair.objects.get(pk=pair.pk).state == PairState.ACTIVE

    approve_order(submit_order(order, actor=curator), actor=director)

    ended = Pair.objects.get(pk=pair.pk)
    assert (ended.state, ended.end_reason) == (PairState.ENDED_EARLY, "fast")
    assert ended.members.get().left_on == DAY


def test_the_order_names_the_day_and_the_reason(pair: Pair, curator: User) -> None:
    text = draft(pair, curator).points[0]["text"]

    assert text.startswith(f"Завершить {long_date(DAY)} наставничество")
    assert text.endswith(": быстрое освоение.")


def test_results_are_kept_with_the_draft(pair: Pair, curator: User) -> None:
    member = pair.members.get()

    draft(pair, curator, results={member.pk: " освоил программу "})

    member.refresh_from_db()
    assert member.result == "освоил программу"


def test_a_day_outside_the_pair_is_refused(pair: Pair, curator: User) -> None:
    with pytest.raises(DomainError, match="внутри срока пары"):
        draft(pair, curator, on=ENDS_ON + datetime.timedelta(days=1))


def test_another_reason_is_refused(pair: Pair, curator: User) -> None:
    with pytest.raises(DomainError, match="Срок истёк; Быстрое освоение"):
        draft(pair, curator, reason="mood")


def test_a_pair_that_ended_meanwhile_stops_the_signature(
    pair: Pair, curator: User, director: User
) -> None:
    order = submit_order(draft(pair, curator), actor=curator)
    Pair.objects.filter(pk=pair.pk).update(state=PairState.COMPLETED)

    with pytest.raises(DomainError, match="уже не действует"):
        approve_order(order, actor=director)
