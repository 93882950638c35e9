"""The main job in a real browser: two spreadsheets, pairs, an order, a plan, the feedback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from orders.choices import OrderState
from orders.models import Order
from pairing.choices import PairState
from pairing.models import Pair
from plans.choices import FeedbackState, PlanState
from plans.models import Feedback, Plan
from registry.models import MenteeCard, MentorCard
from schools.actions import create_school
from schools.models import School
from schools.presets import load_preset

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
OpenPage = Callable[..., Page]

MENTORS = [
    ["ФИО наставника", "Место работы/учебы наставника", "Основные компетенции наставника"],
    ["Ромашкина Анна Петровна", "школа, учитель математики", "подготовка к олимпиадам"],
    ["Клеверов Пётр Ильич", "школа, учитель физики", "робототехника"],
]
MENTEES = [
    ["ФИО наставляемого", "Год рождения наставляемого", "Основной запрос", "Класс / должность"],
    ["Васильков Лев Иванович", 2012, "подготовиться к олимпиаде", "8А"],
    ["Снегирёва Мария Львовна", 2013, "собрать робота", "7Б"],
]


@pytest.fixture
def school() -> School:
    return create_school(load_preset("kirov-65"), slug="journey", actor=None)


def workbook(folder: Path, name: str, rows: list[list[object]]) -> Path:
    book = Workbook()
    for number, row in enumerate(rows):
        book.active.append([*row, "учитель – ученик" if number else "Форма наставничества"])
    path = folder / name
    book.save(path)
    return path


def import_base(page: Page, base: str, path: Path) -> None:
    page.goto(reverse("registry:import_create"))
    page.locator(f"input[name=base][value={base}]").check()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Проверить файл").click()
    page.locator("input[name=with_consents]").check()
    page.locator("input[name=consents_on]").fill("2026-09-01")
    page.get_by_role("button", name="Загрузить в базу").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def agree_to_questions(page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())


@pytest.fixture
def bases(school: School, open_page: OpenPage, tmp_path: Path) -> None:
    administrator = make_user(Role.ADMINISTRATOR, school)
    page = open_page("/", user=administrator, viewport=DESKTOP)
    import_base(page, "mentors", workbook(tmp_path, "наставники.xlsx", MENTORS))
    import_base(page, "mentees", workbook(tmp_path, "наставляемые.xlsx", MENTEES))


@pytest.fixture
def order(bases: None, school: School, open_page: OpenPage) -> Order:
    """Two pairs, proposed, chosen, drafted and handed over by the curator."""
    page = open_page(reverse("pairing:board"), user=make_user(Role.CURATOR, school))
    agree_to_questions(page)
    page.get_by_role("button", name="Подобрать пары").click()
    page.get_by_label("Все на странице").check()
    page.get_by_role("button", name="Выбрать отмеченные").click()
    page.get_by_role("button", name="Составить приказ из выбранных").click()
    page.get_by_role("button", name="Передать на подпись").click()
    expect(page.get_by_text("на подписи").first).to_be_visible()
    return Order.objects.get()


def approve(order: Order, open_page: OpenPage) -> Page:
    page = open_page("/", user=make_user(Role.DIRECTOR, order.school), viewport=DESKTOP)
    agree_to_questions(page)
    page.get_by_role("link", name="Прочитать и решить").first.click()
    page.get_by_role("button", name="Утвердить").click()
    expect(page.get_by_text("утверждён").first).to_be_visible()
    return page


def mentor_of(plan: Plan) -> User:
    user = make_user(Role.MENTOR, plan.school)
    plan.member.mentor.person.user = user
    plan.member.mentor.person.save()
    return user


def test_two_spreadsheets_become_two_bases(bases: None, school: School) -> None:
    assert MentorCard.objects.filter(school=school).count() == 2
    assert MenteeCard.objects.filter(school=school).count() == 2


def test_the_curator_makes_an_order_of_the_proposals(order: Order) -> None:
    texts = str(order.points)

    assert order.state == OrderState.SUBMITTED
    assert "Ромашкину Анну Петровну, учителя математики" in texts
    assert "Василькова Льва Ивановича, обучающегося 8А класса" in texts


def test_the_director_approves_and_the_pairs_are_in_force(
    order: Order, open_page: OpenPage
) -> None:
    page = approve(order, open_page)
    pdf = page.request.get(reverse("orders:order_pdf", args=[order.pk]))

    order.refresh_from_db()
    assert (order.state, order.number) == (OrderState.APPROVED, order.document.number)
    assert {pair.state for pair in Pair.objects.all()} == {PairState.ACTIVE}
    assert pdf.body()[:5] == b"%PDF-"


def test_the_mentor_fills_marks_and_writes_on_a_phone(
    order: Order, school: School, open_page: OpenPage
) -> None:
    approve(order, open_page)
    plan = Plan.objects.order_by("pk").first()
    page = open_page(plan.get_absolute_url(), user=mentor_of(plan), viewport=PHONE)
    agree_to_questions(page)
    page.get_by_role("link", name="Заполнить план").click()
    page.locator("[name=lines-0-title]").fill("Разбор олимпиадных задач")
    page.locator("[name=lines-0-period]").fill("ноябрь")
    page.locator("[name=lines-0-responsible]").fill("наставник")
    page.get_by_role("button", name="Сохранить и передать").click()
    expect(page.get_by_text("на утверждении").first).to_be_visible()

    office = open_page(plan.get_absolute_url(), user=make_user(Role.CURATOR, school))
    agree_to_questions(office)
    office.get_by_role("button", name="Утвердить план").click()
    expect(office.get_by_text("утверждён").first).to_be_visible()

    page.reload()
    page.get_by_role("button", name="Выполнено").click()
    expect(page.get_by_role("button", name="Снять отметку")).to_be_visible()
    page.goto(reverse("plans:feedback_update", args=[plan.member.feedback.pk]))
    for name in ("studied", "tasks_done", "qualities", "potential"):
        page.locator(f"[name=section-{name}]").fill("Всё получилось")
    page.get_by_role("button", name="Сохранить и передать").click()
    expect(page.get_by_text("передан", exact=True).first).to_be_visible()
    papers = [
        page.request.get(reverse("plans:plan_pdf", args=[plan.pk])),
        page.request.get(reverse("plans:feedback_pdf", args=[plan.member.feedback.pk])),
    ]

    plan.refresh_from_db()
    assert plan.state == PlanState.APPROVED
    assert plan.activities.get().done_on is not None
    assert Feedback.objects.get(member=plan.member).state == FeedbackState.SUBMITTED
    assert [paper.body()[:5] for paper in papers] == [b"%PDF-", b"%PDF-"]
