"""Kinds of orders of an act; each change is a new version of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.errors import DomainError
from core.i18n import gettext as _
from schools.models import Regulation
from schools.presets.orders import order_problems
from schools.texts import order_kind

from .acts import update_regulation_texts

ORDERS_MAX = 60


def save_order_kind(
    regulation: Regulation,
    code: str,
    *,
    actor: Any,
    order: Mapping[str, Any],
    position: int | None = None,
    **version: Any,
) -> Regulation:
    """A new kind, or another wording of one, at this place in the list (the last if none is said).

    `version` is the reason, the first day and the programmes that go over. Raises `DomainError`
    with the place of each mistake.
    """
    kinds = regulation.texts.get("orders", {})
    if code not in kinds and len(kinds) >= ORDERS_MAX:
        raise DomainError(_("В положении не больше %s видов приказов.") % ORDERS_MAX)
    order = _unless_same(kinds.get(code), dict(order), code)
    codes = [other for other in _in_order(kinds) if other != code]
    place = len(codes) if position is None else min(position - 1, len(codes))
    codes.insert(place, code)
    return _save(regulation, codes, {**kinds, code: order}, actor=actor, **version)


def delete_order_kind(
    regulation: Regulation, code: str, *, actor: Any, **version: Any
) -> Regulation:
    """The act has this kind no more; orders that were drafted or signed by it stay."""
    kinds = dict(regulation.texts.get("orders", {}))
    if kinds.pop(code, None) is None:
        raise DomainError(_("Этого вида приказа в положении уже нет."))
    return _save(regulation, _in_order(kinds), kinds, actor=actor, **version)


def _unless_same(old: Any, new: dict[str, Any], code: str) -> dict[str, Any]:
    """What stood, where the new wording says the same: a default may be written or left out."""
    if old is None or order_problems(code, new) or order_problems(code, old):
        return new
    kinds = [
        order_kind(Regulation(texts={"orders": {code: row}}), code)
        for row in (old, new | {"position": old["position"]})
    ]
    return old if kinds[0] == kinds[1] else new


def _in_order(kinds: Mapping[str, Any]) -> list[str]:
    return sorted(kinds, key=lambda code: kinds[code]["position"])


def _save(
    regulation: Regulation, codes: list[str], kinds: Mapping[str, Any], **version: Any
) -> Regulation:
    orders = {
        code: {**kinds[code], "position": number} for number, code in enumerate(codes, start=1)
    }
    return update_regulation_texts(regulation, texts={"orders": orders}, **version)
