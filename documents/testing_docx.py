"""DOCX files that schools might send: good templates and hostile ones."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

import docx

from .merge_fields import FIELDS

LINES = (
    "{{ наименование }}",
    "{{ вид_документа }}",
    "{{ Дата }} № {{номер}}",
    "{{ заголовок }}",
    "{{ преамбула }}",
    "приказываю:",
    "{{ пункты }}",
    "{{ должность }} ____ {{ подпись }}",
)


def make_template(*lines: str, footer: str = "", cell: str = "") -> bytes:
    """A DOCX of these paragraphs; a full set of fields where none are given."""
    document = docx.Document()
    for line in lines or LINES:
        document.add_paragraph(line)
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    if cell:
        document.add_table(rows=2, cols=1).rows[1].cells[0].text = cell
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same archive with these parts put in or in place of its own."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return stream.getvalue()


def changed(content: bytes, name: str, before: bytes, after: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        part = archive.read(name)
    assert before in part
    return with_parts(content, {name: part.replace(before, after, 1)})


def required() -> list[str]:
    return [field.shown for field in FIELDS if field.is_required]
