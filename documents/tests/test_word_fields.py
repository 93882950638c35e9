"""Merge fields that a school has put in with Word itself are read as fields of a template."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from core.errors import FileError
from documents.docx_safety import open_docx
from documents.merge_fields import FIELDS
from documents.merging import merged, template_problems
from documents.testing import full_paper, text_of_docx
from documents.testing_docx import changed, make_template, required


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def shown(text: str) -> str:
    return f"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"


def as_runs(name: str) -> str:
    halves = code(" MERGE") + code(f"FIELD {name} \\* MERGEFORMAT ")
    return mark("begin") + halves + mark("separate") + shown(f"«{name}»") + mark("end")


def as_one(name: str) -> str:
    text = f' MERGEFIELD "{name}" '.replace('"', "&quot;")
    return f'<w:fldSimple w:instr="{text}">{shown("«имя»")}</w:fldSimple>'


def book(*paragraphs: str, lines: list[str] | None = None) -> bytes:
    document = docx.Document(BytesIO(make_template(*(required() if lines is None else lines))))
    for inner in paragraphs:
        element: Any = parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")
        document.element.body.insert(len(document.paragraphs), element)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("written", [as_runs, as_one])
def test_a_merge_field_of_word_gives_way_to_its_value_and_keeps_its_look(written: Any) -> None:
    content = book(shown("№ ") + written("Номер") + shown("!"))

    made = docx.Document(BytesIO(merged(content, full_paper())))

    (line,) = [one for one in made.paragraphs if one.text == "№ 12!"]
    assert (line.runs[1].text, line.runs[1].bold) == ("12", True)


def test_a_template_may_have_merge_fields_alone() -> None:
    names = [field.code for field in FIELDS if field.is_required]
    content = book(*map(as_runs, names), lines=["Приказ"])

    assert template_problems(content) == []
    assert "1. Закрепить пары:" in text_of_docx(merged(content, full_paper()))


def test_an_unknown_merge_field_is_told_as_any_other() -> None:
    (problem,) = template_problems(book(as_runs("зарплата")))

    assert str(problem).endswith("неизвестное поле {{ зарплата }}")


def test_a_page_number_stays_what_it_is() -> None:
    page = mark("begin") + code(" PAGE ") + mark("separate") + shown("1") + mark("end")
    content = book(page)

    assert template_problems(content) == []
    assert b"PAGE" in docx.Document(BytesIO(merged(content, full_paper()))).element.xml.encode()


@pytest.mark.parametrize(
    "inner",
    [
        mark("begin") + code(" IF ") + as_runs("номер") + code(" = 1 ") + mark("end"),
        mark("begin") + code(" MERGEFIELD номер ") + mark("separate") + shown("«номер»"),
        as_runs("номер").replace("<w:r>", "<w:r><w:t>№ </w:t>", 1),
        as_runs("дата")[: -len("</w:r>")] + as_runs("номер")[len("<w:r>") :],
    ],
)
def test_a_merge_field_that_cannot_be_read_is_told_with_its_place(inner: str) -> None:
    (problem,) = template_problems(book(inner))

    assert problem.place == f"абзац {len(required()) + 1}"
    assert "MERGEFIELD номер" in problem.text


def test_a_list_of_recipients_has_to_be_let_go() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/mailMergeSource"
    content = changed(
        make_template(),
        "word/_rels/document.xml.rels",
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="{kind}" Target="file:///C:/a.xlsx"'
        ' TargetMode="External"/></Relationships>'.encode(),
    )

    with pytest.raises(FileError, match="списком рассылки"):
        open_docx(content)
