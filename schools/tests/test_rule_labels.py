"""Rules that name what a form prints: a line for each thing that there is to print."""

import pytest

from schools.rules import check_rules

HEAD = "value-final.head"


def test_names_are_typed_a_line_each(adopt, kirov):
    adopt({f"{HEAD}_0": "Мастер ", f"{HEAD}_1": "", f"{HEAD}_2": "За  какие дни"})

    assert kirov.regulations.get(version=2).rules["final.head"]["value"] == [
        {"code": "mentor", "title": "Мастер"},
        {"code": "period", "title": "За какие дни"},
    ]


def test_without_any_name_the_act_says_nothing_of_it(adopt, kirov):
    clause = "clause-final.head"

    adopt({f"{HEAD}_0": "", f"{HEAD}_1": "", f"{HEAD}_2": "", clause: ""})

    assert "final.head" not in kirov.regulations.get(version=2).rules


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ([], "непустой список"),
        ("Мастер", "непустой список"),
        ([{"code": "mentor", "title": " "}], "непустой список"),
        ([{"code": "emperor", "title": "Кто"}], "одно из: mentor, mentee, period"),
        ([{"code": "mentor", "title": "А"}, {"code": "mentor", "title": "Б"}], "не повторяются"),
    ],
)
def test_a_wrong_list_of_names_is_refused_with_what_is_allowed(value, says):
    (problem,) = check_rules({"final.head": {"value": value}})

    assert says in problem
