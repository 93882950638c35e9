import datetime
from typing import Any

import pytest

from core.russian.cases import Case
from orders.naming import named, standing_of, tidy
from pairing.papers import order_annexes, order_texts, pair_values
from pairing.testing import make_pair, with_order_texts
from registry.testing import make_mentee, make_mentor, make_person
from schools.choices import ParticipantKind
from schools.models import Programme, School
from schools.templating import fill
from schools.texts import OrderAnnex, OrderField, OrderKind, OrderPoint, order_kinds

TEMPLATE = "Назначить {mentor:accusative} наставником {mentees:genitive} на год."

IVANOVA: dict[str, Any] = {
    "last_name": "Иванова",
    "first_name": "Анна",
    "middle_name": "Петровна",
    "gender": "f",
    "post": "учитель математики",
}
PETROV: dict[str, Any] = {"last_name": "Петров", "first_name": "Пётр", "middle_name": "Ильич"}
SIDOROVA: dict[str, Any] = {
    "last_name": "Сидорова",
    "first_name": "Ольга",
    "middle_name": "Ивановна",
    "gender": "f",
    "class_name": "9Б",
}


def test_each_stands_in_the_case_that_the_point_asks_for(school: School) -> None:
    pair = make_pair(
        school, mentor=make_mentor(school, **IVANOVA), mentees=[make_mentee(school, **PETROV)]
    )

    assert fill(TEMPLATE, pair_values(pair)) == (
        "Назначить Иванову Анну Петровну, учителя математики, "
        "наставником Петрова Петра Ильича, обучающегося 8А класса, на год."
    )


def test_a_group_is_a_list(school: School) -> None:
    mentees = [make_mentee(school, **PETROV), make_mentee(school, **SIDOROVA)]
    pair = make_pair(school, mentor=make_mentor(school, **IVANOVA), mentees=mentees)

    assert fill("наставником {mentees:genitive} на год", pair_values(pair)) == (
        "наставником Петрова Петра Ильича, обучающегося 8А класса, "
        "и Сидоровой Ольги Ивановны, обучающейся 9Б класса, на год"
    )


def test_names_alone_are_joined_without_a_comma(school: School) -> None:
    people = [
        make_person(school, kind=ParticipantKind.PARENT, **PETROV),
        make_person(school, kind=ParticipantKind.PARENT, **{**PETROV, "first_name": "Илья"}),
        make_person(school, kind=ParticipantKind.PARENT, **{**PETROV, "first_name": "Лев"}),
    ]

    assert named(people, Case.DATIVE) == (
        "Петрову Петру Ильичу, Петрову Илье Ильичу и Петрову Льву Ильичу"
    )


def test_a_form_that_a_person_asked_for_is_taken(school: School) -> None:
    person = make_person(
        school,
        **IVANOVA,
        name_forms={"accusative": {"last": "Ивановою"}},
    )

    assert named([person], Case.ACCUSATIVE) == "Ивановою Анну Петровну, учителя математики,"


def test_a_post_that_is_not_known_stands_in_brackets(school: School) -> None:
    person = make_person(school, **{**IVANOVA, "post": "метагейм-дизайнер"})

    assert named([person], Case.ACCUSATIVE) == "Иванову Анну Петровну (метагейм-дизайнер)"


def test_without_a_gender_the_name_stays_as_it_is(school: School) -> None:
    person = make_person(
        school, kind=ParticipantKind.PUPIL, class_name="8А", **{**PETROV, "gender": ""}
    )

    assert named([person], Case.GENITIVE) == "Петров Пётр Ильич (8А класс)"


@pytest.mark.parametrize(
    ("fields", "standing"),
    [
        ({"kind": "staff", "post": "Учитель истории"}, "учитель истории"),
        ({"kind": "staff", "post": "", "workplace": "школа, учитель истории"}, "учитель истории"),
        ({"kind": "staff", "post": "", "workplace": "школа № 5"}, ""),
        (
            {"kind": "employer", "post": "инженер", "workplace": "ООО «Завод»"},
            "инженер ООО «Завод»",
        ),
        ({"kind": "pupil", "class_name": "10 «А»"}, "обучающийся 10 «А» класса"),
        ({"kind": "pupil", "class_name": "ИС-21"}, "обучающийся группы ИС-21"),
        ({"kind": "pupil", "class_name": "группы «Лучики»"}, "обучающийся группы «Лучики»"),
        ({"kind": "pupil", "class_name": ""}, ""),
        ({"kind": "parent"}, ""),
    ],
)
def test_who_a_person_is(school: School, fields: dict, standing: str) -> None:
    assert standing_of(make_person(school, **fields)) == standing


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("Иванову Анну, учителя,.", "Иванову Анну, учителя."),
        ("Иванову Анну, учителя,", "Иванову Анну, учителя"),
        ("(учителя,) наставником", "(учителя) наставником"),
        (
            "Иванову, учителя, (форма «учитель – ученик»)",
            "Иванову, учителя (форма «учитель – ученик»)",
        ),
        ("Иванову, учителя, и Петрова", "Иванову, учителя, и Петрова"),
        ("на срок с 2\u00a0октября", "на срок со 2\u00a0октября"),
        ("на срок с 22\u00a0октября", "на срок с 22\u00a0октября"),
    ],
)
def test_commas_and_prepositions_are_put_right(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


def test_each_pair_is_a_point(school: School, programme: Programme) -> None:
    pairs = [make_pair(school), make_pair(school, starts_on=datetime.date(2026, 10, 2))]
    kind = order_kinds(with_order_texts(programme).regulation)[0]

    texts = order_texts(programme, kind, pairs)

    assert texts["title"] == ("О закреплении наставнических пар и групп на 2026/2027 учебный год")
    first, second, third = (row["text"].replace("\u00a0", " ") for row in texts["points"])
    assert "на срок с 5 октября 2026 г. по 28 мая 2027 г. (форма «учитель – ученик»)." in first
    assert " со 2 октября 2026 г. " in second
    assert third == "Составить индивидуальные планы."


def test_pairs_are_sub_points_where_the_act_says_so(school: School, programme: Programme) -> None:
    """The words above them are the act's, of one pair as of many."""
    each = OrderPoint("За {mentor:instrumental} закрепить {mentees:accusative}", repeat="pairs")
    kind = OrderKind("pairs", "О парах", "О парах", "", (OrderPoint("Закрепить:", points=(each,)),))

    texts = order_texts(programme, kind, [make_pair(school)])

    (point,) = texts["points"]
    assert (kind.makes_pairs, point["text"], len(point["points"])) == (True, "Закрепить:", 1)


def test_a_field_that_nobody_was_asked_is_a_line_to_fill(
    school: School, programme: Programme
) -> None:
    kind = OrderKind(
        "pairs",
        "О парах",
        "О парах",
        "Протокол № {minutes}",
        (OrderPoint("{mentor}", repeat="pairs"), OrderPoint("Не спросили", when="remark")),
        fields=(OrderField("minutes", "Номер"), OrderField("remark", "Замечание", required=False)),
    )

    texts = order_texts(programme, kind, [make_pair(school)])

    assert texts["preamble"] == "Протокол № __________"
    assert len(texts["points"]) == 1


def test_an_order_about_pairs_has_the_annexes_of_its_kind(programme: Programme) -> None:
    annexes = (
        OrderAnnex("pairs", "Смены {year}"),
        OrderAnnex("table", "Участки", columns=("Где",)),
    )
    kind = OrderKind("pairs", "О парах", "О парах", "", (), annexes=annexes)

    assert [row["title"] for row in order_annexes(programme, kind)] == [
        "Смены 2026/2027",
        "Участки",
    ]


def test_a_direction_that_gives_away_trouble_is_not_printed(school: School) -> None:
    direction = school.directions.create(school=school, code="x", name="Х", is_sensitive=True)
    pair = make_pair(school, direction=direction)

    assert pair_values(pair)["direction"] == ""
