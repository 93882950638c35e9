"""A file that must not be read is refused at once, in a sentence that says what to do."""

from __future__ import annotations

import io
import re
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import FileError
from registry.reading.guard import check_file
from registry.reading.sheets import sheets_of

from .spreadsheets import csv_file, mentee, mentees_book, part_of, with_part

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


@pytest.fixture(scope="module")
def book() -> bytes:
    return mentees_book(mentee())


def refused(content: bytes) -> str:
    with pytest.raises(FileError) as caught:
        check_file(content)
    text = str(caught.value)
    assert text[0].isupper()
    assert text.endswith(".")
    assert "\n" not in text
    return text


def sheet_xml(cells: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def test_a_workbook_and_a_csv_pass(book: bytes) -> None:
    assert check_file(book) == "xlsx"
    assert check_file(csv_file([["ФИО наставника"]])) == "csv"
    assert check_file("﻿ФИО\tКласс".encode("utf-16")) == "csv"


@pytest.mark.parametrize("content", [b"", b"   \r\n", b"\x00" * 40])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert refused(content) == "Файл пустой."


def test_a_file_over_the_limit_is_refused(settings) -> None:
    settings.IMPORT_MAX_FILE_BYTES = 1024**2

    assert "больше 1 МБ" in refused(b"x" * (1024**2 + 1))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"{\\rtf1", "RTF"),
        (b"a\x00b\x00c", "не таблица"),
        (b"PK\x03\x04 and nothing more", "повреждён"),
    ],
)
def test_what_is_no_table_is_named(content: bytes, word: str) -> None:
    assert word in refused(content)


def test_a_word_document_is_named(book: bytes) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")

    assert "документ Word" in refused(file.getvalue())


def test_an_old_workbook_and_an_encrypted_one_are_told_apart() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512

    assert check_file(ole + "Workbook".encode("utf-16-le")) == "xls"
    assert "паролем" in refused(ole + "EncryptedPackage".encode("utf-16-le"))
    assert "не таблица" in refused(ole)


def test_an_encrypted_archive_is_refused(book: bytes) -> None:
    place = book.index(b"PK\x01\x02") + 8

    assert "паролем" in refused(book[:place] + b"\x01\x00" + book[place + 2 :])


def test_a_bomb_is_refused_by_the_directory_alone(book: bytes) -> None:
    bomb = with_part(book, "xl/media/zeros.bin", b"\x00" * (201 * 1024**2))

    assert len(bomb) < 1024**2
    assert "распаковывается больше чем в 200 МБ" in refused(bomb)


def test_a_directory_that_lies_about_sizes_is_refused(book: bytes) -> None:
    liar = bytearray(with_part(book, "xl/extra.xml", b"<a/>" + b" " * 5_000_000))
    place = liar.rindex(b"PK\x01\x02")
    assert bytes(liar[place + 46 :]).startswith(b"xl/extra.xml")
    liar[place + 24 : place + 28] = struct.pack("<I", 4)

    assert "повреждён" in refused(bytes(liar))


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    ],
)
def test_a_document_type_in_any_part_is_refused(book: bytes, data: bytes) -> None:
    assert "DTD" in refused(with_part(book, SHEET, data))
    assert "DTD" in refused(with_part(book, "docProps/core.xml", data))


def test_xml_in_an_encoding_that_hides_things_is_refused(book: bytes) -> None:
    data = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16")

    assert "повреждён" in refused(with_part(book, SHEET, data))


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c t="n" r="xfd1048576"><v>1</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c><c\nr = 'XFD1048576'><v>1</v></c></row>",
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">'
        + "<c><v>1</v></c>" * 50
        + "</row>",
        '<row r="1"><c r="CZ1"><v>1</v></c></row><row r="57000"><c r="A57000"><v>1</v></c></row>',
        '<row r="1"><c r="N1"><v>1</v></c></row><row r="114999"><c r="A114999"><v>1</v></c></row>',
        "<row>" + "<c><v>1</v></c>" * 3000 + "</row>" + "<row><c><v>1</v></c></row>" * 3000,
    ],
)
def test_cells_too_far_apart_are_refused(book: bytes, cells: str) -> None:
    assert "слишком далеко" in refused(with_part(book, SHEET, sheet_xml(cells)))


@pytest.mark.parametrize("prefix", ["x", "c", "ячейка", "a-prefix.as_long_as_anybody_may_like_it"])
def test_cells_with_another_prefix_are_seen_too(book: bytes, prefix: str) -> None:
    data = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c>'
        '<x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    data = re.sub(r"(</?|xmlns:)x\b", lambda found: found[1] + prefix, data)

    assert "слишком далеко" in refused(with_part(book, SHEET, data.encode()))


@pytest.mark.parametrize("far", ["CZ11999", "Z56999", "M114999"])
def test_the_largest_tables_that_fit_pass(book: bytes, far: str) -> None:
    row = far.lstrip("CMZ")
    cells = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{far}"><v>1</v></c></row>'

    assert check_file(with_part(book, SHEET, sheet_xml(cells))) == "xlsx"


def test_formatting_far_away_without_content_is_no_matter(book: bytes) -> None:
    cells = part_of(book).replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    )

    assert check_file(with_part(book, SHEET, cells)) == "xlsx"


def test_a_text_copied_into_very_many_cells_is_refused(book: bytes) -> None:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = b'<sst xmlns="%s"><si><t>%s</t></si></sst>' % (space, b"x" * 1024**2)
    row = "".join(f'<c r="A{n}" t="s"><v>0</v></c>' for n in range(1, 300))
    bomb = with_part(book, STRINGS, strings)

    assert "много текста" in refused(with_part(bomb, SHEET, sheet_xml(f'<row r="1">{row}</row>')))


def test_a_long_text_in_one_cell_among_many_is_no_matter(book: bytes) -> None:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    long, short = b"<si><t>%s</t></si>" % (b"x" * 30_000), b"<si><t>a</t></si>"
    strings = b'<sst xmlns="%s">%s%s</sst>' % (space, long, short)
    row = '<c r="A1" t="s"><v>0</v></c>' + '<c r="B1" t="s"><v>1</v></c>' * 9000
    plain = with_part(book, STRINGS, strings)

    assert check_file(with_part(plain, SHEET, sheet_xml(f'<row r="1">{row}</row>'))) == "xlsx"


def test_tags_without_an_end_do_not_make_the_check_slow(book: bytes) -> None:
    data = sheet_xml("<c r r " * 200_000 + '<row r="1"><c s="1" ' + " " * 200_000)

    assert check_file(with_part(book, SHEET, data)) == "xlsx"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_in_words(data) -> None:
    """Never another error, whatever bytes are changed."""
    content = bytearray(DAMAGED)
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        for sheet in sheets_of(bytes(content)):
            sheet.load(None)
    except FileError as error:
        assert str(error).endswith(".")  # noqa: PT017  both ends are right


DAMAGED = mentees_book(mentee())
