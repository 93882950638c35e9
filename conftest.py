"""Fixtures of the whole suite: a school, its people, a signed-in browserless client."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from schools.models import Programme, School
from schools.testing import make_school

pytest_plugins = ["core.testing_worker"]


@pytest.fixture
def school(db: None) -> School:
    return make_school()


@pytest.fixture
def other_school(db: None) -> School:
    return make_school()


@pytest.fixture
def programme(school: School) -> Programme:
    return school.programmes.get()


@pytest.fixture
def curator(school: School) -> User:
    return make_user(Role.CURATOR, school)


@pytest.fixture
def director(school: School) -> User:
    return make_user(Role.DIRECTOR, school)


@pytest.fixture
def administrator(school: School) -> User:
    return make_user(Role.ADMINISTRATOR, school)


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A client that is already signed in as the user given."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
