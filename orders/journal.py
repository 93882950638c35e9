"""The journal in which signed orders are registered, on paper.

Its words are Russian whatever the language of the interface.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation

from core.russian.dates import short_date
from documents.paper import Column, Paper, Paragraph, Table
from documents.papers import letterhead_of
from schools.models import School

from .models import Order
from .standing import standing_lines

# More of them are a book that nobody prints at once.
LONGEST = 1000
COLUMNS = (
    Column("№ п/п", 7),
    Column("Дата", 14),
    Column("Номер", 13),
    Column("Заголовок приказа", 40),
    Column("Кто подписал", 20),
    Column("Кто подготовил", 20),
)


def journal_paper(school: School, orders: Sequence[Order], year: str = "") -> Paper:
    """Lines of signed orders, in the order in which they are given."""
    rows = tuple(_row(number, order) for number, order in enumerate(orders, 1))
    table = Table(columns=COLUMNS, rows=rows) if rows else None
    return Paper(
        kind="order_journal",
        heading="ЖУРНАЛ РЕГИСТРАЦИИ ПРИКАЗОВ",
        title=f"По наставничеству за {year} год" if year.isdecimal() else "По наставничеству",
        letterhead=letterhead_of(school),
        retention_margin=30,
        blocks=(table or Paragraph("Подписанных приказов нет.", indent=False),),
    )


def _row(number: int, order: Order) -> tuple[str, ...]:
    signed_on = order.signed_on
    with translation.override("ru"):
        standing = standing_lines(order)
    return (
        str(number),
        short_date(signed_on) if signed_on else "",
        order.number,
        "\n".join([order.title, *standing]),
        order.approved_by.get_short_name() if order.approved_by else "",
        order.drafted_by.get_short_name() if order.drafted_by else "",
    )
