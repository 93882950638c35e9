from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from core import clock
from core.errors import DomainError
from core.models import AuditEvent
from monitoring.actions import answer_by_link, answer_survey, renew_link, send_surveys
from monitoring.choices import QuestionKind, SurveyStage
from monitoring.links import LINK_GRACE
from monitoring.models import Answer, Question, Survey, SurveyRequest
from monitoring.testing import DUE_ON, make_active_pair, make_surveys, replies, send
from schools.models import School
from schools.testing import make_school


@pytest.fixture
def request_(school: School, surveys: list[Survey]) -> SurveyRequest:
    make_active_pair(school)
    return send(school.programmes.get())[0]


def question_of(request: SurveyRequest, kind: str) -> Question:
    return request.survey.questions.filter(kind=kind)[0]


def test_answers_are_kept_with_a_line_in_the_trail(request_: SurveyRequest) -> None:
    answer_survey(request_, actor=None, answers=replies(request_.survey))

    request_.refresh_from_db()
    assert request_.answered_at is not None
    kept = request_.answers.order_by("question__number").values_list("number", "text")
    assert list(kept) == [(0, ""), (7, ""), (7, ""), (None, "часто")]
    assert AuditEvent.objects.filter(verb="monitoring.answer_survey").count() == 1


@pytest.mark.parametrize("value", [0, 11, -1, "семь", "3.7", True, 10**30])
def test_a_scale_takes_whole_numbers_from_1_to_10(request_: SurveyRequest, value: Any) -> None:
    answers = replies(request_.survey) | {question_of(request_, QuestionKind.SCALE).pk: value}

    with pytest.raises(DomainError, match="нужно число от 1 до 10"):
        answer_survey(request_, actor=None, answers=answers)

    assert Answer.objects.count() == 0


@pytest.mark.parametrize("value", [1, 10, "1", "10"])
def test_both_ends_of_the_scale_count(request_: SurveyRequest, value: Any) -> None:
    question = question_of(request_, QuestionKind.SCALE)
    answers = replies(request_.survey) | {question.pk: value}

    answer_survey(request_, actor=None, answers=answers)

    assert request_.answers.get(question=question).number == int(value)


def test_a_second_answer_is_refused(request_: SurveyRequest) -> None:
    answer_survey(request_, actor=None, answers=replies(request_.survey))

    with pytest.raises(DomainError, match="уже ответили"):
        answer_survey(request_, actor=None, answers=replies(request_.survey, score=1))

    assert set(request_.answers.exclude(number=0).values_list("number", flat=True)) == {7, None}


def test_an_unanswered_question_is_named(request_: SurveyRequest) -> None:
    question = question_of(request_, QuestionKind.SCALE)
    answers = replies(request_.survey)
    del answers[question.pk]

    with pytest.raises(DomainError, match=r"Вопрос 3 «Насколько вам легко\?»: ответьте"):
        answer_survey(request_, actor=None, answers=answers)


def test_after_a_yes_the_dependent_question_has_to_be_answered(request_: SurveyRequest) -> None:
    answers = replies(request_.survey, yes_no=1)

    with pytest.raises(DomainError, match="Вопрос 2"):
        answer_survey(request_, actor=None, answers=answers)


def test_after_a_no_the_dependent_answer_is_not_kept(request_: SurveyRequest) -> None:
    question = question_of(request_, QuestionKind.TEXT)
    answers = replies(request_.survey) | {question.pk: "в другой школе"}

    answer_survey(request_, actor=None, answers=answers)

    assert not request_.answers.filter(question=question).exists()


def test_a_question_that_may_be_left_out_is_left_out(request_: SurveyRequest) -> None:
    question = question_of(request_, QuestionKind.CHOICE)
    answers = replies(request_.survey)
    del answers[question.pk]

    answer_survey(request_, actor=None, answers=answers)

    assert not request_.answers.filter(question=question).exists()


def test_a_choice_is_one_of_those_offered(request_: SurveyRequest) -> None:
    answers = replies(request_.survey, choice="иногда")

    with pytest.raises(DomainError, match="выберите один из вариантов"):
        answer_survey(request_, actor=None, answers=answers)


def test_a_text_without_end_is_refused(request_: SurveyRequest) -> None:
    answers = replies(request_.survey, yes_no=1, text="о" * 2001)

    with pytest.raises(DomainError, match="не больше 2000 знаков"):
        answer_survey(request_, actor=None, answers=answers)


def test_questions_of_another_questionnaire_are_ignored(
    request_: SurveyRequest, surveys: list[Survey]
) -> None:
    other = next(survey for survey in surveys if survey.pk != request_.survey_id)
    answers = replies(request_.survey) | replies(other) | {999_999: 5}

    answer_survey(request_, actor=None, answers=answers)

    assert {row.question.survey_id for row in request_.answers.all()} == {request_.survey_id}


def test_a_link_answers_once(school: School, surveys: list[Survey]) -> None:
    make_active_pair(school)
    sent = send_surveys(school.programmes.get(), stage="entry", due_on=DUE_ON, actor=None)[0]

    assert answer_by_link(sent.token, answers=replies(sent.request.survey)) == sent.request
    assert answer_by_link(sent.token, answers=replies(sent.request.survey)) is None


def test_a_renewed_link_closes_the_old_one(
    school: School, surveys: list[Survey], curator: User
) -> None:
    make_active_pair(school)
    old = send_surveys(school.programmes.get(), stage="entry", due_on=DUE_ON, actor=None)[0]

    new = renew_link(old.request, actor=curator)

    assert answer_by_link(old.token, answers=replies(old.request.survey)) is None
    assert answer_by_link(new.token, answers=replies(old.request.survey)) == old.request


def test_a_link_lives_a_month_after_its_term(school: School, surveys: list[Survey]) -> None:
    make_active_pair(school)
    first, second = send_surveys(school.programmes.get(), stage="entry", due_on=DUE_ON, actor=None)
    with clock.on(DUE_ON + LINK_GRACE + LINK_GRACE / 30):
        assert answer_by_link(first.token, answers=replies(first.request.survey)) is None
    with clock.on(DUE_ON + LINK_GRACE):
        assert answer_by_link(second.token, answers=replies(second.request.survey)) is not None


def test_a_new_link_after_the_term_moves_the_term(
    school: School, surveys: list[Survey], curator: User
) -> None:
    make_active_pair(school)
    old = send_surveys(school.programmes.get(), stage="entry", due_on=DUE_ON, actor=None)[0]
    late = DUE_ON + LINK_GRACE * 3
    with clock.on(late):
        new = renew_link(old.request, actor=curator)

        assert new.request.due_on == late
        assert answer_by_link(new.token, answers=replies(old.request.survey)) is not None


def test_the_token_is_kept_nowhere(school: School, surveys: list[Survey]) -> None:
    make_active_pair(school)
    sent = send_surveys(school.programmes.get(), stage="entry", due_on=DUE_ON, actor=None)

    tokens = {item.token for item in sent}
    assert len(tokens) == len(sent)
    assert not tokens & set(SurveyRequest.objects.values_list("token_hash", flat=True))
    assert not any(token in str(AuditEvent.objects.values_list("data", "text")) for token in tokens)


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_is_kept() -> None:
    school = make_school()
    make_surveys(school)
    make_active_pair(school)
    request = send(school.programmes.get(), SurveyStage.ENTRY)[0]
    answers = {score: replies(request.survey, score=score) for score in (2, 9)}
    gate = Barrier(2, timeout=10)

    def reply(score: int) -> bool:
        try:
            gate.wait()
            answer_survey(request, actor=None, answers=answers[score])
        except DomainError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(reply, (2, 9)))

    assert sorted(outcomes) == [False, True]
    kept = set(
        request.answers.filter(question__kind=QuestionKind.SCALE).values_list("number", flat=True)
    )
    assert len(kept) == 1
