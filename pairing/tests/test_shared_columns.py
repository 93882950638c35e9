import datetime
from collections.abc import Callable

from django.test import Client

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from orders.testing import make_order
from pairing.choices import PairState
from pairing.models import Pair
from pairing.shared_columns import columns_of_cards, panel_of_person
from pairing.testing import ENDS_ON, make_pair
from registry.choices import Base
from registry.queries import PairColumns, pair_columns
from registry.testing import make_mentee, make_mentor
from schools.models import School


def active(school: School, curator: User, **fields) -> Pair:
    order = make_order(school.programmes.get(), curator)
    return make_pair(school, state=PairState.ACTIVE, order=order, **fields)


def test_the_base_of_mentees_shows_the_mentor(school: School, curator: User) -> None:
    mentor = make_mentor(school, last_name="Иванов", workplace="школа № 5")
    pair = active(school, curator, mentor=mentor)
    mentee = pair.members.get().mentee

    assert pair_columns(Base.MENTEES, [mentee.pk]) == {
        mentee.pk: PairColumns(
            names="Иванов Иван Петрович",
            form="учитель – ученик",
            workplace="школа № 5, учитель математики",
            ends_on=ENDS_ON,
        )
    }


def test_the_base_of_mentors_shows_all_mentees(school: School, curator: User) -> None:
    mentor = make_mentor(school)
    active(school, curator, mentor=mentor, mentees=[make_mentee(school, last_name="Яшин")])
    mentees = [make_mentee(school, last_name="Белов", class_name="9Б")]
    active(school, curator, mentor=mentor, mentees=mentees, ends_on=datetime.date(2027, 3, 1))

    columns = columns_of_cards(Base.MENTORS, [mentor.pk])[mentor.pk]

    assert columns.names == "Яшин Иван Петрович; Белов Иван Петрович"
    assert columns.workplace == "8А; 9Б"
    assert columns.ends_on == ENDS_ON


def test_a_pair_that_is_over_says_what_came_of_it(school: School) -> None:
    member = make_pair(school, state=PairState.COMPLETED).members.get()
    member.result = "читает лучше"
    member.save()

    columns = columns_of_cards(Base.MENTEES, [member.mentee_id])[member.mentee_id]

    assert (columns.results, columns.passed) == ("читает лучше", "пройдена")


def test_a_pair_in_force_stands_before_one_that_is_over(school: School, curator: User) -> None:
    mentee = make_mentee(school)
    make_pair(school, state=PairState.ENDED_EARLY, mentees=[mentee])
    pair = active(school, curator, mentees=[mentee])

    columns = columns_of_cards(Base.MENTEES, [mentee.pk])[mentee.pk]

    assert (columns.names, columns.passed) == (pair.mentor.person.full_name, "")


def test_a_chosen_pair_is_nobodys_business_yet(school: School) -> None:
    member = make_pair(school).members.get()

    assert columns_of_cards(Base.MENTEES, [member.mentee_id]) == {}


def test_columns_take_as_many_queries_for_any_number(
    school: School, curator: User, django_assert_num_queries
) -> None:
    cards = [active(school, curator).members.get().mentee_id for _n in range(4)]

    with django_assert_num_queries(1):
        assert len(columns_of_cards(Base.MENTEES, cards)) == 4


def test_a_persons_page_shows_the_pairs(
    signed_in: Callable[[User], Client], school: School, curator: User
) -> None:
    pair = active(school, curator)

    page = signed_in(curator).get(pair.mentor.person.get_absolute_url()).content.decode()

    assert pair.get_absolute_url() in page
    assert pair.members.get().mentee.person.short_name in page


def test_a_stranger_is_not_told_of_the_pairs(school: School, curator: User) -> None:
    pair = active(school, curator)

    assert panel_of_person(pair.mentor.person, make_user(Role.MENTOR, school)).items == []
    assert panel_of_person(pair.mentor.person, make_user(Role.OBSERVER, school)).items == []
