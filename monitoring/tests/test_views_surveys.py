from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.models import Job
from monitoring.models import Survey, SurveyRequest
from monitoring.testing import (
    answer,
    make_active_pair,
    request_to,
)
from pairing.models import Pair
from registry.testing import make_mentee
from schools.models import School

SignIn = Callable[[User], Client]


def test_a_curator_sends_and_sees_each_link_once(
    school: School, surveys: list[Survey], curator: User, signed_in: SignIn
) -> None:
    person = make_mentee(school, last_name="Бумажный").person
    make_active_pair(school, mentees=[person.mentee_card])
    client = signed_in(curator)
    url = reverse("monitoring:survey_send") + "?stage=entry"
    assert client.get(url).context["preview"].total == 2

    response = client.post(url, {"due_on": "28.05.2099"}, follow=True)
    slips = response.context["taken"].slips
    address = next(slip.address for slip in slips if slip.request.person == person)

    assert SurveyRequest.objects.filter(survey__stage="entry").count() == 2
    assert "Бумажный" in response.content.decode()
    assert Client().get(address.removeprefix("http://testserver")).status_code == 200
    again = client.get(reverse("monitoring:survey_sent"))
    assert again.context["taken"] is None
    assert address not in again.content.decode()


def test_those_who_can_sign_in_get_no_link_on_paper_and_a_letter_is_queued(
    pair: Pair, curator: User, signed_in: SignIn
) -> None:
    url = reverse("monitoring:survey_send") + "?stage=exit"

    response = signed_in(curator).post(url, {"due_on": "2099-05-28"}, follow=True)

    assert response.context["taken"].slips == []
    assert response.context["taken"].by_account == 2
    assert Job.objects.get().kind == "monitoring.mail_surveys"


def test_a_day_in_the_past_is_named(pair: Pair, curator: User, signed_in: SignIn) -> None:
    response = signed_in(curator).post(reverse("monitoring:survey_send"), {"due_on": "01.01.2020"})

    assert response.context["form"].errors == {"due_on": ["Этот день уже прошёл."]}


def test_a_new_link_is_shown_once_and_the_old_one_closes(
    sent: list[SurveyRequest], mentee: User, curator: User, signed_in: SignIn
) -> None:
    request = request_to(mentee)
    client = signed_in(curator)

    response = client.post(reverse("monitoring:request_renew", args=[request.pk]), follow=True)

    (slip,) = response.context["taken"].slips
    assert slip.request == request
    old_hash, request = request.token_hash, request_to(mentee)
    assert request.token_hash != old_hash


def test_an_answered_questionnaire_gets_no_new_link(
    sent: list[SurveyRequest], mentee: User, curator: User, signed_in: SignIn
) -> None:
    request = answer(request_to(mentee))

    response = signed_in(curator).post(reverse("monitoring:request_renew", args=[request.pk]))

    assert response["Location"] == request.survey.get_absolute_url()


def test_a_curator_reads_the_answers_of_one_person(
    sent: list[SurveyRequest], mentee: User, curator: User, signed_in: SignIn
) -> None:
    request = answer(request_to(mentee), score=6)
    url = reverse("monitoring:request_answers", args=[request.pk])

    assert "6 из 10" in signed_in(curator).get(url).content.decode()


def test_a_mentor_never_sees_the_answers_of_the_partner(
    sent: list[SurveyRequest], school: School, mentor: User, mentee: User, signed_in: SignIn
) -> None:
    request = answer(request_to(mentee))
    url = reverse("monitoring:request_answers", args=[request.pk])
    assert signed_in(mentor).get(url).status_code == 403

    mentor.memberships.create(school=school, role=Role.CURATOR, valid_from="2020-01-01")
    as_curator = signed_in(User.objects.get(pk=mentor.pk))

    assert as_curator.get(url).status_code == 403
    page = as_curator.get(request.survey.get_absolute_url()).content.decode()
    assert url not in page


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.OBSERVER, Role.PSYCHOLOGIST])
def test_who_sees_figures_only_opens_no_questionnaire(
    sent: list[SurveyRequest], school: School, mentee: User, role: str, signed_in: SignIn
) -> None:
    request = answer(request_to(mentee))
    client = signed_in(make_user(role, school))

    assert client.get(reverse("monitoring:figures")).status_code == 200
    for name, args in (
        ("survey_list", []),
        ("survey_detail", [request.survey_id]),
        ("request_answers", [request.pk]),
        ("measurements", []),
    ):
        assert client.get(reverse(f"monitoring:{name}", args=args)).status_code == 403


@pytest.mark.parametrize("role", [Role.MENTOR, Role.MENTEE, Role.PARENT])
def test_participants_do_not_see_the_figures(school: School, role: str, signed_in: SignIn) -> None:
    client = signed_in(make_user(role, school))

    for name in ("figures", "figures_export", "survey_list", "swot_list", "measurements_pdf"):
        assert client.get(reverse(f"monitoring:{name}")).status_code == 403


def test_a_curator_of_another_form_does_not_see_the_people(
    sent: list[SurveyRequest], school: School, mentee: User, signed_in: SignIn
) -> None:
    stranger = make_user(Role.CURATOR, school)
    stranger.memberships.get().forms.add(school.forms.get(code="teacher-teacher"))
    request = answer(request_to(mentee))
    client = signed_in(stranger)

    page = client.get(request.survey.get_absolute_url()).content.decode()

    assert "Ученикова" not in page
    assert client.get(reverse("monitoring:request_answers", args=[request.pk])).status_code == 404
    assert client.post(reverse("monitoring:request_renew", args=[request.pk])).status_code == 404


def test_another_school_is_not_found(
    sent: list[SurveyRequest],
    school: School,
    other_school: School,
    mentee: User,
    signed_in: SignIn,
) -> None:
    request = answer(request_to(mentee))
    survey = request.survey
    question = survey.questions.all()[0]
    client = signed_in(make_user(Role.COORDINATOR, other_school))

    for name, pk in (
        ("survey_detail", survey.pk),
        ("survey_update", survey.pk),
        ("question_create", survey.pk),
        ("question_update", question.pk),
        ("survey_answer", request.pk),
        ("request_answers", request.pk),
        ("swot_update", survey.form_id),
        ("swot_pdf", survey.form_id),
    ):
        assert client.get(reverse(f"monitoring:{name}", args=[pk])).status_code == 404, name
    for name, pk in (("question_delete", question.pk), ("request_renew", request.pk)):
        assert client.post(reverse(f"monitoring:{name}", args=[pk])).status_code == 404, name
    programme = school.programmes.get()
    for name in ("figures_export", "measurements_pdf"):
        url = f"{reverse(f'monitoring:{name}')}?programme={programme.pk}"
        assert client.get(url).status_code == 404, name
