"""The page of a DOCX of ours: size, margins, letters, number of the page, code on the first one."""

from __future__ import annotations

from io import BytesIO

import segno
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from .paper import Paper
from .rendering import code_text

FONT = "Times New Roman"
SIZE = Pt(13)
NUMBER = Pt(12)
TINY = Pt(7)
# Of the font's own height, which is 1.15 of the letters: 1.2 of them, as in the PDF.
LINE = 1.045
PAGE_WIDTH, PAGE_HEIGHT = Mm(210), Mm(297)
RIGHT, TOP, BOTTOM = Mm(10), Mm(20), Mm(20)
# Of a paper that lies on its side throughout, as in the PDF.
WIDE_SIDES, WIDE_TOP = Mm(10), Mm(15)
CODE = Mm(18)
PROPERTY_LIMIT = 255  # of Word's own


def set_up(document: WordDocument, paper: Paper) -> None:
    _set_style(document)
    properties = document.core_properties
    properties.title = (paper.title or paper.heading)[:PROPERTY_LIMIT]
    head = paper.letterhead
    properties.author = head.short_name[:PROPERTY_LIMIT] if head else ""
    properties.comments = ""
    properties.language = "ru-RU"
    section = document.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.left_margin, section.right_margin = Mm(paper.retention_margin), RIGHT
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.header_distance = section.footer_distance = Mm(10)
    if paper.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = PAGE_HEIGHT, PAGE_WIDTH
        section.left_margin = section.right_margin = WIDE_SIDES
        section.top_margin = section.bottom_margin = WIDE_TOP
        section.header_distance = section.footer_distance = Mm(5)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    _add_page_number(number)
    if paper.check:
        _add_code(section.first_page_footer.paragraphs[0], paper)


def text_width(document: WordDocument) -> Length:
    """Between the margins of the last page."""
    section = document.sections[-1]
    assert section.page_width is not None
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    return Length(section.page_width - margins)


def turn_page(document: WordDocument, *, landscape: bool) -> None:
    """A new page with its sheet turned: the margins go round with it, the page numbers go on."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _drop_empty_line(document)
    section.different_first_page_header_footer = False
    section.page_width, section.page_height = section.page_height, section.page_width
    left, top = section.left_margin, section.top_margin
    right, bottom = section.right_margin, section.bottom_margin
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        sides = (bottom, left, top, right)
    else:
        section.orientation = WD_ORIENT.PORTRAIT
        sides = (top, right, bottom, left)
    section.left_margin, section.top_margin, section.right_margin, section.bottom_margin = sides


def _drop_empty_line(document: WordDocument) -> None:
    """The line below a table, where the section's end brings a line of its own."""
    *_others, before, end = document.element.body.iterchildren(qn("w:p"))
    if end.getprevious() is before and before.find(qn("w:r")) is None:
        before.getparent().remove(before)


def code_picture(run: Run, paper: Paper) -> None:
    """The code as a picture in the run."""
    stream = BytesIO()
    segno.make(paper.check, error="m", micro=False).save(stream, kind="png", scale=8, border=2)
    stream.seek(0)
    run.add_picture(stream, width=CODE)


def _add_code(paragraph: WordParagraph, paper: Paper) -> None:
    paragraph.alignment = ALIGN.RIGHT
    picture = paragraph.add_run()
    code_picture(picture, paper)
    picture.add_break()
    text: Run = paragraph.add_run(code_text(paper))
    text.font.size = TINY


def _add_page_number(paragraph: WordParagraph) -> None:
    run = paragraph.add_run()
    run.font.size = NUMBER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)  # noqa: SLF001  python-docx has no fields


def _set_style(document: WordDocument) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, SIZE
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "ru-RU")
    properties.append(language)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = LINE
    style.paragraph_format.widow_control = True
