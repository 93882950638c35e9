"""Pages of the settings, the regulation and the programme."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user


@pytest.fixture
def client_of(signed_in, kirov):
    return lambda role: signed_in(make_user(role, kirov))


def url(name: str, row=None) -> str:
    return reverse(f"schools:{name}", args=[row.pk] if row else [])


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OBSERVER])
def test_every_role_of_the_school_reads_the_regulation(client_of, regulation, role):
    page = client_of(role).get(url("regulation_detail", regulation))

    assert "п. 1.4" in page.content.decode()
    assert ("Изменить правила" in page.content.decode()) == (
        role in (Role.ADMINISTRATOR, Role.COORDINATOR)
    )


def test_the_regulation_of_today_is_found_without_its_number(client_of, regulation, kirov):
    client = client_of(Role.MENTOR)

    assert client.get(url("regulation_current"))["Location"] == regulation.get_absolute_url()
    kirov.programmes.all().delete()
    assert client.get(url("regulation_current"))["Location"] == regulation.get_absolute_url()


@pytest.mark.parametrize("name", ["regulation_detail", "regulation_update"])
def test_a_regulation_of_another_school_is_404(client_of, other_school, name):
    stranger = other_school.regulations.get()

    assert client_of(Role.ADMINISTRATOR).get(url(name, stranger)).status_code == 404


CHANGE_PAGES = [
    "settings",
    "school_update",
    "signatory_create",
    "form_create",
    "direction_create",
]


@pytest.mark.parametrize("name", CHANGE_PAGES)
def test_settings_open_to_those_who_may_change_them(client_of, name):
    assert client_of(Role.ADMINISTRATOR).get(url(name)).status_code == 200
    assert client_of(Role.COORDINATOR).get(url(name)).status_code == 200
    assert client_of(Role.DIRECTOR).get(url(name)).status_code == 403
    assert client_of(Role.PARENT).get(url(name)).status_code == 403


def test_a_superuser_without_a_role_has_no_school_to_set(client_of, signed_in, db):
    root = make_user(is_staff=True, is_superuser=True)

    assert signed_in(root).get(url("settings")).status_code == 403


def test_settings_say_what_is_still_made_up(client_of):
    page = client_of(Role.ADMINISTRATOR).get(url("settings")).content.decode()

    assert "впишите настоящее" in page


def test_the_programme_shows_its_stages_forms_and_directions(client_of, kirov):
    page = client_of(Role.CURATOR).get(url("programme_current"), follow=True).content.decode()

    assert "Формирование базы наставляемых" in page
    assert "учитель – ученик" in page
    assert "Социокультурное наставничество" in page


def test_a_mentor_does_not_open_the_programme(client_of, kirov):
    programme = kirov.programmes.get()

    assert client_of(Role.MENTOR).get(programme.get_absolute_url()).status_code == 403


@pytest.mark.parametrize("name", ["programme_detail", "programme_update"])
def test_a_programme_of_another_school_is_404(client_of, other_school, name):
    stranger = other_school.programmes.get()

    assert client_of(Role.ADMINISTRATOR).get(url(name, stranger)).status_code == 404


def programme_data(programme) -> dict[str, object]:
    data = {
        "title": programme.title,
        "starts_on": programme.starts_on.isoformat(),
        "ends_on": programme.ends_on.isoformat(),
        "reporting_documents": programme.reporting_documents,
        "stages-TOTAL_FORMS": programme.stages.count(),
        "stages-INITIAL_FORMS": programme.stages.count(),
    }
    for number, stage in enumerate(programme.stages.all()):
        data |= {
            f"stages-{number}-pk": stage.pk,
            f"stages-{number}-title": stage.title,
            f"stages-{number}-term_text": stage.term_text,
        }
    return data


def test_stages_are_marked_added_and_removed(client_of, kirov):
    programme = kirov.programmes.get()
    data = programme_data(programme) | {
        "stages-TOTAL_FORMS": 8,
        "stages-0-done_on": "2026-09-15",
        "stages-1-DELETE": "on",
        "stages-7-title": "Подведение итогов",
    }

    response = client_of(Role.COORDINATOR).post(url("programme_update", programme), data)

    assert response.status_code == 302
    stages = list(programme.stages.all())
    assert len(stages) == 7
    assert stages[0].done_on.isoformat() == "2026-09-15"
    assert stages[-1].title == "Подведение итогов"


def test_a_stage_is_finished_by_a_button(client_of, kirov):
    programme = kirov.programmes.get()
    button = reverse("schools:stage_finish", args=[programme.pk, 1])

    assert client_of(Role.OBSERVER).post(button).status_code == 403
    assert client_of(Role.COORDINATOR).post(button).status_code == 302
    assert programme.stages.get(number=1).done_on is not None


def test_a_stage_of_another_school_is_404(client_of, other_school):
    button = reverse("schools:stage_finish", args=[other_school.programmes.get().pk, 1])

    assert client_of(Role.ADMINISTRATOR).post(button).status_code == 404


def test_a_mistake_in_a_stage_keeps_what_was_typed(client_of, kirov):
    programme = kirov.programmes.get()
    data = programme_data(programme) | {
        "title": "Другое название",
        "stages-0-starts_on": "2026-10-02",
        "stages-0-ends_on": "2026-10-01",
    }

    response = client_of(Role.COORDINATOR).post(url("programme_update", programme), data)

    assert "Другое название" in response.content.decode()
    assert "ends_on" in response.context["formset"].errors[0]
    programme.refresh_from_db()
    assert programme.title != "Другое название"


def test_the_letterhead_is_changed(client_of, kirov):
    data = {"kind": "school", "name": "МОУ «Школа»", "short_name": "Школа", "city": "г. Киров"}

    response = client_of(Role.ADMINISTRATOR).post(url("school_update"), data)

    kirov.refresh_from_db()
    assert response["Location"] == url("settings")
    assert kirov.city == "г. Киров"


def test_two_signatories_on_one_day_are_told_on_the_form(client_of, kirov):
    since = kirov.signatories.get().valid_from
    data = {
        "post": "Директор",
        "last_name": "Кот",
        "first_name": "Ян",
        "gender": "m",
        "valid_from": since.isoformat(),
    }

    response = client_of(Role.ADMINISTRATOR).post(url("signatory_create"), data)

    assert "уже подписывает другой" in response.content.decode()
    assert kirov.signatories.count() == 1


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("signatory_update", "signatories"),
        ("form_update", "forms"),
        ("direction_update", "directions"),
    ],
)
def test_rows_of_another_school_are_404(client_of, other_school, name, rows):
    stranger = getattr(other_school, rows).first()

    assert client_of(Role.ADMINISTRATOR).get(url(name, stranger)).status_code == 404


def test_a_form_is_added_and_a_direction_switched_off(client_of, kirov):
    client = client_of(Role.ADMINISTRATOR)
    direction = kirov.directions.first()

    client.post(
        url("form_create"),
        {
            "name": "родитель – ученик",
            "mentor_kind": "parent",
            "mentee_kind": "pupil",
            "is_active": "on",
        },
    )
    client.post(url("direction_update", direction), {"name": direction.name})

    assert kirov.forms.filter(name="родитель – ученик", is_active=True).exists()
    direction.refresh_from_db()
    assert not direction.is_active
