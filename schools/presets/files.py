"""Presets from disk: a TOML file and the shared parts that it includes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.i18n import gettext as _
from schools.errors import PresetError

from .checking import problems_of

FOLDER = Path(__file__).resolve().parent
PARTS = FOLDER / "parts"
_AT = re.compile(r"(?P<error>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)", re.DOTALL)
# Tables that a file and its parts fill together.
SHARED_TABLES = frozenset({("rules",), ("texts",), ("texts", "orders")})


@dataclass(frozen=True, slots=True)
class Preset:
    """A checked preset. `texts` is what a regulation made from it prescribes to print."""

    code: str
    title: str
    school: dict[str, Any]
    signatory: dict[str, Any]
    regulation: dict[str, Any]
    rules: dict[str, Any]
    forms: list[dict[str, Any]]
    directions: list[dict[str, Any]]
    texts: dict[str, Any]
    targets: list[dict[str, Any]]
    terms: dict[str, Any]
    description: str = ""


def preset_names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load_preset(name: str) -> Preset:
    """The preset of this name. Raises `PresetError` for an unknown name or a wrong file."""
    if name not in preset_names():
        raise PresetError(name, [_("такого образца нет, есть: %s.") % ", ".join(preset_names())])
    return read_preset(FOLDER / f"{name}.toml")


def read_preset(path: Path) -> Preset:
    """A preset from any file, checked whole. Raises `PresetError` with everything that is wrong."""
    document = _read(path)
    _include_parts(document, path.name)
    problems = problems_of(document)
    if problems:
        raise PresetError(path.name, problems)
    texts = dict(document.get("texts", {}))
    for position, order in enumerate(texts.get("orders", {}).values(), start=1):
        order["position"] = position
    return Preset(
        code=path.stem,
        title=document["title"],
        description=document.get("description", ""),
        school=document["school"],
        signatory=document["signatory"],
        regulation=document["regulation"],
        rules=document["rules"],
        forms=document["forms"],
        directions=document.get("directions", []),
        targets=document.get("targets", []),
        terms=document.get("terms", {}),
        texts={**texts, "programme": document["programme"], "stages": document.get("stages", [])},
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        # Editors of Windows put a mark of the coding before the text.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise PresetError(path.name, [_("файл не читается, нужен текст в UTF-8.")]) from None
    except tomllib.TOMLDecodeError as error:
        raise PresetError(path.name, [_not_toml(str(error))]) from None
    except RecursionError:
        raise PresetError(path.name, [_("это не TOML: слишком много вложенных скобок.")]) from None


def _not_toml(error: str) -> str:
    """«Invalid value (at line 3, column 9)», with the place before the parser's own words."""
    found = _AT.fullmatch(error)
    if found is None:
        return _("это не TOML: %s.") % error
    return _("это не TOML, строка %(line)s, знак %(column)s: %(error)s.") % found.groupdict()


def _include_parts(document: dict[str, Any], file: str) -> None:
    """Put the parts named by `include` beside what the file says; nothing may be said twice.

    Kinds of orders stand in the order of the file's own, then of its parts. What a part adds to
    the questionnaires of a form that the preset hasn't got is left out.
    """
    names = document.pop("include", [])
    known = sorted(path.stem for path in PARTS.glob("*.toml"))
    if not isinstance(names, list) or not all(name in known for name in names):
        raise PresetError(file, [_("include: допустимы %s.") % ", ".join(known)])
    parts = {name: _read(PARTS / f"{name}.toml") for name in names}
    for name, part in parts.items():
        if not _merge(document, part):
            raise PresetError(file, [_("include: «%s» сказано дважды.") % name])
    _drop_foreign_additions(document, parts.values())


def _merge(document: dict[str, Any], part: dict[str, Any], path: tuple[str, ...] = ()) -> bool:
    """Add the part's keys, those of `texts` and `texts.orders` one by one; False where one is."""
    for key, value in part.items():
        place = (*path, key)
        is_shared = place in SHARED_TABLES
        if key not in document:
            document[key] = dict(value) if is_shared else value
            continue
        inner = document[key] if is_shared else None
        if not isinstance(inner, dict) or not _merge(inner, value, place):
            return False
    return True


def _drop_foreign_additions(document: dict[str, Any], parts: Iterable[dict[str, Any]]) -> None:
    forms = document.get("forms", [])
    codes = [form.get("code") for form in forms] if _are_tables(forms) else []
    for part in parts:
        rows = part.get("texts", {}).get("survey_additions", [])
        rows[:] = [row for row in rows if row.get("form") in codes]


def _are_tables(rows: Any) -> bool:
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
