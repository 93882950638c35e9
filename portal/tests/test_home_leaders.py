"""What the director and the curator see: decisions, the year, what waits."""

from __future__ import annotations

import datetime

import pytest

from orders.choices import OrderState
from pairing.choices import PairState
from pairing.testing import make_pair
from plans.choices import FeedbackState, PlanState
from plans.testing import make_plan
from portal.queries import home_of
from portal.todo import SHOWN
from registry.testing import make_mentee
from schools.models import Stage

from .helpers import change, group, make_order, titles

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def test_a_director_sees_the_longest_waiting_draft_first(director, school, today) -> None:
    make_order(school, OrderState.SUBMITTED, title="новый", submitted_at="2026-11-19T10:00Z")
    make_order(school, OrderState.SUBMITTED, title="старый", submitted_at="2026-11-12T10:00Z")
    make_order(school, OrderState.DRAFT, title="черновик")

    waiting = group(home_of(director, today), "Приказы на подпись")

    assert [item.title for item in waiting.items] == ["старый", "новый"]
    assert waiting.items[0].since == datetime.date(2026, 11, 12)


def test_another_school_adds_nothing(director, other_school, today) -> None:
    make_order(other_school, OrderState.SUBMITTED)

    assert titles(home_of(director, today)) == []


def test_more_than_fits_is_counted_and_linked(director, school, today) -> None:
    for _number in range(SHOWN + 2):
        make_order(school, OrderState.SUBMITTED)

    waiting = group(home_of(director, today), "Приказы на подпись")

    assert len(waiting.items) == SHOWN
    assert waiting.total == SHOWN + 2
    assert waiting.has_more


def test_the_year_shows_what_is_done_late_on_and_ahead(director, programme, today) -> None:
    def stage(number: int, start: int, end: int, **fields) -> None:
        Stage.objects.create(
            programme=programme,
            number=number,
            title=f"Этап {number}",
            starts_on=today + start * DAY,
            ends_on=today + end * DAY,
            **fields,
        )

    stage(1, -60, -40, done_on=today - 45 * DAY)
    stage(2, -30, -5)
    stage(3, -3, 10)
    stage(4, 20, 40)
    Stage.objects.create(programme=programme, number=5, title="Без дат", term_text="май")

    home = home_of(director, today)

    assert home.year is not None
    assert home.year.next_stage == programme.stages.get(number=3)
    assert [row.place.value for row in home.year.stages] == [
        "done",
        "late",
        "now",
        "next",
        "plain",
    ]
    assert [item.title for item in group(home, "Этапы программы не по сроку").items] == ["Этап 2"]


def test_the_tiles_count_participants_pairs_plans_and_feedback(director, school, today) -> None:
    plan = make_plan(school)
    change(plan, state=PlanState.APPROVED)
    make_plan(school)
    make_mentee(school)

    tiles = home_of(director, today).tiles

    assert [(tile.number, tile.of) for tile in tiles] == [(3, None), (2, 3), (1, 2), (0, 2)]


def test_feedback_of_a_finished_pair_still_counts(director, school, today) -> None:
    plan = make_plan(school)
    change(plan.member.pair, state=PairState.COMPLETED)
    change(plan.member.feedback, state=FeedbackState.READ)

    tiles = home_of(director, today).tiles

    assert [(tile.number, tile.of) for tile in tiles] == [(1, None), (0, 1), (0, 1), (1, 1)]


def test_a_curator_sees_what_stands_between_the_bases_and_an_order(curator, school, today) -> None:
    make_mentee(school, consents=False)
    make_pair(school)

    items = group(home_of(curator, today), "Базы и пары").items

    assert [item.title for item in items] == [
        "Участников без нужных согласий: 1",
        "Наставляемых без пары: 1",
        "Выбрано пар, которых ещё нет в приказе: 1",
    ]


def test_a_curator_sees_returned_orders_with_the_remark(curator, school, today) -> None:
    make_order(school, OrderState.RETURNED, remark="Исправьте срок.")

    [item] = group(home_of(curator, today), "Приказы, возвращённые директором").items

    assert item.note == "Исправьте срок."


def test_a_curator_sees_plans_and_feedback_that_wait(curator, school, today) -> None:
    plan = make_plan(school)
    change(plan, state=PlanState.SUBMITTED, submitted_at="2026-11-10T10:00Z")
    late = make_plan(school)
    change(late.member.feedback, due_on=today - DAY)
    given = make_plan(school)
    change(given.member.feedback, state=FeedbackState.SUBMITTED, submitted_on=today)

    home = home_of(curator, today)

    [waiting] = group(home, "Планы на утверждение").items
    assert waiting.title == plan.member.mentee.person.full_name
    assert waiting.since == datetime.date(2026, 11, 10)
    [overdue] = group(home, "Наставники, задержавшие отзыв").items
    assert overdue.title == late.member.pair.mentor.person.full_name
    assert overdue.is_late
    assert group(home, "Итоговые документы, с которыми надо ознакомиться").total == 1
    assert home.late == 1
