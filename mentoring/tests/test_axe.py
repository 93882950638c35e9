"""axe finds nothing on any page, and no page of a phone scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from accounts.choices import Role
from core import clock
from portal.actions import save_public_page
from registry.actions import ask_consents, record_consent
from registry.testing import make_mentee

from .permission_table import TABLE, Row
from .test_permissions import url_of
from .world import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = {1280: 900, 390: 844}
# Files, redirects and parts of a page, which are no pages.
NO_PAGE = (
    "_pdf",
    "_docx",
    "_export",
    "_template",
    "_workbook",
    "consent_sheet",
    "consent_blank",
    "consent_paper",
    "_scan",
    "application_portfolio",
    "training_certificate",
    "_file",
    "_files",
    "_current",
    "draft_fits",  # looked at where it is shown: pairing/tests/test_board_drag.py
)
PLAIN = (
    "account_login",
    "account_reset_password",
    "documents:check_entry",
    "registry:application_thanks",
    "registry:consent_thanks",
)


def pages(world: World) -> Iterator[tuple[str, str]]:
    """Every page once, as the first role that may open it; and each role's home."""
    for role in Role.values:
        yield role, reverse("portal:home")
    for row in TABLE:
        if row.method == "GET" and row.ok and not row.route.endswith(NO_PAGE):
            yield first_role(row), url_of(row, world)


def first_role(row: Row) -> str:
    return next(role for role, status in row.statuses().items() if status == 200)


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_any_page(width: int, open_page: Callable[..., Page]) -> None:
    world, axe = make_world(), Axe()
    size = {"width": width, "height": WIDTHS[width]}
    tabs: dict[str, Page] = {}
    found = {}
    for role, url in pages(world):
        if role not in tabs:
            user = world.users[role]
            tabs[role] = open_page("/", user=user, viewport=size, bypass_csp=True)
        page = tabs[role]
        page.goto(url)
        problems = [item["id"] for item in axe.run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            problems.append("scrolls sideways")
        if problems:
            found[f"{role} {url}"] = problems

    assert found == {}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PLAIN)
def test_axe_finds_nothing_on_a_page_without_sign_in(
    width: int, name: str, browser, live_server
) -> None:
    size = {"width": width, "height": WIDTHS[width]}
    page = browser.new_page(viewport=size, bypass_csp=True)
    page.goto(live_server.url + reverse(name))
    problems = [item["id"] for item in Axe().run(page).response["violations"]]
    page.close()

    assert problems == []


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_what_a_school_shows_without_sign_in(
    width: int, browser, live_server
) -> None:
    world = make_world()
    paths = [open_school(world), ask_a_parent(world)]
    page = browser.new_page(viewport={"width": width, "height": WIDTHS[width]}, bypass_csp=True)
    found = {}
    for path in paths:
        assert page.goto(live_server.url + path).ok
        problems = [item["id"] for item in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            problems.append("scrolls sideways")
        if problems:
            found[path] = problems
    page.close()

    assert found == {}


def open_school(world: World) -> str:
    """The page for everybody, with a mentor on it."""
    regulation, day = world.objects["regulation"], clock.today()
    regulation.rules["site.publish"] = {"value": ["acts", "mentors", "pairs", "practices"]}
    regulation.save()
    person = world.objects["mentor_card"].person
    record_consent(person, kind="publication", signer="self", given_on=day, actor=None)
    return save_public_page(
        world.school, is_open=True, with_files=True, actor=None
    ).get_absolute_url()


def ask_a_parent(world: World) -> str:
    child = make_mentee(world.school, consents=False).person
    [asked] = ask_consents([child], due_on=clock.today(), actor=None)
    return reverse("registry:consent_link", args=[asked.token])
