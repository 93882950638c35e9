"""Help, and what robots and browsers ask for by themselves."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.choices import Role
from accounts.testing import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("url", ["/", "/help/", "/notifications/"])
def test_a_stranger_is_asked_to_sign_in(url: str) -> None:
    response = Client().get(url)

    assert response.status_code == 302
    assert f"next={url}" in response["Location"]


@pytest.mark.parametrize("role", Role)
def test_help_begins_with_the_role_of_the_reader(role: Role, school, signed_in) -> None:
    parts = signed_in(make_user(role, school)).get("/help/").context["parts"]

    assert parts[0]["role"] == role
    assert [part["is_own"] for part in parts].count(True) == 1
    assert len(parts) == len(Role)


def test_help_is_there_for_somebody_without_a_role(signed_in) -> None:
    assert signed_in(make_user()).get("/help/").status_code == 200


def test_robots_are_sent_away() -> None:
    assert Client().get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


def test_a_browser_that_asks_for_an_icon_gets_ours() -> None:
    assert Client().get("/favicon.ico")["Location"].endswith("img/favicon.svg")


def test_a_page_loads_nothing_from_elsewhere(curator, signed_in) -> None:
    response = signed_in(curator).get("/")

    html = response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert 'src="http' not in html
    assert "style=" not in html
