import datetime

import pytest

from pairing.choices import Goal
from pairing.reasons import Teller
from pairing.scoring import Scores, ground_of, score_all
from pairing.weights import WEIGHTS, goal_of, weights_of
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School

DAY = datetime.date(2026, 10, 5)


def score(programme: Programme, mentor, mentee) -> Scores:
    return score_all([mentor], [mentee], ground_of(programme.regulation, DAY))


def texts(scores: Scores) -> dict[str, tuple[str, int]]:
    return {
        reason["part"]: (reason["text"], reason["points"])
        for reason in Teller(scores).reasons(0, 0)
    }


def test_a_request_is_found_among_the_competencies(school: School, programme: Programme) -> None:
    mentor = make_mentor(school, competencies="спорт, подготовка к олимпиадам")
    mentee = make_mentee(school, request="подготовиться к олимпиаде")

    found = texts(score(programme, mentor, mentee))

    assert found["request"] == (
        "запрос «подготовиться к олимпиаде» — в компетенциях «подготовка к олимпиадам»",
        40,
    )


def test_a_post_answers_a_request_for_a_subject(school: School, programme: Programme) -> None:
    mentor = make_mentor(school, competencies="спорт", post="учитель математики")
    mentee = make_mentee(school, request="подтянуть математику")

    found = texts(score(programme, mentor, mentee))

    assert found["request"] == (
        "запрос «подтянуть математику» — подходит должность «учитель математики»",
        32,
    )


def test_a_post_in_the_place_of_work_counts_too(school: School, programme: Programme) -> None:
    mentor = make_mentor(
        school, competencies="спорт", post="", workplace="школа, учитель математики"
    )
    mentee = make_mentee(school, request="подтянуть математику")

    found = texts(score(programme, mentor, mentee))

    assert found["request"][0].endswith("подходит должность «учитель математики»")


def test_an_area_joins_words_that_differ(school: School, programme: Programme) -> None:
    mentor = make_mentor(school, competencies="робототехника, профориентация", post="")
    mentee = make_mentee(school, request="выбрать профессию")

    found = texts(score(programme, mentor, mentee))

    assert found["request"] == (
        "запрос «выбрать профессию» (профориентация) — в компетенциях «профориентация»",
        36,
    )


def test_an_achievement_counts_for_half(school: School, programme: Programme) -> None:
    mentor = make_mentor(school, competencies="", post="", achievements="тренер по шахматам")
    mentee = make_mentee(school, request="научиться шахматам")

    assert texts(score(programme, mentor, mentee))["request"][1] == 20


def test_a_request_that_nothing_answers_gives_no_points_and_a_remark(
    school: School, programme: Programme
) -> None:
    mentor = make_mentor(school, competencies="спорт", post="учитель физкультуры")
    mentee = make_mentee(school, request="выучить китайский")

    scores = score(programme, mentor, mentee)

    assert "request" not in texts(scores)
    assert Teller(scores).remarks(0, 0) == [
        "в карточке наставника нет ничего о запросе «выучить китайский»"
    ]


@pytest.mark.parametrize(
    ("wish", "points"),
    [("13–15", 20), ("любой", 15), ("", 10), ("15-16", 20), ("16-18", 10), ("взрослые", 0)],
)
def test_points_for_the_age(school: School, programme: Programme, wish: str, points: int) -> None:
    mentor = make_mentor(school, wished_age=wish)
    mentee = make_mentee(school, birth_year=2011)  # 14 or 15 by October 2026

    assert score(programme, mentor, mentee).part("age", 0, 0) == points


def test_an_age_that_fits_is_said_in_words(school: School, programme: Programme) -> None:
    mentor = make_mentor(school, wished_age="14–18")
    mentee = make_mentee(school, birth_year=None, birth_date=datetime.date(2012, 3, 1))

    assert texts(score(programme, mentor, mentee))["age"] == ("возраст 14 лет подходит (14–18)", 20)


def test_an_age_beside_the_wish_is_a_remark(school: School, programme: Programme) -> None:
    mentor = make_mentor(school, wished_age="взрослые")
    mentee = make_mentee(school, birth_year=2012)

    assert Teller(score(programme, mentor, mentee)).remarks(0, 0) == [
        "наставляемому 13–14 лет, а наставник хотел бы возраст «взрослые»"
    ]


def test_common_interests_are_named(school: School, programme: Programme) -> None:
    mentor = make_mentor(school, interests="шахматы, музыка")
    mentee = make_mentee(school, interests="музыка; футбол")

    assert texts(score(programme, mentor, mentee))["interests"] == ("общие интересы: музыка", 8)


def test_the_form_gives_half_where_one_takes_any(school: School, programme: Programme) -> None:
    any_form = make_mentor(school, form=None)
    same_form = make_mentor(school)
    mentee = make_mentee(school)

    assert score(programme, any_form, mentee).part("form", 0, 0) == 5
    assert score(programme, same_form, mentee).part("form", 0, 0) == 10


@pytest.mark.parametrize(("text", "points"), [("3 ч. в неделю", 10), ("1 час", 5), ("", 0)])
def test_points_for_the_time(school: School, programme: Programme, text: str, points: int) -> None:
    mentor = make_mentor(school, time_resource=text)

    assert score(programme, mentor, make_mentee(school)).part("time", 0, 0) == points


def test_the_parts_add_up_to_the_points(school: School, programme: Programme) -> None:
    mentors = [make_mentor(school, wished_age=wish) for wish in ("11-13", "любой", "")]
    mentees = [make_mentee(school, birth_year=year) for year in (2011, 2015)]

    scores = score_all(mentors, mentees, ground_of(programme.regulation, DAY))

    for row in range(2):
        for column in range(3):
            parts = sum(reason["points"] for reason in Teller(scores).reasons(row, column))
            assert parts == scores.points[row, column]


def test_the_same_cards_give_the_same_points(school: School, programme: Programme) -> None:
    mentors = [make_mentor(school) for _n in range(3)]
    mentees = [make_mentee(school) for _n in range(3)]
    ground = ground_of(programme.regulation, DAY)

    first = score_all(mentors, mentees, ground).points
    second = score_all(mentors, mentees, ground).points

    assert (first == second).all()


def test_a_school_may_weigh_otherwise(school: School, programme: Programme) -> None:
    programme.regulation.texts = {"matching": {"weights": {"request": 60, "interests": 0}}}

    weights = weights_of(programme.regulation)

    assert weights == {
        "request": 60,
        "wishes": 25,
        "age": 20,
        "interests": 0,
        "form": 10,
        "time": 10,
        "load": 5,
        "earlier": 5,
    }
    assert score(programme, make_mentor(school), make_mentee(school)).part("request", 0, 0) == 60


def test_the_cards_alone_make_a_hundred() -> None:
    beyond = ("wishes", "earlier")

    assert sum(weight.points for weight in WEIGHTS if weight.key not in beyond) == 100


def test_a_school_aims_at_most_people_until_it_says_otherwise(programme: Programme) -> None:
    assert goal_of(programme.regulation) == Goal.MOST_PEOPLE

    programme.regulation.texts = {"matching": {"goal": "even_load"}}

    assert goal_of(programme.regulation) == Goal.EVEN_LOAD
