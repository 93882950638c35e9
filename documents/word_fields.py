"""Merge fields of Word itself (MERGEFIELD), turned into fields in double braces.

ISO/IEC 29500-1, 17.16: a field is one element, or runs between marks of its beginning, of its
shown text and of its end. Other codes (page numbers, dates) stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_PARAGRAPH, _RUN, _LOOK, _TEXT, _SIMPLE, _MARK, _CODE = (
    qn(f"w:{tag}") for tag in ("p", "r", "rPr", "t", "fldSimple", "fldChar", "instrText")
)
_INSTRUCTION, _KIND = qn("w:instr"), qn("w:fldCharType")
_MERGE = re.compile(r"\s*MERGEFIELD\s+(?:\"([^\"]*)\"|([^\s\\]+))", re.IGNORECASE)
_ANY_MERGE = re.compile(r"\bMERGEFIELD\b", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    """Runs of one field and its code; odd where something else stands in them too."""

    runs: list[Any] = field(default_factory=list)
    code: str = ""
    is_shown: bool = False
    is_odd: bool = False

    def take(self, element: Any, kind: str) -> None:
        self.is_shown = self.is_shown or kind == "separate"
        if not kind and not self.is_shown:
            self.code += element.text or ""


def braces_for_merge_fields(paragraph: Any) -> None:
    """Each merge field of the paragraph's own becomes «{{ its name }}», in the look that it had."""
    for simple in [one for one in paragraph.iter(_SIMPLE) if _is_own(one, paragraph)]:
        _stand_in(simple.get(_INSTRUCTION, ""), [simple], next(simple.iter(_RUN), None))
    for found in _fields(paragraph):
        if not found.is_odd:
            shown = next((run for run in found.runs if run.find(_LOOK) is not None), None)
            _stand_in(found.code, found.runs, shown)


def unread_merge_field(paragraph: Any) -> str:
    """The code of a merge field that is still there: mixed with another, or not closed here."""
    codes = [one.get(_INSTRUCTION, "") for one in paragraph.iter(_SIMPLE)]
    codes.append("".join(code.text or "" for code in paragraph.iter(_CODE)))
    return next((code.strip() for code in codes if _ANY_MERGE.search(code)), "")


def _fields(paragraph: Any) -> list[_Field]:
    """Those that begin and end in the paragraph and stand in no other."""
    found: list[_Field] = []
    one, depth = _Field(), 0
    for run in [run for run in paragraph.iter(_RUN) if _is_own(run, paragraph)]:
        if depth:
            one.runs.append(run)
        for element, kind in _events(run):
            if kind == "begin":
                one = _Field([run]) if not depth else one
                one.is_odd = depth > 0 or run.find(_TEXT) is not None
                depth += 1
            elif depth == 1:
                one.take(element, kind)
            if kind == "end" and depth:
                depth -= 1
                found += [one] if not depth else []
    return found


def _events(run: Any) -> Iterator[tuple[Any, str]]:
    for element in run:
        if element.tag == _MARK:
            yield element, element.get(_KIND, "")
        elif element.tag == _CODE:
            yield element, ""


def _stand_in(code: str, elements: list[Any], shown: Any) -> None:
    match = _MERGE.match(code)
    if match is None or any(element.getparent() is None for element in elements):
        return  # the second: it shares a run with one that has given way already
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    if shown is not None and (look := shown.find(_LOOK)) is not None:
        run.append(look)
    text.text = f"{{{{ {match[1] or match[2]} }}}}"
    run.append(text)
    elements[0].addprevious(run)
    for element in elements:
        element.getparent().remove(element)


def _is_own(element: Any, paragraph: Any) -> bool:
    return next(element.iterancestors(_PARAGRAPH)) is paragraph
