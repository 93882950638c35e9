"""What people lack: in words, with links, in a constant number of queries."""

from __future__ import annotations

import datetime

import pytest

from core.choices import Level
from registry.actions import add_guardian, archive_card
from registry.models import Person
from registry.queries import consent_gaps, gaps_of, readiness, with_gaps
from registry.rules import rules_for
from registry.testing import make_mentee, make_mentor, make_person
from schools.choices import ParticipantKind
from schools.rules import RuleSet

DAY = datetime.date(2026, 11, 21)


@pytest.fixture
def rules(school):
    return rules_for(school, DAY)


def kinds(person):
    return [gap.kind for gap in readiness(person, day=DAY)]


def test_a_ready_mentor_lacks_nothing(school):
    assert kinds(make_mentor(school, email="a@example.org").person) == []


def test_an_empty_mentor_card_lacks_all_that_is_asked_of_a_mentor(school):
    card = make_mentor(school, consents=False, competencies="", form=None, gender="")

    assert kinds(card.person) == [
        "participation",
        "personal_data",
        "competencies",
        "form",
        "contacts",
        "gender",
    ]


def test_an_empty_mentee_card_lacks_all_that_is_asked_of_a_child(school):
    card = make_mentee(school, consents=False, request="", form=None, birth_year=None)

    assert kinds(card.person) == [
        "participation",
        "personal_data",
        "guardian",
        "age",
        "request",
        "form",
        "contacts",
    ]


def test_each_gap_says_what_to_do_and_where(school):
    person = make_mentee(school, consents=False, request="", contacts="+7").person
    parent = make_person(school, kind=ParticipantKind.PARENT)
    add_guardian(person, parent, relation="mother", actor=None)

    found = [(str(gap), gap.url) for gap in readiness(person, day=DAY)]

    page = f"/registry/people/{person.pk}"
    assert found == [
        (
            "Нет согласия законного представителя на участие (п. 3.6)",
            f"{page}/consents/new/?kind=participation&signer=representative",
        ),
        (
            "Нет согласия законного представителя на обработку персональных данных",
            f"{page}/consents/new/?kind=personal_data&signer=representative",
        ),
        (
            "Не заполнен запрос: не к кому подбирать наставника",
            f"{page}/edit/#id_mentee-request",
        ),
    ]


def test_only_consents_forbid_a_pair(school):
    person = make_mentee(school, consents=False, request="").person

    levels = {gap.kind: gap.finding.level for gap in readiness(person, day=DAY)}

    assert [kind for kind, level in levels.items() if level == Level.BLOCK] == [
        "participation",
        "personal_data",
    ]


def test_a_card_in_the_archive_asks_for_nothing(school, curator):
    card = make_mentor(school, consents=False, competencies="")
    archive_card(card, actor=curator)

    assert kinds(card.person) == []


def test_consent_gaps_name_every_person_and_only_what_is_missing(school, rules):
    ready = make_mentor(school).person
    bare = make_mentor(school, consents=False).person

    found = consent_gaps(Person.objects.filter(school=school), day=DAY, rules=rules)

    assert {pk: [finding.code for finding in findings] for pk, findings in found.items()} == {
        ready.pk: [],
        bare.pk: ["consents.participation", "consents.personal_data"],
    }
    assert [finding.clause for finding in found[bare.pk]] == ["3.6", ""]


def test_a_regulation_without_consent_to_participation_asks_for_personal_data_only(school):
    person = make_mentor(school, consents=False).person

    found = consent_gaps([person.pk], day=DAY, rules=RuleSet({}))

    assert [finding.code for finding in found[person.pk]] == ["consents.personal_data"]


def test_a_consent_of_the_wrong_signer_does_not_count(school):
    child = make_mentee(school, consents=False).person
    for kind in ("participation", "personal_data"):
        child.consents.create(school=school, kind=kind, signer="self", given_on=DAY)

    assert kinds(child)[:2] == ["participation", "personal_data"]


def test_the_flags_of_the_list_and_the_gaps_of_the_card_agree(school, rules):
    make_mentor(school, contacts="+7")
    make_mentor(school, consents=False, form=None)
    make_mentee(school, request="", gender="")
    make_mentee(school, consents=False, birth_year=None)
    people = Person.objects.filter(school=school)

    for row in with_gaps(people, day=DAY, rules=rules):
        gaps = gaps_of([row.pk], day=DAY, rules=rules)[row.pk]
        flags = {name.removeprefix("lacks_") for name in vars(row) if name.startswith("lacks_")}
        assert {name for name in flags if getattr(row, f"lacks_{name}")} == {g.kind for g in gaps}
        assert row.is_ready == (not any(gap.is_block for gap in gaps))


def test_gaps_take_as_many_queries_for_one_as_for_many(school, rules, django_assert_num_queries):
    ids = [make_mentee(school, consents=False).person_id for _ in range(12)]

    for some in (ids[:1], ids):
        with django_assert_num_queries(1):
            consent_gaps(some, day=DAY, rules=rules)
        with django_assert_num_queries(2):
            gaps_of(some, day=DAY, rules=rules)
