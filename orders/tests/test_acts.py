"""A local act on paper: its stamps, its own text or what its data say, each version."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.choices import Role
from accounts.testing import make_user
from documents.paper import Paper, Paragraph, Stamp, TextSection
from documents.testing import text_of_pdf
from orders.acts import regulation_blocks, regulation_paper
from schools.actions import update_regulation_rules
from schools.testing import make_regulation


@pytest.fixture
def regulation(programme):
    regulation = programme.regulation
    regulation.title = "Положение о наставничестве"
    regulation.save()
    return regulation


def texts(regulation) -> dict[str, str]:
    """Heading without its number → text."""
    blocks = [block for block in regulation_blocks(regulation) if isinstance(block, TextSection)]
    return {block.heading.partition(" ")[2]: block.text for block in blocks}


def test_the_word_for_the_act_is_not_said_twice(regulation):
    paper = regulation_paper(regulation)

    assert (paper.heading, paper.title) == ("ПОЛОЖЕНИЕ", "о наставничестве")


def test_an_act_with_a_name_of_its_own_keeps_it(school):
    paper = regulation_paper(make_regulation(school, kind="programme", title="Наставник рядом"))

    assert (paper.heading, paper.title) == ("ПРОГРАММА", "Наставник рядом")


def test_stamps_stand_above_and_blanks_are_lines_to_fill(regulation):
    regulation.stamps = [
        {
            "kind": "ПРИНЯТО",
            "body": "Педагогический совет",
            "act": "протокол",
            "number": "1",
            "date": "30.08.2026",
        },
        {"kind": "УТВЕРЖДЕНО", "body": "", "act": "приказ", "number": "", "date": ""},
    ]

    stamps = [block for block in regulation_paper(regulation).blocks if isinstance(block, Stamp)]

    assert [stamp.lines for stamp in stamps] == [
        ("ПРИНЯТО", "Педагогическим советом", "(протокол от 30.08.2026 № 1)"),
        ("УТВЕРЖДЕНО", "приказом", "от __________ № ____"),
    ]


def test_rules_are_said_in_words_with_their_clauses(regulation):
    said = texts(regulation)

    assert "Наибольшая группа: 5 (п. 1.4)." in said["Пары и группы"]
    assert "Кто утверждает план: куратор (п. 4.1)." in said["План, встречи, итоговый документ"]
    assert "Наименьшая группа: 2." in said["Пары и группы"]


def test_points_are_numbered_where_no_clause_is_named(regulation):
    regulation.rules = {"group.min": {"value": 2}, "group.max": {"value": 5}}

    # The forms and the directions of the school come first.
    assert texts(regulation)["Пары и группы"] == (
        "3.1. Наименьшая группа: 2.\n3.2. Наибольшая группа: 5."
    )


def test_only_the_forms_that_the_act_covers_are_named(regulation, school):
    form = school.forms.get(code="teacher-teacher")
    form.role_models = ["опытный педагог – молодой специалист"]
    form.save()
    regulation.forms.add(form)

    text = texts(regulation)["Формы наставничества"]

    assert text == "Учитель – учитель: опытный педагог – молодой специалист."


def test_the_own_text_of_the_act_stands_instead_of_what_is_made(regulation):
    regulation.body = "1. Общие положения\n\n1.1. Положение определяет порядок.\n"

    assert regulation_blocks(regulation) == (
        Paragraph("1. Общие положения", bold=True, indent=False),
        Paragraph("1.1. Положение определяет порядок."),
    )


def test_the_paper_is_russian_whatever_the_language_of_the_pages(regulation):
    with translation.override("en"):
        paper = regulation_paper(regulation)

    assert paper == regulation_paper(regulation)


def test_an_act_of_no_rules_and_no_text_is_still_a_paper(school):
    regulation = make_regulation(school, rules={}, texts={})

    paper = regulation_paper(regulation)

    assert Paper.from_json(paper.to_json()) == paper


def test_both_versions_are_printed_each_with_its_own_rules(regulation, school, signed_in):
    rules = regulation.rules | {"group.max": {"value": 4, "clause": "1.4"}}
    version = update_regulation_rules(
        regulation,
        actor=None,
        rules=rules,
        reason="протокол № 1",
        valid_from=datetime.date(2026, 9, 1),
    )
    client = signed_in(make_user(Role.MENTOR, school))

    old, new = (
        text_of_pdf(client.get(reverse("orders:regulation_pdf", args=[row.pk])).content)
        for row in (regulation, version)
    )

    assert "Наибольшая группа: 5" in old
    assert "Наибольшая группа: 4" in new
    assert "Редакция 2" in new


def test_the_act_of_another_school_is_not_printed(signed_in, school, other_school):
    client = signed_in(make_user(Role.ADMINISTRATOR, school))
    stranger = other_school.regulations.get()

    for name in ("regulation_pdf", "regulation_docx"):
        assert client.get(reverse(f"orders:{name}", args=[stranger.pk])).status_code == 404
