"""Papers for tests, and what their files say."""

from __future__ import annotations

import dataclasses
import datetime
from io import BytesIO
from typing import Any

import docx
from docx.table import Table as WordTable
from pypdf import PageObject, PdfReader

from core.clock import now, today
from schools.models import School

from .actions import issue_document
from .bundles import address_of
from .choices import BundleFormat
from .models import Bundle, Document
from .paper import (
    AcquaintanceList,
    Annex,
    Column,
    Field,
    Fields,
    Letterhead,
    Paper,
    Paragraph,
    Point,
    Points,
    Signature,
    Signatures,
    Spaced,
    Stamp,
    Table,
    TextSection,
)

LETTERHEAD = Letterhead(
    name="Муниципальное общеобразовательное учреждение «Школа № 1»",
    short_name="Школа № 1",
    founder="Управление образования города Примерска",
    second_name="Беренче мәктәп",
)


def make_bundle_of(owner: Any, user: Any) -> Bundle:
    """Extracts as one PDF that this user has asked for and may take."""
    return Bundle.objects.create(
        school=owner.school,
        owner=address_of(owner),
        kind="orders.extracts",
        format=BundleFormat.PDF,
        asked_by=user,
        keys=[1],
        total=1,
        content=b"%PDF-1.7",
        made_at=now(),
        kept_until=today() + datetime.timedelta(days=7),
    )


def make_document(school: School, **fields: Any) -> Document:
    """A short order that is issued."""
    values: dict[str, Any] = {
        "kind": "order",
        "owner": "orders.order:1",
        "number": "12",
        "issued_on": datetime.date(2026, 10, 5),
        "actor": None,
    }
    return issue_document(make_paper(), school=school, **values | fields)


def make_paper(**fields: Any) -> Paper:
    """A short order."""
    values: dict[str, Any] = {
        "kind": "order",
        "heading": "ПРИКАЗ",
        "title": "О текущей программе наставничества",
        "letterhead": LETTERHEAD,
        "numbered": True,
        "place": "г. Примерск",
        "retention_margin": 30,
        "blocks": (
            Paragraph("На основании Положения о наставничестве и представления куратора"),
            Spaced("ПРИКАЗЫВАЮ:"),
            Points((Point("Утвердить программу наставничества."),)),
            Signatures((Signature("Директор", "А.\u00a0С.\u00a0Примерова"),)),
        ),
    }
    return Paper(**values | fields)


def full_paper() -> Paper:
    """A paper that has every block once."""
    table = Table(
        columns=(Column("№ п/п", 6), Column("Мероприятие", 40), Column("Срок", 20)),
        rows=(("1", "Посещение уроков", "октябрь"), ("2", "Разбор", "ноябрь")),
        title="Дорожная карта",
    )
    paper = make_paper(number="12", date=datetime.date(2026, 10, 5), check="AAAA-BBBB-CCCC")
    points = Points(
        (
            Point("Закрепить пары:", points=(Point("Иванова А. П. – Петров Б. В."), Point("ещё"))),
            Point("Вести учёт.", executor="Иванова А. П.", due="до 15.10.2026"),
        )
    )
    blocks = (
        Stamp(("УТВЕРЖДАЮ", "Директор")),
        *paper.blocks[:2],
        points,
        Fields((Field("Фамилия, имя, отчество", "Петров Борис"), Field("Должность", "учитель"))),
        table,
        TextSection("Рекомендации наставника", "Первая строка\nВторая строка"),
        Paragraph("По центру", align="center", bold=True, indent=False),
        Signatures(
            (
                Signature("Директор", "А.\u00a0С.\u00a0Примерова"),
                Signature("Куратор", "В.\u00a0Г.\u00a0Орлова", dated=True),
                Signature("Наставник", "Г. Д. Ёж", dated=True, on=datetime.date(2026, 10, 6)),
            )
        ),
        AcquaintanceList(("Иванова Анна Петровна", "Петров Борис Викторович")),
        Annex("Приложение № 1\nк приказу от 05.10.2026 № 12", "Список пар", (table,)),
    )
    return dataclasses.replace(paper, blocks=blocks)


def text_of_pdf(content: bytes) -> str:
    """All of the text, spaces and line ends made one space."""
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def text_of_docx(content: bytes) -> str:
    """Text of paragraphs and cells in their order, spaces and line ends made one space."""
    texts = []
    for part in docx.Document(BytesIO(content)).iter_inner_content():
        if isinstance(part, WordTable):
            texts += [cell.text for row in part.rows for cell in row.cells]
        else:
            texts.append(part.text)
    return " ".join(" ".join(texts).split())


def leftmost(page: PageObject) -> float:
    """Where the text of a page begins, in points from its left edge."""
    return min(x for x, _y, _text in pieces_of(page))


def top_line(page: PageObject) -> str:
    """What stands highest on a page."""
    pieces = pieces_of(page)
    top = max(y for _x, y, _text in pieces)
    return "".join(text for _x, y, text in pieces if y > top - 1).strip()


def pieces_of(page: PageObject) -> list[tuple[float, float, str]]:
    """Every piece of text with its place, in points from the lower left."""
    found: list[tuple[float, float, str]] = []

    def look(text: str, matrix: list, text_matrix: list, font: Any, size: float) -> None:
        if text.strip():
            x, y = text_matrix[4], text_matrix[5]
            found.append(
                (
                    x * matrix[0] + y * matrix[2] + matrix[4],
                    x * matrix[1] + y * matrix[3] + matrix[5],
                    text,
                )
            )

    page.extract_text(visitor_text=look)
    return found
