import datetime
from typing import Any

import pytest

from accounts.models import User
from core.audit import timeline
from core.errors import DomainError, StateError
from orders.testing import make_order
from pairing.actions import end_pair, save_result
from pairing.choices import PairState
from pairing.models import Pair
from pairing.signals import pair_ended
from pairing.testing import make_pair
from registry.actions import archive_card
from registry.choices import CardState
from schools.models import Programme, School

STARTED = datetime.date(2026, 9, 7)
REASONS = {
    "value": [
        {"code": "term_over", "title": "срок истёк"},
        {"code": "mutual", "title": "по обоюдному решению"},
    ]
}


@pytest.fixture
def pair(school: School, programme: Programme, curator: User) -> Pair:
    programme.regulation.rules["completion.reasons"] = REASONS
    programme.regulation.save(update_fields=["rules"])
    order = make_order(programme, curator)
    return make_pair(school, number=2, state=PairState.ACTIVE, starts_on=STARTED, order=order)


def end(pair: Pair, actor: User, **changes) -> Pair:
    values: dict[str, Any] = {
        "reason": "term_over",
        "on": datetime.date(2026, 9, 30),
        "early": False,
    }
    return end_pair(pair, actor=actor, **values | changes)


def test_a_pair_is_completed(pair: Pair, curator: User) -> None:
    ended: list[Pair] = []

    def note(sender, *, pair, actor, **kwargs) -> None:
        ended.append(pair)

    pair_ended.connect(note)
    try:
        done = end(pair, curator)
    finally:
        pair_ended.disconnect(note)

    assert ended == [pair]
    assert (done.state, done.end_reason) == (PairState.COMPLETED, "term_over")
    assert {member.is_binding for member in pair.members.all()} == {False}
    assert {member.left_on for member in pair.members.all()} == {datetime.date(2026, 9, 30)}
    assert timeline(pair)[0].text == "Пара завершена: срок истёк."


def test_a_pair_ends_early(pair: Pair, curator: User) -> None:
    done = end(pair, curator, reason="mutual", early=True)

    assert done.state == PairState.ENDED_EARLY
    assert timeline(pair)[0].data == {"reason": "mutual", "on": "2026-09-30", "early": True}


def test_what_came_of_it_is_kept(pair: Pair, curator: User) -> None:
    first, second = pair.members.order_by("pk")

    end(pair, curator, results={first.pk: " олимпиада выиграна "})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.result, second.result) == ("олимпиада выиграна", "")


def test_a_reason_that_the_regulation_does_not_know_is_refused(pair: Pair, curator: User) -> None:
    with pytest.raises(DomainError, match="причину завершения"):
        end(pair, curator, reason="boredom")


def test_a_pair_does_not_end_in_the_future(pair: Pair, curator: User) -> None:
    with pytest.raises(DomainError, match="сегодняшним или прошедшим"):
        end(pair, curator, on=datetime.date(2027, 5, 28))


def test_a_pair_does_not_end_before_it_began(pair: Pair, curator: User) -> None:
    with pytest.raises(DomainError, match="началась позже"):
        end(pair, curator, on=datetime.date(2026, 9, 1))


def test_a_pair_ends_once(pair: Pair, curator: User) -> None:
    end(pair, curator)

    with pytest.raises(StateError):
        end(pair, curator)


def test_results_may_be_written_later(pair: Pair, curator: User) -> None:
    member = pair.members.all()[0]

    save_result(member, result=" читает лучше ", case_url="https://example.org/1", actor=curator)

    member.refresh_from_db()
    assert (member.result, member.case_url) == ("читает лучше", "https://example.org/1")
    assert timeline(member.mentee.person).get().verb == "pair.result"


def test_the_card_of_somebody_in_a_pair_is_not_archived(pair: Pair, curator: User) -> None:
    with pytest.raises(DomainError, match="состоит в паре"):
        archive_card(pair.mentor, actor=curator)
    with pytest.raises(DomainError, match="состоит в паре"):
        archive_card(pair.members.all()[0].mentee, actor=curator)


def test_after_the_end_the_card_may_be_archived(pair: Pair, curator: User) -> None:
    end(pair, curator)

    assert archive_card(pair.mentor, actor=curator).state == CardState.ARCHIVED
