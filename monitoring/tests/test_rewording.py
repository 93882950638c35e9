"""Questionnaires and the before/after table follow the words of the school."""

from __future__ import annotations

from decimal import Decimal

import pytest

from accounts.models import User
from core.audit import timeline
from monitoring.actions import save_measurements, save_question, save_survey
from monitoring.choices import QuestionKind
from monitoring.models import Question, Survey
from monitoring.testing import make_active_pair, send
from schools.actions import create_school, save_terms, update_school
from schools.choices import OrganisationKind
from schools.models import Programme, School
from schools.presets import load_preset

pytestmark = pytest.mark.django_db
ADVICE = "Насколько, по-вашему, вы поможете ученику выбрать профессию?"


@pytest.fixture
def school() -> School:
    return create_school(load_preset("r145"), slug="fresh", actor=None)


@pytest.fixture
def programme(school: School) -> Programme:
    return school.programmes.get()


def become_college(school: School) -> School:
    return update_school(school, actor=None, kind=OrganisationKind.COLLEGE)


def survey_of(school: School) -> Survey:
    """The first questionnaire of mentors of those who learn."""
    return school.surveys.get(form__code="employer-pupil", side="mentor", stage="entry")


def texts(school: School) -> list[str]:
    return list(Question.objects.filter(survey__school=school).values_list("text", flat=True))


def test_questions_follow_the_kind_of_the_school(school: School) -> None:
    become_college(school)

    asked = texts(school)
    assert ADVICE.replace("ученику", "студенту") in asked
    assert not [text for text in asked if "ученик" in text]


def test_the_title_of_a_questionnaire_follows_its_form(school: School) -> None:
    become_college(school)

    assert survey_of(school).title.endswith("работодатель – студент")


def test_titles_and_questions_follow_a_word_of_the_school(school: School) -> None:
    save_terms(school, actor=None, terms={"mentee": "стажёр"})

    survey = school.surveys.filter(side="mentee", stage="entry").first()
    assert survey is not None
    assert survey.title.startswith("Анкета стажёра")


def test_a_question_that_a_person_changed_stays(school: School) -> None:
    survey = survey_of(school)
    question = survey.questions.get(text=ADVICE)
    own = "Поможете ли вы ученику?"
    save_question(
        survey, actor=None, text=own, kind=QuestionKind.SCALE, number=1, question=question
    )
    save_survey(survey, title="Анкета цеха", intro="", actor=None)

    become_college(school)

    question.refresh_from_db()
    survey.refresh_from_db()
    assert (question.text, survey.title) == (own, "Анкета цеха")


def test_a_questionnaire_that_somebody_was_sent_stays(school: School, programme: Programme) -> None:
    form = school.forms.get(code="employer-pupil")
    make_active_pair(school, form=form)
    sent = {request.survey for request in send(programme)}
    before = {(survey.pk, survey.title) for survey in sent}

    become_college(school)

    assert sent
    assert {(row.pk, row.title) for row in school.surveys.filter(pk__in=[s.pk for s in sent])} == (
        before
    )


def test_a_row_of_the_table_with_a_figure_stays_and_an_empty_one_follows(
    school: School, programme: Programme
) -> None:
    rows = programme.measurements.filter(title__icontains="учени").order_by("number")
    filled, empty = rows[0], rows[1]
    save_measurements(programme, actor=None, values={filled.number: (Decimal(5), None)})

    become_college(school)

    titles = dict(programme.measurements.values_list("number", "title"))
    assert titles[filled.number] == filled.title
    assert "студентов" in titles[empty.number]


def test_the_row_of_the_trail_counts_the_questions_too(school: School, director: User) -> None:
    update_school(school, actor=director, kind=OrganisationKind.COLLEGE)

    event = timeline(school).get(verb="schools.reword")
    assert "тексты анкет – " in event.text
    assert "показатели «до и после» – " in event.text
