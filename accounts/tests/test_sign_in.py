"""The door: what opens it, what locks it, where it leads."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.choices import DEMO_PASSWORD, Role, demo_email
from accounts.models import Membership
from accounts.testing import PASSWORD, make_user

LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra: str):
    return client.post(LOGIN, {"login": email, "password": password, **extra})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_opens_the_door(client, curator):
    response = sign_in(client, curator.email.upper())

    assert response.status_code == 302
    assert is_signed_in(client)


def test_a_wrong_password_keeps_the_name_and_tells_nothing_of_the_account(client, curator):
    known = sign_in(client, curator.email, "wrong")
    unknown = sign_in(Client(), "nobody@example.org", "wrong")

    assert known.status_code == unknown.status_code == 200
    assert curator.email in known.content.decode()
    said = {response.context["form"].non_field_errors()[0] for response in (known, unknown)}
    assert len(said) == 1


def test_eight_wrong_passwords_lock_this_account_from_this_address(settings, client, curator):
    settings.AXES_ENABLED = True
    for _attempt in range(7):
        assert sign_in(client, curator.email, "wrong").status_code == 200

    assert sign_in(client, curator.email, "wrong").status_code == 429
    locked = sign_in(client, curator.email.upper())

    assert locked.status_code == 429
    assert "закрыт на 15 минут" in locked.content.decode()
    assert not is_signed_in(client)


def test_the_lock_of_one_account_leaves_the_others_open(settings, client, curator, director):
    settings.AXES_ENABLED = True
    for _attempt in range(8):
        sign_in(client, curator.email, "wrong")

    assert sign_in(client, director.email).status_code == 302


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "https:evil.example",
        r"\\evil.example",
        "javascript:alert(1)",
    ],
)
def test_sign_in_does_not_lead_to_another_site(client, curator, target):
    response = client.post(
        f"{LOGIN}?{urlencode({'next': target})}",
        {"login": curator.email, "password": PASSWORD, "next": target},
    )

    assert response.status_code == 302
    assert "evil" not in response["Location"]
    assert "javascript" not in response["Location"]


def test_sign_in_leads_back_to_the_page_that_asked_for_it(client, curator):
    response = sign_in(client, curator.email, next="/account/profile/")

    assert response["Location"] == "/account/profile/"


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "social/signup/", "login/code/", "password/set/", "phone/verify/"]
)
def test_there_is_no_sign_up_and_no_change_of_the_address(client, path):
    assert client.get(f"/account/{path}").status_code == 404


def test_no_route_of_sign_up_is_named():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_a_forgotten_password_is_set_anew_by_mail(client, curator):
    client.post("/account/password/reset/", {"email": curator.email})
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    form = client.get(link, follow=True)

    client.post(
        form.redirect_chain[-1][0],
        {"password1": "новый пароль школы", "password2": "новый пароль школы"},
    )

    assert mail.outbox[0].to == [curator.email]
    assert sign_in(Client(), curator.email).status_code == 200
    assert sign_in(Client(), curator.email, "новый пароль школы").status_code == 302


def test_the_link_of_a_reset_works_once(client, curator):
    client.post("/account/password/reset/", {"email": curator.email})
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    form = client.get(link, follow=True)
    new = "новый пароль школы"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})

    again = Client().get(link, follow=True)

    assert "Ссылка не действует" in again.content.decode()


def test_a_reset_says_the_same_of_an_address_that_nobody_has(client, db):
    response = client.post("/account/password/reset/", {"email": "nobody@example.org"}, follow=True)

    assert response.status_code == 200
    assert "Проверьте почту" in response.content.decode()
    assert mail.outbox == []


def test_letters_of_a_reset_are_limited(client, curator):
    statuses = [
        client.post("/account/password/reset/", {"email": curator.email}).status_code
        for _attempt in range(7)
    ]

    assert 429 in statuses
    assert len(mail.outbox) <= 5


def code_of(user) -> str:
    secret = totp.TOTP(user.authenticator_set.get(type="totp")).instance.data["secret"]
    return totp.format_hotp_value(
        totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )


@pytest.fixture
def guarded(curator):
    """A curator with the second factor."""
    totp.TOTP.activate(curator, totp.generate_totp_secret())
    RecoveryCodes.activate(curator)
    return curator


def test_with_a_second_factor_the_password_alone_opens_nothing(client, guarded):
    response = sign_in(client, guarded.email)

    assert response["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_signed_in(client)
    assert client.get("/account/profile/").status_code == 302


def test_the_code_of_the_second_factor_opens_the_door(client, guarded):
    sign_in(client, guarded.email)

    client.post(reverse("mfa_authenticate"), {"code": code_of(guarded)})

    assert is_signed_in(client)


def test_a_recovery_code_opens_the_door_once(client, guarded):
    code = RecoveryCodes(guarded.authenticator_set.get(type="recovery_codes")).get_unused_codes()[0]
    sign_in(client, guarded.email)
    client.post(reverse("mfa_authenticate"), {"code": code})
    other = Client()
    sign_in(other, guarded.email)

    other.post(reverse("mfa_authenticate"), {"code": code})

    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_codes_of_the_second_factor_cannot_be_tried_without_end(client, guarded):
    sign_in(client, guarded.email)
    for _attempt in range(8):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})

    client.post(reverse("mfa_authenticate"), {"code": code_of(guarded)})

    assert not is_signed_in(client)


def test_the_second_factor_is_switched_on_in_the_browser(client, curator):
    sign_in(client, curator.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    code = totp.format_hotp_value(
        totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )

    response = client.post(reverse("mfa_activate_totp"), {"code": code})

    assert response.status_code == 302
    assert curator.authenticator_set.filter(type="totp").exists()


def test_changing_the_second_factor_asks_for_the_password_again(client, curator):
    sign_in(client, curator.email)

    asked = client.get(reverse("mfa_activate_totp"))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))

    client.post(asked["Location"], {"password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


@pytest.mark.parametrize("name", ["mfa_index", "account_change_password", "account_logout"])
def test_pages_of_ones_own_account_open(client, curator, name):
    sign_in(client, curator.email)

    assert client.get(reverse(name)).status_code == 200


def test_recovery_codes_are_shown_and_downloaded(client, guarded):
    sign_in(client, guarded.email)
    client.post(reverse("mfa_authenticate"), {"code": code_of(guarded)})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    page = client.get(reverse("mfa_view_recovery_codes"))
    file = client.get(reverse("mfa_download_recovery_codes"))

    assert page.status_code == 200
    assert len(file.content.split()) == 10


def make_demo_user(role: str, school):
    user = make_user(role, school, email=demo_email(role))
    user.set_password(DEMO_PASSWORD)
    user.save()
    return user


def test_the_sign_in_page_shows_no_accounts_on_a_real_server(client, school):
    make_demo_user(Role.CURATOR, school)

    page = client.get(LOGIN).content.decode()

    assert DEMO_PASSWORD not in page
    assert "demo" not in page.replace("demo-", "")


@pytest.mark.parametrize("email", [demo_email(Role.CURATOR), "Curator.x@Played.Example"])
def test_a_made_up_account_cannot_sign_in_on_a_real_server(client, school, email):
    user = make_user(Role.CURATOR, school, email=email)

    response = sign_in(client, user.email)

    assert response["Location"] == reverse("account_inactive")
    assert not is_signed_in(client)
    user.refresh_from_db()
    assert user.is_active


def test_a_demonstration_offers_each_role_one_button_that_signs_in(settings, client, school):
    settings.MENTORING_DEMO = True
    make_demo_user(Role.CURATOR, school)
    make_demo_user(Role.DIRECTOR, school)

    page = client.get(LOGIN)
    offered = [row.role for row in page.context["demo_signins"]]
    row = page.context["demo_signins"][0]
    response = sign_in(client, row.email, row.password)

    assert offered == [Role.DIRECTOR, Role.CURATOR]
    assert response.status_code == 302
    assert is_signed_in(client)


def test_a_session_loses_its_rights_with_the_role(client, administrator, school):
    make_user(Role.ADMINISTRATOR, school)
    sign_in(client, administrator.email)
    assert client.get("/account/people/").status_code == 200

    Membership.objects.filter(user=administrator).update(valid_to="2020-12-31")

    assert client.get("/account/people/").status_code == 403


def test_the_service_pages_are_entered_by_the_same_door(client, db):
    response = client.get("/service/", follow=True)

    assert response.redirect_chain[-1][0].startswith(LOGIN)
