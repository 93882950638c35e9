import datetime
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from monitoring.actions import renew_link, send_surveys
from monitoring.models import Survey, SurveyRequest
from monitoring.testing import (
    DUE_ON,
    make_active_pair,
    request_to,
    send,
    typed,
    with_account,
)
from pairing.models import Pair
from registry.choices import Relation
from registry.models import Guardianship
from registry.testing import make_mentee, make_person
from schools.models import Programme, School

SignIn = Callable[[User], Client]


def test_a_mentor_answers_from_the_page(
    sent: list[SurveyRequest], mentor: User, signed_in: SignIn
) -> None:
    request = request_to(mentor)
    client, url = signed_in(mentor), request.get_absolute_url()

    assert client.get(url).status_code == 200
    response = client.post(url, typed(request.survey))

    request.refresh_from_db()
    assert response.status_code == 302
    assert request.answers.count() == 4
    assert "Спасибо, ответы получены" in client.get(url).content.decode()


def test_an_error_keeps_what_was_typed_and_names_the_question(
    sent: list[SurveyRequest], mentor: User, signed_in: SignIn
) -> None:
    request = request_to(mentor)
    form = typed(request.survey, yes_no=1, text="В другой школе, давно")
    scale = request.survey.questions.filter(kind="scale")[0]
    del form[f"q{scale.pk}"]

    response = signed_in(mentor).post(request.get_absolute_url(), form)
    page = response.content.decode()

    assert response.context["form"].errors == {f"q{scale.pk}": ["Ответьте, пожалуйста."]}
    assert "В другой школе, давно" in page
    assert page.count("checked") == 3
    assert f'href="#id_q{scale.pk}"' in page
    assert f'id="id_q{scale.pk}"' in page


def test_the_dependent_question_is_asked_after_a_yes(
    sent: list[SurveyRequest], mentor: User, signed_in: SignIn
) -> None:
    request = request_to(mentor)
    text = request.survey.questions.get(kind="text")
    client, url = signed_in(mentor), request.get_absolute_url()

    refused = client.post(url, typed(request.survey, yes_no=1))
    assert refused.context["form"].errors == {f"q{text.pk}": ["Ответьте, пожалуйста."]}

    assert client.post(url, typed(request.survey, yes_no=0)).status_code == 302


def test_a_forged_value_and_a_forged_question_do_not_pass(
    sent: list[SurveyRequest], mentor: User, signed_in: SignIn
) -> None:
    request = request_to(mentor)
    url = request.get_absolute_url()
    client = signed_in(mentor)

    assert client.post(url, typed(request.survey, score=11)).status_code == 200
    assert client.post(url, typed(request.survey) | {"q999999": "5"}).status_code == 302
    assert set(request.answers.values_list("question__survey", flat=True)) == {request.survey_id}


def test_the_second_answer_leads_to_the_first(
    sent: list[SurveyRequest], mentor: User, signed_in: SignIn
) -> None:
    request = request_to(mentor)
    client, url = signed_in(mentor), request.get_absolute_url()
    client.post(url, typed(request.survey, score=3))

    response = client.post(url, typed(request.survey, score=9))

    assert response.status_code == 302
    assert set(request.answers.filter(number__gt=0).values_list("number", flat=True)) == {3}


def test_a_parent_answers_with_the_child_and_does_not_read_the_answers_back(
    school: School, surveys: list[Survey], programme: Programme, signed_in: SignIn
) -> None:
    child = make_mentee(school)
    parent = make_user(Role.PARENT, school)
    guardian = with_account(make_person(school, kind="parent"), parent)
    Guardianship.objects.create(
        school=school, child=child.person, guardian=guardian, relation=Relation.MOTHER
    )
    make_active_pair(school, mentees=[child])
    request = next(row for row in send(programme) if row.person.pk == child.person_id)
    client, url = signed_in(parent), request.get_absolute_url()

    assert child.person.full_name in client.get(url).content.decode()
    client.post(url, typed(request.survey))

    assert "Что вы ответили" not in client.get(url).content.decode()
    assert client.get(reverse("monitoring:request_answers", args=[request.pk])).status_code == 403


def test_nobody_answers_for_another(
    sent: list[SurveyRequest],
    school: School,
    mentor: User,
    mentee: User,
    curator: User,
    signed_in: SignIn,
) -> None:
    url = request_to(mentee).get_absolute_url()

    assert signed_in(mentor).get(url).status_code == 404
    assert signed_in(make_user(Role.MENTEE, school)).get(url).status_code == 404
    assert signed_in(curator).get(url).status_code == 403
    assert signed_in(curator).post(url, {}).status_code == 403


def link_of(school: School) -> tuple[str, SurveyRequest]:
    sent = send_surveys(school.programmes.get(), stage="entry", due_on=DUE_ON, actor=None)[0]
    return reverse("monitoring:survey_link", args=[sent.token]), sent.request


def test_a_link_opens_without_signing_in_and_is_used_once(pair: Pair, school: School) -> None:
    url, request = link_of(school)
    client = Client()

    assert client.get(url).status_code == 200
    response = client.post(url, typed(request.survey))

    assert response["Location"] == reverse("monitoring:survey_thanks")
    assert client.get(response["Location"]).status_code == 200
    assert client.get(url).status_code == 404
    assert client.post(url, typed(request.survey)).status_code == 404
    assert request.answers.count() == 4


def test_the_page_of_a_link_shows_no_surname(pair: Pair, school: School) -> None:
    url, _request = link_of(school)

    response = Client().get(url)
    page = response.content.decode()

    assert "Ученикова" not in page
    assert "Наставляева" not in page
    assert "no-store" in response["Cache-Control"]


def test_a_used_an_old_and_an_unknown_link_look_the_same(
    pair: Pair, school: School, curator: User
) -> None:
    used, request = link_of(school)
    Client().post(used, typed(request.survey))
    other = SurveyRequest.objects.exclude(pk=request.pk).get()
    old = renew_link(other, actor=curator)
    SurveyRequest.objects.filter(pk=other.pk).update(due_on=datetime.date(2020, 1, 1))

    pages = {
        (response.status_code, main_of(response))
        for response in (
            Client().get(url)
            for url in (
                used,
                reverse("monitoring:survey_link", args=[old.token]),
                reverse("monitoring:survey_link", args=["x" * 32]),
                reverse("monitoring:survey_link", args=["я"]),
            )
        )
    }

    assert {status for status, _content in pages} == {404}
    assert len({content for _status, content in pages}) == 1


def main_of(response: Any) -> str:
    """The page itself, without the tokens of its frame."""
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def test_guessing_links_is_slowed_down(pair: Pair, school: School) -> None:
    url, _request = link_of(school)
    client = Client()
    wrong = reverse("monitoring:survey_link", args=["nosuch"])
    statuses = [client.get(wrong).status_code for _number in range(31)]

    assert statuses == [404] * 30 + [429]
    assert client.get(url).status_code == 429


def test_an_error_by_a_link_keeps_what_was_typed(pair: Pair, school: School) -> None:
    url, request = link_of(school)

    response = Client().post(url, typed(request.survey, yes_no=1, text=" ") | {"q0": "x"})

    assert response.status_code == 200
    assert len(response.context["form"].errors) == 1
    assert SurveyRequest.objects.get(pk=request.pk).answered_at is None
