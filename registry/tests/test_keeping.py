"""What it is time to decide, by the terms of the school."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from core import clock
from core.errors import DomainError
from registry.actions.erasing import destroy_consents, erase_people
from registry.actions.keeping import drop_old_files, save_keeping_terms
from registry.choices import CardState, ErasureMode, ImportState, RecordKind, Relation
from registry.keeping import add_months, terms_of
from registry.models import Consent, ConsentEvent, Guardianship, ImportBatch, MenteeCard, Person
from registry.queries.keeping import consents_due, files_due, people_due
from registry.testing import make_appointment, make_mentee, make_person
from schools.testing import make_school

pytestmark = pytest.mark.django_db

LATER = datetime.timedelta(days=400)
ACT = {"reason": "программа окончена", "commission": ["Директор, П. П. Петрова"]}


@pytest.fixture
def school() -> Any:
    return make_school()


def later() -> datetime.date:
    return clock.today() + LATER


def archived(school: Any) -> Person:
    card = make_mentee(school)
    MenteeCard.objects.filter(pk=card.pk).update(state=CardState.ARCHIVED)
    return card.person


def due(school: Any) -> set[int]:
    return {one.person.pk for one in people_due(school.pk, later())}


def test_somebody_of_the_archive_is_due_after_the_term(school: Any) -> None:
    person = archived(school)

    assert due(school) == {person.pk}
    assert people_due(school.pk, clock.today()) == []


def test_who_is_in_the_base_is_not_due(school: Any) -> None:
    make_mentee(school)

    assert due(school) == set()


def test_who_has_a_role_is_not_due(school: Any) -> None:
    make_appointment(archived(school))

    assert due(school) == set()


def test_the_parent_of_a_child_in_the_base_is_not_due(school: Any) -> None:
    child, parent = make_mentee(school).person, make_person(school, kind="parent")
    Guardianship.objects.create(
        school=school, child=child, guardian=parent, relation=Relation.MOTHER
    )

    assert due(school) == set()


def test_who_was_erased_is_not_asked_about_again(school: Any) -> None:
    person = archived(school)
    erase_people([person], mode=ErasureMode.DEPERSONALISED, actor=None, **ACT)

    assert due(school) == set()


def test_a_school_sets_its_own_term(school: Any) -> None:
    archived(school)
    save_keeping_terms(school, {RecordKind.PEOPLE: (36, "номенклатура дел")}, actor=None)

    assert due(school) == set()
    assert terms_of(school.pk)[RecordKind.PEOPLE].note == "номенклатура дел"


def test_the_term_of_orders_is_not_a_matter_of_taste(school: Any) -> None:
    with pytest.raises(DomainError):
        save_keeping_terms(school, {RecordKind.ORDERS: (1, "")}, actor=None)


def test_a_consent_is_due_three_years_after_its_end(school: Any) -> None:
    consent = make_mentee(school).person.consents.first()
    Consent.objects.filter(pk=consent.pk).update(withdrawn_on=consent.given_on)
    end = add_months(consent.given_on, 36)

    assert consents_due(school.pk, end - datetime.timedelta(days=1)) == []
    assert [one.consent for one in consents_due(school.pk, end)] == [consent]


def test_consents_go_by_an_act_with_their_history(school: Any) -> None:
    consents = list(make_mentee(school).person.consents.all())

    erasure = destroy_consents(school, consents, actor=None, **ACT)

    assert not Consent.objects.exists()
    assert not ConsentEvent.objects.exists()
    assert erasure.document.number == "1"


def test_old_files_of_imports_are_emptied(school: Any) -> None:
    batch = ImportBatch.objects.create(
        school=school, base="mentees", state=ImportState.APPLIED, filename="а.csv", content=b"x"
    )
    with clock.on(later()):
        assert files_due(school.pk, clock.today()) == [batch]
        assert drop_old_files(school, actor=None) == 1

    batch.refresh_from_db()
    assert bytes(batch.content) == b""


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2024, 1, 31), 1, (2024, 2, 29)),
        ((2026, 8, 31), 6, (2027, 2, 28)),
        ((2026, 12, 15), 36, (2029, 12, 15)),
    ],
)
def test_months_are_counted_to_the_same_day(day: Any, months: int, then: Any) -> None:
    assert add_months(datetime.date(*day), months) == datetime.date(*then)


@pytest.mark.parametrize(
    "wrong", [{"reason": " "}, {"commission": []}, {"commission": [" "]}, {"mode": "burnt"}]
)
def test_an_act_without_reason_or_signer_is_refused(school: Any, wrong: Any) -> None:
    person = archived(school)

    with pytest.raises(DomainError):
        erase_people([person], actor=None, **{"mode": ErasureMode.DESTROYED} | ACT | wrong)

    assert Person.objects.filter(pk=person.pk, last_name=person.last_name).exists()


def test_who_has_a_role_now_is_refused(school: Any) -> None:
    person = make_person(school)
    make_appointment(person)

    with pytest.raises(DomainError, match="назначение"):
        erase_people([person], mode=ErasureMode.DESTROYED, actor=None, **ACT)


def test_people_of_two_schools_are_refused(school: Any) -> None:
    people = [make_person(school), make_person(make_school())]

    with pytest.raises(DomainError):
        erase_people(people, mode=ErasureMode.DESTROYED, actor=None, **ACT)
