"""The menu: which sections there are, and which permission opens each of their pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from accounts.choices import Role
from accounts.models import User
from core.i18n import gettext_lazy as _
from core.routes import address
from registry.queries import has_outside_forms

BAR_SIZE = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the menu. `short` is what fits under an icon of a phone's bar.

    `hidden_from`: roles that have the permission but reach the page from their home. `needs` asks
    of the school whether it has any use for the page.
    """

    url_name: str
    title: Any
    icon: str
    permission: str = ""
    short: Any = ""
    hidden_from: tuple[str, ...] = ()
    needs: Callable[[Any], bool] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    url: str
    title: Any
    short: Any
    icon: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Section:
    title: Any
    items: list[Item]


FAMILY = (Role.MENTEE, Role.PARENT)
KEEPERS = (Role.ADMINISTRATOR, Role.DIRECTOR, Role.COORDINATOR, Role.CURATOR)
BAR = {
    Role.DIRECTOR: (
        "portal:home",
        "orders:queue",
        "pairing:pair_list",
        "monitoring:figures",
    ),
    Role.ADMINISTRATOR: (
        "portal:home",
        "registry:mentor_list",
        "registry:mentee_list",
        "accounts:member_list",
    ),
}

MENU: tuple[tuple[Any, tuple[Entry, ...]], ...] = (
    (
        "",
        (
            Entry("portal:home", _("Главная"), "house", short=_("Главная")),
            Entry(
                "pairing:pair_list", _("Пары"), "people", "pairing.view_pair", hidden_from=FAMILY
            ),
            Entry("plans:plan_list", _("Планы"), "list-check", "plans.view_plan"),
            Entry(
                "plans:feedback_list",
                _("Итоговые документы"),
                "chat-left-text",
                "plans.read_feedback",
                _("Итоги"),
            ),
            Entry(
                "registry:principle_own",
                _("Правила {mentor:genitive}"),
                "journal-check",
                "registry.read_principles",
                _("Правила"),
                hidden_from=(Role.DIRECTOR, Role.COORDINATOR, Role.CURATOR),
            ),
            Entry(
                "registry:consent_own",
                _("Мои согласия"),
                "file-earmark-check",
                "registry.sign_own_consent",
                _("Согласия"),
            ),
        ),
    ),
    (
        _("Базы"),
        (
            Entry(
                "registry:mentor_list",
                _("База {mentors:genitive}"),
                "person-badge",
                "registry.view_mentorcard",
                _("{Mentors}"),
            ),
            Entry(
                "registry:mentee_list",
                _("База {mentees:genitive}"),
                "mortarboard",
                "registry.view_menteecard",
                _("{Mentees}"),
            ),
            Entry(
                "registry:missing_list",
                _("Чего не хватает"),
                "clipboard-check",
                "registry.record_consent",
            ),
            Entry(
                "registry:application_list",
                _("Отбор и обучение"),
                "person-plus",
                "registry.select_mentors",
                _("Отбор"),
            ),
            Entry("registry:import_list", _("Загрузка"), "upload", "registry.import_base"),
            Entry(
                "registry:partner_list",
                _("Партнёры"),
                "building",
                "registry.view_partner",
                needs=has_outside_forms,
            ),
            Entry(
                "registry:appointment_list",
                _("Роли и назначения"),
                "person-check",
                "registry.view_appointment",
                _("Роли"),
            ),
            Entry(
                "registry:due_list",
                _("Что пора решить"),
                "hourglass-split",
                "registry.erase_people",
            ),
        ),
    ),
    (
        _("Пары и приказы"),
        (
            Entry("pairing:board", _("Подбор пар"), "shuffle", "pairing.propose_pairs"),
            Entry(
                "orders:queue",
                _("На подпись"),
                "pen",
                "orders.approve_order",
            ),
            Entry(
                "orders:order_list",
                _("Приказы"),
                "file-earmark-text",
                "orders.view_order",
            ),
            # Who keeps the journal finds their own from there.
            Entry(
                "orders:own_extracts",
                _("Выписки из приказов"),
                "file-earmark-person",
                "orders.view_extract",
                _("Выписки"),
                hidden_from=KEEPERS,
            ),
        ),
    ),
    (
        _("Мониторинг"),
        (
            Entry(
                "monitoring:figures",
                _("Показатели"),
                "bar-chart",
                "monitoring.view_figures",
            ),
            Entry(
                "monitoring:round_list",
                _("По срокам"),
                "calendar-check",
                "monitoring.hold_monitoring",
                hidden_from=(Role.MENTOR,),
            ),
            Entry("monitoring:survey_list", _("Анкеты"), "ui-checks", "monitoring.manage_surveys"),
            Entry("monitoring:swot_list", _("SWOT-анализ"), "grid", "monitoring.edit_swot"),
            Entry(
                "monitoring:measurements",
                _("До и после"),
                "table",
                "monitoring.edit_measurements",
            ),
        ),
    ),
    (
        _("{School}"),
        (
            Entry(
                "schools:programme_current",
                _("Программа"),
                "signpost-split",
                "schools.view_programme",
            ),
            Entry(
                "schools:road_map_current",
                _("Дорожная карта"),
                "map",
                "schools.view_programme",
            ),
            Entry(
                "plans:typical_plan_list",
                _("Типовые планы"),
                "journal-text",
                "plans.approve_plan",
            ),
            Entry(
                "schools:regulation_current",
                _("Положение"),
                "book",
                "schools.view_regulation",
                hidden_from=FAMILY,
            ),
            Entry(
                "schools:regulation_list",
                _("Акты и образцы"),
                "journals",
                "schools.change_settings",
                _("Акты"),
            ),
            Entry(
                "accounts:member_list",
                _("Люди и роли"),
                "person-gear",
                "accounts.manage_people",
                _("Люди"),
            ),
            Entry(
                "portal:public_settings", _("Страница для всех"), "globe", "schools.change_settings"
            ),
            Entry("schools:settings", _("Настройки"), "gear", "schools.change_settings"),
        ),
    ),
)


def sections_for(user: User, path: str) -> list[Section]:
    """The sections that the user's permissions open; the page at `path` is marked as current."""
    opened = [(title, list(_opened(user, entries))) for title, entries in MENU]
    current = _nearest([url for _title, pairs in opened for _entry, url in pairs], path)
    return [
        Section(
            title,
            [
                Item(url, entry.title, entry.short or entry.title, entry.icon, url == current)
                for entry, url in pairs
            ],
        )
        for title, pairs in opened
        if pairs
    ]


def bar_of(user: User, sections: Iterable[Section]) -> list[Item]:
    """What a phone's bar holds: the pages that the role uses most, else the first of the menu."""
    items = [item for section in sections for item in section.items]
    roles = user.scope.roles if user.scope else frozenset()
    wanted = next((names for role, names in BAR.items() if role in roles), ())
    order = {address(name): place for place, name in enumerate(wanted)}
    return sorted(items, key=lambda item: order.get(item.url, BAR_SIZE))[:BAR_SIZE]


def _opened(user: User, entries: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
    roles = user.scope.roles if user.scope else frozenset()
    for entry in entries:
        if entry.permission and not user.has_perm(entry.permission):
            continue
        if roles and roles <= set(entry.hidden_from):
            continue
        if entry.needs is not None and not entry.needs(user.school):
            continue
        yield entry, address(entry.url_name)


# Pages under the address of another entry than theirs.
ELSEWHERE = (
    (re.compile(r"/programme/\d+/road-map/"), "schools:road_map_current"),
    (re.compile(r"/pairing/(?:preferences|proposals|runs|weights|wishes)/"), "pairing:board"),
)


def _nearest(urls: Iterable[str], path: str) -> str:
    """The longest address that the path begins with; the home page only for itself."""
    path = next((address(name) for under, name in ELSEWHERE if under.search(path)), path)
    fits = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(fits, key=len, default="")
