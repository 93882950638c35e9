"""Two rows of one person are merged, and taken apart again."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from core.errors import DomainError
from core.models import AuditEvent
from registry.actions import check_file, save_person
from registry.actions.merging import merge_people, tell_apart, undo_merge
from registry.choices import ConsentKind, ConsentSigner, Relation, RowStatus
from registry.models import (
    Appointment,
    Consent,
    ConsentScan,
    FormerPlace,
    Guardianship,
    ImportRow,
    MenteeCard,
    MentorCard,
    Person,
    SpecialNote,
)
from registry.testing import make_appointment, make_mentee, make_mentor, make_person
from schools.testing import make_school

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 9, 1)


@pytest.fixture
def school() -> Any:
    return make_school()


def snapshot() -> dict[str, list[Any]]:
    """Every row of the tables that a merge touches, but for the audit and the merge itself."""
    models = (
        Person,
        MentorCard,
        MenteeCard,
        Consent,
        Guardianship,
        FormerPlace,
        SpecialNote,
        Appointment,
        ConsentScan,
    )
    return {
        model.__name__: [
            {name: bytes(v) if isinstance(v, memoryview) else v for name, v in row.items()}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in models
    }


def test_everything_of_the_second_row_becomes_that_of_the_first(school: Any) -> None:
    kept, gone = make_person(school), make_mentee(school).person
    parent = make_person(school, kind="parent")
    Guardianship.objects.create(
        school=school, child=gone, guardian=parent, relation=Relation.MOTHER
    )
    make_appointment(gone)

    merge_people(kept, gone, choices={}, actor=None)

    assert not Person.objects.filter(pk=gone.pk).exists()
    assert MenteeCard.objects.get().person == kept
    assert set(Consent.objects.values_list("person", flat=True)) == {kept.pk}
    assert Guardianship.objects.get().child == kept
    assert Appointment.objects.get().person == kept


def test_of_two_cards_the_chosen_fields_stay(school: Any) -> None:
    kept = make_mentor(school, interests="шахматы", competencies="алгебра")
    gone = make_mentor(school, interests="лыжи", competencies="геометрия", achievements="грамота")
    choices = {"mentor_card.interests": "gone", "mentor_card.competencies": "kept"}

    merge_people(kept.person, gone.person, choices=choices, actor=None)

    card = MentorCard.objects.get()
    assert (card.pk, card.interests, card.competencies) == (kept.pk, "лыжи", "алгебра")
    assert card.achievements == "грамота"  # what was empty is filled without a question


def test_the_name_may_be_taken_from_the_row_that_goes(school: Any) -> None:
    kept = make_person(school, last_name="Артемьев")
    gone = make_person(school, last_name="Артёмьев")

    merge_people(kept, gone, choices={"person.name": "gone"}, actor=None)

    kept.refresh_from_db()
    assert kept.last_name == "Артёмьев"


@pytest.mark.parametrize("with_choice", [True, False])
def test_undo_brings_every_row_back(school: Any, with_choice: bool) -> None:
    kept, gone = make_mentee(school, interests="шахматы"), make_mentee(school, interests="лыжи")
    for card in (kept, gone):
        SpecialNote.objects.create(school=school, person=card.person, text=f"о {card.pk}")
        make_appointment(card.person)
        FormerPlace.objects.create(
            school=school, person=card.person, until=DAY, kind="pupil", class_name="7А"
        )
        scanned = card.person.consents.first()
        scanned.scan_name = "лист.pdf"
        scanned.save()
        ConsentScan.objects.create(consent=scanned, content=b"%PDF \xff", sha256="0")
    before = snapshot()
    choices = {"mentee_card.interests": "gone"} if with_choice else {}

    merge = merge_people(kept.person, gone.person, choices=choices, actor=None)
    assert snapshot() != before
    undo_merge(merge, actor=None)

    assert snapshot() == before


def test_undo_is_refused_where_a_field_was_changed_since(school: Any) -> None:
    kept, gone = make_person(school), make_person(school, email="one@example.org")
    merge = merge_people(kept, gone, choices={}, actor=None)
    Person.objects.filter(pk=kept.pk).update(email="other@example.org")

    with pytest.raises(DomainError, match="электронная почта"):
        undo_merge(merge, actor=None)

    assert not Person.objects.filter(pk=gone.pk).exists()


def test_a_second_undo_is_refused(school: Any) -> None:
    merge = merge_people(make_person(school), make_person(school), choices={}, actor=None)
    undo_merge(merge, actor=None)

    with pytest.raises(DomainError, match="уже отменено"):
        undo_merge(merge, actor=None)


def test_the_later_of_two_merges_is_undone_first(school: Any) -> None:
    kept = make_person(school)
    first = merge_people(kept, make_person(school), choices={}, actor=None)
    merge_people(kept, make_person(school), choices={}, actor=None)

    with pytest.raises(DomainError, match="Сначала"):
        undo_merge(first, actor=None)


def test_a_parent_and_a_child_are_not_merged(school: Any) -> None:
    child, parent = make_person(school), make_person(school)
    Guardianship.objects.create(
        school=school, child=child, guardian=parent, relation=Relation.FATHER
    )

    with pytest.raises(DomainError, match="два разных человека"):
        merge_people(parent, child, choices={}, actor=None)


def test_people_of_two_schools_are_not_merged(school: Any) -> None:
    with pytest.raises(DomainError):
        merge_people(make_person(school), make_person(make_school()), choices={}, actor=None)


def test_a_row_is_not_merged_with_itself(school: Any) -> None:
    person = make_person(school)

    with pytest.raises(DomainError, match="разные записи"):
        merge_people(person, person, choices={}, actor=None)


def consent(person: Person, given: datetime.date, **fields: Any) -> Consent:
    values = {"kind": ConsentKind.PUBLICATION, "signer": ConsentSigner.SELF} | fields
    return Consent.objects.create(school=person.school, person=person, given_on=given, **values)


def test_of_two_consents_the_later_takes_the_place_of_the_earlier(school: Any) -> None:
    kept, gone = make_person(school), make_person(school)
    early = consent(kept, DAY)
    late = consent(gone, DAY + datetime.timedelta(days=10))

    merge_people(kept, gone, choices={}, actor=None)

    early.refresh_from_db()
    late.refresh_from_db()
    assert early.expires_on == late.given_on
    assert late.expires_on is None


def test_a_withdrawal_counts_for_the_consent_of_the_other_row_too(school: Any) -> None:
    kept, gone = make_person(school), make_person(school)
    withdrawn = DAY + datetime.timedelta(days=30)
    consent(kept, DAY, withdrawn_on=withdrawn)
    late = consent(gone, DAY + datetime.timedelta(days=10))

    merge_people(kept, gone, choices={}, actor=None)

    late.refresh_from_db()
    assert late.withdrawn_on == withdrawn


def test_what_is_closed_stays_together(school: Any) -> None:
    kept, gone = make_person(school), make_person(school)
    for person, text in ((kept, "первое"), (gone, "второе")):
        SpecialNote.objects.create(school=school, person=person, text=text)

    merge_people(kept, gone, choices={}, actor=None)

    assert SpecialNote.objects.get().text == "первое\nвторое"


def test_a_merge_stands_in_the_trail_without_a_name(school: Any) -> None:
    kept, gone = make_person(school), make_person(school)

    merge_people(kept, gone, choices={}, actor=None)

    event = AuditEvent.objects.get(verb="person.merged")
    assert f"registry.person:{kept.pk}" in event.refs
    assert kept.last_name not in event.text


def test_two_that_were_told_apart_are_told_apart_once(school: Any) -> None:
    one, other = make_person(school), make_person(school)

    assert tell_apart(other, one, actor=None).pk == tell_apart(one, other, actor=None).pk


def test_a_file_with_the_old_spelling_finds_the_person(school: Any) -> None:
    kept = make_mentee(school, last_name="Королёва", birth_year=2012).person
    gone = make_mentee(school, last_name="Карлова", birth_year=2013).person
    save_person(gone, actor=None)
    save_person(kept, actor=None)
    merge_people(kept, gone, choices={"person.birth": "kept"}, actor=None)
    text = f"ФИО наставляемого;Год рождения наставляемого\n{gone.full_name};2013\n"

    batch = check_file(
        school, base="mentees", filename="база.csv", content=text.encode(), actor=None
    )

    row = ImportRow.objects.get(batch=batch)
    assert row.person_id == kept.pk
    assert "last_name" not in row.changes
    assert "birth_year" not in row.changes


def test_two_spellings_in_one_file_are_one_person(school: Any) -> None:
    kept = make_mentee(school, last_name="Королёва").person
    gone = make_mentee(school, last_name="Карлова").person
    merge_people(kept, gone, choices={}, actor=None)
    rows = "".join(f"{person.full_name};2012\n" for person in (kept, gone))
    text = f"ФИО наставляемого;Год рождения наставляемого\n{rows}"

    batch = check_file(
        school, base="mentees", filename="база.csv", content=text.encode(), actor=None
    )

    found = ImportRow.objects.filter(batch=batch).order_by("number")
    assert [row.status for row in found][1] == RowStatus.REPEATED
