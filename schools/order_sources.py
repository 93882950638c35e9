"""Kinds of orders that an act can begin its own from: those of the presets and of other acts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .acts import acts_of
from .models import Regulation
from .presets import load_preset, preset_names, said
from .texts import OrderKind, order_kinds

PRESET, ACT = "preset", "act"


@dataclass(frozen=True, slots=True)
class OrderSource:
    """A preset (`key` is its code) or the newest version of another act (its id)."""

    kind: str
    key: str
    title: str
    orders: Mapping[str, Any]

    def kinds_beside(self, names: set[str]) -> list[OrderKind]:
        """Its kinds of other names than these."""
        found = order_kinds(Regulation(texts={"orders": self.orders}))
        return [kind for kind in found if kind.name not in names]


def order_sources(regulation: Regulation) -> Iterator[OrderSource]:
    """Other acts of the school, then the presets in the words in use."""
    for act in acts_of(regulation.school):
        if act.newest.title != regulation.title:
            yield _of_act(act.newest)
    for name in preset_names():
        yield _of_preset(name)


def order_source(regulation: Regulation, kind: str, key: str) -> OrderSource | None:
    """The one that an address names; None where there is none, or it is another school's."""
    if kind == PRESET:
        return _of_preset(key) if key in preset_names() else None
    if kind == ACT and key.isdecimal():
        act = regulation.school.regulations.filter(pk=key).first()
        return _of_act(act) if act else None
    return None


def _of_preset(name: str) -> OrderSource:
    preset = said(load_preset(name))
    return OrderSource(PRESET, name, preset.title, preset.texts.get("orders", {}))


def _of_act(act: Regulation) -> OrderSource:
    return OrderSource(ACT, str(act.pk), act.title, act.texts.get("orders", {}))
