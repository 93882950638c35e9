"""A paper as DOCX: the same text in the same order as in the PDF, for schools that edit in Word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from core.russian.dates import short_date

from . import paper as parts
from .columns import column_shares
from .paper import Paper
from .pictures import picture_bytes
from .rendering import letterhead_lines, split_stamps
from .text import full_stop, label_of, lines_of, tied
from .word_page import SIZE, set_up, text_width, turn_page
from .word_tables import (
    DENSE,
    SIDES,
    SIDES_DENSE,
    SMALL,
    add_row,
    add_section,
    keep_lines_together,
    keep_rows_whole,
    keep_with_next,
    pad_sides,
    repeat_head,
    rule,
    set_widths,
    size_of,
)

INDENT = Mm(12.5)
HEADING = Pt(14)
# At most so many strokes to sign on; how wide one is, in points.
SIGN_LENGTH, UNDERSCORE = 15, 6.6
# Between a table and the text above and below it.
GAP = Pt(10)

ALIGNMENT = {
    "justify": ALIGN.JUSTIFY,
    "left": ALIGN.LEFT,
    "center": ALIGN.CENTER,
    "right": ALIGN.RIGHT,
}


def docx_of(paper: Paper) -> bytes:
    writer = Writer(paper.cleaned())
    writer.write()
    stream = BytesIO()
    writer.document.save(stream)
    return stream.getvalue()


class Writer:
    """Adds one block after another to a new document."""

    def __init__(self, paper: Paper, document: WordDocument | None = None) -> None:
        """With a document of the school's own, its page and its letters are taken."""
        self.paper = paper
        self.document: WordDocument = document or docx.Document()
        if document is None:
            set_up(self.document, paper)
        self.width = text_width(self.document)
        self.landscape = paper.landscape
        self.last: WordParagraph | None = None

    def write(self) -> None:
        above, blocks = split_stamps(self.paper)
        for block in above:
            write_block(block, self)
        self._head()
        for block in blocks:
            if not isinstance(block, parts.Annex):
                write_block(block, self)
        if self.paper.executor:
            line = self.add(self.paper.executor, before=Pt(25))
            line.runs[0].font.size = DENSE
        for block in blocks:
            if isinstance(block, parts.Annex):
                write_block(block, self)

    def turn(self, *, landscape: bool) -> None:
        """Go on on a page that lies on its side, or stands again."""
        turn_page(self.document, landscape=landscape)
        self.width, self.landscape = text_width(self.document), landscape

    def _head(self) -> None:
        paper = self.paper
        self._emblem()
        for kind, text in letterhead_lines(paper):
            for name in lines_of(text):
                before = Pt(5) if kind == "second" else Pt(0)
                self.add(name, align=ALIGN.CENTER, bold=kind == "full", before=before)
        heading = self.add(paper.heading, align=ALIGN.CENTER, bold=True, before=Pt(17))
        heading.runs[0].font.size = HEADING
        if paper.numbered:
            line = self.add("", before=Pt(13))
            line.paragraph_format.tab_stops.add_tab_stop(self.width, WD_TAB_ALIGNMENT.RIGHT)
            day = short_date(paper.date) if paper.date else "_" * 14
            line.add_run(f"{day}\t№ {paper.number or '_' * 8}")
        if paper.place:
            self.add(paper.place, align=ALIGN.CENTER, before=Pt(8))
        if paper.title:
            title = self.add(paper.title, bold=True, before=Pt(16), after=Pt(16))
            if paper.numbered:
                title.paragraph_format.right_indent = Length(int(self.width * 0.38))
            else:
                title.alignment = ALIGN.CENTER

    def _emblem(self) -> None:
        head = self.paper.letterhead
        if head is None or not head.emblem:
            return
        run = self.add("", align=ALIGN.CENTER, after=Pt(5)).add_run()
        shape = run.add_picture(BytesIO(picture_bytes(head.emblem)), height=Mm(head.emblem_height))
        shape._inline.docPr.set("descr", parts.EMBLEM_WORDS)  # noqa: SLF001  python-docx has no name for it

    def add(
        self,
        text: str,
        *,
        align: int = ALIGN.LEFT,
        bold: bool = False,
        indent: Length | None = None,
        before: Length = Pt(0),  # noqa: B008  an immutable number
        after: Length = Pt(0),  # noqa: B008
        keep_with_next: bool = False,
    ) -> WordParagraph:
        paragraph = self.document.add_paragraph()
        style = paragraph.paragraph_format
        style.alignment = align
        style.first_line_indent = indent
        style.space_before, style.space_after = before, after
        style.keep_with_next = keep_with_next
        if text:
            paragraph.add_run(tied(text)).bold = bold or None
        self.last = paragraph
        return paragraph

    def leave_room(self, room: Length) -> None:
        """At least so much below the text that stands last."""
        if self.last is not None and self.last.text:
            style = self.last.paragraph_format
            style.space_after = max(style.space_after or Pt(0), room)

    def table_above(self) -> WordTable | None:
        """The table that nothing stands below as yet."""
        last = self.document.element.body.sectPr.getprevious()
        is_table = last is not None and last.tag == qn("w:tbl")
        return self.document.tables[-1] if is_table else None

    def ruled_line(self) -> None:
        line = self.add("", before=Pt(12))
        stops = line.paragraph_format.tab_stops
        stops.add_tab_stop(self.width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
        line.add_run("\t")

    def table(
        self, titles: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]]
    ) -> WordTable:
        table = self.document.add_table(rows=0, cols=len(titles))
        size = size_of(len(titles))
        rule(table)
        pad_sides(table, SIDES if size == SMALL else SIDES_DENSE)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        total = sum(widths)
        shares = [Length(int(self.width * width / total)) for width in widths]
        set_widths(table, shares)
        add_row(table, titles, shares, align=ALIGN.CENTER, size=size)
        for row in rows:
            if len(row) < len(titles):
                add_section(table, row[0], size)
            else:
                add_row(table, row, shares, align=ALIGN.LEFT, size=size)
        keep_rows_whole(table)
        repeat_head(table)
        return table


@singledispatch
def write_block(block: object, writer: Writer) -> None:
    raise TypeError(f"no way to print {type(block).__name__}")


@write_block.register
def _(block: parts.Paragraph, writer: Writer) -> None:
    indent = INDENT if block.indent and block.align in ("justify", "left") else None
    for line in lines_of(block.text):
        writer.add(
            line,
            align=ALIGNMENT[block.align],
            bold=block.bold,
            indent=indent,
            before=Pt(18) if writer.table_above() else Pt(0),
            keep_with_next=block.bold,
        )


@write_block.register
def _(block: parts.Spaced, writer: Writer) -> None:
    paragraph = writer.add(block.text, before=Pt(10), after=Pt(10), keep_with_next=True)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), "40")
    paragraph.runs[0]._r.get_or_add_rPr().append(spacing)  # noqa: SLF001  python-docx has no name for it


@write_block.register
def _(block: parts.Points, writer: Writer) -> None:
    _points(writer, block, block.items)


def _points(
    writer: Writer, block: parts.Points, items: Sequence[parts.Point], parent: str = ""
) -> None:
    for place, point in enumerate(items, 1):
        number = f"{parent}{place}."
        _point(writer, block, point, number)
        _points(writer, block, point.points, number)


def _point(writer: Writer, block: parts.Points, point: parts.Point, number: str) -> None:
    first, *others = lines_of(point.text) or [""]
    for line in (f"{number} {first}", *others):
        writer.add(line, align=ALIGN.JUSTIFY, indent=INDENT, before=Pt(3))
    duty = []
    if point.executor:
        duty.append(
            f"{label_of(block.executor_label, point.executor)}: {full_stop(point.executor)}"
        )
    if point.due:
        duty.append(f"{block.due_label}: {full_stop(point.due)}")
    if duty:
        writer.add(" ".join(duty), align=ALIGN.JUSTIFY, indent=INDENT, before=Pt(3))


@write_block.register
def _(block: parts.Fields, writer: Writer) -> None:
    for row in block.rows:
        line = writer.add(f"{row.label}: ", before=Pt(6))
        if row.value:
            line.add_run(tied(row.value)).underline = True
        stops = line.paragraph_format.tab_stops
        stops.add_tab_stop(writer.width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
        line.add_run("\t")


@write_block.register
def _(block: parts.Table, writer: Writer) -> None:
    size = size_of(len(block.columns))
    if block.title:
        title = writer.add(
            block.title,
            align=ALIGN.CENTER,
            bold=True,
            before=Pt(10),
            after=Pt(4),
            keep_with_next=True,
        )
        title.runs[0].font.size = size
    signed = writer.table_above()
    if signed is not None:
        # A line between the two, or Word makes one table of them; a mark stays with what it marks.
        keep_with_next(signed)
        writer.add("", keep_with_next=True).paragraph_format.line_spacing = GAP
    elif not block.title:
        writer.leave_room(GAP)
    titles = [column.title for column in block.columns]
    widths = column_shares(block, landscape=writer.landscape)
    table = writer.table(titles, widths, block.rows or [("",) * len(titles)])
    if signed is not None:
        keep_with_next(table)
    writer.add("").paragraph_format.line_spacing = GAP


@write_block.register
def _(block: parts.TextSection, writer: Writer) -> None:
    writer.add(block.heading, bold=True, before=Pt(13), after=Pt(4), keep_with_next=True)
    lines = lines_of(block.text)
    for line in lines:
        writer.add(line, align=ALIGN.JUSTIFY, indent=INDENT)
    if not lines:
        for _line in range(3):
            writer.ruled_line()


@write_block.register
def _(block: parts.Stamp, writer: Writer) -> None:
    _stamp(writer, block.lines)


def _stamp(writer: Writer, lines: Sequence[str], *, on_new_page: bool = False) -> None:
    for index, line in enumerate(lines):
        paragraph = writer.add(line, after=Pt(16) if index == len(lines) - 1 else Pt(0))
        paragraph.paragraph_format.left_indent = Length(writer.width // 2)
        paragraph.paragraph_format.page_break_before = on_new_page and index == 0


@write_block.register
def _(block: parts.Signatures, writer: Writer) -> None:
    if writer.last is not None:
        writer.last.paragraph_format.keep_with_next = True
    dated = any(line.dated or line.on for line in block.lines)
    shares = (34, 20, 29, 17) if dated else (46, 22, 32)
    table = writer.document.add_table(rows=0, cols=len(shares))
    widths = [Length(int(writer.width * share / 100)) for share in shares]
    set_widths(table, widths)
    pad_sides(table, Pt(0))
    signs = min(SIGN_LENGTH, int(widths[1].pt / UNDERSCORE))
    for place, line in enumerate(block.lines):
        day = short_date(line.on) if line.on else "_" * 10 if line.dated else ""
        texts = [line.post, "_" * signs, line.name, *([day] if dated else [])]
        add_row(table, texts, widths, align=ALIGN.LEFT, size=SIZE)
        for cell in table.rows[-1].cells:
            # The name stands beside the last line of a long post.
            cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
            cell.paragraphs[0].paragraph_format.space_before = Pt(18 if place else 28)
            cell.paragraphs[0].paragraph_format.keep_with_next = line is not block.lines[
                -1
            ] or bool(writer.paper.executor)
        for cell in table.rows[-1].cells[2:]:
            cell.paragraphs[0].alignment = ALIGN.RIGHT
    keep_lines_together(table)


@write_block.register
def _(block: parts.AcquaintanceList, writer: Writer) -> None:
    writer.add(block.title, bold=True, before=Pt(24), after=Pt(4), keep_with_next=True)
    rows = [(str(number), name, "", "") for number, name in enumerate(block.names, 1)]
    writer.table(block.columns, (9, 51, 22, 18), rows)


@write_block.register
def _(block: parts.Annex, writer: Writer) -> None:
    landscape = block.landscape or writer.paper.landscape
    is_turned = landscape != writer.landscape
    if is_turned:
        writer.turn(landscape=landscape)
    _stamp(writer, lines_of(block.mark), on_new_page=not is_turned)
    writer.add(block.title, align=ALIGN.CENTER, bold=True, after=Pt(13), keep_with_next=True)
    for inner in block.blocks:
        write_block(inner, writer)
