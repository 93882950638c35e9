"""Presets from disk: a TOML file and the shared parts that it includes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from schools.errors import PresetError

from .checking import problems_of

FOLDER = Path(__file__).resolve().parent
PARTS = FOLDER / "parts"


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
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise PresetError(path.name, [_("файл не читается, нужен текст в UTF-8.")]) from None
    except tomllib.TOMLDecodeError as error:
        raise PresetError(path.name, [_("это не TOML: %s.") % error]) from None


def _include_parts(document: dict[str, Any], file: str) -> None:
    """Put the parts named by `include` beside what the file says; nothing may be said twice."""
    parts = document.pop("include", [])
    known = sorted(path.stem for path in PARTS.glob("*.toml"))
    if not isinstance(parts, list) or not all(part in known for part in parts):
        raise PresetError(file, [_("include: допустимы %s.") % ", ".join(known)])
    for part in parts:
        for key, value in _read(PARTS / f"{part}.toml").items():
            target, values = (document, {key: value})
            if key == "texts":
                target, values = (document.setdefault("texts", {}), value)
            if not isinstance(target, dict) or set(values) & set(target):
                raise PresetError(file, [_("include: «%s» сказано дважды.") % part])
            target.update(values)
