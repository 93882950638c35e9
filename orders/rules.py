"""What the regulation says of orders: kinds, their texts, numbers; and what a draft still lacks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from accounts.models import User
from core.choices import Level
from core.errors import DomainError, RuleViolation
from core.findings import Finding, blocks
from core.i18n import gettext as _
from core.russian.cases import Case
from core.russian.dates import long_date
from core.russian.text import join_and
from registry.rules import appointment_findings
from schools.models import MentoringForm, Programme, Regulation
from schools.queries import signatory_on
from schools.rules import rules_of
from schools.templating import Value
from schools.texts import HAND, OrderKind, order_kinds
from schools.titles import title_in
from schools.years import year_label

from .citing import cited
from .in_charge import curators_in_charge
from .inputs import appointees_of
from .kinds import kind_of
from .models import Order
from .points import clean_points
from .sheets import approval_lines

DEFAULT_SERIES = "core"
# Nobody is named to sign: mended in the school's settings, not in the text.
SIGNATORY = "order.signatory"
DEFAULT_MASK = "{number}"
LONGEST_NUMBER = 50


def kind_name(order: Order) -> str:
    """What people call this kind; its code where the regulation has dropped it."""
    kind = kind_of(order)
    return kind.name if kind else order.kind


def kind_names(user: User) -> dict[str, str]:
    """What the kinds are called in the school where the user acts, of all its regulations."""
    regulations = Regulation.objects.visible_to(user).order_by("valid_from", "version")
    return {kind.code: kind.name for regulation in regulations for kind in order_kinds(regulation)}


def series_of(order: Order) -> str:
    kind = kind_of(order)
    return kind.series if kind else DEFAULT_SERIES


def mask_of(order: Order) -> str:
    return mask_of_kind(kind_of(order), order.regulation)


def mask_of_kind(kind: OrderKind | None, regulation: Regulation) -> str:
    """The mask of the kind, or else the school's, or else the bare number."""
    own = kind.number_mask if kind else ""
    return own or rules_of(regulation).value("orders.number_mask") or DEFAULT_MASK


def is_numbered_by_hand(order: Order) -> bool:
    """Whether the director writes the number after the school's own journal."""
    return is_by_hand(kind_of(order), order.regulation)


def is_by_hand(kind: OrderKind | None, regulation: Regulation) -> bool:
    own = kind.numbering if kind else ""
    return (own or rules_of(regulation).value("orders.numbering")) == HAND


def clean_number(text: str) -> str:
    """The number as people type it: «№ 48,02» is 48,02. Raises `DomainError` where it is none."""
    number = " ".join(text.replace("№", " ").split())
    if not number:
        raise DomainError(_("Впишите номер приказа по журналу {school:genitive}."))
    if len(number) > LONGEST_NUMBER or not number.isprintable():
        raise DomainError(
            _("Номер приказа – до %s знаков: цифры, буквы, дробь, запятая.") % LONGEST_NUMBER
        )
    return number


def format_number(mask: str, number: int, year: int) -> str:
    """«14-од» of «{number}-од». Nothing else in a mask is a placeholder."""
    return mask.replace("{number}", str(number)).replace("{year}", str(year))


def order_values(programme: Programme, kind: OrderKind | None = None) -> dict[str, Value]:
    """What the texts of any order may name."""
    forms = [form.name for form in forms_of(programme)]
    documents = [line.strip() for line in programme.reporting_documents.splitlines()]
    return {
        "school": programme.school.short_name,
        "regulation": lambda case: _regulation_in(programme, case),
        "year": year_label(programme.starts_on, programme.ends_on),
        "starts_on": long_date(programme.starts_on),
        "ends_on": long_date(programme.ends_on),
        "forms": join_and(f"«{name}»" for name in forms),
        "documents": join_and(lower_first(line) for line in documents if line),
        **curators_in_charge(programme),
        "representations": cited(programme, kind),
    }


def _regulation_in(programme: Programme, case: Case) -> str:
    """As it is called where nothing asks for a case: texts of schools put it in quotation marks."""
    title = programme.regulation.title
    return title if case == Case.NOMINATIVE else title_in(title, case)


def forms_of(programme: Programme) -> list[MentoringForm]:
    """The forms of the programme; all that the school uses where it names none."""
    chosen = list(programme.forms.all())
    return chosen or list(programme.school.forms.filter(is_active=True))


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
    appointees = appointees_of(order)
    if appointees:
        first_day = order.effective_on or day
        found += appointment_findings(appointees, programme=order.programme, day=first_day)
    return [*found, *_without_text(order), *_not_represented(order), *_not_agreed(order)]


def _without_text(order: Order) -> Iterator[Finding]:
    """An act is annexed that nobody has written down: its rules are printed in its place."""
    regulation = order.programme.regulation
    is_annexed = any(annex.get("kind") == "regulation" for annex in order.annexes)
    if is_annexed and not regulation.body.strip():
        text = _(
            "Текста акта «%s» в системе нет, приложением напечатаны его правила. Если нужен сам"
            " текст, вставьте его на странице акта."
        )
        yield Finding("order.act_text", text % regulation.title, level=Level.WARNING)


def _not_represented(order: Order) -> Iterator[Finding]:
    """The act has somebody propose it first, and nobody has."""
    kind = kind_of(order)
    if kind is None or not kind.representation or not order.pk:
        return
    if not order.representations.exists():
        text = _("Положение издаёт такой приказ по представлению, а его к приказу нет.")
        yield Finding("order.representation", text, level=Level.WARNING)


def _not_agreed(order: Order) -> Iterator[Finding]:
    """The sheet may be filled later, so what is open in it only warns, unless the act says no."""
    if not order.pk:
        return
    lines = approval_lines(order)
    kind = kind_of(order)
    level = Level.BLOCK if kind is not None and kind.agreed_first else Level.WARNING
    if waiting := [line.title for line in lines if line.mark is None]:
        text = _("В листе согласования нет отметки: %s.") % ", ".join(waiting)
        yield Finding("order.approval_sheet", text, level=level)
    if objecting := [line.title for line in lines if line.mark and line.mark.remark]:
        text = _("Согласовано с замечаниями: %s.") % ", ".join(objecting)
        yield Finding("order.approval_sheet", text, level=level)


def refuse_unless_ready(order: Order, day: datetime.date) -> None:
    """Raises `RuleViolation` with everything that is missing."""
    missing = blocks(findings_of(order, day))
    if missing:
        raise RuleViolation(missing)
