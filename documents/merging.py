"""A school's own DOCX with fields: what is wrong with it, and an order put in.

A field stands in double braces or is a merge field of Word itself. Nothing of a template is
executed: a field is a word of `merge_fields` and no more.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from core.i18n import gettext as _

from .docx_safety import open_docx
from .merge_fields import (
    BY_CODE,
    CODE_PICTURE,
    FIELDS,
    POINTS,
    MergeField,
    blocks_after,
    known,
    point_blocks,
    values_of,
)
from .paper import Paper
from .text import tied
from .word import Writer, write_block
from .word_fields import braces_for_merge_fields, unread_merge_field
from .word_page import code_picture

_FIELD = re.compile(r"\{\{([^{}]*)\}\}")
_PARAGRAPH, _TEXT, _CELL, _ROW, _TABLE = (qn(f"w:{tag}") for tag in ("p", "t", "tc", "tr", "tbl"))
_BOX, _HEADER, _FOOTER = (qn(f"w:{tag}") for tag in ("txbxContent", "hdr", "ftr"))
_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Problem:
    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text


def template_problems(content: bytes) -> list[Problem]:
    """What keeps the file from being used. Raises `FileError` where it is no plain DOCX."""
    document = open_docx(content)
    problems: list[Problem] = []
    found: set[str] = set()
    for element in list(_paragraphs(document)):
        braces_for_merge_fields(element)
        if code := unread_merge_field(element):
            words = _("поле слияния «%s» стоит внутри другого кода или не закрыто в своём абзаце")
            place = _place_of(element, document)
            problems.append(Problem(place, words % code[:_LONGEST_SHOWN]))
        text = _text_of(element)
        if "{{" not in text and "}}" not in text:
            continue
        place = _place_of(element, document)
        for name in _FIELD.findall(text):
            field = known(name)
            if field is None:
                problems.append(Problem(place, _unknown(name)))
                continue
            found.add(field.code)
            if field.is_block and text.strip() != f"{{{{{name}}}}}":
                words = _("поле %s должно стоять в абзаце одно") % field.shown
                problems.append(Problem(place, words))
        rest = _FIELD.sub("", text)
        if "{{" in rest or "}}" in rest:
            shown = rest.strip()[:_LONGEST_SHOWN]
            problems.append(Problem(place, _("скобки поля не закрыты: «%s»") % shown))
    missing = [field.shown for field in FIELDS if field.is_required and field.code not in found]
    if missing:
        problems.append(Problem("", _("Нет обязательных полей: %s.") % ", ".join(missing)))
    return problems


def _unknown(name: str) -> str:
    shown = f"{{{{{name}}}}}"
    near = difflib.get_close_matches(name.strip().casefold(), list(BY_CODE), n=1, cutoff=0.6)
    if near:
        return _("неизвестное поле %(field)s, может быть, %(other)s") % {
            "field": shown,
            "other": BY_CODE[near[0]].shown,
        }
    return _("неизвестное поле %s") % shown


def merged(content: bytes, paper: Paper) -> bytes:
    """The template with the order in it; annexes follow, each on a page of its own."""
    paper = paper.cleaned()
    document = open_docx(content)
    values = values_of(paper)
    writer = Writer(paper, document)
    for element in list(_paragraphs(document)):
        braces_for_merge_fields(element)
        names = _FIELD.findall(_text_of(element))
        fields = [field for field in map(known, names) if field is not None]
        alone = next((field for field in fields if field.is_block), None)
        if alone is None:
            _fill(element, values)
        else:
            _put_block(element, alone, writer)
    for made in blocks_after(paper):
        write_block(made, writer)
    properties = document.core_properties
    properties.title = (paper.title or paper.heading)[:255]
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _put_block(element: Any, field: MergeField, writer: Writer) -> None:
    if field.code == CODE_PICTURE:
        _fill(element, {CODE_PICTURE: ""})
        if writer.paper.check:
            run = WordParagraph(element, writer.document._body).add_run()  # noqa: SLF001  a paragraph found by its XML
            code_picture(run, writer.paper)
        return
    assert field.code == POINTS
    body = writer.document.element.body
    before = set(body)
    for block in point_blocks(writer.paper):
        write_block(block, writer)
    place = element
    for made in [child for child in body if child not in before]:
        place.addnext(made)
        place = made
    element.getparent().remove(element)


def _fill(element: Any, values: dict[str, str]) -> None:
    """Put the values into the runs where their fields begin, so that they keep that look."""
    nodes = _texts(element)
    text = "".join(node.text or "" for node in nodes)
    for match in reversed(list(_FIELD.finditer(text))):
        field = known(match[1])
        if field is not None:
            _replace(nodes, match.start(), match.end(), tied(values.get(field.code, "")))
    for node in nodes:
        _break_lines(node)


def _replace(nodes: list[Any], start: int, end: int, value: str) -> None:
    place = 0
    for node in nodes:
        text = node.text or ""
        first, last = max(start - place, 0), min(end - place, len(text))
        place += len(text)
        if first < last:
            node.text = text[:first] + value + text[last:]
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            value = ""


def _break_lines(node: Any) -> None:
    """A line break of a value is one of Word's."""
    first, *others = (node.text or "").split("\n")
    if not others:
        return
    node.text = first
    for line in reversed(others):
        text = OxmlElement("w:t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        node.addnext(text)
        node.addnext(OxmlElement("w:br"))


def _paragraphs(document: WordDocument) -> Iterator[Any]:
    """Those of the text, of its tables and boxes, then of headers and footers."""
    yield from document.element.body.iter(_PARAGRAPH)
    seen = set()
    for section in document.sections:
        for part in (
            section.header,
            section.first_page_header,
            section.even_page_header,
            section.footer,
            section.first_page_footer,
            section.even_page_footer,
        ):
            if not part.is_linked_to_previous and id(part.part) not in seen:
                seen.add(id(part.part))
                yield from part._element.iter(_PARAGRAPH)  # noqa: SLF001  python-docx hides boxes


def _texts(element: Any) -> list[Any]:
    """Its own pieces of text, without those of a box that hangs in it."""
    return [node for node in element.iter(_TEXT) if next(node.iterancestors(_PARAGRAPH)) is element]


def _text_of(element: Any) -> str:
    return "".join(node.text or "" for node in _texts(element))


def _place_of(element: Any, document: WordDocument) -> str:
    """«абзац 7», «таблица 1, строка 2»: where a person looks for it."""
    parents = [parent.tag for parent in element.iterancestors()]
    if _HEADER in parents or _FOOTER in parents:
        return _("колонтитул")
    if _BOX in parents:
        return _("надпись")
    body = document.element.body
    if _CELL in parents:
        table = next(parent for parent in element.iterancestors(_TABLE))
        row = next(parent for parent in element.iterancestors(_ROW))
        return _("таблица %(table)s, строка %(row)s") % {
            "table": list(body.iter(_TABLE)).index(table) + 1,
            "row": list(table.iter(_ROW)).index(row) + 1,
        }
    return _("абзац %s") % (list(body.iterchildren(_PARAGRAPH)).index(element) + 1)
