"""A pair whose end is signed ahead stands until its day and is over the day after."""

from __future__ import annotations

import datetime

import pytest
from django.conf import settings

from accounts.models import User
from accounts.testing import make_user
from core import clock
from core.audit import timeline
from core.errors import DomainError, RuleViolation
from core.models import AuditEvent
from orders.testing import listening
from pairing.actions import (
    ask_change,
    choose_pair,
    close_pairs,
    draft_extension,
    end_pair,
    reopen_pair,
    settle_ends,
)
from pairing.changing import end_reason_of
from pairing.choices import ChangeState, PairState
from pairing.continuing import intents_to_continue
from pairing.earlier import read_earlier
from pairing.models import Pair, PairMember
from pairing.queries import is_bound, keys_of_cards
from pairing.shared_columns import columns_of_cards
from pairing.signals import end_ordered, pair_ended
from pairing.tasks import settle_ends as task
from pairing.testing import ENDS_ON
from registry.models import Guardianship, MenteeCard, Person
from registry.testing import make_mentee, make_mentor, make_person
from schools.models import School
from schools.rules import rules_of
from schools.testing import make_programme

from .ahead import AFTER, LAST, WEEK_AFTER, a_pair, again, end_on, replace_from

pytestmark = pytest.mark.django_db

ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture
def pair(school: School, curator: User, director: User) -> Pair:
    """An order of the first of October ends it on the last."""
    pair = a_pair(school, curator)
    end_on(pair, curator, director)
    return again(pair)


def mentee_of(pair: Pair) -> MenteeCard:
    return pair.members.get().mentee


def mentor_of(pair: Pair) -> User:
    user = pair.mentor.person.user
    assert user is not None
    return User.objects.get(pk=user.pk)


def sees(pair: Pair) -> bool:
    """Whether the mentor opens the card with the contacts of the mentee today."""
    return Person.objects.visible_to(mentor_of(pair)).filter(mentee_card=mentee_of(pair)).exists()


# --- until the day


def test_the_pair_stands_through_its_last_day(pair: Pair) -> None:
    days = (LAST - ONE_DAY, LAST, AFTER)
    assert [pair.is_standing_on(day) for day in days] == [True, True, False]
    assert [Pair.objects.standing_on(day).count() for day in days] == [1, 1, 0]


def test_the_mentor_sees_the_mentee_until_the_last_day_and_not_after(pair: Pair) -> None:
    found = []
    for day in (LAST, AFTER):
        with clock.on(day):
            found.append(sees(pair))
    assert found == [True, False]


def test_the_family_sees_the_mentor_until_the_last_day(school: School, pair: Pair) -> None:
    parent = make_user("parent", school)
    guardian = make_person(school, user=parent)
    child = mentee_of(pair).person
    Guardianship.objects.create(school=school, child=child, guardian=guardian, relation="mother")
    found = []
    for day in (LAST, AFTER):
        with clock.on(day):
            rows = Person.objects.visible_to(User.objects.get(pk=parent.pk))
            found.append(rows.filter(pk=pair.mentor.person_id).exists())
    assert found == [True, False]


def test_it_says_when_it_ends(pair: Pair) -> None:
    assert pair.get_state_display() == "действует по 31.10.2026"


def test_the_trail_says_when_it_ends(pair: Pair) -> None:
    assert timeline(pair)[0].text == "Приказ подписан: последний день пары – 31.10.2026."


def test_the_news_tells_the_last_day_once(school: School, curator: User, director: User) -> None:
    pair, heard = a_pair(school, curator), []

    def note(sender: object, *, last_day: datetime.date, **kwargs: object) -> None:
        heard.append(last_day)

    with listening(end_ordered, note):
        end_on(pair, curator, director)
    assert heard == [LAST]


def test_the_mentee_is_not_free_for_another_mentor_before_the_day_after(
    pair: Pair, curator: User, school: School
) -> None:
    mentee, mentor, programme = mentee_of(pair), make_mentor(school), pair.programme
    values = {"mentor": mentor, "mentees": [mentee], "actor": curator, "ends_on": ENDS_ON}
    with pytest.raises(RuleViolation, match=r"уже в паре по 31\.10\.2026"):
        choose_pair(programme, **values, kind="individual", starts_on=LAST)
    made = choose_pair(programme, **values, kind="individual", starts_on=AFTER)
    assert made.starts_on == AFTER


def test_the_place_of_the_mentor_is_taken_until_the_day(
    pair: Pair, curator: User, school: School
) -> None:
    pair.programme.regulation.rules |= {"mentor.max_mentees": {"value": 1}}
    pair.programme.regulation.save()
    values = {"mentor": pair.mentor, "actor": curator, "kind": "individual", "ends_on": ENDS_ON}
    with pytest.raises(RuleViolation, match="не больше 1"):
        choose_pair(pair.programme, mentees=[make_mentee(school)], starts_on=LAST, **values)
    choose_pair(pair.programme, mentees=[make_mentee(school)], starts_on=AFTER, **values)


def test_the_same_two_may_begin_again_the_day_after(pair: Pair, curator: User) -> None:
    made = choose_pair(
        pair.programme,
        mentor=pair.mentor,
        mentees=[mentee_of(pair)],
        kind="individual",
        starts_on=AFTER,
        ends_on=ENDS_ON,
        actor=curator,
    )
    settle_ends(WEEK_AFTER)
    assert PairMember.objects.filter(is_binding=True).get().pair == made


def test_it_is_not_extended_nor_ended_otherwise_while_the_order_stands(
    pair: Pair, curator: User
) -> None:
    later = ENDS_ON + datetime.timedelta(days=10)
    with pytest.raises(DomainError, match=r"последний день этой пары – 31\.10\.2026"):
        draft_extension(pair, ends_on=later, reason="Болезнь", actor=curator)
    with pytest.raises(DomainError, match="сначала отмените тот приказ"):
        end_pair(pair, reason="Переезд", on=clock.today(), early=True, actor=curator)


def test_a_pair_broken_off_ahead_is_known_to_matching(pair: Pair) -> None:
    [earlier] = read_earlier(pair.school_id).values()
    assert (earlier.was_broken, earlier.ends_on) == (True, LAST)


def test_an_order_of_the_last_day_itself_ends_at_once(
    school: School, curator: User, director: User
) -> None:
    pair = a_pair(school, curator)
    with clock.on(LAST):
        end_on(pair, curator, director)
    assert again(pair).state == PairState.ENDED_EARLY


def test_an_order_that_keeps_the_term_completes(
    school: School, curator: User, director: User
) -> None:
    pair = a_pair(school, curator)
    end_on(pair, curator, director, ENDS_ON)
    settle_ends(ENDS_ON + ONE_DAY)
    assert again(pair).state == PairState.COMPLETED


# --- the day has passed, and no task has run for a week


def test_without_the_task_the_pair_is_over_all_the_same(pair: Pair) -> None:
    with clock.on(WEEK_AFTER):
        assert pair.state == PairState.ACTIVE
        assert pair.get_state_display() == "завершена досрочно"
        assert not sees(pair)


def test_without_the_task_the_mentee_is_free(pair: Pair) -> None:
    found = []
    for day in (LAST, WEEK_AFTER):
        with clock.on(day):
            found.append(is_bound(mentee_of(pair)))
    assert found == [True, False]


def test_without_the_task_the_base_says_that_it_is_over(pair: Pair) -> None:
    card = pair.mentor_id
    found = []
    for day in (LAST, WEEK_AFTER):
        with clock.on(day):
            in_pairs = keys_of_cards("mentors", pair.school_id, False).count()
            found.append((columns_of_cards("mentors", [card])[card].passed, in_pairs))
    assert found == [("", 1), ("завершена досрочно", 0)]


def test_without_the_task_nobody_asks_for_a_change(pair: Pair, curator: User) -> None:
    with clock.on(WEEK_AFTER), pytest.raises(DomainError, match="завершена досрочно"):
        ask_change(pair, side="mentor", text="Прошу сменить.", actor=curator)


# --- the task


def test_the_task_moves_the_pair_the_day_after_its_last(pair: Pair) -> None:
    found = []
    for day in (LAST, AFTER):
        with clock.on(day):
            task()
            found.append(again(pair).state)
    assert found == [PairState.ACTIVE, PairState.ENDED_EARLY]


def test_what_it_moves_is_as_an_end_has_it(pair: Pair) -> None:
    settle_ends(WEEK_AFTER)
    member = pair.members.get()
    assert (member.left_on, member.is_binding) == (LAST, False)
    assert pair.changes.get().state == ChangeState.DONE
    assert timeline(pair)[0].text == "Пара завершена: завершение: Переезд."


def test_run_twice_it_does_nothing_more(pair: Pair) -> None:
    heard: list[Pair] = []

    def note(sender: object, *, pair: Pair, **kwargs: object) -> None:
        heard.append(pair)

    with listening(pair_ended, note):
        assert [settle_ends(WEEK_AFTER) for _run in range(2)] == [1, 0]
    assert heard == [pair]
    assert AuditEvent.objects.filter(verb="pair.ended").count() == 1


def test_a_pair_that_fails_does_not_keep_the_others(
    school: School, curator: User, director: User
) -> None:
    pairs = [a_pair(school, curator) for _number in range(2)]
    for pair in pairs:
        end_on(pair, curator, director)

    def fail(sender: object, *, pair: Pair, **kwargs: object) -> None:
        if pair == pairs[0]:
            raise ValueError(pair)

    with listening(pair_ended, fail):
        assert settle_ends(AFTER) == 1
    assert [again(pair).state for pair in pairs] == [PairState.ACTIVE, PairState.ENDED_EARLY]
    assert settle_ends(AFTER) == 1


def test_a_pair_that_nobody_ends_is_left_past_its_term(school: School, curator: User) -> None:
    pair = a_pair(school, curator)
    assert settle_ends(ENDS_ON + 30 * ONE_DAY) == 0
    assert again(pair).state == PairState.ACTIVE


# --- another mentor


def test_until_the_day_of_the_new_mentor_the_old_one_stands(
    school: School, curator: User, director: User
) -> None:
    old = a_pair(school, curator)
    new = replace_from(old, curator, director)
    old = again(old)
    assert (old.is_standing_on(LAST), old.is_standing_on(AFTER)) == (True, False)
    assert old.get_state_display() == "действует по 31.10.2026"
    assert new.get_state_display() == "начнётся 01.11.2026"
    assert new.ends_on == old.ends_on


def test_who_hands_over_tomorrow_stands_today(
    school: School, curator: User, director: User
) -> None:
    pair = a_pair(school, curator)
    with clock.on(LAST):
        replace_from(pair, curator, director)
        assert again(pair).is_standing_on(LAST)
        assert sees(again(pair))


def test_one_replaced_from_its_first_day_never_stands(
    school: School, curator: User, director: User
) -> None:
    pair = a_pair(school, curator)
    Pair.objects.filter(pk=pair.pk).update(starts_on=AFTER)
    pair.members.update(joined_on=AFTER)
    replace_from(pair, curator, director)
    assert again(pair).state == PairState.ENDED_EARLY


def test_the_mentor_who_goes_cannot_be_reopened_where_another_goes_on(
    school: School, curator: User, director: User
) -> None:
    pair = a_pair(school, curator)
    replace_from(pair, curator, director)
    with clock.on(WEEK_AFTER):
        settle_ends()
        with pytest.raises(DomainError, match="уже работает"):
            reopen_pair(pair, reason="Ошибка", actor=curator)


# --- the programme ends, or goes on


def test_a_programme_that_closes_before_the_day_ends_it_for_the_reason_of_the_order(
    pair: Pair, curator: User
) -> None:
    close_pairs(pair.programme, actor=curator)
    change = pair.changes.get()
    assert (again(pair).state, change.state) == (PairState.ENDED_EARLY, ChangeState.DONE)
    assert pair.members.get().left_on == clock.today()
    assert end_reason_of(again(pair), rules_of(pair.regulation)) == "завершение: Переезд"


def test_a_programme_that_closes_after_the_day_ends_it_on_the_day(
    pair: Pair, curator: User
) -> None:
    with clock.on(WEEK_AFTER):
        close_pairs(pair.programme, actor=curator)
    assert pair.members.get().left_on == LAST


def test_a_pair_that_an_order_ends_is_not_chosen_again_for_the_next_programme(
    pair: Pair, school: School, curator: User
) -> None:
    goes_on = a_pair(school, curator)
    new = make_programme(
        school,
        regulation=pair.programme.regulation,
        starts_on=datetime.date(2027, 9, 1),
        ends_on=datetime.date(2028, 5, 26),
        continues=pair.programme,
    )
    found = [intent.mentor for intent in intents_to_continue(pair.programme, new)]
    assert found == [goes_on.mentor]


def test_the_schedule_knows_the_task() -> None:
    names = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert task.name in names
