"""Files made to do harm, by name; and a process that reads one and says what that took."""

from __future__ import annotations

import io
import os
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KIND = "application/vnd.openxmlformats-"
SHEETS = f"{KIND}officedocument.spreadsheetml."
SHEET = "xl/worksheets/sheet1.xml"
HEAD = "<row r='1'><c r='A1' t='inlineStr'><is><t>ФИО наставляемого</t></is></c></row>"


def book(sheet: bytes | str, **more: bytes) -> bytes:
    """The least of a workbook around one sheet."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/"
        "content-types'><Default Extension='xml' ContentType='application/xml'/>"
        f"<Default Extension='rels' ContentType='{KIND}package.relationships+xml'/>"
        f"<Override PartName='/xl/workbook.xml' ContentType='{SHEETS}sheet.main+xml'/>"
        f"<Override PartName='/{SHEET}' ContentType='{SHEETS}worksheet+xml'/></Types>",
        "_rels/.rels": f"<Relationships xmlns='{relations}'><Relationship Id='r1' "
        f"Type='{office}/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{SPACE}' xmlns:r='{office}'><sheets>"
        "<sheet name='База' sheetId='1' r:id='r1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{relations}'><Relationship Id='r1' "
        f"Type='{office}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
        SHEET: sheet,
    } | {name.replace("__", "/"): data for name, data in more.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def sheet(rows: str, before: str = "") -> bytes:
    return (
        f"<?xml version='1.0'?>{before}<worksheet xmlns='{SPACE}'>"
        f"<sheetData>{HEAD}{rows}</sheetData></worksheet>"
    ).encode()


def text_row(number: int, text: str) -> str:
    return f"<row r='{number}'><c r='A{number}' t='inlineStr'><is><t>{text}</t></is></c></row>"


def zeros(size: int) -> Iterator[bytes]:
    for _number in range(size // 2**20):
        yield b" " * 2**20


def bomb(name: str, size: int, *, honest: bool = True) -> bytes:
    """A part that unpacks to so much, made without having it; the directory may tell less."""
    packer, packed, crc = zlib.compressobj(9, zlib.DEFLATED, -15), [], 0
    for piece in (b"<a>", *zeros(size)):
        packed.append(packer.compress(piece))
        crc = zlib.crc32(piece, crc)
    packed.append(packer.flush())
    data, told = b"".join(packed), size + 3 if honest else 10
    content = book(sheet(text_row(2, "Пробная Анна Ильинична")))
    end = content.rindex(b"PK\x05\x06")
    start, length, count = (
        struct.unpack_from("<I", content, end + 16)[0],
        struct.unpack_from("<I", content, end + 12)[0],
        struct.unpack_from("<H", content, end + 10)[0],
    )
    common = struct.pack("<HHHHHIII", 20, 0, 8, 0, 33, crc, len(data), told)
    local = b"PK\x03\x04" + common + struct.pack("<HH", len(name), 0) + name.encode() + data
    entry = (
        b"PK\x01\x02\x14\x00" + common + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, start)
    ) + name.encode()
    directory = content[start : start + length] + entry
    tail = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, count + 1, count + 1, len(directory),
        start + len(local), 0,
    )  # fmt: skip
    return content[:start] + local + directory + tail


def opendocument(rows: str) -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    xml = (
        f"<office:document-content xmlns:office='{names}office:1.0' xmlns:table='{names}table:1.0' "
        f"xmlns:text='{names}text:1.0'><office:body><office:spreadsheet><table:table "
        f"table:name='Л'>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", xml)
        archive.writestr(
            "META-INF/manifest.xml",
            f"<manifest:manifest xmlns:manifest='{names}manifest:1.0'><manifest:file-entry "
            "manifest:full-path='/' manifest:media-type="
            "'application/vnd.oasis.opendocument.spreadsheet'/></manifest:manifest>",
        )
    return file.getvalue()


def cell_of_ods(text: str, more: str = "") -> str:
    return (
        f"<table:table-cell office:value-type='string' {more}><text:p>{text}</text:p>"
        "</table:table-cell>"
    )


NAME = "Пробная Анна Ильинична"
FILES: dict[str, Callable[[], bytes]] = {
    "a bomb of one gigabyte": lambda: bomb("xl/media/zeros.bin", 2**30),
    "a bomb that tells ten bytes": lambda: bomb("xl/extra.xml", 2**30, honest=False),
    "a sheet of 150 megabytes of spaces": lambda: bomb("xl/extra.xml", 150 * 2**20),
    "an archive inside": lambda: book(
        sheet(text_row(2, NAME)), xl__nested=bomb("xl/media/zeros.bin", 2**28)
    ),
    "entities that multiply": lambda: book(
        sheet(
            text_row(2, "&h;"),
            "<!DOCTYPE a [<!ENTITY g 'ха'><!ENTITY h '&g;&g;&g;&g;&g;&g;&g;&g;&g;'>]>",
        )
    ),
    "an entity outside": lambda: book(
        sheet(text_row(2, "&h;"), "<!DOCTYPE a [<!ENTITY h SYSTEM 'file:///etc/passwd'>]>")
    ),
    "macros": lambda: book(sheet(text_row(2, NAME)), xl__vbaProject=b"\xd0\xcf\x11\xe0 Auto_Open"),
    "links to other books": lambda: book(
        sheet(text_row(2, NAME)), xl__externalLinks=b"<externalLink Target='http://a.invalid/'/>"
    ),
    "a formula": lambda: book(
        sheet(
            "<row r='2'><c r='A2' t='str'><f>HYPERLINK(\"http://a.invalid\")</f>"
            f"<v>{NAME}</v></c></row>"
        )
    ),
    "markup in a cell": lambda: book(
        sheet(text_row(2, "&lt;script&gt;alert(1)&lt;/script&gt; Анна Ильинична"))
    ),
    "a cell of 30,000 characters": lambda: book(sheet(text_row(2, "Ы" * 30_000))),
    "two million cells": lambda: book(
        sheet("".join(f"<row r='{n}'>{'<c><v>1</v></c>' * 200}</row>" for n in range(2, 10_002)))
    ),
    "sixteen thousand columns": lambda: book(
        sheet(f"<row r='2'>{'<c t=%sn%s><v>1</v></c>' * 16_384}</row>".replace("%s", "'"))
    ),
    "a million rows declared": lambda: book(
        sheet(text_row(2, NAME)).replace(
            b"<sheetData>", b"<dimension ref='A1:XFD1048576'/><sheetData>"
        )
    ),
    "a last cell far away": lambda: book(sheet(text_row(2, NAME) + "<row r='1048576'>"
        "<c r='XFD1048576'><v>1</v></c></row>")),
    "signs that nobody sees": lambda: book(
        sheet(text_row(2, "Пробная\u202e Анна\u200b \ufeffИльинична"))
    ),
    "a picture": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 1000,
    "a program": lambda: b"MZ\x90\x00\x03" + b"\x00" * 5000,
    "a locked workbook": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
        + "EncryptedPackage".encode("utf-16-le")
    ),
    "an old workbook of nonsense": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4000 + "Workbook".encode("utf-16-le")
    ),
    "half a workbook": lambda: book(sheet(text_row(2, NAME)))[:700],
    "a csv with zero bytes": "ФИО;Класс\nПробная\x00 Анна;8А".encode,
    "a csv of two encodings": lambda: (
        "ФИО;Класс\n".encode() + "Пробная Анна Ильинична;8А\n".encode("cp1251")
    ),
    "a csv of one endless line": lambda: "ФИО;".encode() * 2_000_000,
    "a csv of ten million little cells": lambda: ("ФИО\n" + "аб;" * 20_000 + "\n").encode() * 140,
    "a csv of nothing but quotes": lambda: b'"' * 3_000_000,
    "a table that repeats a row a million times": lambda: opendocument(
        f"<table:table-row>{cell_of_ods('ФИО')}</table:table-row><table:table-row "
        f"table:number-rows-repeated='1048576'>{cell_of_ods(NAME)}</table:table-row>"
    ),
    "a table that repeats a cell a billion times": lambda: opendocument(
        f"<table:table-row>{cell_of_ods('ФИО')}</table:table-row><table:table-row>"
        + cell_of_ods(NAME, "table:number-columns-repeated='1000000000'")
        + "</table:table-row>"
    ),
}  # fmt: skip


def main(paths: list[str]) -> None:
    """In a process of its own, and a child of it for each file: read it as an import does."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings.test")
    import django  # noqa: PLC0415

    django.setup()
    import registry.reading.sheets  # noqa: F401, PLC0415  so that each child has it

    for path in paths:
        child = os.fork()
        if child == 0:
            os._exit(tell(path))
        _pid, status = os.waitpid(child, 0)
        if status:
            sys.stdout.write(f"0 died of {status}\n")
            sys.stdout.flush()


def tell(path: str) -> int:
    """The outcome and the most memory, `ru_maxrss` would count the parent's. An error is no 0."""
    from core.errors import FileError  # noqa: PLC0415
    from registry.reading.sheets import sheets_of  # noqa: PLC0415

    try:
        rows = sum(len(one.load(None)) for one in sheets_of(Path(path).read_bytes()))
        outcome = f"read {rows}"
    except FileError as error:
        outcome = f"refused {error}"
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(status.partition("VmHWM:")[2].split()[0]) // 1024
    sys.stdout.write(f"{peak} {outcome}\n")
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    main(sys.argv[1:])
