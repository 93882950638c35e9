import datetime
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPException
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.choices import JobState
from core.errors import DomainError
from core.jobs import run
from core.models import Job
from monitoring.actions import answer_by_link, create_surveys, mail_surveys, send_surveys
from monitoring.choices import Side, SurveyStage
from monitoring.models import Survey, SurveyRequest
from monitoring.queries import people_to_ask
from monitoring.testing import (
    DUE_ON,
    make_active_pair,
    make_survey,
    make_surveys,
    replies,
    send,
    with_account,
)
from pairing.choices import PairState
from registry.choices import AskedBy, Relation
from registry.models import Guardianship
from registry.testing import make_mentee, make_mentor, make_person
from schools.actions import create_school
from schools.models import Programme, School
from schools.presets import load_preset
from schools.testing import make_school

SITE = "https://school.example/"


def told(ids: list[int]) -> dict[str, Any]:
    return mail_surveys(ids, site=SITE, report=lambda done, total: None)


def test_both_sides_of_every_pair_are_asked(
    school: School, surveys: list[Survey], programme: Programme
) -> None:
    make_active_pair(school)
    make_active_pair(school, number=3)

    requests = send(programme)

    assert len(requests) == 2 + 6
    assert {row.survey.stage for row in requests} == {SurveyStage.ENTRY}
    mentors = [row for row in requests if row.survey.side == Side.MENTOR]
    assert {row.person.pk for row in mentors} == {
        row.member.pair.mentor.person_id for row in requests
    }


def test_nobody_is_asked_twice(school: School, surveys: list[Survey], programme: Programme) -> None:
    make_active_pair(school)
    send(programme)

    with pytest.raises(DomainError, match="уже отправлены"):
        send(programme)

    make_active_pair(school)
    assert len(send(programme)) == 2
    assert SurveyRequest.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_ask_everybody_once() -> None:
    school = make_school()
    make_surveys(school)
    make_active_pair(school, number=4)
    programme = school.programmes.get()
    gate = Barrier(2, timeout=10)

    def click(_number: int) -> int:
        try:
            gate.wait()
            return len(send(programme))
        except DomainError:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(click, range(2)))

    assert outcomes == [0, 8]
    assert SurveyRequest.objects.count() == 8


def test_a_term_in_the_past_is_refused(
    school: School, surveys: list[Survey], programme: Programme
) -> None:
    make_active_pair(school)

    with pytest.raises(DomainError, match="Срок ответа уже прошёл"):
        send_surveys(programme, stage="entry", due_on=datetime.date(2020, 1, 1), actor=None)


@pytest.mark.parametrize(
    ("state", "stage", "is_asked"),
    [
        (PairState.COMPLETED, SurveyStage.EXIT, True),
        (PairState.ENDED_EARLY, SurveyStage.EXIT, True),
        (PairState.COMPLETED, SurveyStage.ENTRY, False),
        (PairState.CHOSEN, SurveyStage.ENTRY, False),
        (PairState.CANCELLED, SurveyStage.EXIT, False),
    ],
)
def test_at_the_end_also_those_whose_pair_is_over_are_asked(
    school: School,
    surveys: list[Survey],
    programme: Programme,
    state: str,
    stage: str,
    is_asked: bool,
) -> None:
    make_active_pair(school, state=state)

    assert bool(people_to_ask(programme, stage=stage, actor=None)) is is_asked


def test_a_curator_of_a_form_asks_the_pairs_of_that_form(
    school: School, surveys: list[Survey], programme: Programme
) -> None:
    other = school.forms.get(code="teacher-teacher")
    make_surveys(school, other)
    make_active_pair(school)
    make_active_pair(school, mentees=[make_mentee(school, form=other, kind="staff")])
    curator = make_user(Role.CURATOR, school)
    curator.memberships.get().forms.add(other)

    sent = send_surveys(programme, stage="entry", due_on=DUE_ON, actor=curator)

    assert {item.request.survey.form_id for item in sent} == {other.pk}


def test_whom_to_ask_takes_the_same_queries_for_one_pair_and_for_many(
    school: School, surveys: list[Survey], programme: Programme
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            rows = people_to_ask(programme, stage="entry", actor=None)
            assert [row.way for row in rows]
        return len(captured)

    make_active_pair(school)
    one = cost()
    for _number in range(4):
        make_active_pair(school, number=2)

    assert cost() == one


def test_who_has_an_account_is_told_to_sign_in_and_gets_no_secret(
    school: School, surveys: list[Survey], programme: Programme
) -> None:
    user = make_user(Role.MENTOR, school)
    mentor = make_mentor(school, user=user)
    make_active_pair(school, mentor=mentor, number=2)
    requests = [row for row in send(programme) if row.person.pk == mentor.person_id]

    outcome = told([row.pk for row in requests])

    assert outcome == {"letters": 1, "refused": 0}
    (letter,) = mail.outbox
    assert letter.to == [user.email]
    assert "Сначала система попросит вас войти" in letter.body
    assert all(f"{SITE}monitoring/requests/{row.pk}/" in letter.body for row in requests)
    assert "/monitoring/answer/" not in letter.body


def test_who_has_only_an_address_gets_a_link_that_opens(
    school: School, surveys: list[Survey], programme: Programme
) -> None:
    mentee = make_mentee(school, email="pupil@example.org")
    make_active_pair(school, mentees=[mentee])
    request = next(row for row in send(programme) if row.person.pk == mentee.person_id)

    told([request.pk])

    (letter,) = mail.outbox
    assert letter.to == ["pupil@example.org"]
    token = letter.body.split("/monitoring/answer/")[1].split("/")[0]
    assert answer_by_link(token, answers=replies(request.survey)) == request


def test_a_letter_names_neither_the_person_nor_the_pair(
    school: School, surveys: list[Survey], programme: Programme
) -> None:
    mentee = make_mentee(school, email="pupil@example.org", last_name="Неупоминаемый")
    mentor = make_mentor(school, email="mentor@example.org", last_name="Молчаливая")
    make_active_pair(school, mentor=mentor, mentees=[mentee])

    told([row.pk for row in send(programme)])

    text = "".join(f"{letter.subject} {letter.body}" for letter in mail.outbox)
    assert len(mail.outbox) == 2
    assert "Неупоминаем" not in text
    assert "Молчалив" not in text


def test_a_parent_with_an_account_is_told_about_the_child(
    school: School, surveys: list[Survey], programme: Programme
) -> None:
    mentee = make_mentee(school, email="pupil@example.org")
    parent = make_user(Role.PARENT, school)
    guardian = with_account(make_person(school, kind="parent"), parent)
    Guardianship.objects.create(
        school=school, child=mentee.person, guardian=guardian, relation=Relation.MOTHER
    )
    make_active_pair(school, mentees=[mentee])

    told([row.pk for row in send(programme)])

    assert [letter.to for letter in mail.outbox] == [[parent.email]]


def test_a_letter_is_written_once_however_often_the_job_runs(
    school: School, surveys: list[Survey], programme: Programme
) -> None:
    make_active_pair(school, mentees=[make_mentee(school, email="pupil@example.org")])
    ids = [row.pk for row in send(programme)]
    told(ids)

    outcome = told(ids)

    assert outcome == {"letters": 0, "refused": 0}
    assert len(mail.outbox) == 1


def test_a_refused_letter_is_tried_again_by_the_next_run(
    school: School,
    surveys: list[Survey],
    programme: Programme,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_active_pair(school, mentees=[make_mentee(school, email="pupil@example.org")])
    ids = [row.pk for row in send(programme)]

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise SMTPException("mailbox unavailable")

    with monkeypatch.context() as patch:
        patch.setattr("monitoring.actions.mailing.send_mail", refuse)
        assert told(ids) == {"letters": 0, "refused": 1}

    assert told(ids) == {"letters": 1, "refused": 0}


def test_letters_are_a_job_with_keys_alone(
    school: School, surveys: list[Survey], programme: Programme, curator: User
) -> None:
    mentee = make_mentee(school, email="pupil@example.org")
    make_active_pair(school, mentees=[mentee])

    sent = send_surveys(programme, stage="entry", due_on=DUE_ON, actor=curator, site=SITE)

    by_mail = [item for item in sent if item.way == AskedBy.MAIL]
    job = Job.objects.get(kind="monitoring.mail_surveys")
    assert job.args == {"requests": [by_mail[0].request.pk], "site": SITE}
    assert {item.way for item in sent} == {AskedBy.MAIL, AskedBy.PAPER}

    run(job.pk, worker="test")
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, {"letters": 1, "refused": 0})
    assert [letter.to for letter in mail.outbox] == [["pupil@example.org"]]


def test_without_an_address_of_the_server_nobody_is_written_to(
    school: School, surveys: list[Survey], programme: Programme
) -> None:
    make_active_pair(school, mentees=[make_mentee(school, email="pupil@example.org")])

    send(programme)

    assert not Job.objects.exists()


def test_a_school_begins_with_a_questionnaire_for_each_form_side_and_stage(db: None) -> None:
    school = create_school(load_preset("r145"), slug="new", actor=None)

    assert school.surveys.count() == school.forms.count() * 4
    assert create_surveys(school, regulation=school.regulations.get(), actor=None) == []


def test_compared_questions_share_a_code_in_both_stages(db: None) -> None:
    school = create_school(load_preset("r145"), slug="new", actor=None)
    for form in school.forms.all():
        for side in Side:
            codes = [
                set(
                    school.surveys.get(form=form, side=side, stage=stage)
                    .questions.filter(kind="scale")
                    .values_list("code", flat=True)
                )
                for stage in SurveyStage
            ]
            assert len(codes[0] & codes[1]) >= 5


def test_a_survey_of_another_school_is_not_sent(
    school: School, other_school: School, programme: Programme
) -> None:
    make_survey(other_school)
    make_active_pair(school)

    with pytest.raises(DomainError):
        send(programme)
