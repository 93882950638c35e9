"""How an order is signed: on paper, by a file of a signature, or here; and the mark of the last.

The words of the mark are Russian whatever the language of the interface.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils.timezone import localtime

from accounts.models import User
from core.i18n import gettext as _
from documents.paper import Block, Column, Table
from schools.models import Signatory
from schools.queries import signatory_on
from schools.rules import rules_of

from .choices import ProofKind, Signing
from .models import Order
from .rules import lower_first

# Keys of `accounts`' record of how somebody signed in or confirmed who they are.
PASSWORD, SECOND_FACTOR = "password", "mfa"
_WAYS = {PASSWORD: "паролем", SECOND_FACTOR: "одноразовым кодом"}
TITLE = "ПОДПИСАНО ПРОСТОЙ ЭЛЕКТРОННОЙ ПОДПИСЬЮ"
LAW = (
    "Простая электронная подпись по части 2 статьи 5 Федерального закона № 63-ФЗ;"
    " усиленной квалифицированной подписью не является."
)
_EXPECTED = {Signing.PAPER: ProofKind.SCAN, Signing.ELECTRONIC: ProofKind.SIGNATURE}


def signing_of(order: Order) -> Signing:
    """As chosen for this order, else as the school does it, else on paper."""
    way = order.signing or rules_of(order.regulation).value("orders.signing") or Signing.PAPER
    return Signing(way)


def expected_proof(order: Order) -> ProofKind | None:
    """What is still to be attached to a signed order; None where all of it is there."""
    kind = _EXPECTED.get(signing_of(order))
    if order.signed_on is None or kind is None:
        return None
    there = order.proofs.filter(kind=kind, set_aside_at__isnull=True)
    return None if there.exists() else kind


def mark_of(
    order: Order, *, actor: User, day: datetime.date, at: datetime.datetime, ways: Iterable[str]
) -> list[Block]:
    """The mark on the paper of an order that is signed here: who, when, confirmed by what."""
    if signing_of(order) != Signing.SYSTEM:
        return []
    lines = [
        f"{actor.get_full_name()}{_post_of(actor, signatory_on(order.school, day))}",
        f"{localtime(at):%d.%m.%Y %H:%M:%S} (UTC{_offset(at)})",
        *_confirmed(ways),
        LAW,
    ]
    return [Table(columns=(Column(TITLE),), rows=(("\n".join(lines),),))]


def _post_of(actor: User, signatory: Signatory | None) -> str:
    """The post of who signs for the school, where it is this person."""
    if signatory is None or signatory.last_name not in actor.get_full_name().split():
        return ""
    return f", {lower_first(signatory.post)}"


def _confirmed(ways: Iterable[str]) -> list[str]:
    words = [_WAYS[way] for way in _WAYS if way in set(ways)]
    return [f"Личность подтверждена {' и '.join(words)} учётной записи"] if words else []


def _offset(at: datetime.datetime) -> str:
    text = f"{localtime(at):%z}"
    hours = f"{text[0]}{int(text[1:3])}"
    return hours if text.endswith("00") else f"{hours}:{text[3:]}"


def caution_of(way: Signing) -> str:
    """What a director should know of the way before choosing it."""
    if way != Signing.SYSTEM:
        return ""
    return _(
        "Такая подпись равна собственноручной, только если это записано в локальном акте или"
        " соглашении {school:genitive} (63-ФЗ, статья 6, часть 2)."
    )
