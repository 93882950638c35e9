"""By which marks questionnaires are answered: those of the act, once for a programme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from core.errors import DomainError
from monitoring.actions import answer_survey
from monitoring.charts import questions_chart
from monitoring.models import Question, SurveyRequest
from monitoring.queries.answers import questions_of
from monitoring.testing import answer, make_active_pair, make_surveys, replies, request_to, send
from pairing.models import Pair
from schools.models import Programme, School

SignIn = Callable[[User], Client]


@pytest.fixture
def asked(school: School) -> None:
    make_surveys(school)
    make_active_pair(school)


def obey(programme: Programme, **rules: Any) -> None:
    for name, value in rules.items():
        programme.regulation.rules.pop(f"survey.{name}", None)
        if value is not None:
            programme.regulation.rules[f"survey.{name}"] = {"value": value}
    programme.regulation.save()


def test_a_questionnaire_is_answered_by_the_marks_of_the_act(
    asked: None, programme: Programme
) -> None:
    obey(programme, scale_from=0, scale_to=5)
    request = send(programme)[0]

    with pytest.raises(DomainError, match="от 0 до 5"):
        answer_survey(request, actor=None, answers=replies(request.survey, score=6))


def test_the_page_offers_the_marks_of_the_act(
    signed_in: SignIn, pair: Pair, programme: Programme
) -> None:
    obey(programme, scale_from=2, scale_to=4)
    send(programme)
    user = pair.mentor.person.user

    page = signed_in(user).get(request_to(user).get_absolute_url())

    name = f"q{Question.objects.filter(kind='scale', survey=request_to(user).survey)[0].pk}"
    assert [mark for mark, _label in page.context["form"].fields[name].choices] == ["2", "3", "4"]


def test_a_programme_stays_with_the_marks_it_began_with(asked: None, programme: Programme) -> None:
    send(programme)
    obey(programme, scale_from=1, scale_to=5)

    send(programme, "exit")

    assert set(SurveyRequest.objects.values_list("scale_to", flat=True)) == {10}


def test_without_marks_in_the_act_questionnaires_are_not_sent(
    asked: None, programme: Programme
) -> None:
    obey(programme, scale_to=None)

    with pytest.raises(DomainError, match="Баллы в анкетах до"):
        send(programme)

    assert not SurveyRequest.objects.exists()


def test_questions_without_marks_need_none(asked: None, programme: Programme) -> None:
    obey(programme, scale_from=None, scale_to=None)
    Question.objects.filter(kind="scale").delete()

    assert {row.scale_to for row in send(programme)} == {None}


def test_the_chart_goes_up_to_the_greatest_mark(
    school: School, asked: None, programme: Programme
) -> None:
    obey(programme, scale_to=20)
    for _number in range(5):
        make_active_pair(school, number=2)
    for request in send(programme):
        answer(request, score=13)

    group = questions_of(programme)[0]

    assert group.top == 20
    assert ">20<" in questions_chart(group).svg
