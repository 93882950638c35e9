"""The timeline of a person: events and changes, less what the reader may not see."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.choices import Role
from accounts.testing import make_user
from core.models import AuditEvent
from registry.access import sight_of
from registry.actions import save_person, save_special_note
from registry.actions.merging import merge_people
from registry.models import MenteeCard, Person
from registry.queries.timeline import entries_of, timeline_keys
from registry.testing import make_mentee, make_person
from schools.testing import make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> Any:
    return make_school()


def changed(person: Person, **values: Any) -> Person:
    for name, value in values.items():
        setattr(person, name, value)
    return save_person(person, actor=None)


def lines(person: Person, user: Any, *, with_special: bool = False) -> list[str]:
    keys = list(timeline_keys(person, with_special=with_special))
    found = []
    for entry in entries_of(keys, sight_of(user, person)):
        found += [entry.text] if entry.text else []
        found += [f"{one.title}: {one.before} → {one.after}" for one in entry.changes]
    return found


def test_a_change_is_told_field_by_field(school: Any) -> None:
    person = make_person(school, class_name="7А")
    changed(person, class_name="8А")

    assert "класс: 7А → 8А" in lines(person, make_user(Role.COORDINATOR, school))


def test_contacts_are_masked_for_who_may_not_see_them(school: Any) -> None:
    person = make_person(school, contacts="+7 901 555-31-77")
    changed(person, contacts="+7 902 000-00-00")

    found = " ".join(lines(person, make_user(Role.PSYCHOLOGIST, school)))

    assert "контактные данные: ••• → •••" in found
    assert "901" not in found


def test_the_newest_comes_first(school: Any) -> None:
    person = make_person(school, class_name="7А")
    changed(person, class_name="8А")
    changed(person, class_name="9А")

    found = [line for line in lines(person, make_user(Role.COORDINATOR, school)) if "→" in line]

    assert found == ["класс: 8А → 9А", "класс: 7А → 8А"]


def test_that_something_is_closed_is_not_told_to_others(school: Any) -> None:
    person = make_mentee(school).person
    save_special_note(person, text="о здоровье", actor=None)

    assert not [
        one for one in lines(person, make_user(Role.ADMINISTRATOR, school)) if "особой" in one
    ]


def test_a_direction_of_a_hard_situation_is_not_told_to_others(school: Any) -> None:
    card = make_mentee(school)
    direction = school.directions.first()
    direction.is_sensitive = True
    direction.save()
    MenteeCard.objects.filter(pk=card.pk).update(direction=direction)

    found = " ".join(lines(card.person, make_user(Role.ADMINISTRATOR, school)))

    assert direction.name not in found


def test_the_history_of_a_merged_row_belongs_to_the_person(school: Any) -> None:
    kept, gone = make_person(school), make_person(school, class_name="7А")
    changed(gone, class_name="8А")
    merge_people(kept, gone, choices={}, actor=None)

    assert "класс: 7А → 8А" in lines(kept, make_user(Role.COORDINATOR, school))


def test_a_look_at_closed_events_leaves_a_row(school: Any, signed_in: Any) -> None:
    person = make_mentee(school).person
    save_special_note(person, text="о здоровье", actor=None)
    client = signed_in(make_user(Role.PSYCHOLOGIST, school))

    page = client.post(f"/registry/people/{person.pk}/timeline/")

    assert "Записаны сведения особой категории" in page.content.decode()
    assert AuditEvent.objects.filter(verb="special.viewed").count() == 1


def test_the_administrator_does_not_open_closed_events_by_a_post(
    school: Any, signed_in: Any
) -> None:
    person = make_mentee(school).person
    save_special_note(person, text="о здоровье", actor=None)
    client = signed_in(make_user(Role.ADMINISTRATOR, school))

    page = client.post(f"/registry/people/{person.pk}/timeline/")

    assert "особой категории" not in page.content.decode()


def test_a_long_history_takes_as_many_queries_as_a_short_one(
    school: Any, django_assert_max_num_queries: Any
) -> None:
    person = make_person(school, class_name="0")
    for number in range(1, 30):
        changed(person, class_name=str(number))
    user = make_user(Role.COORDINATOR, school)
    sight = sight_of(user, person)
    keys = list(timeline_keys(person, with_special=False))

    with django_assert_max_num_queries(5):
        entries_of(keys, sight)
