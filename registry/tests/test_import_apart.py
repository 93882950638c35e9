"""Old and LibreOffice workbooks: read whole, or refused in words while the server goes on."""

from __future__ import annotations

import datetime
import io
import zipfile
from contextlib import suppress

import pytest

from core.errors import FileError
from registry.reading import apart
from registry.reading.guard import check_file
from registry.reading.sheets import sheets_of

from .shapes import SHAPES
from .spreadsheets import with_part

XLS = next(shape.content for shape in SHAPES if shape.file.endswith(".xls"))
ODS = next(shape.content for shape in SHAPES if shape.file.endswith(".ods"))


def refused(content: bytes) -> str:
    with pytest.raises(FileError) as caught:
        list(sheets_of(content))
    return str(caught.value)


def content_xml(rows: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(ODS)) as archive:
        text = archive.read("content.xml").decode()
    start, end = text.index("<table:table-row"), text.rindex("</table:table>")
    return f"{text[:start]}{rows}{text[end:]}".encode()


def test_an_xls_gives_its_cells_dates_and_merged_areas() -> None:
    (sheet,) = sheets_of(XLS)

    rows = sheet.load(None)
    assert (sheet.name, rows[2][0], rows[6][3]) == (
        "Список 2026",
        "Фамилия",
        datetime.date(2013, 5, 6),
    )
    assert sheet.load(2) == rows[:2]


def test_an_ods_gives_its_cells_dates_and_merged_areas() -> None:
    (sheet,) = sheets_of(ODS)

    assert sheet.load(None)[2][6] == datetime.date(2026, 9, 1)
    assert sheet.merged() == [((0, 0), (0, 6))]


def test_a_row_repeated_a_million_times_is_refused() -> None:
    row = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell></table:table-row>"
    )

    assert refused(with_part(ODS, "content.xml", content_xml(row)))


@pytest.mark.parametrize("place", [0x2C, 0x30, 0x3C, 0x44, 0x48, 0x200, 0x400])
def test_an_xls_that_lies_about_itself_is_refused_or_read(place: int) -> None:
    liar = XLS[:place] + b"\xff\xff\xff\x7f" + XLS[place + 4 :]

    with suppress(FileError):
        assert all(len(sheet.load(None)) < 100 for sheet in sheets_of(liar))


def test_a_sheet_that_claims_to_be_endless_is_refused_or_read() -> None:
    # the record of the dimensions: the last row becomes four thousand million
    at = XLS.index(b"\x00\x02\x0e\x00")
    liar = XLS[: at + 8] + b"\xff\xff\xff\xff" + XLS[at + 12 :]

    with suppress(FileError):
        assert all(len(sheet.load(None)) < 100 for sheet in sheets_of(liar))


def test_half_an_xls_is_refused() -> None:
    assert refused(XLS[: len(XLS) // 2]).endswith(".")


def test_one_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.001)

    assert "Сохраните его как .xlsx" in refused(XLS)


def test_one_that_takes_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MEMORY", 16 * 1024 * 1024)

    assert refused(XLS)


def test_a_document_type_in_an_ods_is_refused() -> None:
    data = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'

    assert "DTD" in refused(with_part(ODS, "content.xml", data))


def test_a_locked_ods_is_told_by_its_manifest() -> None:
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"

    assert "паролем" in refused(with_part(ODS, "META-INF/manifest.xml", manifest))


def test_a_text_document_is_named() -> None:
    text = b"application/vnd.oasis.opendocument.text"

    assert "не таблица" in refused(with_part(ODS, "mimetype", text))


def test_a_binary_workbook_is_named() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", b"\x00")

    assert ".xlsb" in refused(file.getvalue())


def test_the_guard_knows_both() -> None:
    assert (check_file(XLS), check_file(ODS)) == ("xls", "ods")
