"""Remarks of the director by their places: what may be remarked on, and where remarks stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.text import Truncator

from core.i18n import gettext as _

from .alignment import moved
from .choices import RemarkPart
from .models import Order, OrderRemark

# How much of a point stands in the list that a place is chosen from.
SHOWN_OF_POINT = 90
_SIGN = ":"


class RemarkText(NamedTuple):
    """A remark as it is made: the part, the number of the point or annex, the words."""

    part: str
    number: int | None
    text: str


def key_of(part: str, number: int | None = None) -> str:
    """«point:2», «preamble»: how a form names a place."""
    return part if number is None else f"{part}{_SIGN}{number}"


def read_key(key: str) -> tuple[str, int | None]:
    part, _colon, number = key.partition(_SIGN)
    return part, int(number) if number.isdecimal() else None


def places_of(order: Order) -> dict[str, str]:
    """What a remark may be about, by key, in words."""
    return {
        key_of(RemarkPart.TITLE): _("Заголовок"),
        key_of(RemarkPart.PREAMBLE): _("Преамбула"),
        **{
            key_of(RemarkPart.POINT, number): _("Пункт %(number)s. %(text)s")
            % {"number": number, "text": _short(point["text"])}
            for number, point in enumerate(order.points, 1)
        },
        **({key_of(RemarkPart.CONTROL): _("Строка о контроле")} if order.control else {}),
        **{
            key_of(RemarkPart.ANNEX, number): _("Приложение № %(number)s. %(title)s")
            % {"number": number, "title": _short(annex["title"])}
            for number, annex in enumerate(order.annexes, 1)
        },
    }


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(SHOWN_OF_POINT)


def quoted(order: Order, part: str, number: int | None) -> str:
    """The text that a remark is about; empty where it is about the whole order."""
    if part == RemarkPart.POINT and number:
        return text_of_point(order.points[number - 1])
    if part == RemarkPart.ANNEX and number:
        return str(order.annexes[number - 1]["title"])
    if part in (RemarkPart.TITLE, RemarkPart.PREAMBLE, RemarkPart.CONTROL):
        return str(getattr(order, part))
    return ""


def text_of_point(point: Mapping[str, Any]) -> str:
    """A point with everything below it, as one text."""
    parts = [point.get("text", ""), point.get("executor", ""), point.get("due", "")]
    inner = [text_of_point(row) for row in point.get("points", ())]
    return "\n".join(filter(None, [*parts, *inner]))


def renumbered(
    remarks: Iterable[OrderRemark],
    old: Sequence[Mapping[str, Any]],
    new: Sequence[Mapping[str, Any]],
) -> list[OrderRemark]:
    """Remarks to points whose number is another one now, or none where the point is gone."""
    places = moved([text_of_point(row) for row in old], [text_of_point(row) for row in new])
    changed = []
    for remark in remarks:
        if remark.part != RemarkPart.POINT or remark.number is None:
            continue
        place = places.get(remark.number - 1)
        number = None if place is None else place + 1
        if number != remark.number:
            remark.number = number
            changed.append(remark)
    return changed


def by_place(remarks: Iterable[OrderRemark]) -> dict[str, list[OrderRemark]]:
    """Remarks by the key of where they stand; those whose point is gone stand by the whole."""
    found: dict[str, list[OrderRemark]] = defaultdict(list)
    for remark in remarks:
        has_place = remark.part != RemarkPart.POINT or remark.number is not None
        key = key_of(remark.part, remark.number) if has_place else key_of(RemarkPart.WHOLE)
        found[key].append(remark)
    return found
