"""The page of words: propose, correct, keep, take back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from core.russian.nouns import decline_phrase
from schools.actions import save_terms
from schools.testing import make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def admin(signed_in, school):
    return signed_in(make_user(Role.ADMINISTRATOR, school))


def typed(word: str, **changes: str) -> dict[str, str]:
    noun = decline_phrase(word)
    cases = ("nominative", "genitive", "dative", "accusative", "instrumental", "prepositional")
    data = {"gender": noun.gender}
    data |= {f"singular_{case}": form for case, form in zip(cases, noun.singular, strict=True)}
    data |= {f"plural_{case}": form for case, form in zip(cases, noun.plural, strict=True)}
    return data | changes


def url(code: str = "mentee") -> str:
    return reverse("schools:term_update", args=[code])


def test_forms_are_proposed_and_nothing_is_kept(admin, school) -> None:
    response = admin.post(url(), typed("наставляемый", singular_nominative="стажёр", propose="1"))

    assert response.context["form"]["plural_dative"].value() == "стажёрам"
    school.refresh_from_db()
    assert school.terms == {}


def test_an_unknown_word_is_left_to_the_person(admin) -> None:
    response = admin.post(url(), {"singular_nominative": "HR", "propose": "1"})

    assert "Впишите формы сами" in response.text
    assert response.context["form"]["plural_dative"].value() == "HR"


@pytest.mark.parametrize(
    ("word", "problem"),
    [
        ("HR 100%", "«HR 100%»: допустимы буквы"),
        ("<b>стажёр</b>", "допустимы"),
        ("", "форма пуста"),
    ],
)
def test_what_can_be_no_word_is_refused_before_it_fills_the_form(admin, word, problem) -> None:
    response = admin.post(url(), {"singular_nominative": word, "propose": "1"})

    assert problem in response.text
    assert response.context["form"]["singular_nominative"].value() == word
    assert response.context["form"]["plural_dative"].value() == "наставляемым"


def test_the_usual_word_stands_only_beside_ones_own(admin) -> None:
    admin.post(url("director"), typed("заведующая"))

    text = admin.get(reverse("schools:terms")).text
    assert text.count("обычно: ") == 1
    assert "обычно: директор" in text


def test_a_person_is_declined_as_a_person(admin) -> None:
    response = admin.post(url("mentor"), {"singular_nominative": "тьютор", "propose": "1"})

    assert response.context["form"]["plural_accusative"].value() == "тьюторов"


def test_a_kept_word_is_said_on_the_next_page(admin) -> None:
    admin.post(url("director"), typed("заведующая"))

    assert "заведующая, наставник" in admin.get(reverse("schools:settings")).text


def test_a_form_that_was_corrected_is_kept_as_typed(admin, school) -> None:
    admin.post(url(), typed("стажёр", plural_nominative="стажёра"))

    school.refresh_from_db()
    assert school.terms["mentee"]["plural"][0] == "стажёра"


@pytest.mark.parametrize("wrong", ["", "<script>alert(1)</script>", "{mentor}", "100%"])
def test_a_wrong_form_is_refused_at_its_field(admin, school, wrong: str) -> None:
    response = admin.post(url(), typed("стажёр", singular_dative=wrong))

    assert response.context["form"].errors.keys() == {"singular_dative"}
    school.refresh_from_db()
    assert school.terms == {}


def test_the_usual_word_can_be_taken_back(admin, school) -> None:
    save_terms(school, actor=None, terms={"mentee": "стажёр", "director": "заведующая"})

    admin.post(reverse("schools:term_reset", args=["mentee"]))

    school.refresh_from_db()
    assert list(school.terms) == ["director"]


def test_a_word_that_is_no_term_has_no_page(admin) -> None:
    assert admin.get(url("trainee")).status_code == 404
    assert admin.post(reverse("schools:term_reset", args=["trainee"])).status_code == 404


def test_another_schools_words_do_not_change(admin) -> None:
    other = make_school()

    admin.post(url(), typed("стажёр"))

    other.refresh_from_db()
    assert other.terms == {}
