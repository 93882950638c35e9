from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.errors import DomainError
from monitoring.actions import delete_question, save_question, save_survey
from monitoring.choices import SurveyStage
from monitoring.models import Question, Survey
from monitoring.testing import make_active_pair, make_survey, send
from schools.models import Programme, School

SignIn = Callable[[User], Client]


@pytest.fixture
def survey(school: School) -> Survey:
    return make_survey(school)


def texts(survey: Survey) -> list[str]:
    return [f"{row.number}. {row.text}" for row in survey.questions.all()]


def add(survey: Survey, **fields: Any) -> Question:
    values = {"actor": None, "text": "Новый вопрос", "kind": "scale"}
    return save_question(survey, **values | fields)


def test_a_new_question_stands_at_the_end(survey: Survey) -> None:
    add(survey)

    assert texts(survey)[-1] == "6. Новый вопрос"


def test_a_question_put_in_the_middle_moves_the_others(survey: Survey) -> None:
    add(survey, number=3)

    assert texts(survey)[1:4] == [
        "2. Где и в чём он помогал?",
        "3. Новый вопрос",
        "4. Насколько вам легко?",
    ]


def test_a_question_is_changed_in_its_place(survey: Survey) -> None:
    question = survey.questions.get(number=4)

    add(survey, question=question, text="Насколько полезно?", number=4)

    assert survey.questions.count() == 5
    assert texts(survey)[3] == "4. Насколько полезно?"


def test_a_choice_needs_two_different_options(survey: Survey) -> None:
    with pytest.raises(DomainError, match="не меньше двух"):
        add(survey, kind="choice", options=["да"])
    with pytest.raises(DomainError, match="повторяются"):
        add(survey, kind="choice", options=["да", "нет", "да"])

    assert add(survey, kind="choice", options=[" да ", "", "нет"]).options == ["да", "нет"]


def test_a_question_depends_only_on_an_earlier_yes_or_no(survey: Survey, school: School) -> None:
    first, scale = survey.questions.get(number=1), survey.questions.get(number=3)
    stranger = make_survey(school, stage=SurveyStage.EXIT).questions.get(number=1)

    for parent, number in ((scale, 5), (stranger, 5), (first, 1)):
        with pytest.raises(DomainError, match="Зависеть можно только"):
            add(survey, depends_on=parent, number=number)

    assert add(survey, depends_on=first, number=2).depends_on == first


def test_a_question_that_others_depend_on_stays_what_it_is(survey: Survey) -> None:
    first = survey.questions.get(number=1)

    with pytest.raises(DomainError, match="зависит другой"):
        add(survey, question=first, kind="text", number=1)
    with pytest.raises(DomainError, match="должен стоять после"):
        add(survey, question=first, kind="yes_no", number=5)
    with pytest.raises(DomainError, match="Сначала измените"):
        delete_question(first, actor=None)


def test_a_deleted_question_closes_the_gap(survey: Survey) -> None:
    delete_question(survey.questions.get(number=3), actor=None)

    assert [row.number for row in survey.questions.all()] == [1, 2, 3, 4]


def test_a_twin_lends_its_code(survey: Survey, school: School) -> None:
    other = make_survey(school, stage=SurveyStage.EXIT)
    twin = add(other, text="Стало легче?")

    question = add(survey, text="Легко ли сейчас?", twin=twin)

    twin.refresh_from_db()
    assert question.code == twin.code != ""
    with pytest.raises(DomainError, match="уже сравнивают другой"):
        add(survey, text="И ещё раз", twin=twin)


def test_a_questionnaire_that_was_sent_is_not_changed(
    school: School, survey: Survey, programme: Programme
) -> None:
    make_active_pair(school)
    send(programme)
    before = texts(survey)

    with pytest.raises(DomainError, match="уже отправляли"):
        add(survey)
    with pytest.raises(DomainError, match="уже отправляли"):
        delete_question(survey.questions.get(number=5), actor=None)
    with pytest.raises(DomainError, match="уже отправляли"):
        save_survey(survey, title="Другая", intro="", actor=None)

    assert texts(survey) == before


def question_form(**fields: Any) -> dict[str, Any]:
    values = {"text": "Как дела?", "kind": "scale", "options": "", "is_required": "on"}
    return values | fields


def test_a_curator_adds_changes_and_deletes_from_the_pages(
    survey: Survey, curator: User, signed_in: SignIn
) -> None:
    client = signed_in(curator)
    client.post(reverse("monitoring:question_create", args=[survey.pk]), question_form())
    question = survey.questions.get(text="Как дела?")

    url = reverse("monitoring:question_update", args=[question.pk])
    assert client.get(url).context["form"].initial["number"] == 6
    client.post(url, question_form(text="Как вы?", kind="choice", options="так\nсяк", number=1))
    question.refresh_from_db()
    assert (question.text, question.number, question.options) == ("Как вы?", 1, ["так", "сяк"])

    client.post(reverse("monitoring:question_delete", args=[question.pk]))
    assert survey.questions.count() == 5


def test_what_the_action_refuses_stands_on_the_form(
    school: School, survey: Survey, programme: Programme, curator: User, signed_in: SignIn
) -> None:
    make_active_pair(school)
    send(programme)

    response = signed_in(curator).post(
        reverse("monitoring:question_create", args=[survey.pk]), question_form()
    )
    page = response.content.decode()

    assert "Анкету уже отправляли" in page
    assert "Как дела?" in page


def test_the_words_above_the_questions_are_changed(
    survey: Survey, curator: User, signed_in: SignIn
) -> None:
    url = reverse("monitoring:survey_update", args=[survey.pk])

    signed_in(curator).post(url, {"title": "Анкета ученика", "intro": "Ответьте честно."})

    survey.refresh_from_db()
    assert (survey.title, survey.intro) == ("Анкета ученика", "Ответьте честно.")
