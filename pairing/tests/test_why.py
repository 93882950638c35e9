"""«Why not these two?», asked of any two."""

import pytest

from accounts.models import User
from pairing.actions import propose_pairs, set_wish
from pairing.choices import Goal, WishKind
from pairing.questions import read_question
from pairing.testing import make_pair
from pairing.why import Why, why_not
from registry.models import Guardianship, MenteeCard, MentorCard
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School


def ask(programme: Programme, mentor: MentorCard, mentee: MenteeCard, **chosen) -> Why:
    return why_not(read_question(programme, **chosen), mentor, mentee)


def texts(why: Why) -> list[str]:
    return [str(finding) for finding in why.findings]


@pytest.fixture
def maths(school: School) -> MentorCard:
    return make_mentor(school, last_name="Иванов", competencies="математика", places=1)


@pytest.fixture
def sport(school: School) -> MentorCard:
    return make_mentor(school, last_name="Сидоров", competencies="спорт", post="тренер", places=1)


def test_a_pair_of_the_best_solution_is_said_to_be_in_it(programme, school, maths) -> None:
    assert ask(programme, maths, make_mentee(school)).is_best


def test_what_the_whole_would_lose_is_told_with_names(programme, school, maths, sport) -> None:
    first = make_mentee(school, request="подтянуть математику", last_name="Петров")
    second = make_mentee(school, request="заняться спортом", last_name="Яшин")

    why = ask(programme, sport, first)

    assert why.is_allowed
    assert any("Общий балл стал бы меньше на" in line for line in why.lines)
    moves = [(c.mentee, c.before, c.after) for c in why.changes]
    assert moves == [(first, maths, sport), (second, sport, maths)]


def test_who_would_be_left_without_a_pair_is_told(programme, school, maths, curator) -> None:
    first = make_mentee(school, request="подтянуть математику")
    second = make_mentee(school, request="")

    why = ask(programme, maths, second)

    assert [(change.mentee, change.after) for change in why.changes] == [
        (second, maths),
        (first, None),
    ]


def test_an_even_load_that_would_be_less_even_is_told(programme, school, curator) -> None:
    best = make_mentor(school, competencies="математика", places=2)
    make_mentor(school, competencies="спорт", post="тренер", places=2)
    for _n in range(2):
        make_mentee(school, request="подтянуть математику")
    run = propose_pairs(programme, actor=curator, goal=Goal.EVEN_LOAD)
    other = run.proposals.exclude(mentor=best).get().mentee
    kept = run.proposals.get(mentor=best).mentee
    set_wish(programme, mentor=best, mentee=kept, kind=WishKind.LOCKED, actor=curator)

    why = ask(programme, best, other, goal=Goal.EVEN_LOAD)

    assert any("менее ровной" in line for line in why.lines)


def test_a_clause_of_the_regulation_is_named(programme, school, maths) -> None:
    mentee = make_mentee(school)
    Guardianship.objects.create(
        school=school, child=mentee.person, guardian=maths.person, relation="father"
    )

    assert any("(п. 1.2)" in text for text in texts(ask(programme, maths, mentee)))


def test_a_ban_of_the_curator_is_named(programme, school, maths, curator: User) -> None:
    mentee = make_mentee(school)
    set_wish(programme, mentor=maths, mentee=mentee, kind=WishKind.FORBIDDEN, actor=curator)

    assert any("запрещена" in text for text in texts(ask(programme, maths, mentee)))


def test_a_mentor_without_places_is_said_to_have_none(programme, school, maths) -> None:
    make_pair(school, mentor=maths)

    why = ask(programme, maths, make_mentee(school))

    assert texts(why) == ["И. П. Иванов: все места заняты (1 из 1)"]


def test_whom_a_place_is_locked_for_is_named(programme, school, maths, curator: User) -> None:
    locked = make_mentee(school, last_name="Петров")
    set_wish(programme, mentor=maths, mentee=locked, kind=WishKind.LOCKED, actor=curator)

    why = ask(programme, maths, make_mentee(school))

    assert texts(why) == ["И. П. Иванов: на свободные места закреплены: И. П. Петров"]


def test_who_is_in_a_pair_already_is_said_so(programme, school, maths) -> None:
    pair = make_pair(school)

    why = ask(programme, maths, pair.members.get().mentee)

    assert "уже в паре" in texts(why)[0]


def test_another_form_is_named(programme, school, maths) -> None:
    mentee = make_mentee(school, form=school.forms.get(code="teacher-teacher"))

    assert "Формы не сходятся" in texts(ask(programme, maths, mentee))[0]
