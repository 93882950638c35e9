"""The year of the sixth school in the browser: bases, two orders, a plan, a report, the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.urls import reverse
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from core import clock
from orders.choices import OrderState
from orders.models import Order

from .sixth_browser import fill, fill_all, press, saved

OpenPage = Callable[..., Page]

MENTORS = (
    ("ФИО шефа", "Место работы/учебы шефа", "Основные компетенции шефа", "Форма наставничества"),
    ("Ромашкина Анна Петровна", "колледж, мастер", "разливка стали", "мастер – стажёр"),
    ("Клеверов Пётр Ильич", "колледж, мастер", "прокат листа", "мастер – стажёр"),
)
HEADINGS = ("ФИО стажёра", "Год рождения стажёра", "Основной запрос", "Группа")
# The last one is too young for the sixth school, though not for the other five.
MENTEES = (
    ("Васильков Лев Иванович", 19, "освоить разливку стали"),
    ("Снегирёва Мария Львовна", 18, "освоить прокат листа"),
    ("Дубов Илья Олегович", 20, "освоить разливку стали"),
    ("Осинин Глеб Юрьевич", 14, "освоить разливку стали"),
)
OFFICE = (
    ("Лунина", "Ольга", "Игоревна", "методист"),
    ("Тихая", "Инна", "Олеговна", "педагог-психолог"),
)


def workbooks(folder: Path) -> dict[str, Path]:
    """The two bases as spreadsheets, with headings in the school's own words."""
    year = clock.today().year
    mentees = [
        (name, year - age, request, "М-21", "мастер – стажёр", "Плавка")
        for name, age, request in MENTEES
    ]
    rows = {
        "mentors": MENTORS,
        "mentees": ((*HEADINGS, "Форма наставничества", "Направление"), *mentees),
    }
    paths = {}
    for base, lines in rows.items():
        book = Workbook()
        for line in lines:
            book.active.append(line)
        paths[base] = folder / f"{base}.xlsx"
        book.save(paths[base])
    return paths


def load_bases(page: Page, folder: Path) -> None:
    for base, path in workbooks(folder).items():
        page.goto(reverse("registry:import_create"))
        page.locator(f"input[name=base][value={base}]").check()
        page.locator("input[type=file]").set_input_files(path)
        press(page, "Проверить файл")
        page.locator("input[name=with_consents]").check()
        fill(page, "consents_on", clock.today().isoformat())
        press(page, "Загрузить в базу")
        expect(page.get_by_text("готово")).to_be_visible()


def enter_office(page: Page) -> None:
    """Two who are in no base, so that an order can appoint them."""
    for last, first, middle, post in OFFICE:
        page.goto(reverse("registry:person_create"))
        names = {"last_name": last, "first_name": first, "middle_name": middle}
        values = {**names, "kind": "staff", "post": post}
        fill_all(page, {f"person-{name}": value for name, value in values.items()})
        press(page, "Сохранить")
        expect(page.get_by_role("heading", level=1)).to_contain_text(last)


def make_survey(page: Page) -> None:
    """A questionnaire for a form of the school's own, with the questions of another."""
    page.goto(reverse("monitoring:survey_create"))
    page.locator("[name=form]").select_option(label="мастер – стажёр")
    fill_all(page, {"side": "mentee", "stage": "entry", "title": "Первая смена"})
    page.locator("[name=source]").select_option(index=1)
    press(page, "Сохранить")
    saved(page, "Анкета создана")


def draft_introduction(page: Page) -> None:
    page.goto(reverse("orders:order_choose"))
    page.get_by_role("link", name="О начале шефства").click()
    fill(page, "field-minutes", "3")
    for place, role in enumerate(("coordinator", "psychologist")):
        fill(page, f"search-{role}", OFFICE[place][0])
        page.get_by_role("button", name="Найти").nth(place).click()
        page.get_by_label(OFFICE[place][0]).check()
    fill(page, "annex-2", "Печь|4|первая\nСтан|2|ночная")
    press(page, "Составить проект")
    hand_over(page)


def check_group_of_two(page: Page) -> str:
    """What the page says of a group that is too small; nothing is saved."""
    page.goto(reverse("pairing:pair_create"))
    page.get_by_label("Шеф", exact=False).first.select_option(index=1)
    for name, _age, _request in MENTEES[:2]:
        page.get_by_label(name).check()
    press(page, "Проверить")
    expect(page.get_by_text("п. 2.1").first).to_be_visible()
    return page.locator("main").inner_text()


def draft_pairs(page: Page) -> None:
    page.goto(reverse("pairing:board"))
    press(page, "Подобрать пары")
    page.get_by_label("Все на странице").check()
    press(page, "Выбрать отмеченные")
    press(page, "Составить приказ из выбранных")
    hand_over(page)


def hand_over(page: Page) -> None:
    press(page, "Передать на подпись")
    saved(page, "Приказ передан заведующей на подпись")


def sign_everything(page: Page) -> None:
    for order in Order.objects.filter(state=OrderState.SUBMITTED).order_by("pk"):
        page.goto(order.get_absolute_url())
        press(page, "Утвердить")
        expect(page.get_by_text("утверждён").first).to_be_visible()


def write_plan(page: Page, url: str) -> None:
    """A line and both sections that the act names; then it is sent."""
    page.goto(f"{url}edit/")
    line = {"title": "Смена у печи", "period": "март"}
    fill_all(page, {f"lines-0-{name}": value for name, value in line.items()})
    page.get_by_label("Чему научиться за смену").fill("Разливке")
    page.get_by_label("Что поправить").fill("Темп")
    press(page, "Сохранить и передать")
    expect(page.get_by_text("на утверждении").first).to_be_visible()


def approve_plan(page: Page, url: str) -> None:
    page.goto(url)
    press(page, "Утвердить план")
    saved(page, "План утверждён")


def read_report(page: Page, url: str) -> None:
    page.goto(url)
    press(page, "Ознакомлен")
    saved(page, "Отмечено: вы ознакомлены")


def work(page: Page, plan: str, feedback: str) -> None:
    """A meeting of a kind of the act's own, a mark, the report in the act's sections."""
    page.goto(plan)
    page.get_by_role("link", name="Записать встречу").click()
    page.locator("[name=kind]").select_option(label="обход цеха")
    press(page, "Записать")
    expect(page.get_by_text("Ещё не было: разбор смены")).to_be_visible()
    press(page, "Выполнено")
    expect(page.get_by_role("button", name="Снять отметку")).to_be_visible()
    page.goto(f"{feedback}edit/")
    page.get_by_label("Что сделано на участке").fill("Двадцать плавок")
    page.get_by_label("К чему допустить").fill("К разливке")
    press(page, "Сохранить и передать")
    saved(page, "Итоговый документ передан")


def end_pair(page: Page, url: str) -> None:
    """By an order of the act's own kind, for a reason of the act's own."""
    page.goto(url)
    page.locator("[name=reason]").select_option(label="допуск к самостоятельной работе")
    for box in ("early", "by_order"):
        page.locator(f"[name={box}]").check()
    press(page, "Завершить пару")
    hand_over(page)
