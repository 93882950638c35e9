"""A paper as pure data: what is printed, in which order. Knows neither pages nor files.

Papers are in Russian whatever the language of the interface, so the words here pass gettext by.
Texts are plain; a line break starts a new paragraph. Nothing in a paper is looked up later.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

from .codec import PaperError, dump, load

__all__ = [
    "EMBLEM_HEIGHT",
    "EMBLEM_WORDS",
    "MANY_COLUMNS",
    "VERY_MANY_COLUMNS",
    "AcquaintanceList",
    "Annex",
    "Block",
    "Column",
    "Field",
    "Fields",
    "Letterhead",
    "Paper",
    "PaperError",
    "Paragraph",
    "Point",
    "Points",
    "Signature",
    "Signatures",
    "Spaced",
    "Stamp",
    "Table",
    "TextSection",
    "is_wide",
]

Align = Literal["justify", "left", "center", "right"]
# From so many columns on a table is set in smaller letters: a word in a cell stays whole.
MANY_COLUMNS = 6
# From so many on in the smallest: a base of the annexes on a page that lies on its side.
VERY_MANY_COLUMNS = 12
EMBLEM_HEIGHT = 20
# What is read aloud in place of the picture.
EMBLEM_WORDS = "Эмблема организации"


@dataclass(frozen=True, slots=True)
class Paragraph:
    type: ClassVar[str] = "paragraph"
    text: str
    align: Align = "justify"
    bold: bool = False
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Spaced:
    """A word of the order's own line, its letters apart: «ПРИКАЗЫВАЮ:»."""

    type: ClassVar[str] = "spaced"
    text: str


@dataclass(frozen=True, slots=True)
class Point:
    text: str
    executor: str = ""
    due: str = ""
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Points:
    """Numbered points, 1., 1.1., each with its executor and term where it has them."""

    type: ClassVar[str] = "points"
    items: tuple[Point, ...]
    executor_label: str = "Ответственный"
    due_label: str = "Срок"


@dataclass(frozen=True, slots=True)
class Field:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Fields:
    """Lines of a form: the label, then the value on a ruled line."""

    type: ClassVar[str] = "fields"
    rows: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share of the table, in parts of all the columns' widths."""

    title: str
    width: int = 10


@dataclass(frozen=True, slots=True)
class Table:
    """The head is repeated on each page. Without rows one empty row is printed.

    A row of one cell heads a section: it goes across all the columns.
    """

    type: ClassVar[str] = "table"
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""

    def __post_init__(self) -> None:
        widths = (1, len(self.columns))
        if not self.columns or any(len(row) not in widths for row in self.rows):
            raise PaperError("each row of a table has a cell for each column")
        if any(column.width < 1 for column in self.columns):
            raise PaperError("a column has a width of at least 1")


@dataclass(frozen=True, slots=True)
class TextSection:
    """A heading with free text under it; empty text leaves room to write by hand."""

    type: ClassVar[str] = "section"
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """Lines in the upper right: «УТВЕРЖДАЮ», «Приложение № 1 к Положению»."""

    type: ClassVar[str] = "stamp"
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Post on the left, «И. О. Фамилия» on the right; `dated` adds a place for the date.

    `on` prints the day instead of leaving the place empty.
    """

    post: str
    name: str
    dated: bool = False
    on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Signatures:
    type: ClassVar[str] = "signatures"
    lines: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class AcquaintanceList:
    """Who has to sign that they have read the paper."""

    type: ClassVar[str] = "acquaintance"
    names: tuple[str, ...]
    title: str = "С приказом ознакомлены:"
    columns: tuple[str, str, str, str] = ("№ п/п", "Фамилия, имя, отчество", "Подпись", "Дата")


@dataclass(frozen=True, slots=True)
class Annex:
    """Begins on a page of its own. `mark` stands in the upper right, a line break kept.

    `landscape` lays its pages on their side, for a table of many columns.
    """

    type: ClassVar[str] = "annex"
    mark: str
    title: str
    blocks: tuple[Inner, ...]
    landscape: bool = False


Inner = (
    Paragraph
    | Spaced
    | Points
    | Fields
    | Table
    | TextSection
    | Stamp
    | Signatures
    | AcquaintanceList
)
Block = Inner | Annex


def is_wide(blocks: Iterable[Block]) -> bool:
    """Whether a table among them is easier to read on a page that lies on its side."""
    return any(isinstance(block, Table) and len(block.columns) >= MANY_COLUMNS for block in blocks)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`second_name` is the name in the second language, a line break kept.

    `emblem` is the SHA-256 of a `Picture`, `emblem_height` its height in mm.
    """

    name: str
    short_name: str = ""
    founder: str = ""
    second_name: str = ""
    emblem: str = ""
    emblem_height: int = EMBLEM_HEIGHT


@dataclass(frozen=True, slots=True)
class Paper:
    """`heading` is the word for the paper («ПРИКАЗ»), `title` what it is about («О …»).

    `numbered` prints the line with the date and the number, blank while it has none.
    `retention_margin` is the left margin in mm: 30 for papers kept over ten years, else 20.
    `landscape` lays the page on its side, for tables of many columns.
    `executor` is who prepared the paper, with a telephone: small, under the signature.
    `check` is what the code in the corner of the first page says; the issuer fills it.
    """

    kind: str
    heading: str
    title: str
    blocks: tuple[Block, ...]
    letterhead: Letterhead | None = None
    numbered: bool = False
    number: str = ""
    date: datetime.date | None = None
    place: str = ""
    retention_margin: Literal[20, 30] = 20
    check: str = ""
    landscape: bool = False
    executor: str = ""

    def to_json(self) -> dict:
        return dump(self)

    def cleaned(self) -> Paper:
        """The same paper without signs that no file can hold."""
        return load(Paper, dump(self), "paper")

    @classmethod
    def from_json(cls, data: object) -> Paper:
        """The paper of a snapshot. Raises `PaperError` that names the place of what is wrong."""
        return load(cls, data, "paper")
