"""A mentee is dragged over the board of proposals in a real browser (static/js/board-drag.js)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from pairing.actions import propose_pairs, put_pair, set_wish
from pairing.choices import WishKind
from pairing.models import Proposal, ProposalRun
from registry.models import MentorCard
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def first(school: School) -> MentorCard:
    return make_mentor(school, competencies="математика", places=1, last_name="Ромашкина")


@pytest.fixture
def second(school: School) -> MentorCard:
    return make_mentor(school, competencies="спорт", places=1, last_name="Клеверов")


@pytest.fixture
def run(
    school: School, programme: Programme, curator: User, first: MentorCard, second: MentorCard
) -> ProposalRun:
    """One mentee with the first mentor; the second is free."""
    make_mentee(school, request="подтянуть математику", last_name="Васильков")
    return propose_pairs(programme, actor=curator)


@pytest.fixture
def open_board(open_page: Callable[..., Page], curator: User, run: ProposalRun):
    return partial(open_page, reverse("pairing:board"), user=curator)


def chip(page: Page) -> Locator:
    return page.locator("#board [data-mentee]").first


def take(page: Page) -> None:
    """The button goes down on the mentee and the mouse moves off."""
    box = chip(page).bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 40, box["y"] + 30, steps=3)
    expect(page.locator("#drag-fits [data-verdict]").first).to_be_visible()


def carry_to(page: Page, zone: Locator) -> None:
    zone.scroll_into_view_if_needed()
    box = zone.bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 8, steps=3)
    page.mouse.move(box["x"] + 70, box["y"] + 10)


def on_page(page: Page, mentor: MentorCard) -> Locator:
    return page.locator(f"#board [data-drop-mentor='{mentor.pk}']").first


def in_list(page: Page, mentor: MentorCard) -> Locator:
    return page.locator(f"#drag-fits [data-drop-mentor='{mentor.pk}']")


def mentor_now(run: ProposalRun) -> MentorCard | None:
    row = Proposal.objects.filter(run=run).first()
    return row.mentor if row else None


def test_a_mentee_is_dragged_to_another_mentor(
    open_board, run: ProposalRun, second: MentorCard
) -> None:
    page = open_board(viewport=DESKTOP)
    take(page)
    carry_to(page, on_page(page, second))
    page.mouse.up()

    expect(page.locator("#messages")).to_contain_text("Внесено вручную")
    card = page.locator(".offer")
    expect(card).to_contain_text("Клеверов")
    expect(card).to_contain_text("закреплена")
    expect(card).to_be_focused()
    assert mentor_now(run) == second


def test_axe_finds_nothing_while_a_mentee_is_carried(
    open_board, school: School, run: ProposalRun
) -> None:
    for _number in range(20):
        make_mentor(school, competencies="математика")
    page = open_board(viewport=DESKTOP, bypass_csp=True)
    take(page)

    assert [item["id"] for item in Axe().run(page).response["violations"]] == []


def test_a_forbidden_drop_is_refused_with_its_reason(
    open_board, programme: Programme, curator: User, run: ProposalRun, first, second
) -> None:
    mentee = run.proposals.get().mentee
    set_wish(programme, mentor=second, mentee=mentee, kind=WishKind.FORBIDDEN, actor=curator)
    page = open_board(viewport=DESKTOP)
    take(page)
    expect(on_page(page, second)).to_have_attribute("data-verdict", "block")
    carry_to(page, on_page(page, second))
    page.mouse.up()

    expect(page.locator("#messages")).to_contain_text("Нельзя:")
    expect(page.locator("#messages")).to_contain_text("запрещена при подборе")
    assert mentor_now(run) == first


def test_a_warning_is_read_before_it_is_confirmed(
    open_board, school: School, curator: User, run: ProposalRun, first, second
) -> None:
    put_pair(run, mentor=second, mentee=make_mentee(school), actor=curator)
    run.proposals.filter(mentor=second).update(score=200)
    page = open_board(viewport=DESKTOP)
    take(page)
    carry_to(page, on_page(page, first))
    page.mouse.up()

    question = page.get_by_role("dialog")
    expect(question).to_contain_text("готов взять 1, а будет 2")
    assert Proposal.objects.filter(run=run, mentor=first).count() == 1
    question.get_by_role("button", name="Внести пару").click()
    expect(page.locator("#messages")).to_contain_text("Внесено вручную")
    assert Proposal.objects.filter(run=run, mentor=first).count() == 2


def test_a_mentee_is_dropped_on_nobody(open_board, run: ProposalRun) -> None:
    page = open_board(viewport=DESKTOP)
    take(page)
    carry_to(page, page.locator("#drag-fits [data-drop-out]"))
    page.mouse.up()

    expect(page.locator("#messages")).to_contain_text("Без пары в этом проекте")
    expect(page.locator(".left-people")).to_contain_text(["без пары вручную"])
    assert mentor_now(run) is None


def test_who_is_let_go_elsewhere_stays(open_board, run: ProposalRun, first: MentorCard) -> None:
    page = open_board(viewport=DESKTOP)
    take(page)
    carry_to(page, page.locator("h1"))
    page.mouse.up()

    expect(page.locator("#drag-fits")).to_be_hidden()
    assert mentor_now(run) == first


def test_the_list_does_the_same_by_keyboard(
    open_board, run: ProposalRun, second: MentorCard
) -> None:
    page = open_board(viewport=DESKTOP)
    page.get_by_role("link", name="Выбрать другого").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Выбрать: ").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#messages")).to_contain_text("закреплена")
    assert mentor_now(run) == second


def test_a_phone_keeps_the_list_and_drags_nothing(open_board, run: ProposalRun) -> None:
    page = open_board(viewport=PHONE, has_touch=True, is_mobile=True)

    expect(page.get_by_role("link", name="Выбрать другого")).to_be_visible()
    expect(chip(page)).not_to_have_attribute("draggable", "true")


def test_without_scripts_a_mentee_is_left_without_a_pair(open_board, run: ProposalRun) -> None:
    page = open_board(viewport=DESKTOP, java_script_enabled=False)
    page.get_by_role("link", name="Выбрать другого").click()
    page.get_by_role("button", name="Оставить без пары").click()

    expect(page.locator("#messages")).to_contain_text("Без пары в этом проекте")
    assert mentor_now(run) is None
