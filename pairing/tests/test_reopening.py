"""A pair that was ended by mistake comes back as it was, while nothing came of the mistake."""

import datetime
from typing import Any

import pytest

from accounts.models import User
from core import clock
from core.audit import timeline
from core.errors import DomainError, RuleViolation
from orders.actions import approve_order, submit_order
from pairing.actions import (
    draft_completion,
    draft_replacement,
    end_pair,
    leave_group,
    reopen_pair,
    settle_ends,
)
from pairing.changing import end_of
from pairing.choices import ChangeState, PairState
from pairing.models import Pair
from pairing.testing import ENDS_ON, active_pair, make_pair, with_change_orders
from registry.models import Consent, Viewer
from registry.testing import make_mentor
from schools.choices import ProgrammeState
from schools.models import Programme, School

TODAY = datetime.date(2026, 10, 1)
STARTED = datetime.date(2026, 9, 7)
WHY = "Завершили не ту пару."


@pytest.fixture
def pair(school: School, programme: Programme, curator: User) -> Pair:
    return active_pair(school, curator, starts_on=STARTED)


def ended(pair: Pair, actor: User, **changes: Any) -> Pair:
    values: dict[str, Any] = {"reason": "", "on": TODAY, "early": True}
    return end_pair(pair, actor=actor, **values | changes)


def test_the_pair_is_in_force_with_its_people_and_days(pair: Pair, curator: User) -> None:
    member = pair.members.get()
    ended(pair, curator, results={member.pk: "Прочли три книги"})

    back = reopen_pair(pair, reason=WHY, actor=curator)

    member.refresh_from_db()
    assert (back.state, back.end_reason) == (PairState.ACTIVE, "")
    assert (member.left_on, member.is_binding) == (ENDS_ON, True)
    assert member.result == "Прочли три книги"
    assert Viewer.objects.filter(person=member.mentee.person).exists()


def test_the_story_keeps_both_the_end_and_the_mistake(pair: Pair, curator: User) -> None:
    ended(pair, curator)
    reopen_pair(pair, reason=WHY, actor=curator)

    event = timeline(pair)[0]
    assert (event.text, event.data["reason"]) == ("Пара возвращена: завершена по ошибке.", WHY)
    assert pair.changes.get().state == ChangeState.UNDONE
    assert end_of(pair) is None


def test_who_had_left_the_group_before_stays_out(
    school: School, programme: Programme, curator: User
) -> None:
    group = active_pair(school, curator, number=3, starts_on=STARTED)
    first = group.members.order_by("pk").first()
    assert first is not None
    leave_group(first, on=TODAY, reason="Переезд", actor=curator)
    ended(group, curator)

    reopen_pair(group, reason=WHY, actor=curator)

    first.refresh_from_db()
    assert (first.left_on, first.is_binding) == (TODAY, False)
    assert group.members.filter(is_binding=True).count() == 2


def test_without_a_reason_nothing_comes_back(pair: Pair, curator: User) -> None:
    ended(pair, curator)

    with pytest.raises(DomainError, match="в чём ошибка"):
        reopen_pair(pair, reason="  ", actor=curator)


def test_a_pair_in_force_is_not_reopened(pair: Pair, curator: User) -> None:
    with pytest.raises(DomainError, match="Вернуть можно завершённую пару"):
        reopen_pair(pair, reason=WHY, actor=curator)


def test_a_pair_whose_term_is_over_is_made_anew(pair: Pair, curator: User) -> None:
    ended(pair, curator)

    with (
        clock.on(ENDS_ON + datetime.timedelta(days=1)),
        pytest.raises(DomainError, match=r"Срок пары истёк 28\.05\.2027"),
    ):
        reopen_pair(pair, reason=WHY, actor=curator)


def test_on_its_last_day_it_still_comes_back(pair: Pair, curator: User) -> None:
    ended(pair, curator)

    with clock.on(ENDS_ON):
        assert reopen_pair(pair, reason=WHY, actor=curator).state == PairState.ACTIVE


def test_in_a_closed_programme_nothing_is_reopened(pair: Pair, curator: User) -> None:
    ended(pair, curator)
    Programme.objects.filter(pk=pair.programme_id).update(state=ProgrammeState.CLOSED)

    with pytest.raises(DomainError, match="Программа пары завершена"):
        reopen_pair(Pair.objects.get(pk=pair.pk), reason=WHY, actor=curator)


def test_a_place_given_away_since_is_not_taken_back(
    pair: Pair, programme: Programme, curator: User
) -> None:
    programme.regulation.rules["mentor.max_mentees"] = {"value": 1, "clause": "4.6"}
    programme.regulation.save(update_fields=["rules"])
    ended(pair, curator)
    make_pair(pair.school, mentor=pair.mentor)

    with pytest.raises(RuleViolation, match=r"не больше 1 .*\(п\. 4\.6\)"):
        reopen_pair(Pair.objects.get(pk=pair.pk), reason=WHY, actor=curator)


def test_a_mentee_who_has_another_mentor_by_now_stays_with_that_one(
    pair: Pair, curator: User
) -> None:
    ended(pair, curator)
    make_pair(pair.school, mentees=[pair.members.get().mentee])

    with pytest.raises(RuleViolation, match="уже в паре"):
        reopen_pair(pair, reason=WHY, actor=curator)


def test_a_consent_withdrawn_since_keeps_the_pair_closed(pair: Pair, curator: User) -> None:
    ended(pair, curator)
    Consent.objects.filter(person=pair.mentor.person).delete()

    with pytest.raises(RuleViolation, match="нет своего согласия"):
        reopen_pair(pair, reason=WHY, actor=curator)


def test_what_an_order_has_ended_only_an_order_gives_back(
    pair: Pair, curator: User, director: User
) -> None:
    with_change_orders(pair.programme, "completion")
    fresh = Pair.objects.get(pk=pair.pk)
    order = draft_completion(fresh, reason="Переезд", on=TODAY, actor=curator)
    approve_order(submit_order(order, actor=curator), actor=director)

    with pytest.raises(DomainError, match="отмените его новым приказом"):
        reopen_pair(pair, reason=WHY, actor=curator)

    assert reopen_pair(pair, reason=WHY, actor=director, by_order=order).state == PairState.ACTIVE


def test_a_pair_that_another_mentor_continues_stays_ended(
    pair: Pair, curator: User, director: User
) -> None:
    with_change_orders(pair.programme, "replacement")
    order = draft_replacement(
        Pair.objects.get(pk=pair.pk),
        mentor=make_mentor(pair.school),
        reason="Просьба",
        day=datetime.date(2026, 10, 12),
        actor=curator,
    )
    approve_order(submit_order(order, actor=curator), actor=director)

    with clock.on(datetime.date(2026, 10, 12)):
        settle_ends()
        with pytest.raises(DomainError, match="уже работает другой наставник"):
            reopen_pair(pair, reason=WHY, actor=director)


def test_one_ended_before_such_days_were_kept_comes_back_too(pair: Pair, curator: User) -> None:
    ended(pair, curator)
    pair.changes.update(kept={})

    reopen_pair(pair, reason=WHY, actor=curator)

    assert pair.members.get().left_on == ENDS_ON
