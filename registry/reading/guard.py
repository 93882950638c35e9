"""Hostile and broken files are refused before a parser sees them, each with one clear sentence."""

from __future__ import annotations

import struct
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from io import BytesIO

from django.conf import settings

from core.errors import FileError
from core.i18n import gettext as _

from .extent import (
    MAX_TEXT_BYTES,
    Extent,
    TextLengths,
    check_corner,
    copied_text,
    count_values,
    fits_with_empty_cells,
    has_prefixes,
    is_plain,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
MAX_PARTS = 2000
# What is unpacked at once, and the longest text between two tags that is no attempt to harm.
PIECE = 1024**2
LONGEST_TEXT = 4 * 1024**2
_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
)


def check_file(content: bytes) -> str:
    """What it is: «xlsx», «xls», «ods» or «csv». Raises `FileError` for what must not be read."""
    if not content.strip(b"\x00 \t\r\n"):
        raise FileError(_("Файл пустой."))
    if len(content) > settings.IMPORT_MAX_FILE_BYTES:
        raise FileError(
            _("Файл больше %(limit)s МБ. Разделите его на части.")
            % {"limit": settings.IMPORT_MAX_FILE_BYTES // 1024**2}
        )
    if content.startswith(b"PK"):
        return check_workbook(content)
    if content.startswith(OLE):
        _check_old(content)
        return "xls"
    for start, kind in _FOREIGN:
        if content.startswith(start):
            raise FileError(
                _("Это файл %(kind)s, а нужна таблица Excel, LibreOffice или CSV.") % {"kind": kind}
            )
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _not_a_table()
    return "csv"


def check_workbook(content: bytes) -> str:
    """The archive's directory first, then each part, unpacked no further than it promised."""
    parts = _directory(content)
    names = {part.filename for part in parts}
    if "mimetype" in names and "content.xml" in names:
        _check_opendocument(content, parts)
        return "ods"
    is_workbook = "[Content_Types].xml" in names and any(n.startswith("xl/") for n in names)
    if not is_workbook or "xl/workbook.bin" in names:
        raise _other_archive(names)
    texts, values = TextLengths(), 0
    for part in parts:
        extent = Extent()
        for data in _xml_pieces(content, part):
            _refuse_types(data)
            is_prefixed = has_prefixes(data)
            extent.add(data, is_prefixed=is_prefixed)
            texts.add(data, is_prefixed=is_prefixed)
            values += count_values(data, is_prefixed=is_prefixed)
        texts.end_part()
        if extent.is_near(_xml_pieces(content, part)):
            continue
        if not is_plain(_xml_pieces(content, part)) or not fits_with_empty_cells(
            _xml_pieces(content, part)
        ):
            check_corner(_xml_pieces(content, part))
    if texts.lengths and max(texts.lengths) * values > MAX_TEXT_BYTES:
        _check_text(content, parts, texts.lengths)
    return "xlsx"


def _check_opendocument(content: bytes, parts: list[zipfile.ZipInfo]) -> None:
    """How far its cells reach is for the process that reads it to find out."""
    for part in parts:
        if part.filename == "mimetype":
            if not b"".join(_unpack(content, part)).startswith(SPREADSHEET):
                raise FileError(_("Это документ LibreOffice, но не таблица."))
            continue
        for data in _xml_pieces(content, part):
            if part.filename == "META-INF/manifest.xml" and b"encryption-data" in data:
                raise _encrypted()
            _refuse_types(data)


def _refuse_types(data: bytes) -> None:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise FileError(
            _("В файле есть описание типа документа (DTD): таблицы Excel его не содержат.")
        )


def _check_text(content: bytes, parts: list[zipfile.ZipInfo], lengths: array[int]) -> None:
    total = sum(copied_text(data, lengths) for part in parts for data in _xml_pieces(content, part))
    if total > MAX_TEXT_BYTES:
        raise FileError(_("В ячейках слишком много текста. Разделите файл на части."))


def _xml_pieces(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part that is XML, in pieces that end before a tag; nothing of another part."""
    rest, is_xml = b"", None
    for piece in _unpack(content, part):
        if is_xml is None:
            is_xml = _is_xml(piece)
        if not is_xml:
            continue  # unpacked to its end, for the promise of the directory
        data = rest + piece
        cut = data.rfind(b"<")
        if cut < 0 or len(data) - cut > LONGEST_TEXT:
            raise _broken()
        rest = data[cut:]
        yield data[:cut]
    yield rest


def _is_xml(data: bytes) -> bool:
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return True
    if b"\x00" in data[:4] and b"<" in data[:4]:  # an encoding that is not looked through
        raise _broken()
    return False


def _directory(content: bytes) -> list[zipfile.ZipInfo]:
    try:
        parts = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, struct.error, EOFError, NotImplementedError) as error:
        raise _broken() from error
    if len(parts) > MAX_PARTS:
        raise _broken()
    if any(part.flag_bits & 1 for part in parts):
        raise _encrypted()
    if sum(part.file_size for part in parts) > settings.IMPORT_MAX_UNPACKED_BYTES:
        raise FileError(
            _("Файл распаковывается больше чем в %(limit)s МБ. Разделите его на части.")
            % {"limit": settings.IMPORT_MAX_UNPACKED_BYTES // 1024**2}
        )
    return parts


def _unpack(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part's bytes in pieces. The directory may lie: unpacking stops where its promise ends."""
    header = content[part.header_offset : part.header_offset + 30]
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise _broken()
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    start = part.header_offset + 30 + name_length + extra_length
    packed = content[start : start + part.compress_size]
    pieces: Iterator[bytes]
    if part.compress_type == zipfile.ZIP_STORED:
        pieces = (packed[at : at + PIECE] for at in range(0, len(packed), PIECE))
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        pieces = _inflated(packed)
    else:
        raise _broken()
    unpacked = 0
    for piece in pieces:
        unpacked += len(piece)
        if unpacked > part.file_size:
            raise _broken()
        yield piece
    if unpacked != part.file_size:
        raise _broken()


def _inflated(packed: bytes) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-15)
    try:
        while piece := unpacker.decompress(packed, PIECE):
            yield piece
            packed = unpacker.unconsumed_tail
    except zlib.error as error:
        raise _broken() from error


def _broken() -> FileError:
    return FileError(
        _("Файл повреждён. Откройте его в Excel или LibreOffice и сохраните заново как .xlsx.")
    )


def _encrypted() -> FileError:
    return FileError(_("Файл защищён паролем. Снимите пароль и сохраните файл заново."))


def _not_a_table() -> FileError:
    return FileError(_("Это не таблица. Нужен файл Excel, LibreOffice или CSV."))


def _check_old(content: bytes) -> None:
    """An .xls says of itself that it is a workbook; a locked .xlsx is wrapped in the same way."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _encrypted()
    names = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
    if not any(name in content for name in names):
        raise _not_a_table()


def _other_archive(names: set[str]) -> FileError:
    if any(name.startswith("word/") for name in names):
        return FileError(_("Это документ Word, а нужна таблица Excel, LibreOffice или CSV."))
    if "xl/workbook.bin" in names:
        return FileError(_("Это двоичный формат Excel (.xlsb). Сохраните таблицу как .xlsx."))
    return _not_a_table()
