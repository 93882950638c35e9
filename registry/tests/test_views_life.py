"""Pages of the life of data: side by side, undo, preview, the word that has to be typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from registry.choices import CardState
from registry.models import Erasure, MenteeCard, NotSamePerson, Person, PersonMerge
from registry.testing import make_mentee, make_mentor, make_person

pytestmark = pytest.mark.django_db

ACT = {"mode": "destroyed", "reason": "отзыв согласия", "commission": "Директор, П. П. Петрова"}


@pytest.fixture
def client(school: Any, signed_in: Any) -> Any:
    return signed_in(make_user(Role.COORDINATOR, school))


def erase_url(*people: Person) -> str:
    return reverse("registry:erase") + "?" + "&".join(f"person={one.pk}" for one in people)


def test_two_cards_stand_side_by_side_and_the_chosen_one_wins(school: Any, client: Any) -> None:
    kept = make_mentor(school, interests="шахматы")
    gone = make_mentor(school, interests="лыжи")
    url = reverse("registry:person_merge", args=[kept.person_id, gone.person_id])
    page = client.get(url)
    given = {field.html_name: field.value() for _one, field in page.context["form"].rows()}

    client.post(url, given | {"mentor_card.interests": "gone"})

    kept.refresh_from_db()
    assert "шахматы" in page.content.decode()
    assert kept.interests == "лыжи"
    assert not Person.objects.filter(pk=gone.person_id).exists()


def test_the_merge_is_undone_from_the_list(school: Any, client: Any) -> None:
    kept, gone = make_person(school), make_person(school)
    client.post(reverse("registry:person_merge", args=[kept.pk, gone.pk]), {"person.name": "kept"})
    merge = PersonMerge.objects.get()

    client.post(reverse("registry:merge_undo", args=[merge.pk]))

    assert Person.objects.filter(pk=gone.pk).exists()


def test_two_people_are_told_apart_from_the_list(school: Any, client: Any) -> None:
    one = make_person(school, last_name="Ким", middle_name="")
    two = make_person(school, last_name="Ким", middle_name="")
    assert "Ким" in client.get(reverse("registry:duplicate_list")).content.decode()

    client.post(reverse("registry:person_apart", args=[one.pk, two.pk]))

    assert NotSamePerson.objects.count() == 1
    assert "Повторов не нашлось" in client.get(reverse("registry:duplicate_list")).content.decode()


def test_nothing_is_erased_without_the_word(school: Any, client: Any) -> None:
    person = make_person(school)

    page = client.post(erase_url(person), ACT | {"word": "да"})

    assert "Наберите «стереть»" in page.content.decode()
    assert Person.objects.filter(pk=person.pk).exists()


def test_the_word_erases_and_leads_to_the_act(school: Any, client: Any) -> None:
    person = make_person(school)

    response = client.post(erase_url(person), ACT | {"word": "Стереть"})

    assert response.url == Erasure.objects.get().get_absolute_url()
    page = client.get(response.url).content.decode()
    assert f"Запись № {person.pk}" in page
    assert person.last_name not in page


def test_what_has_to_be_ended_first_hides_the_form(school: Any, client: Any) -> None:
    user = make_user(Role.COORDINATOR, school)
    person = make_person(school, user=user)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get(erase_url(person)).content.decode()

    assert "ваша собственная запись" in page
    assert "Наберите слово" not in page


def test_a_preview_writes_nothing(school: Any, client: Any) -> None:
    card = make_mentee(school)

    client.get(erase_url(card.person))

    card.refresh_from_db()
    assert card.state == CardState.ACTIVE


def test_a_person_of_another_school_is_not_previewed(
    school: Any, other_school: Any, client: Any
) -> None:
    stranger = make_person(other_school)

    assert stranger.last_name not in client.get(erase_url(stranger)).content.decode()


@pytest.mark.parametrize("asked", ["abc", "99999999999999999999", "-1", ""])
def test_a_bad_number_in_the_address_finds_nobody(client: Any, asked: str) -> None:
    page = client.get(reverse("registry:erase"), {"person": asked})

    assert "Никто не выбран" in page.content.decode()


def test_what_is_due_is_listed_and_terms_are_edited(school: Any, client: Any) -> None:
    card = make_mentee(school)
    MenteeCard.objects.filter(pk=card.pk).update(state=CardState.ARCHIVED)
    terms = {"people_months": "0", "people_note": "", "consents_months": "36"}

    client.post(reverse("registry:keeping_terms"), terms | {"imports_months": "6"})

    assert card.person.full_name in client.get(reverse("registry:due_list")).content.decode()


def test_a_term_that_is_no_number_is_told(client: Any) -> None:
    page = client.post(reverse("registry:keeping_terms"), {"people_months": "долго"})

    assert page.status_code == 200
    assert page.context["form"].errors["people_months"]
