"""The words of a school: usual, of its kind, its own; checked before they are kept."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from django.conf import settings

from core import jobs
from core.errors import DomainError
from core.models import AuditEvent
from core.terms import USUAL, expand, using
from schools.actions import save_terms
from schools.choices import OrganisationKind, ParticipantKind
from schools.presets import load_preset, preset_names
from schools.terms import decline_term, full_terms, terms_problems, words_of, words_of_kind
from schools.testing import make_school

pytestmark = pytest.mark.django_db

FULL = {"mentee": USUAL["curator"].write()}


def broken(**changes):
    return {"mentee": {**copy.deepcopy(FULL["mentee"]), **changes}}


def test_a_school_without_words_of_its_own_says_the_usual_ones() -> None:
    assert words_of(make_school()) == USUAL


def test_nobody_signed_in_reads_the_usual_words() -> None:
    assert words_of(None) == USUAL


@pytest.mark.parametrize("kind", OrganisationKind.values)
def test_every_kind_of_organisation_has_every_word(kind: str) -> None:
    assert set(words_of_kind(kind)) == set(USUAL)


def test_a_college_says_its_own_words_before_it_has_chosen_any() -> None:
    with using(words_of(make_school(kind=OrganisationKind.COLLEGE))):
        assert expand("{Students} {school:genitive}") == "Студенты колледжа"


def test_a_school_declines_a_person_as_a_person() -> None:
    school = save_terms(make_school(), actor=None, terms={"mentor": "тьютор"})

    with using(words_of(school)):
        assert expand("{mentors:accusative}") == "тьюторов"


@pytest.mark.parametrize("kind", OrganisationKind.values)
def test_the_words_of_a_kind_are_those_that_the_declension_gives(kind: str) -> None:
    words = words_of_kind(kind)

    assert {code: decline_term(code, noun.singular[0]) for code, noun in words.items()} == words


@pytest.mark.parametrize("name", preset_names())
def test_the_words_of_a_preset_stand_in_the_gold(name: str) -> None:
    """The gold is read by people: all forms of every word that a school of ours says."""
    gold = (Path(settings.BASE_DIR) / "core/tests/gold_nouns.txt").read_text(encoding="utf-8")
    preset = load_preset(name)
    words = full_terms(preset.terms, preset.school["kind"])
    of_kind = {code: noun.write() for code, noun in words_of_kind(preset.school["kind"]).items()}

    missing = [
        word["singular"][0]
        for word in {**of_kind, **words}.values()
        if f"\n{', '.join(word['singular'])} | {', '.join(word['plural'])} | {word['gender']} |"
        not in gold
    ]
    assert missing == []


def test_a_word_is_kept_with_all_its_forms() -> None:
    school = save_terms(make_school(), actor=None, terms={"mentee": "стажёр"})

    with using(words_of(school)):
        assert expand("{mentees:dative}") == "стажёрам"


def test_the_usual_word_is_not_kept() -> None:
    school = save_terms(make_school(), actor=None, terms={"mentee": "наставляемый"})

    assert school.terms == {}


def test_changed_words_are_in_the_trail_once() -> None:
    school = make_school()
    for _time in range(2):
        save_terms(school, actor=None, terms={"mentee": "стажёр"})

    (event,) = AuditEvent.objects.filter(verb="schools.save_terms")
    assert event.data == {"changes": {"mentee": ["наставляемый", "стажёр"]}}


@pytest.mark.parametrize(
    ("document", "place", "allowed"),
    [
        ("стажёр", "таблица", ""),
        ({"trainee": "стажёр"}, "trainee", "mentee"),
        ({"mentee": "<b>стажёр</b>"}, "mentee", "буквы"),
        ({"mentee": "100%"}, "mentee", "буквы"),
        ({"mentee": "{mentor}"}, "mentee", "буквы"),
        ({"mentee": "HR"}, "mentee", "singular"),
        ({"mentee": 5}, "mentee", "singular, plural, gender"),
        ({"mentee": {"singular": []}}, "mentee", "singular, plural, gender"),
        (broken(singular=["стажёр"]), "mentee.singular", "шесть форм"),
        (broken(plural=["", *FULL["mentee"]["plural"][1:]]), "mentee.plural.nominative", "пуста"),
        (broken(plural=["я" * 101, *FULL["mentee"]["plural"][1:]]), "plural.nominative", "100"),
        (broken(gender="x"), "mentee.gender", "m, f, n"),
    ],
)
def test_a_wrong_word_is_refused_with_the_place_and_what_is_allowed(
    document, place: str, allowed: str
) -> None:
    (problem,) = terms_problems(document)

    assert place in problem
    assert allowed in problem


def test_nothing_is_kept_where_one_word_is_wrong() -> None:
    school = make_school()

    with pytest.raises(DomainError):
        save_terms(school, actor=None, terms={"mentee": "стажёр", "director": ""})

    school.refresh_from_db()
    assert school.terms == {}


def test_background_work_speaks_as_its_school() -> None:
    school = save_terms(make_school(), actor=None, terms={"mentee": "стажёр"})
    heard = []

    @jobs.handles("core.listen")
    def listen(_progress):
        heard.append(expand("{mentee}"))
        return {}

    job = jobs.start_job(
        "core.listen", actor=None, title="", school_id=school.pk, key="listen", args={}
    )

    jobs.run(job.pk, worker="test")

    assert heard == ["стажёр"]


def test_terms_of_a_preset_keep_what_the_kind_does_not_say() -> None:
    document = {"student": "студент", "school": "техникум"}

    assert list(full_terms(document, OrganisationKind.COLLEGE)) == ["school"]


@pytest.mark.parametrize("kind", OrganisationKind.values)
def test_no_two_kinds_of_participants_are_called_alike(kind: str) -> None:
    with using(words_of(make_school(kind=kind))):
        labels = [str(label) for label in ParticipantKind.labels]

    assert len(set(labels)) == len(labels)
