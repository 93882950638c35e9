"""Each role's home answers «что от меня ждут»."""

from __future__ import annotations

import datetime

import pytest

from accounts.choices import Role
from accounts.testing import make_user
from core.testing import queries_of
from monitoring.models import Survey, SurveyRequest
from orders.choices import OrderState
from orders.models import Order
from pairing.choices import PairState
from pairing.testing import make_pair
from plans.choices import FeedbackState, PlanState
from plans.models import Activity, Feedback, Plan
from plans.testing import make_mentor_user, make_plan
from portal.queries import home_of
from portal.todo import SHOWN
from registry.models import Guardianship, ImportBatch, SpecialNote
from registry.testing import make_mentee, make_mentor, make_person
from schools.models import Stage

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def make_order(school, state: str, **fields) -> Order:
    values = {"kind": "O2", "title": "О парах", "preamble": "По положению"}
    return Order.objects.create(
        school=school, programme=school.programmes.get(), state=state, **values | fields
    )


def group(home, title: str):
    found = {g.title: g for g in home.groups}
    assert title in found, list(found)
    return found[title]


def titles(home) -> list[str]:
    return [g.title for g in home.groups]


def change(row, **fields) -> None:
    type(row).objects.filter(pk=row.pk).update(**fields)


# --- director


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


# --- the year


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

    assert [row.place.value for row in home.year.stages] == [
        "done",
        "late",
        "now",
        "next",
        "plain",
    ]
    assert home.year.next_stage.number == 3
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


# --- curator


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
    assert group(home, "Отзывы, с которыми надо ознакомиться").total == 1
    assert home.late == 1


# --- mentor


def test_a_mentor_sees_the_plan_to_fill_and_the_one_returned(school, today) -> None:
    user = make_mentor_user(school)
    make_plan(school, mentor_user=user)
    returned = make_plan(school, mentor_user=user)
    change(returned, state=PlanState.RETURNED)
    make_plan(school)  # of another mentor

    items = group(home_of(user, today), "Планы").items

    assert sorted(item.action_label for item in items) == ["Заполнить", "Исправить"]


def test_a_mentor_sees_late_activities_and_feedback_that_is_near(school, today) -> None:
    user = make_mentor_user(school)
    plan = make_plan(school, mentor_user=user)
    change(plan, state=PlanState.APPROVED)
    for number, due in enumerate((today - DAY, today + 10 * DAY), 1):
        Activity.objects.create(
            plan=plan, number=number, title=f"Дело {number}", period="осень", due_on=due
        )
    change(plan.member.feedback, due_on=today + 5 * DAY)

    home = home_of(user, today)

    assert [item.title for item in group(home, "Мероприятия без отметки").items] == ["Дело 1"]
    [feedback] = group(home, "Отзывы о результатах").items
    assert feedback.due_on == today + 5 * DAY
    assert not feedback.is_late


def test_feedback_that_is_far_is_not_asked_yet(school, today) -> None:
    user = make_mentor_user(school)
    plan = make_plan(school, mentor_user=user)
    change(plan.member.feedback, due_on=today + 100 * DAY)

    assert "Отзывы о результатах" not in titles(home_of(user, today))


def test_a_mentor_sees_the_pairs_with_the_last_and_the_next_meeting(school, today) -> None:
    user = make_mentor_user(school)
    pair = make_plan(school, mentor_user=user).member.pair
    for days in (-20, -3, 4):
        pair.meetings.create(school=school, held_on=today + days * DAY)

    [mine] = home_of(user, today).pairs

    assert mine.pair == pair
    assert (mine.last_meeting, mine.next_meeting) == (today - 3 * DAY, today + 4 * DAY)


# --- family


@pytest.fixture
def family(school, a_user):
    """A mother with an account, her child in a pair, and another child in another pair."""
    mother = a_user(Role.PARENT)
    mentee = make_mentee(school, consents=False)
    guardian = make_person(school, user=mother)
    Guardianship.objects.create(
        school=school, child=mentee.person, guardian=guardian, relation="mother"
    )
    plan = make_plan(school, mentee=mentee)
    make_plan(school)
    return mother, plan


def test_a_parent_is_asked_for_each_consent_of_the_own_child(family, today) -> None:
    mother, plan = family

    items = group(home_of(mother, today), "Нужно ваше согласие").items

    assert {item.title for item in items} == {plan.member.mentee.person.full_name}
    assert len(items) == 2


def test_a_parent_sees_the_mentor_and_the_plan_once_approved(family, today) -> None:
    mother, plan = family

    [before] = home_of(mother, today).pairs
    change(plan, state=PlanState.APPROVED)
    [after] = home_of(mother, today).pairs

    assert before.mentor == plan.member.pair.mentor.person
    assert before.plan_url == ""
    assert after.plan_url == plan.get_absolute_url()


def test_a_survey_is_asked_of_whom_it_was_sent_to(family, school, today) -> None:
    mother, plan = family
    mentee_user = make_user(Role.MENTEE, school)
    person = plan.member.mentee.person
    change(person, user=mentee_user)
    survey = Survey.objects.filter(school=school).first() or Survey.objects.create(
        school=school, form=plan.member.pair.form, side="mentee", stage="entry", title="Анкета"
    )
    SurveyRequest.objects.create(
        school=school,
        survey=survey,
        member=plan.member,
        person=person,
        due_on=today - DAY,
        token_hash="x" * 64,
    )

    [own] = group(home_of(mentee_user, today), "Анкеты").items
    [childs] = group(home_of(mother, today), "Анкеты").items

    assert own.is_late
    assert own.note == ""
    assert childs.note == person.full_name


# --- the others


def test_a_psychologist_sees_who_is_alone_and_who_needs_care_first(a_user, school, today) -> None:
    psychologist = a_user(Role.PSYCHOLOGIST)
    special = make_mentee(school)
    SpecialNote.objects.create(school=school, person=special.person, text="…")
    make_mentee(school)
    make_pair(school)

    home = home_of(psychologist, today)

    assert titles(home) == [
        "Без пары, есть сведения особой категории",
        "Наставляемые без пары",
    ]
    assert [g.total for g in home.groups] == [1, 1]


def test_an_administrator_is_led_from_an_empty_school_to_an_order(
    administrator, school, today
) -> None:
    before = [step.is_done for step in home_of(administrator, today).checklist]
    make_pair(school)
    after = [step.is_done for step in home_of(administrator, today).checklist]

    assert before == [True, True, False, False, False, False]
    assert after == [True, True, True, True, True, False]


def test_a_step_that_is_not_the_administrators_has_no_button(administrator, today) -> None:
    steps = home_of(administrator, today).checklist

    assert [bool(step.url) for step in steps] == [True, True, True, True, False, True]


def test_an_administrator_sees_checked_files_and_mentors_without_accounts(
    administrator, school, today
) -> None:
    ImportBatch.objects.create(school=school, base="mentors", filename="база.xlsx", content=b"")
    make_mentor(school)

    home = home_of(administrator, today)

    assert group(home, "Проверенные файлы, которые ещё не загружены").items[0].title == "база.xlsx"
    assert group(home, "Приглашения").items[0].title == "Наставников, которые ещё не могут войти: 1"


def test_an_observer_sees_the_schools_and_no_list(a_user, school, other_school, today) -> None:
    observer = a_user(Role.OBSERVER)
    observer.memberships.create(school=other_school, role=Role.OBSERVER, valid_from="2020-01-01")

    home = home_of(observer, today)

    assert set(home.schools) == {school, other_school}
    assert home.groups == []
    assert home.tiles == []


def test_somebody_with_two_roles_sees_what_both_ask(school, today) -> None:
    user = make_mentor_user(school)
    user.memberships.create(school=school, role=Role.DIRECTOR, valid_from="2020-01-01")
    make_plan(school, mentor_user=user)
    make_order(school, OrderState.SUBMITTED)

    assert titles(home_of(user, today)) == ["Приказы на подпись", "Планы"]


def test_somebody_without_a_role_is_told_whom_to_ask(db, signed_in) -> None:
    html = signed_in(make_user()).get("/").content.decode()

    assert "У вас пока нет роли" in html


def test_nothing_to_do_says_so_and_what_is_next(director, programme, signed_in, today) -> None:
    Stage.objects.create(
        programme=programme,
        number=1,
        title="Формирование пар",
        starts_on=today - DAY,
        ends_on=today + 10 * DAY,
    )

    html = signed_in(director).get("/").content.decode()

    assert "Сейчас от вас ничего не ждут" in html
    assert "«Формирование пар»" in html


# --- the page


@pytest.mark.parametrize("role", Role)
def test_the_page_opens_for_every_role(role: Role, school, signed_in) -> None:
    assert signed_in(make_user(role, school)).get("/").status_code == 200


def test_the_page_has_one_primary_button(curator, school, signed_in) -> None:
    make_order(school, OrderState.RETURNED)
    change(make_plan(school), state=PlanState.SUBMITTED)

    assert signed_in(curator).get("/").content.decode().count("btn-primary") == 1


@pytest.mark.parametrize("role", [Role.CURATOR, Role.DIRECTOR, Role.ADMINISTRATOR])
def test_more_rows_take_no_more_queries(role: Role, school, signed_in, today) -> None:
    client = signed_in(make_user(role, school))

    def fill() -> None:
        plan = make_plan(school)
        change(plan, state=PlanState.SUBMITTED)
        change(plan.member.feedback, due_on=today - DAY)
        other = make_plan(school)
        change(other.member.feedback, state=FeedbackState.SUBMITTED, submitted_on=today)
        make_pair(school)
        make_order(school, OrderState.SUBMITTED)
        make_order(school, OrderState.RETURNED)

    fill()
    few = queries_of(client, "/")
    for _number in range(6):
        fill()

    assert queries_of(client, "/") == few


def test_more_pairs_take_a_mentor_no_more_queries(school, signed_in, today) -> None:
    user = make_mentor_user(school)
    client = signed_in(user)

    def fill() -> None:
        plan = make_plan(school, mentor_user=user)
        change(plan.member.feedback, due_on=today)

    fill()
    few = queries_of(client, "/")
    for _number in range(5):
        fill()

    assert Plan.objects.count() == 6
    assert Feedback.objects.count() == 6
    assert queries_of(client, "/") == few


def test_an_ended_pair_is_no_pair_of_the_mentor(school, today) -> None:
    user = make_mentor_user(school)
    pair = make_plan(school, mentor_user=user).member.pair
    change(pair, state=PairState.COMPLETED)

    assert home_of(user, today).pairs == []
