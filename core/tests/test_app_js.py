"""The conveniences of static/js/app.js in a real browser: drafts, choices, questions, the theme."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.urls import reverse
from playwright.sync_api import Dialog, Page, expect

from accounts.models import User
from schools.models import Direction

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("core.tests.list_urls"),
]


@pytest.fixture
def open_page(open_page: Callable[..., Page], curator: User) -> Callable[..., Page]:
    return partial(open_page, user=curator)


def draft_of(page: Page) -> str | None:
    return page.evaluate(
        "Object.entries(localStorage).find(([key]) => key.startsWith('draft:'))?.[1] ?? null"
    )


def type_note(page: Page) -> None:
    page.get_by_label("Название").fill("Первая встреча")
    page.get_by_label("Текст").fill("Говорили о планах")
    page.get_by_label("Готово").check()
    expect(page.locator("form[data-autosave]")).to_have_attribute("data-autosaved", "true")


def test_what_was_typed_is_offered_again_and_put_back(open_page) -> None:
    page = open_page("/test-form/")
    type_note(page)
    page.on("dialog", lambda dialog: dialog.accept())

    page.reload()
    page.get_by_role("button", name="Вернуть текст").click()

    expect(page.get_by_label("Название")).to_have_value("Первая встреча")
    expect(page.get_by_label("Текст")).to_have_value("Говорили о планах")
    expect(page.get_by_label("Готово")).to_be_checked()


def test_a_draft_that_is_not_wanted_goes_away(open_page) -> None:
    page = open_page("/test-form/")
    type_note(page)
    page.on("dialog", lambda dialog: dialog.accept())

    page.reload()
    page.get_by_role("button", name="Не нужен").click()

    assert draft_of(page) is None


def test_a_saved_form_leaves_no_draft_and_a_refused_one_keeps_it(open_page) -> None:
    page = open_page("/test-form/")
    type_note(page)

    page.get_by_label("Название").fill("")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert draft_of(page) is not None

    page.get_by_label("Название").fill("Встреча")
    page.get_by_role("button", name="Сохранить").click()
    page.wait_for_url(f"**{reverse('direction_list')}")
    assert draft_of(page) is None


def test_the_sign_out_takes_the_drafts_along(open_page) -> None:
    page = open_page("/test-form/")
    type_note(page)
    page.on("dialog", lambda dialog: dialog.accept())

    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Выйти").click()
    page.wait_for_url("**/account/login/**")

    assert draft_of(page) is None


def test_leaving_what_is_not_saved_asks(open_page) -> None:
    page = open_page("/test-form/")
    page.get_by_label("Название").press_sequentially("Встреча")
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)

    page.goto("/test-directions/")

    assert asked == ["beforeunload"]


def test_a_question_that_is_answered_no_sends_nothing(open_page) -> None:
    page = open_page("/test-form/")
    sent = []
    page.on("framenavigated", lambda frame: sent.append(frame.url))
    page.on("dialog", lambda dialog: dialog.dismiss())

    page.get_by_role("button", name="Стереть").click()

    assert sent == []


def test_the_head_of_a_table_chooses_its_rows(open_page, school) -> None:
    Direction.objects.create(school=school, code="b", name="Второе")
    page = open_page("/test-directions/bulk/")
    head = page.get_by_label("Выбрать все на странице")
    rows = page.locator("input[name=ids]")

    head.check()
    assert [rows.nth(i).is_checked() for i in range(rows.count())] == [True, True]
    expect(page.locator("[data-selected-count]")).to_have_text("2")

    rows.first.uncheck()
    expect(page.locator("[data-selected-count]")).to_have_text("1")
    assert head.evaluate("box => box.indeterminate")


def test_the_list_narrows_as_one_types_and_the_address_follows(open_page, school) -> None:
    Direction.objects.create(school=school, code="b", name="Волонтёрство")
    page = open_page("/test-directions/")
    page.evaluate("window.isTheSamePage = true")

    page.get_by_label("Поиск").press_sequentially("волон")

    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("Волонтёрство")
    expect(page.locator("[data-status-of=list]")).to_contain_text("1 запись")
    assert page.evaluate("window.isTheSamePage")
    assert "q=" in page.url
    assert "code" not in page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_follows_the_system(open_page, scheme: str) -> None:
    page = open_page("/test-form/", color_scheme=scheme)

    expect(page.locator("html")).to_have_attribute("data-bs-theme", scheme)


def test_a_menu_closes_by_escape_and_gives_the_focus_back(open_page) -> None:
    page = open_page("/test-form/")
    summary = page.locator("details.menu > summary")

    summary.click()
    expect(page.get_by_role("link", name="Справка")).to_be_visible()
    page.get_by_role("link", name="Справка").focus()
    page.keyboard.press("Escape")

    expect(summary).to_be_focused()
    expect(page.get_by_role("link", name="Справка")).to_be_hidden()


def test_the_page_reports_no_broken_policy(open_page) -> None:
    page = open_page("/test-form/")
    errors = []
    page.on("console", lambda message: errors.append(message.text))

    page.reload()
    page.locator("details.menu > summary").click()

    assert errors == []
