"""The page of weights: what the act's matching values, with the example that it shows."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from core.audit import timeline
from pairing.choices import Goal
from pairing.weights import WEIGHTS, example_of, goal_of, matching_texts, weights_of
from schools.models import Programme, Regulation

from .conftest import TODAY

STANDARD = {weight.key: weight.points for weight in WEIGHTS}
WHY = {"reason": "решение педагогического совета", "valid_from": TODAY.isoformat()}


@pytest.fixture
def at_desk(signed_in, school) -> Client:
    return signed_in(make_user(Role.COORDINATOR, school))


def url_of(programme: Programme) -> str:
    return reverse("pairing:weights", args=[programme.regulation_id])


def given(**values) -> dict:
    return STANDARD | {"goal": Goal.MOST_PEOPLE} | WHY | values


def newest(programme: Programme) -> Regulation:
    return programme.school.regulations.latest("version")


def test_what_is_typed_stands_in_the_act_with_who_and_why(programme: Programme, at_desk) -> None:
    at_desk.post(url_of(programme), given(wishes=60, goal=Goal.BEST_FIT))

    act = newest(programme)
    assert (weights_of(act)["wishes"], goal_of(act)) == (60, Goal.BEST_FIT)
    event = timeline(act).first()
    assert event.actor.memberships.get().role == Role.COORDINATOR
    assert event.data["texts"] == ["matching"]


def test_only_what_differs_from_the_standard_is_written() -> None:
    areas = [{"title": "Танцы", "requests": ["танец"], "competencies": ["хореография"]}]
    texts = {"matching": {"areas": areas, "weights": {"age": 1}}}

    found = matching_texts(texts, weights=STANDARD | {"request": 50}, goal=Goal.MOST_PEOPLE)

    assert found == {"areas": areas, "weights": {"request": 50}}


def test_back_to_the_standard_nothing_is_left() -> None:
    texts = {"matching": {"weights": {"age": 1}}}

    assert matching_texts(texts, weights=STANDARD, goal=Goal.MOST_PEOPLE) is None


def test_a_weight_out_of_range_is_told_at_its_part(programme: Programme, at_desk) -> None:
    page = at_desk.post(url_of(programme), given(age=101)).content.decode()

    assert "Возраст" in page
    assert "меньше либо равно 100" in page
    assert newest(programme) == programme.regulation


def test_nothing_may_not_be_worth_anything(programme: Programme, at_desk) -> None:
    nothing = dict.fromkeys(STANDARD, 0)

    page = at_desk.post(url_of(programme), given(**nothing)).content.decode()

    assert "Хотя бы одна часть должна чего-то стоить" in page


def test_looking_at_the_example_saves_nothing(programme: Programme, at_desk) -> None:
    page = at_desk.post(url_of(programme), given(wishes=0, look="1")).content.decode()

    assert 'value="0"' in page
    assert "Не сохранено" not in page
    assert newest(programme) == programme.regulation
    assert weights_of(newest(programme)) == STANDARD


def test_the_example_turns_round_with_the_weights() -> None:
    master, friend = example_of(STANDARD)
    assert friend.total > master.total

    master, friend = example_of(STANDARD | {"wishes": 0, "interests": 0, "age": 5})
    assert master.total > friend.total


def test_the_act_of_another_school_is_not_found(at_desk, other_school) -> None:
    other = other_school.regulations.get()

    assert at_desk.get(reverse("pairing:weights", args=[other.pk])).status_code == 404
