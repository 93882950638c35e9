"""A school's own template: what is wrong with it is told with its place, and an order fits in."""

from __future__ import annotations

import dataclasses
from io import BytesIO

import docx
import pytest
from docx.shared import Pt

from core.errors import FileError
from documents.docx_safety import MAX_BYTES, open_docx
from documents.merging import merged, template_problems
from documents.paper import Annex, Paragraph, Signature, Signatures
from documents.testing import full_paper, make_paper, text_of_docx
from documents.testing_docx import changed, make_template, required, with_parts

DOCUMENT, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"


def lines(content: bytes) -> list[str]:
    return [str(problem) for problem in template_problems(content)]


def test_a_template_with_every_field_has_no_problem() -> None:
    assert lines(make_template()) == []


def test_an_unknown_field_is_told_with_its_place_and_what_may_be_meant() -> None:
    found = lines(make_template("Приказ", *required(), "{{ номерр }}", "{{ зарплата }}"))

    place = len(required()) + 2
    assert found[0].startswith(f"абзац {place}: неизвестное поле {{{{ номерр }}}}, может быть")
    assert "{{ номер }}" in found[0]
    assert found[1] == f"абзац {place + 1}: неизвестное поле {{{{ зарплата }}}}"


def test_fields_of_tables_and_footers_are_looked_at_too() -> None:
    found = lines(make_template(*required(), footer="{{ чужое }}", cell="{{ другое }}"))

    assert [line.partition(":")[0] for line in found] == ["таблица 1, строка 2", "колонтитул"]


def test_what_an_order_cannot_do_without_is_missed() -> None:
    (line,) = lines(make_template("{{ номер }}"))

    assert line.startswith("Нет обязательных полей: {{ дата }}, {{ заголовок }}")
    assert "{{ номер }}" not in line


def test_an_open_brace_is_told() -> None:
    assert lines(make_template(*required(), "от {{ дата"))[0].endswith(
        "скобки поля не закрыты: «от {{ дата»"
    )


def test_points_stand_in_a_paragraph_of_their_own() -> None:
    assert lines(make_template(*required(), "Вот: {{ пункты }}")) == [
        f"абзац {len(required()) + 1}: поле {{{{ пункты }}}} должно стоять в абзаце одно"
    ]


@pytest.mark.parametrize("field", ["{{ x.__class__ }}", "{% for a in b %}{{ a }}{% endfor %}"])
def test_nothing_of_a_template_is_executed(field: str) -> None:
    assert "неизвестное поле" in lines(make_template(*required(), field))[0]


class TestMerging:
    def test_the_order_stands_where_its_fields_stood(self) -> None:
        text = text_of_docx(merged(make_template(), full_paper()))

        assert text.startswith("Муниципальное общеобразовательное учреждение «Школа № 1» ПРИКАЗ")
        for words in (
            "05.10.2026 № 12",
            "О текущей программе наставничества",
            "1. Закрепить пары: 1.1. Иванова А. П. – Петров Б. В.",
            "2. Вести учёт. Ответственный: Иванова А. П. Срок: до 15.10.2026.",
            "Приложение № 1 к приказу от 05.10.2026 № 12 Список пар",
            "Посещение уроков",
        ):
            assert words in text
        assert "{{" not in text

    def test_a_field_keeps_the_letters_of_the_school(self) -> None:
        document = docx.Document(BytesIO(make_template()))
        run = document.paragraphs[1].runs[0]
        run.font.size, run.font.name = Pt(20), "Arial"
        stream = BytesIO()
        document.save(stream)

        made = docx.Document(BytesIO(merged(stream.getvalue(), make_paper())))

        run = made.paragraphs[1].runs[0]
        assert (run.text, run.font.size, run.font.name) == ("ПРИКАЗ", Pt(20), "Arial")

    def test_a_field_that_word_has_torn_into_pieces_is_found(self) -> None:
        document = docx.Document(BytesIO(make_template()))
        for piece in ("{", "{ но", "мер", " }", "}"):
            document.paragraphs[1].add_run(piece)
        stream = BytesIO()
        document.save(stream)

        assert "ПРИКАЗ12 " in text_of_docx(merged(stream.getvalue(), full_paper()))

    def test_fields_in_tables_and_footers_are_filled(self) -> None:
        template = make_template(footer="№ {{ номер }}", cell="{{ место }}")

        made = docx.Document(BytesIO(merged(template, make_paper(number="12"))))

        assert made.sections[0].footer.paragraphs[0].text == "№ 12"
        assert made.tables[0].rows[1].cells[0].text == "г.\xa0Примерск"

    def test_a_value_that_looks_like_a_field_stays_as_it_is(self) -> None:
        paper = make_paper(title="О {{ номер }} и <w:p>", number="12")

        assert "О {{ номер }} и <w:p>" in text_of_docx(merged(make_template(), paper))

    def test_what_is_neither_preamble_nor_point_is_not_lost(self) -> None:
        paper = make_paper()
        blocks = (*paper.blocks[:3], Paragraph("Особое слово."), *paper.blocks[3:])

        text = text_of_docx(merged(make_template(), dataclasses.replace(paper, blocks=blocks)))

        assert "1. Утвердить программу наставничества. Особое слово. Директор" in text

    def test_a_mark_that_follows_the_signature_still_does(self) -> None:
        paper = make_paper()
        blocks = (*paper.blocks, Paragraph("Подписано электронной подписью."))

        text = text_of_docx(merged(make_template(), dataclasses.replace(paper, blocks=blocks)))

        assert text.endswith("А. С. Примерова Подписано электронной подписью.")

    def test_every_signature_is_there(self) -> None:
        signatures = Signatures((Signature("Директор", "А. Б."), Signature("Завуч", "В. Г.")))
        paper = make_paper(blocks=(signatures, Annex("Приложение", "Список", (Paragraph("а"),))))

        text = text_of_docx(merged(make_template(), paper))

        assert "Директор Завуч ____ А. Б. В. Г." in text

    def test_an_annex_begins_on_a_page_of_its_own(self) -> None:
        made = docx.Document(BytesIO(merged(make_template(), full_paper())))

        breaks = [p.text for p in made.paragraphs if p.paragraph_format.page_break_before]
        assert breaks == ["Приложение №\xa01"]


def relation(kind: str, target: str) -> bytes:
    address = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return changed(
        make_template(),
        RELATIONS,
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="{address}/{kind}" Target="{target}"'
        ' TargetMode="External"/></Relationships>'.encode(),
    )


def instruction(code: str) -> bytes:
    return changed(
        make_template(), DOCUMENT, b"<w:p>", f'<w:p><w:fldSimple w:instr="{code}"/>'.encode()
    )


HOSTILE = {
    "not_a_zip": lambda: b"MZ this is no document",
    "empty": lambda: b"",
    "not_a_docx": lambda: with_parts(make_template(), {"[Content_Types].xml": b"<Types/>"}),
    "too_big": lambda: b"PK" + b"\x00" * MAX_BYTES,
    "bomb": lambda: with_parts(make_template(), {"word/media/a.png": b"\x00" * 40_000_000}),
    "too_many_parts": lambda: with_parts(
        make_template(), {f"word/media/{number}.png": b"" for number in range(600)}
    ),
    "macro": lambda: with_parts(make_template(), {"word/vbaProject.bin": b"\x00"}),
    "docm": lambda: changed(
        make_template(),
        "[Content_Types].xml",
        b"wordprocessingml.document.main+xml",
        b"x.macroEnabled",
    ),
    "embedded_file": lambda: with_parts(make_template(), {"word/embeddings/a.exe": b"MZ"}),
    "way_out": lambda: with_parts(make_template(), {"../../etc/passwd": b"x"}),
    "remote_template": lambda: relation("attachedTemplate", "http://127.0.0.1/x.dotm"),
    "remote_picture": lambda: relation("image", "http://127.0.0.1/x.png"),
    "link_to_a_file": lambda: relation("hyperlink", "file:///etc/passwd"),
    "entities": lambda: changed(
        make_template(), DOCUMENT, b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document'
    ),
    "reads_a_file": lambda: instruction("INCLUDETEXT C:\\secret.txt"),
    "runs_a_program": lambda: instruction("DDEAUTO c:\\windows\\system32\\cmd.exe"),
    "no_xml": lambda: with_parts(make_template(), {DOCUMENT: b"<w:document"}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words(name: str) -> None:
    with pytest.raises(FileError) as refusal:
        open_docx(HOSTILE[name]())

    assert str(refusal.value)
    assert len(str(refusal.value)) < 300


def test_a_link_that_a_reader_clicks_is_no_danger() -> None:
    assert open_docx(relation("hyperlink", "https://example.org/")) is not None
