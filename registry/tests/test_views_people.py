"""The page of a person and the page where one is filled in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from core.audit import timeline
from core.testing import queries_of
from registry import hooks
from registry.actions import add_guardian, grant_view, save_special_note
from registry.models import MenteeCard, MentorCard, Person, SpecialNote
from registry.queries import Panel, PanelItem
from registry.testing import make_mentee, make_mentor, make_person
from schools.choices import ParticipantKind

HOSTILE = "<script>alert(1)</script>"


def page(person):
    return reverse("registry:person_detail", args=[person.pk])


def filled(base="mentee", **fields):
    values = {
        "person-last_name": "Тестова",
        "person-first_name": "Анна",
        "person-middle_name": "Петровна",
        "person-gender": "",
        "person-kind": "pupil",
        "person-birth_date": "",
        "person-birth_year": "2012",
        "person-class_name": "8А",
        f"{base}-joined_on": "2026-09-01",
        "mentee-request": "подтянуть алгебру",
    }
    return values | fields


def test_a_mentee_is_added_on_one_page(school, curator, signed_in):
    client = signed_in(curator)
    url = reverse("registry:person_create") + "?role=mentee"
    assert client.get(url).status_code == 200

    response = client.post(url, filled())

    card = MenteeCard.objects.get()
    assert response.url == page(card.person)
    assert (card.person.full_name, card.person.gender) == ("Тестова Анна Петровна", "f")
    assert (card.school, card.request) == (school, "подтянуть алгебру")
    assert [event.actor for event in timeline(card.person)] == [curator, curator]


def test_a_card_is_added_to_a_person_who_has_another(school, curator, signed_in):
    person = make_mentee(school, gender="f").person
    url = reverse("registry:person_update", args=[person.pk])

    response = signed_in(curator).post(
        f"{url}?role=mentor",
        filled()
        | {
            "person-last_name": person.last_name,
            "mentor-competencies": "шахматы",
            "mentor-joined_on": "",
        },
    )

    assert response.status_code == 302
    assert MentorCard.objects.get(person=person).competencies == "шахматы"


def test_an_error_keeps_what_was_typed_and_names_the_field(school, curator, signed_in):
    url = reverse("registry:person_create") + "?role=mentee"

    response = signed_in(curator).post(url, filled(**{"person-birth_year": "1812"}))

    assert response.status_code == 200
    assert not Person.objects.exists()
    html = response.content.decode()
    assert "Укажите год четырьмя цифрами, от 1900" in html
    assert "подтянуть алгебру" in html


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (HOSTILE, "русскими буквами"),
        ("Иванов<&>", "лишние знаки"),
        ("А" * 500, "не более 100"),
        ("Ivanova", "русскими буквами"),
        ("И.", "инициалы"),
        ("", "Обязательное поле"),
    ],
)
def test_a_name_that_is_none_is_refused_with_the_reason(curator, signed_in, name, reason):
    url = reverse("registry:person_create") + "?role=mentee"

    response = signed_in(curator).post(url, filled(**{"person-last_name": name}))

    assert not Person.objects.exists()
    html = response.content.decode()
    assert reason in html
    assert HOSTILE not in html


def test_hostile_text_is_shown_as_text(school, curator, signed_in):
    person = make_mentee(school, request=HOSTILE, contacts=HOSTILE, class_name="<b>8").person
    client = signed_in(curator)

    for url in (page(person), reverse("registry:mentee_list") + "?col=contacts"):
        html = client.get(url).content.decode()
        assert HOSTILE not in html
        assert "&lt;script&gt;" in html
        assert "<b>8" not in html


def test_a_namesake_is_asked_about_once(school, curator, signed_in):
    old = make_person(school, last_name="Тестова", first_name="Анна", middle_name="Петровна")
    client, url = signed_in(curator), reverse("registry:person_create") + "?role=mentee"

    asked = client.post(url, filled()).content.decode()
    assert Person.objects.count() == 1
    assert "Такой человек уже есть" in asked
    assert page(old) in asked

    client.post(url, filled(**{"person-is_another": "on"}))
    assert Person.objects.count() == 2


def test_a_form_of_another_school_can_not_be_chosen(other_school, curator, signed_in):
    foreign = other_school.forms.first()
    url = reverse("registry:person_create") + "?role=mentee"

    response = signed_in(curator).post(url, filled(**{"mentee-form": str(foreign.pk)}))

    assert response.status_code == 200
    assert not MenteeCard.objects.exists()


def test_a_person_of_another_school_is_not_there(other_school, curator, signed_in):
    person = make_mentee(other_school).person
    client = signed_in(curator)

    for name in (
        "person_detail",
        "person_update",
        "name_forms",
        "guardian_create",
        "consent_create",
    ):
        assert client.get(reverse(f"registry:{name}", args=[person.pk])).status_code == 404
    for name, pk in (
        ("mentee_archive", person.mentee_card.pk),
        ("special_show", person.pk),
        ("special_save", person.pk),
    ):
        assert client.post(reverse(f"registry:{name}", args=[pk])).status_code == 404
    assert client.get(page(Person(pk=10**25))).status_code == 404


def test_a_card_is_archived_and_restored_from_the_page(school, curator, signed_in):
    card = make_mentor(school)
    client = signed_in(curator)

    client.post(reverse("registry:mentor_archive", args=[card.pk]))
    card.refresh_from_db()
    assert card.state == "archived"
    assert "Вернуть в базу" in client.get(page(card.person)).content.decode()

    client.post(reverse("registry:mentor_restore", args=[card.pk]))
    card.refresh_from_db()
    assert card.state == "active"


def test_cases_are_shown_and_corrected(school, curator, signed_in):
    person = make_person(school, last_name="Кара-Мурза", first_name="Иван", middle_name="Петрович")
    client, url = signed_in(curator), reverse("registry:name_forms", args=[person.pk])
    form = client.get(url).context["form"]
    typed = {field.html_name: field.value() for field in form} | {"dative_last": "Каре-Мурзе"}

    client.post(url, typed)

    person.refresh_from_db()
    assert person.name_forms == {"dative": {"last": "Каре-Мурзе"}}
    client.post(url, typed | {"dative_last": ""})
    person.refresh_from_db()
    assert person.name_forms == {}


# --- who sees what


@pytest.fixture
def pair(school):
    mentor = make_mentor(
        school, user=make_user(Role.MENTOR, school), contacts="тел. наставника", post="учитель"
    ).person
    mentee = make_mentee(
        school, user=make_user(Role.MENTEE, school), contacts="тел. ребёнка", birth_year=2011
    ).person
    parent = make_person(
        school, kind=ParticipantKind.PARENT, user=make_user(Role.PARENT, school), last_name="Мамина"
    )
    add_guardian(mentee, parent, relation="mother", actor=None)
    grant_view(mentee, mentor, "pair:1")
    grant_view(mentor, mentee, "pair:1")
    save_special_note(mentee, text="ТАЙНА", actor=None)
    return mentor, mentee, parent


def test_a_mentor_sees_contacts_and_request_but_no_guardians(pair, signed_in):
    mentor, mentee, parent = pair

    html = signed_in(mentor.user).get(page(mentee)).content.decode()

    assert "тел. ребёнка" in html
    assert "подтянуть математику" in html
    assert "Согласия есть" in html
    for hidden in (parent.last_name, "2011", "ТАЙНА", "Лист для подписи", "Что происходило"):
        assert hidden not in html


def test_a_mentee_sees_name_and_post_of_the_mentor_only(pair, signed_in):
    mentor, mentee, _parent = pair

    html = signed_in(mentee.user).get(page(mentor)).content.decode()

    assert mentor.full_name in html
    assert "учитель" in html
    for hidden in ("тел. наставника", "математика", "1980", 'id="consents"'):
        assert hidden not in html


def test_a_parent_sees_the_child_and_may_sign(pair, signed_in):
    _mentor, mentee, parent = pair

    html = signed_in(parent.user).get(page(mentee)).content.decode()

    assert 'id="consents"' in html
    assert reverse("registry:consent_sign", args=[mentee.pk, "publication"]) in html
    assert "ТАЙНА" not in html
    assert "Что происходило" not in html


def test_strangers_of_the_same_school_are_not_there(school, pair, signed_in):
    stranger = make_mentee(school).person

    for person in pair:
        assert signed_in(person.user).get(page(stranger)).status_code == 404


def test_a_mentor_can_not_change_the_base(pair, signed_in):
    mentor, mentee, _parent = pair
    client = signed_in(mentor.user)

    assert client.get(reverse("registry:mentee_list")).status_code == 403
    assert client.get(reverse("registry:missing_list")).status_code == 403
    assert client.get(reverse("registry:person_update", args=[mentee.pk])).status_code == 403
    assert client.post(reverse("registry:special_show", args=[mentee.pk])).status_code == 403


def test_a_special_note_is_shown_after_a_click_that_is_recorded(pair, curator, signed_in):
    mentee = pair[1]
    client = signed_in(curator)
    assert "ТАЙНА" not in client.get(page(mentee)).content.decode()

    response = client.post(reverse("registry:special_show", args=[mentee.pk]))

    assert "ТАЙНА" in response.content.decode()
    assert response["Cache-Control"] == "no-store, private"
    event = timeline(mentee).first()
    assert (event.verb, event.actor) == ("special.viewed", curator)


def test_a_special_note_is_saved_from_its_page(pair, curator, signed_in):
    mentee = pair[1]

    signed_in(curator).post(reverse("registry:special_save", args=[mentee.pk]), {"text": "новое"})

    assert SpecialNote.objects.get().text == "новое"


def test_a_sensitive_direction_is_not_for_the_mentor(school, pair, curator, signed_in):
    mentor, mentee, _parent = pair
    direction = school.directions.first()
    direction.name, direction.is_sensitive = "Особое направление", True
    direction.save()
    MenteeCard.objects.filter(person=mentee).update(direction=direction)

    assert direction.name in signed_in(curator).get(page(mentee)).content.decode()
    assert direction.name not in signed_in(mentor.user).get(page(mentee)).content.decode()


def test_other_apps_show_themselves_on_the_page(school, curator, signed_in, monkeypatch):
    person = make_mentor(school).person
    monkeypatch.setattr(hooks, "_panel_providers", [])
    hooks.register_person_panel(lambda p, user: Panel("Пары", [PanelItem("Пара № 1", "/p/1/")]))
    hooks.register_person_panel(lambda p, user: Panel("Пусто", []))

    html = signed_in(curator).get(page(person)).content.decode()

    assert '<a href="/p/1/">Пара № 1</a>' in html
    assert "Пусто" not in html


def test_the_page_leads_to_an_invitation_with_the_names(school, administrator, signed_in):
    person = make_mentor(school, email="m@example.org").person

    html = signed_in(administrator).get(page(person)).content.decode()

    assert f"person_ref={person.pk}" in html
    assert "role=mentor" in html


def test_the_page_takes_as_many_queries_with_much_as_with_little(school, curator, signed_in):
    person = make_mentee(school).person
    client = signed_in(curator)
    client.get(page(person))

    few = queries_of(client, page(person))
    for _number in range(5):
        parent = make_person(school, kind=ParticipantKind.PARENT)
        add_guardian(person, parent, relation="mother", actor=curator)
    many = queries_of(client, page(person))

    assert few == many


@pytest.mark.parametrize(("role", "shown"), [(Role.CURATOR, True), (Role.DIRECTOR, False)])
def test_a_link_that_mends_is_shown_only_to_whom_it_opens(school, signed_in, role, shown):
    child = make_mentee(school).person

    gaps = signed_in(make_user(role, school)).get(page(child)).context["gaps"]

    assert gaps
    assert all(bool(gap.url) is shown for gap in gaps)


def test_nobody_outside_the_bases_is_called_ready_for_a_pair(school, curator, signed_in):
    parent = make_person(school, contacts="+7 900 000-00-00", gender="f")

    assert "можно в пару" not in signed_in(curator).get(page(parent)).content.decode()
