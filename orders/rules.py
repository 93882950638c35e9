"""What the regulation says of orders: kinds, their texts, numbers; and what a draft still lacks."""

from __future__ import annotations

import datetime

from accounts.models import User
from core.errors import RuleViolation
from core.findings import Finding, blocks
from core.i18n import gettext as _
from core.russian.dates import long_date
from core.russian.text import join_and
from schools.models import Programme, Regulation
from schools.queries import signatory_on
from schools.rules import rules_of
from schools.templating import Value
from schools.texts import OrderKind, order_kinds
from schools.years import year_label

from .models import Order
from .points import clean_points

DEFAULT_SERIES = "core"
# Nobody is named to sign: mended in the school's settings, not in the text.
SIGNATORY = "order.signatory"
DEFAULT_MASK = "{number}"


def kinds_of(programme: Programme) -> dict[str, OrderKind]:
    """The kinds of order that the programme's regulation knows, by code, in its order."""
    return {kind.code: kind for kind in order_kinds(programme.regulation)}


def kind_name(order: Order) -> str:
    """What people call this kind; its code where the regulation has dropped it."""
    kind = kinds_of(order.programme).get(order.kind)
    return kind.name if kind else order.kind


def kind_names(user: User) -> dict[str, str]:
    """What the kinds are called in the school where the user acts, of all its regulations."""
    regulations = Regulation.objects.visible_to(user).order_by("valid_from", "version")
    return {kind.code: kind.name for regulation in regulations for kind in order_kinds(regulation)}


def series_of(order: Order) -> str:
    kind = kinds_of(order.programme).get(order.kind)
    return kind.series if kind else DEFAULT_SERIES


def mask_of(order: Order) -> str:
    """The mask of the kind, or else the school's, or else the bare number."""
    kind = kinds_of(order.programme).get(order.kind)
    own = kind.number_mask if kind else ""
    rules = rules_of(order.programme.regulation)
    return own or rules.value("orders.number_mask") or DEFAULT_MASK


def format_number(mask: str, number: int, year: int) -> str:
    """«14-од» of «{number}-од». Nothing else in a mask is a placeholder."""
    return mask.replace("{number}", str(number)).replace("{year}", str(year))


def order_values(programme: Programme) -> dict[str, Value]:
    """What the texts of any order may name."""
    forms = programme.school.forms.filter(is_active=True).values_list("name", flat=True)
    documents = [line.strip() for line in programme.reporting_documents.splitlines()]
    return {
        "school": programme.school.short_name,
        "regulation": programme.regulation.title,
        "year": year_label(programme.starts_on, programme.ends_on),
        "starts_on": long_date(programme.starts_on),
        "ends_on": long_date(programme.ends_on),
        "forms": join_and(f"«{name}»" for name in forms),
        "documents": join_and(lower_first(line) for line in documents if line),
    }


def lower_first(text: str) -> str:
    """The text as it stands inside a sentence; «CEO» and «ФГОС» keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def findings_of(order: Order, day: datetime.date) -> list[Finding]:
    """What keeps the order from being signed on that day."""
    found = []
    if not order.title.strip():
        found.append(Finding("order.title", _("Не написано, о чём приказ.")))
    if not order.preamble.strip():
        found.append(Finding("order.preamble", _("Нет преамбулы: на каком основании приказ.")))
    if not clean_points(order.points):
        found.append(Finding("order.points", _("В приказе нет ни одного пункта.")))
    if signatory_on(order.school, day) is None:
        text = _("Не указано, кто подписывает приказы на эту дату.")
        found.append(Finding(SIGNATORY, text))
    return found


def refuse_unless_ready(order: Order, day: datetime.date) -> None:
    """Raises `RuleViolation` with everything that is missing."""
    missing = blocks(findings_of(order, day))
    if missing:
        raise RuleViolation(missing)
