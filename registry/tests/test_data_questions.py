"""«Delete or depersonalise»: opened by a withdrawal, with a date, closed by a decision."""

from __future__ import annotations

import datetime

import pytest

from core import clock
from core.errors import DomainError
from registry.actions import (
    ask_about_data,
    decide_about_data,
    record_consent,
    record_paper_consents,
    withdraw_consent,
)
from registry.choices import DataDecision
from registry.models import DataQuestion
from registry.testing import make_mentor

DAY = datetime.date(2026, 10, 1)


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.on(DAY):
        yield


@pytest.fixture
def person(school):
    return make_mentor(school).person


def withdraw(person, kind="personal_data"):
    withdraw_consent(person.consents.get(kind=kind), actor=None)


@pytest.mark.parametrize("kind", ["personal_data", "participation"])
def test_a_withdrawal_opens_the_question_with_its_date(person, kind):
    withdraw(person, kind)

    question = DataQuestion.objects.get(person=person)
    assert (question.asked_on, question.due_on) == (DAY, datetime.date(2026, 10, 31))
    assert question.consent.kind == kind
    assert question.decision == ""


def test_a_withdrawal_of_publication_asks_nothing(person):
    record_consent(person, kind="publication", signer="self", given_on=DAY, actor=None)

    withdraw(person, "publication")

    assert not DataQuestion.objects.exists()


def test_two_withdrawals_open_one_question(person):
    withdraw(person, "personal_data")
    withdraw(person, "participation")

    assert DataQuestion.objects.filter(person=person).count() == 1


def test_the_earlier_term_holds(person):
    ask_about_data(person, actor=None)
    earlier = DAY + datetime.timedelta(days=3)

    assert ask_about_data(person, actor=None, due_on=earlier).due_on == earlier


def test_a_consent_given_again_closes_the_question(person):
    withdraw(person)

    record_consent(person, kind="personal_data", signer="self", given_on=DAY, actor=None)

    question = DataQuestion.objects.get()
    assert (question.decision, question.decided_on) == (DataDecision.GIVEN_AGAIN, DAY)


def test_another_consent_leaves_the_question_open(person):
    withdraw(person)

    record_consent(person, kind="publication", signer="self", given_on=DAY, actor=None)

    assert DataQuestion.objects.get().decided_on is None


def test_sheets_of_many_close_questions_too(person):
    withdraw(person)

    record_paper_consents([person], given_on=DAY, actor=None)

    assert DataQuestion.objects.get().decision == DataDecision.GIVEN_AGAIN


def test_what_is_decided_is_not_decided_again(person, curator):
    question = ask_about_data(person, actor=None)
    decide_about_data(question, decision=DataDecision.DEPERSONALISED, actor=curator)

    with pytest.raises(DomainError, match="уже решено"):
        decide_about_data(question, decision=DataDecision.KEPT, actor=curator)

    question.refresh_from_db()
    assert question.decided_by == curator


def test_whoever_keeps_the_bases_finds_the_question_at_home(person, curator, signed_in):
    withdraw(person)

    page = signed_in(curator).get("/").content.decode()

    assert "Удалить данные или обезличить" in page
    assert "31.10.2026" in page
