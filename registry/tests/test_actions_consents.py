"""Consents: recorded, given for many at once, withdrawn, renewed."""

from __future__ import annotations

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from core.audit import timeline
from core.errors import DomainError
from registry.actions import (
    add_guardian,
    record_consent,
    record_paper_consents,
    withdraw_consent,
)
from registry.models import Consent
from registry.queries import consent_gaps
from registry.rules import rules_for
from registry.signals import consent_withdrawn
from registry.testing import make_mentee, make_mentor, make_person
from schools.choices import ParticipantKind

DAY = datetime.date(2026, 9, 1)


def gaps(person):
    today = timezone.localdate()
    found = consent_gaps([person.pk], day=today, rules=rules_for(person.school))
    return [finding.code for finding in found[person.pk]]


def give(person, curator, **fields):
    values = {"kind": "participation", "signer": "self", "given_on": DAY, "actor": curator}
    return record_consent(person, **values | fields)


def test_record_consent_writes_who_how_and_when(school, curator):
    person = make_mentor(school, consents=False).person

    consent = give(person, curator)

    assert consent.way == "paper"
    assert consent.recorded_by == curator
    assert [event.verb for event in timeline(person)] == ["consent.given"]


def test_the_same_consent_is_not_recorded_twice(school, curator):
    person = make_mentor(school, consents=False).person
    give(person, curator)

    with pytest.raises(DomainError, match="уже записано"):
        give(person, curator)

    assert person.consents.count() == 1


def test_the_database_refuses_a_second_consent_in_force(school, curator):
    consent = give(make_mentor(school, consents=False).person, curator)

    consent.pk = None
    with pytest.raises(IntegrityError, match="consent_one_in_force"):
        consent.save()


def test_a_consent_of_tomorrow_is_refused(school, curator):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    with pytest.raises(DomainError, match="не наступила"):
        give(make_mentor(school, consents=False).person, curator, given_on=tomorrow)


def test_a_consent_that_ended_may_be_given_again(school, curator):
    person = make_mentor(school, consents=False).person
    give(person, curator, expires_on=datetime.date(2026, 9, 30))
    assert gaps(person) == ["consents.participation", "consents.personal_data"]

    give(person, curator, given_on=datetime.date(2026, 10, 1))

    assert gaps(person) == ["consents.personal_data"]


def test_a_consent_does_not_end_before_it_begins(school, curator):
    person = make_mentor(school, consents=False).person

    with pytest.raises(DomainError, match="раньше дня согласия"):
        give(person, curator, expires_on=datetime.date(2026, 8, 1))


def test_only_a_recorded_representative_signs_for_a_child(school, curator):
    child = make_mentee(school, consents=False).person
    parent = make_person(school, kind=ParticipantKind.PARENT)
    sign = {"signer": "representative", "representative": parent}

    with pytest.raises(DomainError, match="не записан как законный представитель"):
        give(child, curator, **sign)
    add_guardian(child, parent, relation="mother", actor=curator)

    assert give(child, curator, **sign).representative == parent


def test_paper_consents_of_many_are_signed_by_whoever_must(school, curator):
    mentor = make_mentor(school, consents=False).person
    child = make_mentee(school, consents=False).person
    parent = make_person(school, kind=ParticipantKind.PARENT)
    add_guardian(child, parent, relation="mother", actor=curator)

    record_paper_consents([mentor, child], given_on=DAY, actor=curator)

    assert sorted(mentor.consents.values_list("kind", "signer")) == [
        ("participation", "self"),
        ("personal_data", "self"),
    ]
    assert not mentor.consents.filter(representative__isnull=False).exists()
    assert sorted(child.consents.values_list("kind", "signer", "representative")) == [
        ("participation", "representative", parent.pk),
        ("personal_data", "representative", parent.pk),
    ]
    assert gaps(mentor) == gaps(child) == []


def test_paper_consents_leave_what_is_in_force(school, curator):
    person = make_mentor(school).person

    assert record_paper_consents([person], given_on=DAY, actor=curator) == []
    assert person.consents.count() == 2


def test_paper_consents_stand_in_the_timeline_of_each(school, curator):
    first, second = (make_mentor(school, consents=False).person for _ in range(2))

    record_paper_consents([first, second], given_on=DAY, actor=curator)

    assert timeline(first).get() == timeline(second).get()


def test_paper_consents_of_two_schools_at_once_are_refused(school, other_school, curator):
    people = [make_mentor(school).person, make_mentor(other_school).person]

    with pytest.raises(DomainError, match="из разных школ"):
        record_paper_consents(people, given_on=DAY, actor=curator)


def test_paper_consents_take_as_many_queries_for_one_as_for_many(
    school, curator, django_assert_num_queries
):
    many = [make_mentor(school, consents=False).person for _ in range(12)]

    for people in (many[:1], many[1:]):
        with django_assert_num_queries(11):
            record_paper_consents(people, given_on=DAY, actor=curator)


def test_a_withdrawn_consent_is_missing_at_once_and_stays_on_record(school, curator):
    person = make_mentor(school).person
    consent = person.consents.get(kind="personal_data")

    withdraw_consent(consent, actor=curator)

    assert gaps(person) == ["consents.personal_data"]
    consent.refresh_from_db()
    assert consent.withdrawn_on == timezone.localdate()
    assert timeline(person).first().verb == "consent.withdrawn"


def test_a_consent_is_withdrawn_once_and_not_before_it_was_given(school, curator):
    consent = make_mentor(school).person.consents.first()

    with pytest.raises(DomainError, match="раньше самого согласия"):
        withdraw_consent(consent, actor=curator, withdrawn_on=datetime.date(2026, 8, 1))
    withdraw_consent(consent, actor=curator)
    with pytest.raises(DomainError, match="уже отозвано"):
        withdraw_consent(consent, actor=curator)


def test_whoever_listens_may_forbid_a_withdrawal(school, curator):
    consent = make_mentor(school).person.consents.first()

    def refuse(**kwargs):
        raise DomainError("нет")

    consent_withdrawn.connect(refuse)
    try:
        with pytest.raises(DomainError, match="нет"):
            withdraw_consent(consent, actor=curator)
    finally:
        consent_withdrawn.disconnect(refuse)

    assert Consent.objects.get(pk=consent.pk).withdrawn_on is None


def test_a_consent_may_be_given_anew_after_it_was_withdrawn(school, curator):
    person = make_mentor(school).person
    withdraw_consent(person.consents.get(kind="participation"), actor=curator)

    give(person, curator, given_on=timezone.localdate())

    assert gaps(person) == []


def test_nobody_signs_for_an_adult(school, curator):
    with pytest.raises(DomainError, match="совершеннолетним"):
        give(make_mentor(school, consents=False).person, curator, signer="representative")


def test_paper_consents_dated_into_an_ended_one_are_refused_in_words(school, curator):
    person = make_mentor(school).person
    withdraw_consent(person.consents.get(kind="participation"), actor=curator)

    with pytest.raises(DomainError, match="Укажите день позже"):
        record_paper_consents([person], given_on=DAY, actor=curator)

    assert person.consents.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_record_one_consent(school, curator):
    person = make_mentor(school, consents=False).person
    ready = threading.Barrier(2)

    def click(_number):
        try:
            ready.wait()
            give(person, curator)
        except DomainError as error:
            return str(error)
        finally:
            connection.close()
        return "записано"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(click, range(2)))

    assert outcomes == ["Такое согласие уже записано.", "записано"]
    assert person.consents.count() == 1
