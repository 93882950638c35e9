"""The texts of an order that changes, repeals or cancels another, and what stands in its way.

Papers are Russian whatever the language of the interface, so these words pass gettext by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import DomainError, StateError
from core.i18n import gettext as _
from schools.texts import OrderKind

from .choices import OrderState, RevisionKind
from .models import Order
from .points import Points
from .standing import cited, ended_by

REPLACE, REMOVE, ADD = "replace", "remove", "add"
# Longest line of a list to choose from.
SHOWN = 70
NAMES = {
    RevisionKind.AMENDS: "О внесении изменений в приказ",
    RevisionKind.REPEALS: "О признании приказа утратившим силу",
    RevisionKind.CANCELS: "Об отмене приказа",
}
CODES = {
    RevisionKind.AMENDS: "order_amendment",
    RevisionKind.REPEALS: "order_repeal",
    RevisionKind.CANCELS: "order_cancellation",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `place` is a point or an annex as `places_of` has it, empty for a new point."""

    place: str
    how: str
    text: str = ""


def kind_of_revision(code: str, base: OrderKind | None) -> OrderKind | None:
    """Kinds that every school has, whatever its act lists; numbered as the order they touch."""
    for kind, own in CODES.items():
        if own == code:
            return OrderKind(
                code=code,
                name=NAMES[kind],
                title="",
                preamble="",
                points=(),
                series=base.series if base else "core",
                number_mask=base.number_mask if base else "",
                numbering=base.numbering if base else "",
                approval_sheet=bool(base and base.approval_sheet),
                acquaintance=bool(base and base.acquaintance),
            )
    return None


def places_of(order: Order) -> dict[str, str]:
    """What of the order may be changed: «1.2» → «пункт 1.2 – Закрепить…», annexes as well."""
    found = {"preamble": "преамбула"}
    for number, text in _numbered(order.points):
        found[number] = f"пункт {number} – {text}"
    for index, annex in enumerate(order.annexes, 1):
        which = f"приложение № {index}" if len(order.annexes) > 1 else "приложение"
        found[f"annex{index}"] = f"{which} – {annex['title']}"
    return {
        place: words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
        for place, words in found.items()
    }


def _numbered(points: Sequence[Mapping[str, Any]], parent: str = "") -> Iterator[tuple[str, str]]:
    for index, point in enumerate(points, 1):
        number = f"{parent}.{index}" if parent else str(index)
        yield number, " ".join(point["text"].split())
        yield from _numbered(point.get("points", ()), number)


def revision_texts(
    kind: RevisionKind, target: Order, *, reason: str, changes: Sequence[Change] = ()
) -> dict[str, Any]:
    """Title, preamble, points and control of the draft."""
    which = f"{cited(target)} «{target.title}»"
    title = {
        RevisionKind.AMENDS: f"О внесении изменений в приказ {cited(target)}",
        RevisionKind.REPEALS: f"О признании утратившим силу приказа {cited(target)}",
        RevisionKind.CANCELS: f"Об отмене приказа {cited(target)}",
    }[kind]
    points: Points
    if kind == RevisionKind.AMENDS:
        sentences = change_sentences(target, changes)
        inner = [{"text": text} for text in _listed(sentences)]
        points = [{"text": f"Внести в приказ {which} следующие изменения:", "points": inner}]
    elif kind == RevisionKind.REPEALS:
        points = [{"text": f"Признать утратившим силу приказ {which}."}]
    else:
        points = [{"text": f"Отменить приказ {which}."}]
    return {"title": title, "preamble": reason.strip(), "points": points, "control": target.control}


def change_sentences(target: Order, changes: Sequence[Change]) -> list[str]:
    """Each change as the order says it. Raises `DomainError` that names what is missing."""
    if not changes:
        raise DomainError(_("Укажите хотя бы одно изменение."))
    places = places_of(target)
    seen: set[str] = set()
    new = len(target.points) + (1 if target.control else 0)
    sentences = []
    for change in changes:
        if change.how == ADD:
            new += 1
            sentences.append(_added(change, new))
            continue
        if change.place not in places:
            raise DomainError(_("Выберите, какой пункт или приложение меняется."))
        if change.place in seen:
            raise DomainError(_("Дважды указано одно место: %s.") % places[change.place])
        seen.add(change.place)
        sentences.append(_changed(change, target))
    return sentences


def _added(change: Change, number: int) -> str:
    if not change.text.strip():
        raise DomainError(_("Напишите текст нового пункта."))
    return f"дополнить пунктом {number} следующего содержания: «{number}. {change.text.strip()}»"


def _changed(change: Change, target: Order) -> str:
    text = change.text.strip()
    name = _name_of(change.place, target)
    if change.how == REMOVE:
        if change.place == "preamble":
            raise DomainError(_("Преамбулу не исключают: напишите её новый текст."))
        verb = "исключить" if change.place.startswith("annex") else "признать утратившим силу"
        return f"{name} {verb}"
    if not text:
        raise DomainError(_("Напишите новый текст: %s.") % name)
    if change.place.startswith("annex"):
        return f"{name} изложить в следующей редакции: {text}"
    number = "" if change.place == "preamble" else f"{change.place}. "
    return f"{name} изложить в следующей редакции: «{number}{text}»"


def _name_of(place: str, target: Order) -> str:
    if place == "preamble":
        return "преамбулу"
    if place.startswith("annex"):
        number = place.removeprefix("annex")
        return f"приложение № {number}" if len(target.annexes) > 1 else "приложение"
    return f"пункт {place}" if "." not in place else f"подпункт {place}"


def _listed(sentences: Sequence[str]) -> list[str]:
    """Ends of a list: «;» between, a full stop at the last."""
    *head, last = sentences
    return [*(f"{text.rstrip('.;')};" for text in head), f"{last.rstrip('.;')}."]


def refuse_unless_revisable(target: Order, kind: RevisionKind) -> None:
    """Raises `StateError` where an order can't be revised so, in words about this one."""
    if target.state != OrderState.APPROVED:
        raise StateError(
            _("Изменить или отменить приказом можно только утверждённый приказ: этот – «%s».")
            % target.get_state_display()
        )
    done = ended_by(target)
    if done is not None:
        raise StateError(
            _("Приказ № %(number)s уже отменён или утратил силу: приказ № %(by)s.")
            % {"number": target.number, "by": done.order.number}
        )
    own = target.revises.exclude(kind=RevisionKind.AMENDS).first()
    if own is not None and kind != RevisionKind.AMENDS:
        raise StateError(
            _(
                "Приказ № %(number)s сам отменил другой. Прежний порядок возвращают новым приказом"
                " того же содержания, а не отменой отмены."
            )
            % {"number": target.number}
        )
