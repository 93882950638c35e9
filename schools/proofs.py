"""What may be attached as a proof: looked at by what is inside, not by the name alone."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import PurePath

from core.errors import FileError
from core.i18n import gettext as _

MAX_PROOF_BYTES = 10 * 1024 * 1024
MAX_NAME = 200
OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}wordprocessingml.document",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
_BEGINS = {
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
}
_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


def check_size(size: int) -> None:
    """Before the file is read."""
    if size > MAX_PROOF_BYTES:
        raise FileError(_("Файл больше %s МБ.") % (MAX_PROOF_BYTES // 1024**2))
    if not size:
        raise FileError(_("Файл пустой."))


def check_proof(name: str, content: bytes) -> None:
    """Raises `FileError` that says what may be attached."""
    check_size(len(content))
    ending = _ending(name)
    if ending not in MEDIA_TYPES:
        raise FileError(
            _("Такой файл приложить нельзя. Допустимы: %s.") % ", ".join(sorted(MEDIA_TYPES))
        )
    if not content.startswith(_BEGINS[ending]) or not _is_whole(ending, content):
        raise FileError(_("Содержимое файла не похоже на %s.") % ending.upper())


def proof_name(name: str) -> str:
    """The name without folders, as long as the column is, its ending kept."""
    name = PurePath(name.replace("\\", "/")).name
    return name if len(name) <= MAX_NAME else f"{name[: MAX_NAME - 10]}….{_ending(name)}"


def media_type(name: str) -> str:
    return MEDIA_TYPES.get(_ending(name), "application/octet-stream")


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")


def _is_whole(ending: str, content: bytes) -> bool:
    """An office file has its main part and no macros; others are known by how they begin."""
    part = _PARTS.get(ending)
    if part is None:
        return True
    try:
        names = zipfile.ZipFile(BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError):
        return False
    return part in names and not any(name.lower().endswith("vbaproject.bin") for name in names)
