"""Training: the schedule, attendance, certificates, the card of a mentor."""

from __future__ import annotations

import datetime
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.choices import Role
from accounts.testing import make_user
from core import clock
from core.errors import DomainError
from registry.actions.training import (
    add_listeners,
    finish_course,
    give_certificates,
    mark_attendance,
    remove_listener,
    remove_session,
    reopen_course,
)
from registry.models import SessionAttendance, TrainingCourse, TrainingListener
from registry.queries.training import listener_lines
from registry.testing import make_mentor, make_person
from registry.testing_selection import make_course, make_listener, make_session

DAY = datetime.date(2026, 10, 1)


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.on(DAY):
        yield


@pytest.fixture
def course(school):
    return make_course(school)


def finished(course, *people):
    """A course that is over, each of the people at its only session."""
    session = make_session(course)
    listeners = add_listeners(course, people, actor=None)
    mark_attendance(session, dict.fromkeys(listeners, "present"), actor=None)
    finish_course(course, actor=None)
    return listeners


def text_of(response):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)


def test_a_course_is_written_with_its_schedule_on_pages(school, curator, signed_in):
    client = signed_in(curator)
    client.post(reverse("registry:course_create"), {"title": "Школа наставников"})
    course = TrainingCourse.objects.get()
    data = {"topic": "Как слушать", "held_on": "2026-10-05", "hours": "1,5", "starts_at": "15:00"}

    client.post(reverse("registry:session_create", args=[course.pk]), data)

    page = client.get(course.get_absolute_url()).content.decode()
    assert "Как слушать" in page
    assert "1,5" in page


def test_hours_count_only_where_somebody_was(school, course):
    was, was_not = make_person(school), make_person(school)
    session = make_session(course)
    first, second = add_listeners(course, [was, was_not], actor=None)
    mark_attendance(session, {first: "present", second: "excused"}, actor=None)

    assert {line.listener: line.hours for line in listener_lines(course)} == {first: 2, second: 0}


def test_a_session_of_tomorrow_has_nobody_to_mark(school, course):
    session = make_session(course, held_on=DAY + datetime.timedelta(days=1))
    listeners = add_listeners(course, [make_person(school)], actor=None)

    with pytest.raises(DomainError, match="ещё не наступила"):
        mark_attendance(session, dict.fromkeys(listeners, "present"), actor=None)


def test_a_listener_of_another_course_is_not_marked(school, course):
    stranger = make_listener(make_course(school), make_person(school))

    with pytest.raises(DomainError, match="учится не здесь"):
        mark_attendance(make_session(course), {stranger: "present"}, actor=None)


def test_a_session_with_marks_stays_on_the_schedule(school, course):
    session = make_session(course)
    listeners = add_listeners(course, [make_person(school)], actor=None)
    mark_attendance(session, dict.fromkeys(listeners, "absent"), actor=None)

    with pytest.raises(DomainError, match="убрать его нельзя"):
        remove_session(session, actor=None)


def test_who_attended_is_not_taken_off_the_list(school, course):
    session = make_session(course)
    (listener,) = add_listeners(course, [make_person(school)], actor=None)
    mark_attendance(session, {listener: "present"}, actor=None)

    with pytest.raises(DomainError, match="уже занимался"):
        remove_listener(listener, actor=None)


def test_added_twice_a_person_stands_once(school, course):
    person = make_person(school)
    add_listeners(course, [person], actor=None)

    assert add_listeners(course, [person], actor=None) == []


def test_numbers_of_certificates_go_up_by_surname(school, course):
    listeners = finished(
        course, make_person(school, last_name="Яковлев"), make_person(school, last_name="Агеев")
    )

    given = give_certificates(course, listeners, first_number="Н-09", given_on=DAY, actor=None)

    numbers = [(row.person.last_name, row.certificate_number) for row in given]
    assert numbers == [("Агеев", "Н-09"), ("Яковлев", "Н-10")]


def test_certificates_wait_for_the_end_of_the_course(school, course):
    listeners = add_listeners(course, [make_person(school)], actor=None)

    with pytest.raises(DomainError, match="обучение закончено"):
        give_certificates(course, listeners, first_number="1", given_on=DAY, actor=None)


def test_a_number_that_is_taken_is_refused_and_nobody_gets_one(school, course):
    make_listener(
        make_course(school), make_person(school), certificate_number="2", certificate_on=DAY
    )
    listeners = finished(course, make_person(school), make_person(school))

    with pytest.raises(DomainError, match="с таким номером уже есть"):
        give_certificates(course, listeners, first_number="1", given_on=DAY, actor=None)

    assert TrainingListener.objects.filter(course=course, certificate_number="1").count() == 0


def test_who_attended_nothing_gets_no_certificate(school, course):
    make_session(course)
    listeners = add_listeners(course, [make_person(school, last_name="Отсутствов")], actor=None)
    course = finish_course(course, actor=None)

    with pytest.raises(DomainError, match="Отсутствов"):
        give_certificates(course, listeners, first_number="1", given_on=DAY, actor=None)


def test_a_session_without_marks_begins_with_everybody_present(school, course, curator, signed_in):
    session = make_session(course)
    (listener,) = add_listeners(course, [make_person(school)], actor=None)

    form = signed_in(curator).get(reverse("registry:attendance", args=[session.pk])).context["form"]

    assert form[f"l{listener.pk}"].initial == "present"


def test_a_number_without_digits_is_refused(school, course):
    listeners = finished(course, make_person(school))

    with pytest.raises(DomainError, match="кончаться цифрой"):
        give_certificates(course, listeners, first_number="первый", given_on=DAY, actor=None)


def test_with_certificates_out_a_course_is_not_opened_again(school, course):
    listeners = finished(course, make_person(school))
    give_certificates(course, listeners, first_number="1", given_on=DAY, actor=None)

    with pytest.raises(DomainError, match="уже выданы"):
        reopen_course(course, actor=None)


def test_a_course_without_sessions_is_not_finished(course):
    with pytest.raises(DomainError, match="ни одного занятия"):
        finish_course(course, actor=None)


def test_a_certificate_names_its_owner_and_the_hours_attended(school, course, curator, signed_in):
    person = make_person(school, last_name="Орлова", first_name="Анна", gender="f")
    listeners = finished(course, person)
    (listener,) = give_certificates(course, listeners, first_number="7", given_on=DAY, actor=None)

    url = reverse("registry:training_certificate", args=[listener.pk])
    text = " ".join(text_of(signed_in(curator).get(url)).split())

    assert "№ 7" in text
    assert "Орлова Анна" in text
    assert "прошла обучение" in text
    assert "2 ч." in text


def test_all_certificates_come_as_one_file(school, course, curator, signed_in):
    listeners = finished(course, make_person(school), make_person(school))
    give_certificates(course, listeners, first_number="1", given_on=DAY, actor=None)

    response = signed_in(curator).get(reverse("registry:certificates_pdf", args=[course.pk]))

    assert len(PdfReader(io.BytesIO(response.content)).pages) == 2


def test_the_card_of_a_mentor_says_that_they_are_trained(school, course, curator, signed_in):
    card = make_mentor(school)
    listeners = finished(course, card.person)
    give_certificates(course, listeners, first_number="7", given_on=DAY, actor=None)

    page = signed_in(curator).get(card.person.get_absolute_url()).content.decode()

    assert "Удостоверение № 7 от 01.10.2026" in page


def test_a_mentor_sees_the_own_course_and_nobody_else_on_it(school, course, signed_in):
    user = make_user(Role.MENTOR, school)
    make_listener(course, make_person(school, user=user, last_name="Свой"))
    make_listener(course, make_person(school, last_name="Чужой"))
    client = signed_in(user)

    page = client.get(course.get_absolute_url()).content.decode()

    assert "Свой" in page
    assert "Чужой" not in page
    assert client.get(make_course(school).get_absolute_url()).status_code == 404


def test_a_page_of_attendance_keeps_the_marks(school, course, curator, signed_in):
    session = make_session(course)
    (listener,) = add_listeners(course, [make_person(school)], actor=None)

    url = reverse("registry:attendance", args=[session.pk])
    signed_in(curator).post(url, {f"l{listener.pk}": "present"})

    assert SessionAttendance.objects.get().mark == "present"


def test_the_plan_is_printed_with_total_hours(school, course, curator, signed_in):
    make_session(course, hours="1.5")
    make_session(course, hours="2")

    text = text_of(signed_in(curator).get(reverse("registry:course_pdf", args=[course.pk])))

    assert "Всего часов: 3,5." in text


@pytest.mark.parametrize("hours", ["0", "-2", "101", "много"])
def test_hours_that_no_session_has_are_refused_beside_the_field(
    school, course, curator, signed_in, hours
):
    data = {"topic": "Тема", "held_on": "2026-10-05", "hours": hours}

    url = reverse("registry:session_create", args=[course.pk])
    page = signed_in(curator).post(url, data).content.decode()

    assert not course.sessions.exists()
    assert "id_hours_error" in page or "invalid-feedback" in page
