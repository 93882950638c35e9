"""Candidates: what they write, the link, the paper, who sees it."""

from __future__ import annotations

import datetime
import io

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.choices import Role
from accounts.testing import make_user
from core import clock
from core.audit import timeline
from core.errors import DomainError, StateError
from registry.actions.applications import (
    apply_by_link,
    change_application,
    enter_application,
    invite_candidate,
    review_application,
    withdraw_application,
)
from registry.models import InterviewNote, MentorApplication
from registry.queries.holdings import held_about
from registry.testing import make_appointment, make_person
from registry.testing_selection import make_application
from schools.choices import AppointedRole

DAY = datetime.date(2026, 10, 1)
DUE = datetime.date(2026, 10, 15)
WRITTEN = {"phone": "+7 900 111-22-33", "has_read_act": True}


@pytest.fixture(autouse=True)
def on_the_day():
    cache.clear()
    with clock.on(DAY):
        yield


@pytest.fixture
def person(school):
    return make_person(school, last_name="Орлова", first_name="Анна", gender="f", post="учитель")


def text_of(response):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)


def enter(person, **fields):
    return enter_application(person, **{"applied_on": DAY, "actor": None} | WRITTEN | fields)


def test_what_came_on_paper_is_an_application_with_its_trail(person):
    application = enter(person)

    assert (application.state, application.applied_on) == ("submitted", DAY)
    assert timeline(person).filter(verb="mentorapplication.submitted").exists()


def test_a_second_application_for_the_same_year_is_refused(person):
    enter(person)

    with pytest.raises(DomainError, match="на этот год уже есть"):
        enter(person)


def test_an_application_without_the_mark_about_the_act_is_refused(person):
    with pytest.raises(DomainError, match="ознакомлен"):
        enter(person, has_read_act=False)


def test_a_nomination_names_who_puts_the_candidate_forward(person):
    with pytest.raises(DomainError, match="кто выдвигает"):
        enter(person, way="nomination", nominated_by=" ")


def test_a_school_whose_act_has_no_selection_takes_no_applications(person, school):
    regulation = school.regulations.get()
    regulation.rules.pop("selection.steps")
    regulation.save()

    with pytest.raises(DomainError, match="Положение не говорит"):
        enter(person)


def test_a_candidate_fills_the_application_in_by_the_link(person):
    _asked, token = invite_candidate(person, due_on=DUE, actor=None)

    data = {"phone": "8 900", "has_read_act": "on", "about": "Люблю учить"}
    response = Client().post(reverse("registry:application_link", args=[token]), data)

    assert response.url == reverse("registry:application_thanks")
    application = MentorApplication.objects.get()
    assert (application.state, application.about) == ("submitted", "Люблю учить")


def test_a_link_opens_once(person):
    _asked, token = invite_candidate(person, due_on=DUE, actor=None)
    apply_by_link(token, **WRITTEN)

    assert Client().get(reverse("registry:application_link", args=[token])).status_code == 404


def test_a_link_that_is_too_old_opens_nothing(person):
    _asked, token = invite_candidate(person, due_on=DUE, actor=None)

    with clock.on(DUE + datetime.timedelta(days=1)):
        assert apply_by_link(token, **WRITTEN) is None


def test_asked_anew_the_old_link_stops_working(person):
    _asked, old = invite_candidate(person, due_on=DUE, actor=None)
    _asked, new = invite_candidate(person, due_on=DUE, actor=None)

    assert apply_by_link(old, **WRITTEN) is None
    assert apply_by_link(new, **WRITTEN).state == "submitted"


def test_the_secret_of_a_link_is_kept_nowhere(person):
    asked, token = invite_candidate(person, due_on=DUE, actor=None)

    assert token not in str(MentorApplication.objects.filter(pk=asked.pk).values().get())


def test_a_wrong_file_is_refused_and_what_was_typed_stays(person):
    _asked, token = invite_candidate(person, due_on=DUE, actor=None)
    file = SimpleUploadedFile("портфолио.pdf", b"MZ not a pdf")
    data = {"phone": "8 900", "has_read_act": "on", "about": "Люблю", "portfolio": file}

    page = Client().post(reverse("registry:application_link", args=[token]), data)

    assert "не похоже на PDF" in page.content.decode()
    assert "Люблю" in page.content.decode()
    assert MentorApplication.objects.get().state == "invited"


def test_questions_of_the_act_are_asked_and_kept_as_asked(person, school):
    regulation = school.regulations.get()
    regulation.rules["selection.questions"] = {"value": ["Чему научите?"]}
    regulation.save()
    _asked, token = invite_candidate(person, due_on=DUE, actor=None)
    url = reverse("registry:application_link", args=[token])

    Client().post(url, {"phone": "8", "has_read_act": "on", "answer_0": "Шахматам"})

    answers = MentorApplication.objects.get().answers
    assert answers == [{"question": "Чему научите?", "answer": "Шахматам"}]


def test_the_paper_is_addressed_to_the_director_in_the_dative(person, curator, signed_in):
    application = make_application(person, portfolio_sheets=3)

    url = reverse("registry:application_pdf", args=[application.pk])
    text = text_of(signed_in(curator).get(url))

    assert "Директору" in text
    assert "Примеровой" in text
    assert "Орловой Анны" in text
    assert "2026–2027" in text
    assert "персональных данных" not in text


def test_a_candidate_sees_the_application_and_not_the_notes(person, school, signed_in, curator):
    user = make_user(Role.MENTOR, school)
    person.user = user
    person.save()
    application = make_application(person)
    InterviewNote.objects.create(
        school=school, application=application, held_on=DAY, held_by="Иванова", text="СЕКРЕТНО"
    )
    url = application.get_absolute_url()

    assert "СЕКРЕТНО" in signed_in(curator).get(url).content.decode()
    assert "СЕКРЕТНО" not in signed_in(user).get(url).content.decode()


def test_another_mentor_does_not_see_the_application(person, school, signed_in):
    application = make_application(person)
    stranger = make_user(Role.MENTOR, school)

    assert signed_in(stranger).get(application.get_absolute_url()).status_code == 404


def test_a_member_of_the_commission_sees_candidates_while_appointed(person, school, signed_in):
    application = make_application(person)
    user = make_user(Role.PSYCHOLOGIST, school)
    member = make_person(school, user=user)
    url = application.get_absolute_url()

    assert signed_in(user).get(url).status_code == 404
    make_appointment(member, AppointedRole.COMMISSION)
    assert signed_in(user).get(url).status_code == 200
    with clock.on(datetime.date(2026, 8, 1)):
        assert not MentorApplication.objects.visible_to(user).exists()


def test_a_candidate_does_not_change_what_has_been_taken_up(person, school, signed_in):
    user = make_user(Role.MENTOR, school)
    person.user = user
    person.save()
    application = review_application(make_application(person), actor=None)

    url = reverse("registry:application_update", args=[application.pk])

    assert signed_in(user).post(url, {"phone": "1"}).status_code == 404


def test_what_is_decided_is_not_changed(person):
    application = make_application(person, state="accepted", decided_on=DAY)

    with pytest.raises(DomainError, match="уже решено"):
        change_application(application, actor=None, phone="1")


def test_withdrawn_an_application_makes_room_for_a_new_one(person):
    withdraw_application(enter(person), actor=None)

    assert enter(person).state == "submitted"


def test_a_second_click_on_withdraw_is_refused(person):
    application = withdraw_application(enter(person), actor=None)

    with pytest.raises(StateError):
        withdraw_application(application, actor=None)


def test_a_minor_candidate_is_told_that_the_parents_consent_is_missing(school, curator, signed_in):
    child = make_person(school, kind="pupil", birth_date=datetime.date(2011, 5, 5))
    application = make_application(child)

    page = signed_in(curator).get(application.get_absolute_url()).content.decode()

    assert reverse("registry:consent_ask", args=[child.pk]) in page


def test_all_that_is_held_about_a_candidate_has_the_application_and_not_the_notes(person, school):
    application = make_application(person, about="Люблю учить")
    InterviewNote.objects.create(
        school=school, application=application, held_on=DAY, held_by="Иванова", text="СЕКРЕТНО"
    )

    tables = {table.key: str(table.rows) for table in held_about(person, with_special=False)}

    assert "Люблю учить" in tables["applications"]
    assert "СЕКРЕТНО" not in str(tables)
