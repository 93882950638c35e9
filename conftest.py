"""Fixtures of the whole suite: a school, its people, a signed-in client, a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from playwright.sync_api import Browser, Page, sync_playwright

from accounts.choices import Role
from accounts.models import User
from accounts.testing import confirm, make_user
from core.testing import let_tables_be_emptied
from schools.models import Programme, School
from schools.testing import make_school

pytest_plugins = ["core.testing_cluster", "core.testing_worker"]

# The same examples in each run of the suite; `--hypothesis-profile=default` looks for new ones.
hypothesis.settings.register_profile("suite", derandomize=True, database=None)
hypothesis.settings.load_profile("suite")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """The request of an earlier test may have left its language in this thread."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Tests that commit empty all tables after themselves."""
    with django_db_blocker.unblock():
        let_tables_be_emptied()


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
    """A client that is signed in as the user given, who has just confirmed their password."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return confirm(client)

    return sign_in


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium without a window; it asks nobody but this machine."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # The browser's loop runs in this thread; the database is only touched between its steps.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(
    browser: Browser, live_server: Any, signed_in: Callable[[User], Client]
) -> Iterator[Callable[..., Page]]:
    """A page of the house as that user sees it; `options` are the browser context's."""
    contexts = []

    def open_one(url: str, *, user: User, **options: Any) -> Page:
        context = browser.new_context(locale="ru-RU", base_url=live_server.url, **options)
        contexts.append(context)
        name = settings.SESSION_COOKIE_NAME
        value = signed_in(user).cookies[name].value
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.goto(url)
        return page

    yield open_one
    for context in contexts:
        context.close()
