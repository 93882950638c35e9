"""Old and LibreOffice workbooks are read in a process of their own, within limits.

Their parser trusts what a file says of itself: a few bytes can make it ask for all memory there
is or run for ever. There it ends by itself, and the server stays up.
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from core.errors import FileError
from core.i18n import gettext as _

Merged = tuple[tuple[int, int], tuple[int, int]]

SECONDS = 30
MEMORY = 400 * 1024 * 1024
BROKEN, LOCKED, TOO_BIG = 3, 4, 5
_READER = Path(__file__).with_name("apart_reader.py")


class Table(NamedTuple):
    """A visible sheet. `merged` are the corners of merged areas, first and last cell."""

    name: str
    rows: list[list[Any]]
    merged: list[Merged]


def read_apart(content: bytes, kind: str) -> list[Table]:
    """The sheets of an .xls or .ods. Raises `FileError`."""
    limits = {
        "memory": MEMORY,
        "seconds": SECONDS,
        # A row more than allowed, under titles and a header, is enough to be refused.
        "rows": settings.IMPORT_MAX_ROWS + 100,
        "columns": settings.IMPORT_MAX_COLUMNS + 1,
    }
    try:
        done = subprocess.run(  # nothing of the upload is in the arguments
            [sys.executable, "-I", str(_READER), kind, json.dumps(limits)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_big() from error
    if done.returncode == LOCKED:
        raise FileError(_("Файл защищён паролем. Снимите пароль и сохраните файл заново."))
    if done.returncode == BROKEN:
        raise FileError(
            _("Файл повреждён. Откройте его в Excel или LibreOffice и сохраните заново как .xlsx.")
        )
    if done.returncode:
        raise _too_big()
    return [
        Table(name, [[_value(cell) for cell in row] for row in rows], [_area(one) for one in areas])
        for name, rows, areas in json.loads(done.stdout)
    ]


def _value(cell: Any) -> Any:
    """JSON knows no dates: they come as a list of their kind and ISO text."""
    if not isinstance(cell, list):
        return cell
    kind, text = cell
    is_day = kind == "date"
    return datetime.date.fromisoformat(text) if is_day else datetime.datetime.fromisoformat(text)


def _area(corners: list[list[int]]) -> Merged:
    (top, left), (bottom, right) = corners
    return (top, left), (bottom, right)


def _too_big() -> FileError:
    return FileError(
        _("Файл слишком велик для этого формата. Сохраните его как .xlsx и загрузите снова.")
    )
