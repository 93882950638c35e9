"""Pages of people, roles, invitations and one's own account."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from accounts.actions import invite_person
from accounts.choices import Role
from accounts.models import Invitation, Membership, User
from accounts.queries import role_table
from accounts.roles import PERMISSIONS
from accounts.testing import make_user
from accounts.words import PERMISSION_GROUPS
from core.testing import queries_of

PASSWORD = "лошадь батарея скрепка"
PEOPLE = "/account/people/"


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


@pytest.fixture
def admin_client(signed_in, administrator):
    return signed_in(administrator)


def invited(school, **fields):
    values = {"email": "new@example.org", "role": Role.MENTOR, "last_name": "Новый"}
    issued = invite_person(school, actor=None, **values | {"first_name": "Иван"} | fields)
    return issued, f"/account/invitation/{issued.token}/"


ACCOUNT = {
    "last_name": "Новый",
    "first_name": "Иван",
    "middle_name": "Петрович",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def test_inviting_mails_a_link_and_shows_it_once(admin_client, school):
    response = admin_client.post(
        reverse("accounts:invite"),
        {"email": "new@example.org", "last_name": "Новый", "first_name": "Иван", "role": "mentor"},
    )

    link = response.context["link"]
    assert link.startswith("http://testserver/account/invitation/")
    assert link in response.content.decode()
    assert link in mail.outbox[0].body
    assert "no-store" in response["Cache-Control"]
    assert link.split("/")[-2] not in admin_client.get(PEOPLE).content.decode()


def test_a_mail_server_that_is_down_leaves_the_link_on_the_page(settings, admin_client):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    response = admin_client.post(
        reverse("accounts:invite"),
        {"email": "new@example.org", "last_name": "Новый", "first_name": "Иван", "role": "mentor"},
    )

    assert response.context["is_mailed"] is False
    assert "Передайте ссылку сами" in response.content.decode()
    assert Invitation.objects.count() == 1


def test_inviting_with_a_mistake_keeps_what_was_typed(admin_client):
    response = admin_client.post(
        reverse("accounts:invite"), {"email": "нет", "last_name": "Новый", "role": "king"}
    )

    assert set(response.context["form"].errors) == {"email", "first_name", "role"}
    assert "Новый" in response.content.decode()
    assert not Invitation.objects.exists()


def test_limits_are_for_curators_only(admin_client, school):
    direction = school.directions.get()
    names = {"email": "a@example.org", "last_name": "А", "first_name": "Б"}
    data = names | {"directions": [direction.pk]}

    admin_client.post(reverse("accounts:invite"), data | {"role": "mentor"})
    admin_client.post(reverse("accounts:invite"), data | {"role": "curator"})

    assert [list(row.directions.all()) for row in Invitation.objects.order_by("pk")] == [
        [],
        [direction],
    ]


def test_directions_of_another_school_are_not_offered(admin_client, other_school):
    direction = other_school.directions.get()

    response = admin_client.post(
        reverse("accounts:invite"),
        {
            "email": "a@example.org",
            "last_name": "А",
            "first_name": "Б",
            "role": "curator",
            "directions": [direction.pk],
        },
    )

    assert "directions" in response.context["form"].errors


def test_a_card_of_the_base_leads_to_a_filled_form(admin_client):
    page = admin_client.get(f"{reverse('accounts:invite')}?last_name=Сорока&person_ref=15")

    assert page.context["form"]["last_name"].value() == "Сорока"
    assert page.context["form"]["person_ref"].value() == "15"


def test_an_invited_person_sets_a_password_and_is_in(client, school):
    _issued, url = invited(school)
    assert client.get(url).status_code == 200

    response = client.post(url, ACCOUNT)

    user = User.objects.get(email="new@example.org")
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.middle_name == "Петрович"
    assert client.get("/account/profile/").status_code == 200


def test_a_link_that_was_used_says_so(client, school):
    _issued, url = invited(school)
    client.post(url, ACCOUNT)

    again = Client().post(url, ACCOUNT)

    assert again.status_code == 410
    assert "уже воспользовались" in again.content.decode()


def test_passwords_that_differ_or_are_weak_are_told_at_the_field(client, school):
    _issued, url = invited(school)

    differ = client.post(url, ACCOUNT | {"password2": "другой пароль"})
    weak = client.post(url, ACCOUNT | {"password1": "1234567890", "password2": "1234567890"})

    assert "password2" in differ.context["form"].errors
    assert "password1" in weak.context["form"].errors
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_forged_link_is_404_and_guessing_is_stopped(client, school):
    statuses = [client.get(f"/account/invitation/forged{n}/").status_code for n in range(21)]
    _issued, url = invited(school)

    assert statuses == [404] * 20 + [429]
    assert client.get(url).status_code == 429
    assert client.get(url, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_a_link_opened_by_somebody_else_gives_them_nothing(signed_in, school, curator):
    _issued, url = invited(school)
    client = signed_in(curator)

    page = client.post(url, ACCOUNT)

    assert "Выйдите" in page.content.decode()
    assert [row.role for row in curator.memberships.all()] == [Role.CURATOR]
    assert not User.objects.filter(email="new@example.org").exists()


def test_an_account_that_exists_takes_the_link_after_signing_in(
    client, signed_in, school, other_school
):
    owner = make_user(Role.PARENT, other_school, email="new@example.org")
    _issued, url = invited(school)

    asked = client.get(url)
    refused = client.post(url, ACCOUNT)
    taken = signed_in(owner).post(url)

    assert "уже есть учётная запись" in asked.content.decode()
    assert refused.status_code == 410
    assert taken.status_code == 302
    assert owner.memberships.count() == 2


def test_the_list_shows_people_of_the_own_school_only(admin_client, curator, other_school):
    stranger = make_user(Role.CURATOR, other_school)

    page = admin_client.get(PEOPLE).content.decode()

    assert curator.email in page
    assert stranger.email not in page


def test_the_list_is_searched_and_filtered(admin_client, curator, director, school):
    found = admin_client.get(PEOPLE, {"q": curator.email}).context["page_obj"].object_list
    directors = admin_client.get(PEOPLE, {"role": "director"}).context["page_obj"].object_list
    ended = admin_client.get(PEOPLE, {"state": "ended"}).context["page_obj"].object_list

    assert [row.user for row in found] == [curator]
    assert [row.user for row in directors] == [director]
    assert list(ended) == []


def test_the_list_takes_as_many_queries_for_many_as_for_few(admin_client, school):
    few = queries_of(admin_client, PEOPLE)
    for _number in range(15):
        make_user(Role.CURATOR, school)

    assert queries_of(admin_client, PEOPLE) == few


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
@pytest.mark.parametrize(
    "name",
    ["accounts:member_list", "accounts:invite", "accounts:role_create", "accounts:role_table"],
)
def test_only_the_administrator_manages_people(signed_in, school, role, name):
    assert signed_in(make_user(role, school)).get(reverse(name)).status_code == 403


def test_a_role_is_ended_by_a_button(admin_client, curator):
    url = reverse("accounts:role_end", args=[curator.memberships.get().pk])

    assert admin_client.get(url).status_code == 405
    response = admin_client.post(url, follow=True)

    assert "Роль снята." in response.content.decode()
    assert not Membership.objects.get(user=curator).is_live_now


def test_the_last_administrator_is_told_why_not(admin_client, administrator):
    url = reverse("accounts:role_end", args=[administrator.memberships.get().pk])

    response = admin_client.post(url, follow=True)

    assert "единственный администратор" in response.content.decode()


def test_a_role_of_another_school_is_404(admin_client, other_school):
    stranger = make_user(Role.CURATOR, other_school)

    url = reverse("accounts:role_end", args=[stranger.memberships.get().pk])

    assert admin_client.post(url).status_code == 404
    assert Membership.objects.get(user=stranger).is_live_now


def test_a_role_is_given_to_members_of_the_own_school_only(admin_client, curator, other_school):
    stranger = make_user(Role.CURATOR, other_school)
    url = reverse("accounts:role_create")

    refused = admin_client.post(url, {"user": stranger.pk, "role": "director"})
    given = admin_client.post(url, {"user": curator.pk, "role": "psychologist"})

    assert "user" in refused.context["form"].errors
    assert given.status_code == 302
    assert {row.role for row in curator.memberships.all()} == {"curator", "psychologist"}


def test_an_invitation_of_another_school_is_404(admin_client, other_school):
    issued, _url = invited(other_school)

    url = reverse("accounts:invitation_withdraw", args=[issued.invitation.pk])

    assert admin_client.post(url).status_code == 404


def test_an_invitation_is_withdrawn_by_a_button(admin_client, client, school):
    issued, url = invited(school)

    admin_client.post(reverse("accounts:invitation_withdraw", args=[issued.invitation.pk]))

    assert client.get(url).status_code == 410


def test_the_profile_corrects_ones_own_name(signed_in, curator):
    client = signed_in(curator)

    client.post("/account/profile/", {"last_name": "Ёлкина", "first_name": "Яна"})

    curator.refresh_from_db()
    assert curator.get_full_name() == "Ёлкина Яна"


def test_the_school_to_act_in_is_chosen_from_ones_own(signed_in, curator, school, other_school):
    Membership.objects.create(user=curator, school=other_school, role=Role.DIRECTOR)
    client = signed_in(curator)

    client.post("/account/school/", {"school": other_school.pk})

    page = client.get("/account/profile/")
    assert page.wsgi_request.user.school == other_school
    assert page.wsgi_request.user.scope.roles == {Role.DIRECTOR}


@pytest.mark.parametrize("value", ["", "x", "-1", "999999"])
def test_a_school_without_a_role_is_not_chosen(signed_in, curator, other_school, value):
    client = signed_in(curator)

    assert client.post("/account/school/", {"school": value}).status_code == 404
    assert client.post("/account/school/", {"school": other_school.pk}).status_code == 404


def test_every_permission_of_every_role_has_its_words():
    words = {name for _title, permissions in PERMISSION_GROUPS for name in permissions}

    assert words == set().union(*PERMISSIONS.values())


def test_the_table_of_roles_says_what_the_code_says(admin_client):
    marks = {str(row.title): row.grants for _title, rows in role_table() for row in rows}
    director = list(Role).index(Role.DIRECTOR)

    assert admin_client.get(reverse("accounts:role_table")).status_code == 200
    assert marks["Утверждать и возвращать приказы"].index(True) == director
    assert sum(marks["Утверждать и возвращать приказы"]) == 1


def test_the_first_administrator_is_invited_by_a_command(client, school, capsys):
    call_command("create_administrator", school.slug, "first@example.org", url="https://m.example/")
    link = capsys.readouterr().out.strip()

    response = client.post(link.removeprefix("https://m.example"), ACCOUNT)

    assert response.status_code == 302
    assert User.objects.get(email="first@example.org").scope.roles == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("argument", [("nowhere", "a@example.org"), ("school", "no address")])
def test_the_command_says_what_is_wrong(school, argument):
    slug = school.slug if argument[0] == "school" else argument[0]

    with pytest.raises(CommandError):
        call_command("create_administrator", slug, argument[1])


def test_the_service_pages_change_nothing(client, school):
    user = make_user(is_staff=True, is_superuser=True)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get("/service/accounts/user/").status_code == 200
    assert client.get("/service/accounts/user/add/").status_code == 403
    assert client.post(f"/service/accounts/user/{user.pk}/change/", {}).status_code == 403
    assert (
        user.password
        not in client.get(f"/service/accounts/user/{user.pk}/change/").content.decode()
    )
