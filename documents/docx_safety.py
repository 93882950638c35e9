"""A DOCX that somebody sent, looked at before anything opens it.

It may hold text, tables and pictures. Whatever runs, reaches out of the file or grows when it is
unpacked is refused, with words that say what was found.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

import docx
from docx.document import Document as WordDocument

from core.errors import FileError
from core.i18n import gettext as _
from core.i18n import gettext_lazy

MAX_BYTES = 3 * 1024 * 1024
MAX_UNPACKED = 30 * 1024 * 1024
MAX_PARTS = 500
MAIN = "word/document.xml"
PLAIN_DOCX = "wordprocessingml.document.main+xml"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# A link that a reader clicks is no danger; everything else outside is fetched on opening.
_HARMLESS = ("http://", "https://", "mailto:")
_RECIPIENTS = ("/mailMergeSource", "/mailMergeHeaderSource")
_FORBIDDEN_PARTS = re.compile(
    r"vbaproject|vbadata|activex|embeddings/|oleobject|customui|attachedtoolbars|afchunk|\.\.|^/",
    re.IGNORECASE,
)
_FORBIDDEN_CODES = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|MACROBUTTON|LINK|EMBED|DATABASE|IMPORT)\b",
)
_INSTRUCTION = re.compile(rb"<w:instrText[^>]*>(.*?)</w:instrText>|w:instr=\"([^\"]*)\"", re.DOTALL)
_NOT_DOCX = gettext_lazy("Это не документ Word (.docx) или он повреждён.")


def open_docx(content: bytes) -> WordDocument:
    """The document. Raises `FileError` that says why it can't be taken."""
    if len(content) > MAX_BYTES:
        raise FileError(_("Файл больше %s МБ.") % (MAX_BYTES // 1024**2))
    parts = _unpacked(content)
    _check_kind(parts)
    for name, part in parts.items():
        if _FORBIDDEN_PARTS.search(name):
            raise FileError(
                _("В документе есть вложение или макрос (%s). Уберите его и сохраните как .docx.")
                % name
            )
        if name.endswith((".xml", ".rels")):
            _check_xml(name, part)
    try:
        return docx.Document(BytesIO(content))
    except Exception as error:  # whatever a broken file makes python-docx say
        raise FileError(str(_NOT_DOCX)) from error


def _unpacked(content: bytes) -> dict[str, bytes]:
    """Every part, read with a limit: what the archive says of sizes is not believed."""
    room = MAX_UNPACKED
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.infolist()
            if len(names) > MAX_PARTS:
                raise FileError(_("В файле больше %s частей.") % MAX_PARTS)
            for info in names:
                with archive.open(info) as part:
                    data = part.read(room + 1)
                room -= len(data)
                if room < 0:
                    raise FileError(
                        _("Файл в распакованном виде больше %s МБ.") % (MAX_UNPACKED // 1024**2)
                    )
                if info.filename in parts:
                    raise FileError(str(_NOT_DOCX))
                parts[info.filename] = data
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise FileError(str(_NOT_DOCX)) from None
    return parts


def _check_kind(parts: dict[str, bytes]) -> None:
    types = parts.get("[Content_Types].xml", b"").decode("utf-8", "replace")
    if "macroEnabled" in types:
        raise FileError(_("Документ с макросами. Сохраните его как обычный .docx."))
    if MAIN not in parts or PLAIN_DOCX not in types:
        raise FileError(str(_NOT_DOCX))


def _check_xml(name: str, part: bytes) -> None:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part or part[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise FileError(str(_NOT_DOCX))
    for found in _INSTRUCTION.finditer(part):
        code = (found[1] or found[2] or b"").decode("utf-8", "replace")
        if _FORBIDDEN_CODES.search(code):
            raise FileError(
                _("В документе есть код поля «%s», который читает другие файлы.")
                % code.strip()[:60]
            )
    if name.endswith(".rels"):
        _check_links(part)


def _check_links(part: bytes) -> None:
    try:
        root = ET.fromstring(part)  # noqa: S314  entities are refused above
    except ET.ParseError:
        raise FileError(str(_NOT_DOCX)) from None
    for link in root.iter(_RELATIONSHIP):
        target = link.get("Target", "")
        is_outside = link.get("TargetMode", "").lower() == "external"
        if is_outside and link.get("Type", "").endswith(_RECIPIENTS):
            raise FileError(
                _(
                    "Документ связан со списком рассылки. Отвяжите его в Word: «Рассылки» – "
                    "«Начать слияние» – «Обычный документ Word»; поля слияния останутся."
                )
            )
        is_link = link.get("Type", "").endswith("/hyperlink")
        if is_outside and not (is_link and target.lower().startswith(_HARMLESS)):
            raise FileError(
                _("Документ берёт часть себя из другого места: %s. Вставьте её в сам документ.")
                % target[:100]
            )
