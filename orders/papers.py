"""The paper of an order: of a draft as of a signed one.

Its words are Russian whatever the language of the interface.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Literal

from core.clock import today
from core.russian.cases import Case, Gender
from core.russian.names import FullName, initials_first
from core.russian.posts import decline_post
from core.russian.text import NBSP
from documents.paper import Block, Paper, Paragraph, Points, Signature, Signatures, Spaced
from documents.papers import letterhead_of
from schools.models import School, Signatory
from schools.queries import signatory_on

from .annexes import printed_annexes
from .models import Order
from .points import printed_points
from .rules import lower_first

# Orders on the core activity are kept for ever, so their left margin is wide.
RETENTION_MARGIN: Literal[30] = 30


def order_paper(
    order: Order,
    *,
    number: str = "",
    day: datetime.date | None = None,
    mark: Sequence[Block] = (),
) -> Paper:
    """`number` and `day` are blank on a draft. `mark` says below the signature how it was given."""
    school = order.school
    return Paper(
        kind="order",
        heading="ПРИКАЗ",
        title=order.title,
        letterhead=letterhead_of(school),
        numbered=True,
        number=number,
        date=day,
        place=school.city,
        retention_margin=RETENTION_MARGIN,
        executor=_executor(order),
        blocks=(
            *_preamble(order),
            Points(printed_points(order.points, order.control)),
            Signatures((signature_of(school, day or today()),)),
            *mark,
            *printed_annexes(order, number, day),
        ),
    )


def _executor(order: Order) -> str:
    """Who drafted the order, and where to call; nothing where the system did."""
    if order.drafted_by is None:
        return ""
    return ", ".join(filter(None, [order.drafted_by.get_full_name(), order.school.phone]))


def _preamble(order: Order) -> tuple[Block, ...]:
    return (Paragraph(order.preamble), Spaced("ПРИКАЗЫВАЮ:"))


def signature_of(school: School, day: datetime.date) -> Signature:
    """The signature line of who signs on that day; blank where nobody is named."""
    signatory = signatory_on(school, day)
    if signatory is None:
        return Signature("", "")
    name = FullName(
        signatory.last_name,
        signatory.first_name,
        signatory.middle_name,
        Gender(signatory.gender) if signatory.gender else None,
    )
    return Signature(_post(signatory), initials_first(name))


def _post(signatory: Signatory) -> str:
    if not signatory.is_acting:
        return signatory.post
    post = lower_first(signatory.post)
    return f"И.{NBSP}о. {decline_post(post, Case.GENITIVE) or post}"
