"""Who answers for the lines of the road map, and whom the late ones wait for."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from accounts.testing import make_user
from core.audit import timeline
from core.errors import DomainError
from registry.actions import set_road_map_people
from registry.models import RoadMapDuty
from registry.queries import late_lines_of
from registry.testing import make_appointment, make_mentee, make_person
from schools.choices import AppointedRole as R
from schools.choices import ProgrammeState
from schools.queries import current_programme
from schools.testing import make_line, make_programme

DAY = datetime.date(2026, 11, 21)
PAST, FUTURE = datetime.date(2026, 10, 1), datetime.date(2027, 2, 1)


@pytest.fixture
def programme(school):
    return current_programme(school, DAY)


@pytest.fixture
def line(programme):
    return make_line(programme, ends_on=PAST)


def names(rows):
    return [row.title for row in rows]


def test_people_are_set_and_taken_away_and_the_trail_says_so(school, programme, line):
    first, second = make_person(school), make_person(school)

    set_road_map_people(line, people=[first, second], actor=None)
    left = set_road_map_people(line, people=[second], actor=None)

    assert [duty.person for duty in left] == [second]
    assert timeline(first).count() == 2
    assert timeline(programme).count() == 2


def test_the_same_people_again_change_nothing(school, programme, line):
    person = make_person(school)
    set_road_map_people(line, people=[person], actor=None)

    set_road_map_people(line, people=[person, person], actor=None)

    assert RoadMapDuty.objects.count() == 1
    assert timeline(programme).count() == 1


def test_people_of_another_school_answer_for_nothing(other_school, line):
    with pytest.raises(DomainError, match="своей школы"):
        set_road_map_people(line, people=[make_person(other_school)], actor=None)


def test_a_closed_programme_stays_as_it_was(school, programme, line):
    programme.state = ProgrammeState.CLOSED
    programme.save()

    with pytest.raises(DomainError, match="завершена"):
        set_road_map_people(line, people=[make_person(school)], actor=None)


def test_a_late_line_waits_for_who_is_named(school, line):
    user = make_user("mentor", school)
    set_road_map_people(line, people=[make_person(school, user=user)], actor=None)

    assert list(late_lines_of(user, DAY)) == [line]
    assert list(late_lines_of(make_user("mentor", school), DAY)) == []


@pytest.mark.parametrize(
    ("fields", "is_late"),
    [
        ({"ends_on": PAST}, True),
        ({"ends_on": DAY}, False),
        ({"ends_on": FUTURE}, False),
        ({"ends_on": None}, False),
        ({"ends_on": PAST, "done_on": PAST}, False),
    ],
)
def test_only_a_line_that_is_late_and_not_done_waits(curator, programme, fields, is_late):
    make_line(programme, roles=["curator"], **fields)

    assert bool(late_lines_of(curator, DAY)) == is_late


def test_a_late_line_waits_for_a_role_of_sign_in(school, curator, programme):
    make_line(programme, ends_on=PAST, roles=["curator", "director"])

    assert late_lines_of(curator, DAY).count() == 1
    assert late_lines_of(make_user("psychologist", school), DAY).count() == 0


def test_a_late_line_waits_for_a_role_by_appointment(school, programme):
    make_line(programme, ends_on=PAST, roles=["working_group"])
    member, head, former = (make_user("mentor", school) for _each in range(3))
    make_appointment(make_person(school, user=member), R.WORKING_GROUP)
    make_appointment(make_person(school, user=head), R.WORKING_GROUP_HEAD)
    make_appointment(make_person(school, user=former), R.WORKING_GROUP, valid_to=PAST)

    found = [late_lines_of(user, DAY).count() for user in (member, head, former)]

    assert found == [1, 1, 0]


def test_the_roles_of_the_stage_are_those_of_its_lines_that_name_none(curator, programme):
    first = make_line(programme, ends_on=PAST)
    first.stage.roles = ["curator"]
    first.stage.save()
    make_line(programme, ends_on=PAST, roles=["director"])

    assert list(late_lines_of(curator, DAY)) == [first]


def test_lines_of_another_programme_wait_for_nobody(school, curator, programme):
    earlier = make_programme(
        school,
        title="Прошлая",
        starts_on=datetime.date(2025, 9, 1),
        ends_on=datetime.date(2026, 5, 28),
        state=ProgrammeState.CLOSED,
    )
    make_line(earlier, ends_on=PAST, roles=["curator"])

    assert not late_lines_of(curator, DAY)


def test_the_earliest_comes_first_in_a_fixed_number_of_queries(
    curator, programme, django_assert_max_num_queries
):
    make_line(programme, title="вторая", ends_on=PAST, roles=["curator"])
    make_line(programme, title="первая", ends_on=datetime.date(2026, 9, 20), roles=["curator"])
    assert curator.scope

    with django_assert_max_num_queries(3):
        found = names(late_lines_of(curator, DAY))

    assert found == ["первая", "вторая"]


def test_the_page_adds_and_removes(school, line, administrator, signed_in):
    client, url = signed_in(administrator), reverse("registry:road_map_people", args=[line.pk])
    person = make_person(school, last_name="Ёжиков")
    make_mentee(school, last_name="Ёжик")

    assert list(client.get(url, {"q": "ёжик"}).context["found"]) == [person]
    client.post(url, {"add": person.pk})
    assert client.get(url).context["people"] == [person]
    client.post(url, {"remove": person.pk})
    assert client.get(url).context["people"] == []


def test_a_person_of_another_school_is_not_added(other_school, line, administrator, signed_in):
    url = reverse("registry:road_map_people", args=[line.pk])

    response = signed_in(administrator).post(url, {"add": make_person(other_school).pk})

    assert response.status_code == 404
    assert not RoadMapDuty.objects.exists()
