import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from monitoring.charts import coverage_chart, pairs_chart, questions_chart, sendings_chart
from monitoring.exports import workbook_of
from monitoring.models import Question, Survey
from monitoring.queries import Change, Coverage, Figures, figures, number_text
from monitoring.testing import (
    answer,
    make_active_pair,
    make_measurement,
    make_survey,
    send,
)
from pairing.choices import PairState
from plans.actions import open_plans
from plans.choices import FeedbackState, PlanState
from plans.models import Activity, Feedback, Plan
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School

DAY = datetime.date(2027, 3, 1)


def answered(programme: Programme, school: School, *, count: int, score: int = 7) -> None:
    """So many mentees and as many mentors' questionnaires answered at the beginning."""
    for _number in range(count):
        make_active_pair(school)
    for row in send(programme):
        answer(row, score=score)


def bound(programme: Programme, value: int) -> None:
    programme.regulation.rules["survey.satisfied_from"] = {"value": value}
    programme.regulation.save()


def row_of(found: Figures, title: str) -> Coverage:
    return next(row for row in found.coverage if row.title == title)


def test_coverage_counts_each_person_of_the_base_once(school: School, programme: Programme) -> None:
    pupil = make_mentee(school)
    make_active_pair(school, mentees=[pupil])
    make_active_pair(school, mentees=[pupil], state=PairState.COMPLETED)
    make_mentee(school)
    make_mentee(school, kind="staff", form=school.forms.get(code="teacher-teacher"))

    found = figures(programme)

    pupils, staff = row_of(found, "обучающиеся"), row_of(found, "работники школы")
    assert (pupils.total, pupils.paired, pupils.percent) == (2, 1, Decimal("50.0"))
    assert (staff.total, staff.paired, staff.percent) == (1, 0, Decimal("0.0"))
    assert (row_of(found, "наставники").paired, found.mentee_coverage.paired) == (2, 1)


def test_a_pair_that_waits_for_its_order_is_not_covered(
    school: School, programme: Programme
) -> None:
    make_active_pair(school, state=PairState.IN_ORDER)

    assert row_of(figures(programme), "обучающиеся").paired == 0


def test_who_left_the_base_after_taking_part_still_counts(
    school: School, programme: Programme
) -> None:
    pupil = make_mentee(school, state="archived")
    make_active_pair(school, mentees=[pupil], state=PairState.COMPLETED)

    row = row_of(figures(programme), "обучающиеся")
    assert (row.total, row.paired) == (1, 1)


def test_another_school_counts_for_itself(
    school: School, other_school: School, programme: Programme
) -> None:
    make_active_pair(other_school)

    found = figures(programme)

    assert found.pairs.total == 0
    assert found.mentee_coverage.total == 0


def test_pairs_are_counted_by_state_and_by_form(school: School, programme: Programme) -> None:
    make_active_pair(school)
    make_active_pair(school, number=3)
    make_active_pair(school, state=PairState.COMPLETED)
    make_active_pair(school, state=PairState.CHOSEN, order=None)

    found = figures(programme).pairs

    counts = {str(row.title): row.number for row in found.states}
    assert counts == {"выбрана": 1, "действует": 2, "завершена": 1}
    (form,) = found.forms
    assert (form.form, form.individual, form.groups, form.mentees) == ("учитель – ученик", 2, 1, 5)


def test_plans_activities_and_feedback_are_counted(school: School, programme: Programme) -> None:
    for _number in range(4):
        open_plans(make_active_pair(school), actor=None)
    first, *_rest = Plan.objects.all()
    Plan.objects.filter(pk=first.pk).update(state=PlanState.APPROVED)
    for number, (due_on, done_on) in enumerate([(DAY, DAY), (DAY, None), (None, None)], 1):
        Activity.objects.create(
            plan=first, number=number, title="Дело", period="март", due_on=due_on, done_on=done_on
        )
    early, late, owed, _ahead = Feedback.objects.order_by("pk")
    for row, due_on, sent_on in ((early, DAY, DAY), (late, DAY, DAY + datetime.timedelta(1))):
        Feedback.objects.filter(pk=row.pk).update(
            state=FeedbackState.SUBMITTED, due_on=due_on, submitted_on=sent_on
        )
    Feedback.objects.filter(pk=owed.pk).update(due_on=DAY)

    found = figures(programme, day=DAY + datetime.timedelta(2))

    assert (found.plans.total, found.plans.approved, found.plans.percent) == (4, 1, Decimal("25.0"))
    assert (found.plans.activities, found.plans.done, found.plans.late) == (3, 1, 1)
    feedback = found.feedback
    assert (feedback.on_time, feedback.late, feedback.owed, feedback.ahead) == (1, 1, 1, 1)


def test_answers_are_counted_by_stage_and_side(
    school: School, programme: Programme, surveys: list[Survey]
) -> None:
    make_active_pair(school, number=2)
    first, *_rest = send(programme)
    answer(first)

    rows = {(row.stage, row.side): (row.sent, row.answered) for row in figures(programme).sendings}

    assert rows["entry", first.survey.side] == (2, 1)
    assert sum(sent for sent, _done in rows.values()) == 4
    assert rows["exit", "mentor"] == (0, 0)


@pytest.mark.parametrize(("count", "value"), [(4, None), (5, Decimal("7.0"))])
def test_four_answers_are_hidden_and_five_are_shown(
    school: School,
    programme: Programme,
    surveys: list[Survey],
    count: int,
    value: Decimal | None,
) -> None:
    answered(programme, school, count=count)

    mentees = next(group for group in figures(programme).questions if group.side == "mentee")

    assert [row.entry.value for row in mentees.rows] == [value, value]
    assert [row.entry.answers for row in mentees.rows] == [count, count]
    assert mentees.rows[0].entry.is_hidden is (value is None)


def test_the_two_stages_meet_by_code(
    school: School, programme: Programme, surveys: list[Survey]
) -> None:
    Question.objects.filter(survey__stage="exit", code="comfort").update(
        text="Насколько легко было?", number=9
    )
    answered(programme, school, count=5, score=4)
    for row in send(programme, "exit"):
        answer(row, score=9)

    rows = next(group.rows for group in figures(programme).questions if group.side == "mentee")

    assert [(row.number, row.entry.value, row.exit.value) for row in rows] == [
        (1, Decimal("4.0"), Decimal("9.0")),
        (2, Decimal("4.0"), Decimal("9.0")),
    ]
    assert (rows[0].text, rows[0].difference) == ("Насколько легко было?", Decimal("5.0"))


def test_without_a_code_the_same_words_meet(school: School, programme: Programme) -> None:
    for stage in ("entry", "exit"):
        make_survey(school, stage=stage)
    Question.objects.update(code="")
    make_active_pair(school)
    answer(send(programme)[0])

    rows = next(group.rows for group in figures(programme).questions)

    assert len(rows) == 2


def test_satisfaction_is_the_share_of_means_at_the_bound(
    school: School, programme: Programme, surveys: list[Survey]
) -> None:
    bound(programme, 7)
    for _number in range(5):
        make_active_pair(school)
    for number, row in enumerate(send(programme, "exit")):
        answer(row, score=7 if number < 6 else 6)

    found = {row.side: row for row in figures(programme).satisfaction}

    assert {row.answers for row in found.values()} == {5}
    assert sum(row.satisfied or 0 for row in found.values()) == 6


def test_satisfaction_of_four_is_hidden(
    school: School, programme: Programme, surveys: list[Survey]
) -> None:
    bound(programme, 7)
    for _number in range(4):
        make_active_pair(school)
    for row in send(programme, "exit"):
        answer(row)

    assert [row.percent for row in figures(programme).satisfaction] == [None, None]


def test_without_a_bound_in_the_regulation_nobody_is_called_satisfied(
    school: School, programme: Programme, surveys: list[Survey]
) -> None:
    make_active_pair(school)
    answer(send(programme, "exit")[0])

    assert figures(programme).satisfaction == ()


def change(before: str | None, after: str | None, *, fewer: bool = False) -> Change:
    numbers = [None if value is None else Decimal(value) for value in (before, after)]
    return Change(1, "Показатель", numbers[0], numbers[1], fewer, False)


@pytest.mark.parametrize(
    ("before", "after", "fewer", "z", "percent", "reading"),
    [
        ("10", "15", False, "−5", "−50", "рост, лучше"),
        ("10", "15", True, "−5", "−50", "рост, хуже"),
        ("8", "5", True, "3", "37,5", "снижение, лучше"),
        ("8", "5", False, "3", "37,5", "снижение, хуже"),
        ("3", "3", False, "0", "0", "без изменений"),
        ("3", "4", False, "−1", "−33,3", "рост, лучше"),
        ("0", "4", False, "−4", "", "рост, лучше"),
        ("4", None, False, "", "", ""),
        (None, None, False, "", "", ""),
    ],
)
def test_a_change_is_counted_as_the_form_prints_it_and_read_in_words(
    before: str | None, after: str | None, fewer: bool, z: str, percent: str, reading: str
) -> None:
    row = change(before, after, fewer=fewer)

    assert (number_text(row.z), number_text(row.percent), row.reading) == (z, percent, reading)


def test_zero_before_has_no_percent_and_an_empty_row_says_nothing() -> None:
    assert change("0", "4").has_no_percent
    assert not change("4", None).has_no_percent
    assert not change(None, None).has_no_percent


def test_figures_take_the_same_queries_for_one_pair_and_for_many(
    school: School, programme: Programme, surveys: list[Survey]
) -> None:
    bound(programme, 7)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            figures(programme)
        return len(captured)

    open_plans(make_active_pair(school), actor=None)
    for row in send(programme):
        answer(row)
    one = cost()
    for _number in range(5):
        open_plans(make_active_pair(school, number=2), actor=None)
    for stage in ("entry", "exit"):
        for row in send(programme, stage):
            answer(row)
    make_measurement(programme, 1, before=1, after=2)

    assert cost() == one
    assert one <= 15


def test_the_workbook_names_nobody_and_hides_what_few_said(
    school: School, programme: Programme, surveys: list[Survey]
) -> None:
    mentor = make_mentor(
        school, last_name="Тайный", contacts="+7 900 000-00-00", email="secret@example.org"
    )
    pupil = make_mentee(school, last_name="Скрытова", birth_year=2011)
    make_active_pair(school, mentor=mentor, mentees=[pupil])
    for row in send(programme):
        answer(row, score=3)

    cells = [
        str(cell.value)
        for sheet in openpyxl.load_workbook(io.BytesIO(workbook_of(figures(programme))))
        for line in sheet.iter_rows()
        for cell in line
        if cell.value is not None
    ]
    text = "\n".join(cells)

    for secret in ("Тайн", "Скрыт", "+7 900", "secret@", "2011", pupil.person.first_name):
        assert secret not in text
    assert "мало ответов" in cells
    assert "3" not in cells


def test_a_text_that_begins_like_a_formula_stays_a_text(
    school: School, programme: Programme
) -> None:
    make_measurement(programme, 1, title='==HYPERLINK("http://example.org")', before=0, after=1)
    make_measurement(programme, 2, title="@SUM(1)\x0b", before=4, after=1)

    book = openpyxl.load_workbook(io.BytesIO(workbook_of(figures(programme))))
    rows = list(book["До и после"].iter_rows(min_row=2))

    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}
    assert rows[0][1].value.startswith("'==")
    assert [cell.value for cell in rows[0][2:6]] == [0, 1, -1, "—"]
    assert [cell.value for cell in rows[1][2:6]] == [4, 1, 3, 75]


def test_charts_carry_no_script_and_say_their_numbers(
    school: School, programme: Programme, surveys: list[Survey]
) -> None:
    bound(programme, 7)
    answered(programme, school, count=5)
    found = figures(programme)

    charts = [
        coverage_chart(found.coverage),
        pairs_chart(found.pairs.forms),
        sendings_chart(found.sendings),
        questions_chart(found.questions[0]),
    ]

    for chart in charts:
        assert chart.svg.startswith("<svg")
        assert "<script" not in chart.svg
        assert "http" not in chart.svg.replace("http://www.w3.org", "")
        assert chart.address.startswith("data:image/svg+xml;base64,")
    assert "обучающиеся: 5 из 5" in charts[0].alt
    assert "пар 5, групп 0" in charts[1].alt
    assert "вопрос 1: вход 7,0, выход —" in charts[3].alt


def test_figures_speak_of_a_day(school: School, programme: Programme) -> None:
    with clock.on(DAY):
        assert figures(programme).day == DAY
