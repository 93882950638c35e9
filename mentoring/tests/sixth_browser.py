"""How a deputy head sets a regulation up: forms of the pages, filled field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from schools.rules import RULES

from . import sixth_rules, sixth_texts
from .sixth_rules import Typed

REASON = "Так решил Совет шефов."


def fill(page: Page | Locator, name: str, value: Any) -> None:
    """One input by its name, whatever it is."""
    boxes = page.locator(f"[name='{name}']")
    kind = boxes.first.get_attribute("type")
    if kind == "checkbox" and boxes.count() == 1 and value == ("on",):
        boxes.check()
    elif kind in ("checkbox", "radio"):
        wanted = {str(value)} if isinstance(value, str) else {*map(str, value)}
        for box in boxes.all():
            box.set_checked(box.get_attribute("value") in wanted)
    elif boxes.first.evaluate("box => box.tagName") == "SELECT":
        boxes.first.select_option(value if isinstance(value, str) else list(value))
    else:
        boxes.first.fill(str(value))


def fill_all(page: Page, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        fill(page, name, value)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def saved(page: Page, text: str) -> None:
    expect(page.locator(".alert").filter(has_text=text).first).to_be_visible()


def accept_invitation(page: Page, url: str, password: str) -> None:
    """The link that the command printed, on this server."""
    page.goto(urlsplit(url).path)
    names = {"last_name": "Громова", "first_name": "Вера", "middle_name": "Павловна"}
    fill_all(page, {**names, "password1": password, "password2": password})
    press(page, "Начать работу")
    saved(page, "Добро пожаловать")


def describe_school(page: Page) -> None:
    page.goto(reverse("schools:school_update"))
    fill_all(page, sixth_texts.SCHOOL)
    press(page, "Сохранить")
    page.wait_for_url("**/settings/")
    page.locator("a[href*='/signatories/']:not([href$='/new/'])").click()
    fill_all(page, sixth_texts.SIGNATORY)
    press(page, "Сохранить")
    page.wait_for_url("**/settings/")


def name_words(page: Page) -> None:
    """Only the first form is typed; the page proposes the others."""
    for code, word in sixth_texts.WORDS.items():
        page.goto(reverse("schools:term_update", args=[code]))
        fill(page, "singular_nominative", word)
        page.locator("button[name=propose]").click()
        press(page, "Сохранить")
        page.wait_for_url("**/settings/words/")


def choose_forms(page: Page) -> None:
    """The preset's forms are switched off, the school's own come in their place."""
    page.goto(reverse("schools:settings"))
    links = page.locator("a[href*='/forms/']:not([href$='/new/'])")
    for url in [link.get_attribute("href") for link in links.all()]:
        page.goto(url)
        page.locator("[name=is_active]").uncheck()
        press(page, "Сохранить")
        page.wait_for_url("**/settings/")
    for name, mentor, mentee, models in sixth_texts.FORMS:
        page.goto(reverse("schools:form_create"))
        values = {"name": name, "mentor_kind": mentor, "mentee_kind": mentee}
        fill_all(page, {**values, "role_models": "\n".join(models)})
        press(page, "Сохранить")
        page.wait_for_url("**/settings/")
    for name in sixth_texts.DIRECTIONS:
        page.goto(reverse("schools:direction_create"))
        fill(page, "name", name)
        press(page, "Сохранить")
        page.wait_for_url("**/settings/")


def begin_act(page: Page) -> None:
    """An act of nothing, for the two forms of the school's own."""
    page.goto(reverse("schools:regulation_create"))
    page.get_by_role("link", name="Пустой акт").click()
    fill_all(page, {"kind": "programme", "title": sixth_texts.ACT, "valid_from": "2025-01-15"})
    for name, *_rest in sixth_texts.FORMS:
        page.get_by_label(name, exact=True).check()
    press(page, "Завести акт")
    saved(page, "Акт заведён")


def act_page(page: Page, link: str) -> None:
    """A page of the act's newest version, from the list of the acts."""
    page.goto(reverse("schools:regulation_list"))
    page.get_by_role("link", name=sixth_texts.ACT).first.click()
    page.get_by_role("link", name=link).first.click()


def set_rules(page: Page) -> None:
    act_page(page, "Правила")
    page.locator("[data-rules-open]").click()
    for typed in sixth_rules.RULES:
        _set_rule(page, typed)
    press(page, "Посмотреть, что изменится")
    adopt(page)


def _set_rule(page: Page, typed: Typed) -> None:
    rule, value = RULES[typed.key], typed.value
    if rule.kind == "points":
        _set_points(page, rule.key, value)
    elif rule.kind == "labels":
        for number, (code, _title) in enumerate(rule.options):
            fill(page, f"value-{rule.key}_{number}", dict(value).get(code, ""))
    elif rule.kind in ("items", "lines"):
        fill(page, f"value-{rule.key}", "\n".join(value))
    elif rule.kind == "bool":
        fill(page, f"value-{rule.key}", "yes" if value else "no")
    else:
        fill(page, f"value-{rule.key}", value if rule.kind == "choices" else str(value))
    fill(page, f"clause-{rule.key}", typed.clause)


def _set_points(page: Page, key: str, points: Sequence[tuple[str, str, str]]) -> None:
    box = page.locator(f"[data-formset='points-{key}']")
    for number, (title, kind, value) in enumerate(points):
        if not box.locator(f"[name='points-{key}-{number}-title']").count():
            box.locator("[data-formset-add]").click()
        for name, text in (("title", title), ("kind", kind), ("value", value)):
            fill(box, f"points-{key}-{number}-{name}", text)


def adopt(page: Page) -> None:
    """The last part of every change of an act, by which nobody works as yet: why."""
    fill(page, "reason", REASON)
    page.locator("main form").get_by_role("button", name="Сохранить", exact=True).click()
    saved(page, "Сохранено в редакции 1")


def set_stamps(page: Page) -> None:
    act_page(page, "Грифы, сроки, формы")
    names = ("kind", "body", "act", "number", "date")
    rows = [dict(zip(names, stamp, strict=True)) for stamp in sixth_rules.STAMPS]
    add_lines(page, "stamps", rows)
    press(page, "Сохранить")
    saved(page, "Сведения об акте сохранены")


def add_lines(page: Page, prefix: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Lines typed under those that are there."""
    box = page.locator(f"[data-formset='{prefix}']")
    for row in rows:
        number = box.locator(":scope > [data-formset-line]").count()
        box.locator(":scope > [data-formset-add]").click()
        line = box.locator(":scope > [data-formset-line]").nth(number)
        line.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
        for name, value in row.items():
            fill(line, f"{prefix}-{number}-{name}", value)


def write_order_kind(page: Page, kind: Mapping[str, Any]) -> None:
    act_page(page, "Виды приказов")
    page.get_by_role("link", name="Новый вид").first.click()
    fill_all(page, {"effect": kind["effect"], **kind["main"]})
    for prefix in ("fields", "appoints", "points", "annexes"):
        add_lines(page, prefix, kind[prefix])
    for sheet in kind["sheets"]:
        page.locator(f"[name={sheet}]").check()
    adopt(page)


def lay_out_road_map(page: Page) -> None:
    act_page(page, "Вид дорожной карты")
    fill_all(page, {"title": sixth_texts.ROAD_MAP_TITLE, "group_by": "none"})
    columns = [{"title": title, "key": key} for title, key in sixth_texts.COLUMNS]
    add_lines(page, "columns", columns)
    adopt(page)


def plan_year(page: Page) -> None:
    act_page(page, "Год и этапы")
    fill_all(page, sixth_texts.YEAR)
    add_lines(page, "stages", sixth_texts.STAGES)
    adopt(page)


def list_measurements(page: Page) -> None:
    act_page(page, "Таблица «до и после»")
    add_lines(page, "rows", sixth_texts.MEASUREMENTS)
    adopt(page)


def set_target(page: Page, year: int) -> None:
    page.goto(reverse("schools:target_create"))
    fill_all(page, {**sixth_texts.TARGET, "year": year})
    press(page, "Сохранить")
    saved(page, "Целевое значение сохранено")


def change_programmes(page: Page) -> None:
    """The programme that the school was made with ends; its own begins, in months."""
    page.goto(reverse("schools:programme_current"))
    page.get_by_role("link", name="Завершить").first.click()
    press(page, "Завершить программу")
    saved(page, "Программа завершена")
    page.goto(reverse("schools:programme_create"))
    page.get_by_role("link", name=sixth_texts.ACT).click()
    press(page, "Открыть программу")
    saved(page, "Программа открыта")


def set_up(page: Page, *, year: int) -> None:
    describe_school(page)
    name_words(page)
    choose_forms(page)
    begin_act(page)
    set_rules(page)
    set_stamps(page)
    for kind in sixth_texts.ORDER_KINDS:
        write_order_kind(page, kind)
    lay_out_road_map(page)
    plan_year(page)
    list_measurements(page)
    set_target(page, year)
    change_programmes(page)
