"""The page for everybody: closed until opened, only what the act publishes, only who consented."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from core import clock
from pairing.choices import PairState
from pairing.testing import active_pair
from portal.actions import save_public_page
from portal.models import PublicPage
from registry.actions import keep_wording, record_consent, withdraw_consent
from registry.models import Person
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School

DAY = datetime.date(2026, 10, 1)
ALL = ["acts", "mentors", "pairs", "practices"]


@pytest.fixture(autouse=True)
def on_the_day() -> Any:
    with clock.on(DAY):
        yield


@pytest.fixture
def opened(school: School, programme: Programme) -> School:
    set_rules(programme, **{"site.publish": ALL})
    save_public_page(school, is_open=True, with_files=False, actor=None)
    return school


def set_rules(programme: Programme, **values: Any) -> None:
    for key, value in values.items():
        programme.regulation.rules[key] = {"value": value, "clause": "8.1"}
    programme.regulation.save()


def publish(person: Person, signer: str = "", *, ours: bool = True, **fields: Any) -> Any:
    signer = signer or ("representative" if person.is_minor_on(DAY) else "self")
    wording = keep_wording(person.school, kind="publication", signer=signer) if ours else None
    values: dict[str, Any] = {"given_on": DAY, "actor": None, "wording": wording} | fields
    return record_consent(person, kind="publication", signer=signer, **values)


def url_of(school: School) -> str:
    return reverse("portal:public_page", args=[school.slug])


def look(school: School) -> str:
    response = Client().get(url_of(school))
    assert response.status_code == 200
    return response.content.decode()


def test_nobody_has_a_page_until_it_is_switched_on(school: School, programme: Programme) -> None:
    set_rules(programme, **{"site.publish": ALL})
    assert not PublicPage.objects.exists()

    assert Client().get(url_of(school)).status_code == 404


def test_an_act_that_publishes_nothing_has_no_page(school: School) -> None:
    save_public_page(school, is_open=True, with_files=True, actor=None)

    assert Client().get(url_of(school)).status_code == 404


def test_switched_off_it_is_gone(opened: School) -> None:
    save_public_page(opened, is_open=False, with_files=False, actor=None)

    assert Client().get(url_of(opened)).status_code == 404


def test_only_mentors_who_consented_are_named(opened: School) -> None:
    publish(make_mentor(opened, last_name="Назван").person)
    make_mentor(opened, last_name="Молчун")

    page = look(opened)

    assert "Назван" in page
    assert "математика" in page
    assert "Молчун" not in page


def test_contacts_never_stand_on_it(opened: School) -> None:
    mentor = make_mentor(
        opened, contacts="+7 900 000 00 00", email="x@example.org", birth_year=1980
    )
    publish(mentor.person)

    page = look(opened)

    assert not [word for word in ("+7 900", "x@example.org", "1980") if word in page]


def test_competencies_are_shown_where_the_signed_text_speaks_of_them(opened: School) -> None:
    publish(make_mentor(opened, last_name="Бланков", competencies="шахматы").person, ours=False)

    page = look(opened)

    assert "Бланков" in page
    assert "шахматы" not in page


def test_consent_to_publication_alone_is_not_enough(opened: School) -> None:
    person = make_mentor(opened, last_name="Безданных", consents=False).person
    publish(person)

    assert "Безданных" not in look(opened)


def test_a_minor_is_named_by_the_word_of_the_representative(opened: School) -> None:
    young = {"kind": "pupil", "birth_year": 2012, "post": "", "class_name": "8А"}
    publish(make_mentor(opened, last_name="Самовольный", **young).person, "self")
    publish(make_mentor(opened, last_name="Разрешённый", **young).person, "representative")

    page = look(opened)

    assert "Самовольный" not in page
    assert "Разрешённый" in page


def test_from_the_age_of_the_act_the_child_must_agree_too(
    opened: School, programme: Programme
) -> None:
    set_rules(programme, **{"consents.child_from": 13})
    young = {"kind": "pupil", "birth_year": 2012, "post": "", "class_name": "8А"}
    person = make_mentor(opened, last_name="Подросткин", **young).person
    record_consent(person, kind="personal_data", signer="self", given_on=DAY, actor=None)
    publish(person, "representative")
    assert "Подросткин" not in look(opened)

    publish(person, "self")

    assert "Подросткин" in look(opened)


@pytest.mark.parametrize("kind", ["publication", "personal_data"])
def test_withdrawn_the_name_is_gone_with_the_next_request(opened: School, kind: str) -> None:
    person = make_mentor(opened, last_name="Уходящий").person
    publish(person)
    assert "Уходящий" in look(opened)

    withdraw_consent(person.consents.get(kind=kind), actor=None)

    assert "Уходящий" not in look(opened)


def test_an_expired_consent_names_nobody(opened: School) -> None:
    person = make_mentor(opened, last_name="Бывший").person
    publish(person, given_on=datetime.date(2026, 9, 1), expires_on=datetime.date(2026, 9, 30))

    assert "Бывший" not in look(opened)


def test_a_card_in_the_archive_is_not_shown(opened: School) -> None:
    card = make_mentor(opened, last_name="Архивный", state="archived")
    publish(card.person)

    assert "Архивный" not in look(opened)


def test_what_the_act_does_not_publish_is_not_there(opened: School, programme: Programme) -> None:
    publish(make_mentor(opened, last_name="Назван").person)
    set_rules(programme, **{"site.publish": ["practices", "honours", "partners"]})

    page = look(opened)

    assert "Назван" not in page
    assert programme.regulation.title not in page
    url = reverse("portal:public_list", args=[opened.slug, "mentors"])
    assert Client().get(url).status_code == 404


def test_a_pair_is_named_when_both_have_consented(opened: School) -> None:
    pair = active_pair(opened, None)
    publish(pair.mentor.person)
    mentee = pair.members.get().mentee.person
    assert mentee.last_name not in look(opened)

    publish(mentee)

    assert mentee.last_name in look(opened)


def test_a_pair_of_a_hard_direction_is_nobodys_news(opened: School) -> None:
    direction = opened.directions.first()
    assert direction is not None
    direction.is_sensitive = True
    direction.save()
    pair = active_pair(opened, None, mentees=[make_mentee(opened, direction=direction)])
    publish(pair.mentor.person)
    publish(pair.members.get().mentee.person)

    assert pair.members.get().mentee.person.last_name not in look(opened)


def test_results_wait_for_completion_where_the_act_says_so(
    opened: School, programme: Programme
) -> None:
    set_rules(programme, **{"site.after_completion": True})
    pair = active_pair(opened, None)
    member = pair.members.get()
    member.case_url = "https://school.example/case"
    member.save()
    publish(pair.mentor.person)
    publish(member.mentee.person)
    assert "school.example/case" not in look(opened)

    pair.state = PairState.COMPLETED
    pair.save()

    page = look(opened)
    assert member.mentee.person.last_name in page
    assert "school.example/case" in page


def test_another_schools_people_are_not_on_it(opened: School, other_school: School) -> None:
    publish(make_mentor(other_school, last_name="Чужой").person)

    assert "Чужой" not in look(opened)


def test_nothing_keeps_a_copy_and_no_search_engine_is_let_in(opened: School) -> None:
    response = Client().get(url_of(opened))

    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert 'name="robots" content="noindex' in response.content.decode()


def test_files_of_acts_are_handed_over_only_where_the_school_wants(
    opened: School, programme: Programme
) -> None:
    act = programme.regulation
    url = reverse("portal:public_act", args=[opened.slug, act.pk])
    assert act.title in look(opened)
    assert Client().get(url).status_code == 404

    save_public_page(opened, is_open=True, with_files=True, actor=None)

    assert Client().get(url).content.startswith(b"%PDF")


def test_an_act_of_another_school_is_not_handed_over(opened: School, other_school: School) -> None:
    save_public_page(opened, is_open=True, with_files=True, actor=None)
    act = other_school.regulations.get()

    url = reverse("portal:public_act", args=[opened.slug, act.pk])

    assert Client().get(url).status_code == 404


def test_a_long_register_is_paged_in_as_many_queries_as_a_short_one(
    opened: School, django_assert_max_num_queries: Any
) -> None:
    url = reverse("portal:public_list", args=[opened.slug, "mentors"])
    for _number in range(52):
        publish(make_mentor(opened).person)

    with django_assert_max_num_queries(10):
        page = Client().get(url).content.decode()

    assert "Страница 1 из 2" in page
    assert page.count('<th scope="row">') == 50


def test_who_keeps_the_school_switches_it_on(school: School, signed_in: Any) -> None:
    client = signed_in(make_user(Role.ADMINISTRATOR, school))
    assert "Положение не говорит" in client.get(reverse("portal:public_settings")).content.decode()

    client.post(reverse("portal:public_settings"), {"is_open": "on"})

    assert PublicPage.objects.get(school=school).is_open
