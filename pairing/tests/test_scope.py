"""Which pairs a curator of some directions sees."""

import pytest

from accounts.choices import Role
from accounts.testing import make_user
from pairing.models import Pair
from pairing.testing import make_pair
from registry.testing import make_mentee

pytestmark = pytest.mark.django_db


@pytest.fixture
def sport(school):
    return school.directions.create(code="sport", name="Спорт")


@pytest.fixture
def of_sport(school, sport):
    user = make_user(Role.CURATOR, school)
    user.memberships.get().directions.set([sport])
    return user


def test_a_group_of_several_directions_is_seen_by_the_curator_who_made_it(
    school, sport, of_sport
) -> None:
    study = school.directions.get(code="study")
    mentees = [make_mentee(school, direction=sport), make_mentee(school, direction=study)]
    group = make_pair(school, mentees=mentees, curator=of_sport)

    assert list(Pair.objects.visible_to(of_sport)) == [group]


def test_a_pair_of_another_direction_stays_closed(school, of_sport) -> None:
    study = school.directions.get(code="study")
    make_pair(school, mentees=[make_mentee(school, direction=study)], direction=study)
    make_pair(school, mentees=[make_mentee(school, direction=study) for _ in range(2)])

    assert not Pair.objects.visible_to(of_sport).exists()
