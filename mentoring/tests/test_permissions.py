"""The access policy as a table: every route × every role × what the server answers.

`permission_table.TABLE` is the policy; a route that is not in it fails here. The same roles of
another school get 404 for every object.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.roles import PERMISSIONS
from accounts.testing import make_user
from core.permissions import Permitted
from schools.testing import make_school

from .houses import Route, routes
from .permission_table import PUBLIC, SIGNED_IN, TABLE, Row
from .world import World, make_world

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Undo(Exception):
    """Rolls back what a request has done."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once: each request is undone, and in the end the whole world is."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def strangers(world: World) -> dict[str, User]:
    """The same roles in another school."""
    other = make_school()
    return {role: make_user(role, other) for role in Role.values}


def answer(row: Row, url: str, user: User | None) -> int:
    """The status of one request; whatever it changed is undone."""
    client = Client(raise_request_exception=True)
    if user is not None:
        client.force_login(user, backend=BACKEND)
    try:
        with transaction.atomic():
            response = client.generic(
                row.method, url, row.body, content_type="application/x-www-form-urlencoded"
            )
            raise Undo
    except Undo:
        return response.status_code


def url_of(row: Row, world: World) -> str:
    def value(name: str) -> Any:
        return name[1:] if name.startswith("=") else world.objects[name].pk

    return reverse(row.route, args=[value(name) for name in row.args])


def test_every_route_stands_in_the_table() -> None:
    named = {route.name for route in routes()}

    assert {row.route for row in TABLE} | PUBLIC | SIGNED_IN == named


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.method} {row.route}")
def test_each_role_gets_what_the_table_says(row: Row, world: World) -> None:
    url = url_of(row, world)
    got = {role: answer(row, url, user) for role, user in world.users.items()}

    assert got == row.statuses()


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.method} {row.route}")
def test_nobody_comes_in_without_signing_in(row: Row, world: World) -> None:
    assert answer(row, url_of(row, world), None) == 302


@pytest.mark.parametrize(
    "row", [row for row in TABLE if row.has_object], ids=lambda row: f"{row.method} {row.route}"
)
def test_the_same_role_of_another_school_finds_nothing(
    row: Row, world: World, strangers: dict[str, User]
) -> None:
    url = url_of(row, world)
    allowed = [role for role, status in row.statuses().items() if status in (200, 202, 302)]
    got = {role: answer(row, url, strangers[role]) for role in allowed}

    assert got == dict.fromkeys(allowed, 404)


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_public_route_asks_for_no_role(name: str) -> None:
    route = next(route for route in routes() if route.name == name)

    assert not declared(route)


def declared(route: Route) -> list[str]:
    wanted = getattr(route.view_class, "permission_required", None) or []
    return [wanted] if isinstance(wanted, str) else list(wanted)


def views_of_the_table() -> Iterator[Route]:
    names = {row.route for row in TABLE}
    return (route for route in routes() if route.name in names)


@pytest.mark.parametrize("route", list(views_of_the_table()), ids=lambda route: route.name)
def test_every_other_route_declares_its_permission(route: Route) -> None:
    assert issubclass(route.view_class, Permitted)
    assert declared(route) != []


@pytest.mark.django_db
def test_every_permission_that_a_role_or_a_view_names_exists() -> None:
    known = {
        f"{row.content_type.app_label}.{row.codename}"
        for row in Permission.objects.select_related("content_type")
    }
    named = set().union(*PERMISSIONS.values())
    for route in routes():
        named |= set(declared(route))

    assert named - known == set()


def test_every_role_has_its_permissions() -> None:
    assert set(PERMISSIONS) == set(Role.values)
