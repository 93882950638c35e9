"""A pair with accounts, and what was sent to it."""

import pytest
from django.core.cache import cache

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from monitoring.models import Survey, SurveyRequest
from monitoring.testing import (
    make_active_pair,
    make_surveys,
    send,
)
from pairing.models import Pair
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    cache.clear()


@pytest.fixture
def surveys(school: School) -> list[Survey]:
    return make_surveys(school)


@pytest.fixture
def pair(school: School, surveys: list[Survey]) -> Pair:
    """A mentor and a pupil, both with accounts."""
    mentor = make_mentor(school, user=make_user(Role.MENTOR, school), last_name="Наставляева")
    mentee = make_mentee(school, user=make_user(Role.MENTEE, school), last_name="Ученикова")
    return make_active_pair(school, mentor=mentor, mentees=[mentee])


@pytest.fixture
def sent(pair: Pair, programme: Programme) -> list[SurveyRequest]:
    return send(programme)


@pytest.fixture
def mentor(pair: Pair) -> User:
    user = pair.mentor.person.user
    assert user is not None
    return user


@pytest.fixture
def mentee(pair: Pair) -> User:
    user = pair.members.get().mentee.person.user
    assert user is not None
    return user
