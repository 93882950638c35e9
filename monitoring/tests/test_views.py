import base64
import datetime
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.models import Job
from core.testing import queries_of
from documents.testing import text_of_pdf
from monitoring.actions import renew_link, send_surveys
from monitoring.models import Measurement, Survey, SurveyRequest, Swot
from monitoring.testing import (
    DUE_ON,
    answer,
    make_active_pair,
    make_measurement,
    make_surveys,
    replies,
    send,
    with_account,
)
from pairing.models import Pair
from registry.choices import Relation
from registry.models import Guardianship
from registry.testing import make_mentee, make_mentor, make_person
from schools.models import Programme, School

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    cache.clear()


@pytest.fixture
def surveys(school: School) -> list[Survey]:
    return make_surveys(school)


@pytest.fixture
def pair(school: School, surveys: list[Survey]) -> Pair:
    """A mentor and a pupil, both with accounts."""
    mentor = make_mentor(school, user=make_user(Role.MENTOR, school), last_name="Наставляева")
    mentee = make_mentee(school, user=make_user(Role.MENTEE, school), last_name="Ученикова")
    return make_active_pair(school, mentor=mentor, mentees=[mentee])


def request_to(user: User) -> SurveyRequest:
    return SurveyRequest.objects.get(person__user=user)


def typed(survey: Survey, **by_kind: Any) -> dict[str, Any]:
    return {f"q{key}": value for key, value in replies(survey, **by_kind).items()}


@pytest.fixture
def sent(pair: Pair, programme: Programme) -> list[SurveyRequest]:
    return send(programme)


@pytest.fixture
def mentor(pair: Pair) -> User:
    return pair.mentor.person.user


@pytest.fixture
def mentee(pair: Pair) -> User:
    return pair.members.get().mentee.person.user


# --- answering, signed in


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
    scale = request.survey.questions.filter(kind="scale").first()
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


# --- answering by a link


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


# --- sending and links


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


# --- who reads what


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
    question = survey.questions.first()
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


# --- figures


def test_the_figures_name_nobody(
    sent: list[SurveyRequest],
    pair: Pair,
    mentor: User,
    director: User,
    school: School,
    signed_in: SignIn,
) -> None:
    observer = make_user(Role.OBSERVER, school)
    for request in sent:
        answer(request)

    for user in (director, observer):
        client = signed_in(user)
        page = client.get(reverse("monitoring:figures")).content.decode()
        pictures = [
            base64.b64decode(part.split('"')[0]).decode()
            for part in page.split("data:image/svg+xml;base64,")[1:]
        ]
        export = client.get(reverse("monitoring:figures_export")).content
        cells = [
            str(cell.value)
            for sheet in openpyxl.load_workbook(io.BytesIO(export))
            for line in sheet.iter_rows()
            for cell in line
        ]
        text = "\n".join([page, *pictures, *cells])
        assert len(pictures) == 3
        for secret in ("Ученикова", "Наставляева", mentor.email, "Петрович"):
            assert secret not in text


def test_pictures_have_words_for_those_who_do_not_see_them(
    sent: list[SurveyRequest], director: User, signed_in: SignIn
) -> None:
    page = signed_in(director).get(reverse("monitoring:figures")).content.decode()

    assert 'alt="Охват, сколько участников в паре. обучающиеся: 1 из 1' in page
    assert "<table" in page


def test_without_a_programme_the_figures_say_so(
    school: School, director: User, signed_in: SignIn
) -> None:
    school.programmes.all().delete()

    page = signed_in(director).get(reverse("monitoring:figures")).content.decode()

    assert "Программы пока нет" in page


@pytest.mark.parametrize("name", ["figures", "survey_list", "measurements", "swot_list"])
def test_a_page_takes_the_same_queries_for_one_row_and_for_many(
    pair: Pair,
    school: School,
    programme: Programme,
    curator: User,
    signed_in: SignIn,
    name: str,
) -> None:
    send(programme)
    make_measurement(programme)
    client, url = signed_in(curator), reverse(f"monitoring:{name}")
    queries_of(client, url)
    one = queries_of(client, url)
    make_surveys(school, school.forms.get(code="teacher-teacher"))
    for number in range(4):
        make_active_pair(school, number=2)
        make_measurement(programme, number + 2)
    for request in send(programme):
        answer(request)

    assert queries_of(client, url) == one


def test_a_questionnaire_with_many_people_takes_the_queries_of_one(
    pair: Pair, school: School, programme: Programme, curator: User, signed_in: SignIn
) -> None:
    survey = answer(send(programme)[0]).survey
    client, url = signed_in(curator), survey.get_absolute_url()
    queries_of(client, url)
    one = queries_of(client, url)
    for _number in range(4):
        make_active_pair(school, number=2)
    for request in send(programme):
        answer(request)

    assert queries_of(client, url) == one


# --- the before/after table and the SWOT


def test_the_table_takes_numbers_as_people_write_them(
    programme: Programme, curator: User, signed_in: SignIn
) -> None:
    make_measurement(programme, 1)
    make_measurement(programme, 2, before=3)
    url = reverse("monitoring:measurements")

    signed_in(curator).post(
        url, {"before_1": "1 200", "after_1": "12,5", "before_2": "", "after_2": "0"}
    )

    rows = list(Measurement.objects.values_list("before", "after"))
    assert rows == [(1200, 12.5), (None, 0)]


def test_a_wrong_number_is_named_and_the_others_stay(
    programme: Programme, curator: User, signed_in: SignIn
) -> None:
    make_measurement(programme, 1)
    make_measurement(programme, 2, is_percent=True)

    response = signed_in(curator).post(
        reverse("monitoring:measurements"),
        {"before_1": "много", "after_1": "-1", "before_2": "101", "after_2": "40"},
    )

    assert sorted(response.context["form"].errors) == ["after_1", "before_1", "before_2"]
    assert 'value="40"' in response.content.decode()
    assert not Measurement.objects.filter(after__isnull=False).exists()


def test_the_table_is_printed_as_the_form_has_it(
    programme: Programme, director: User, signed_in: SignIn
) -> None:
    make_measurement(programme, 1, title="Кружки", before=10, after=15)
    make_measurement(programme, 2, title="Проекты", before=0, after=4)

    response = signed_in(director).get(reverse("monitoring:measurements_pdf"))
    text = text_of_pdf(response.content)

    assert "Разница (z = x - y)" in text
    assert "1. Кружки 10 15 −5 −50" in text
    assert "2. Проекты 0 4 −4 —" in text
    assert "рост" not in text


def test_the_page_says_in_words_what_the_minus_means(
    programme: Programme, curator: User, signed_in: SignIn
) -> None:
    make_measurement(programme, 1, before=10, after=15)

    page = signed_in(curator).get(reverse("monitoring:measurements")).content.decode()

    assert "−50" in page
    assert "рост, лучше" in page


def test_a_curator_fills_the_swot_and_the_director_reads_and_prints_it(
    school: School, programme: Programme, curator: User, director: User, signed_in: SignIn
) -> None:
    form = school.forms.first()
    texts = {"strengths": "Опыт", "weaknesses": "Время", "opportunities": "Завод", "threats": "Нет"}
    url = reverse("monitoring:swot_update", args=[form.pk])
    signed_in(curator).post(url, texts)
    client = signed_in(director)

    assert Swot.objects.get(programme=programme, form=form).opportunities == "Завод"
    assert "Завод" in client.get(reverse("monitoring:swot_list")).content.decode()
    assert client.get(url).status_code == 403
    pdf = client.get(reverse("monitoring:swot_pdf", args=[form.pk])).content
    assert "Внешние Возможности Завод Угрозы Нет" in text_of_pdf(pdf)


@pytest.mark.parametrize("name", ["measurements_docx", "swot_docx"])
def test_papers_are_given_for_word_as_well(
    school: School, programme: Programme, curator: User, signed_in: SignIn, name: str
) -> None:
    args = [school.forms.first().pk] if name == "swot_docx" else []

    response = signed_in(curator).get(reverse(f"monitoring:{name}", args=args))

    assert response.content[:2] == b"PK"
