"""What the stamps of a local act say first, and how they are printed.

What is printed is Russian whatever the language of the interface.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.russian.cases import Case
from core.russian.nouns import decline_phrase

STAMP_KINDS = ("ПРИНЯТО", "РАССМОТРЕНО", "СОГЛАСОВАНО", "УТВЕРЖДЕНО", "УТВЕРЖДАЮ")
STAMP_PAPERS = ("протокол", "приказ")
# «УТВЕРЖДАЮ» stands above whoever says so.
_OF_A_PERSON = "АЮ"
_OF_AN_OPINION = "МНЕНИЕ"


def printed_stamp(stamp: Mapping[str, str]) -> list[str]:
    """«ПРИНЯТО», «педагогическим советом», «(протокол от 01.09.2026 № 1)», as the standard has it.

    Blank parts are lines to fill by hand. A body that can't be declined stays as it was typed.
    """
    kind, body, act = (stamp.get(part, "").strip() for part in ("kind", "body", "act"))
    day, number = stamp.get("date", "") or "__________", stamp.get("number", "") or "____"
    tail = f"от {day} № {number}"
    if act.lower() == "приказ" and not kind.endswith(_OF_A_PERSON):
        issued = " ".join(filter(None, ["приказом", _declined(body, Case.GENITIVE)]))
        return [line for line in (kind, issued, tail) if line]
    if act.lower() == "протокол":
        tail = f"({act} {tail})"
    elif act:
        tail = f"{act} {tail}"
    return [line for line in (kind, _declined(body, _case_after(kind)), tail) if line]


def _case_after(kind: str) -> Case:
    if kind.endswith(_OF_AN_OPINION):
        return Case.GENITIVE
    return Case.NOMINATIVE if kind.endswith(_OF_A_PERSON) else Case.INSTRUMENTAL


def _declined(body: str, case: Case) -> str:
    noun = None if case == Case.NOMINATIVE else decline_phrase(body)
    return noun.form(case) if noun else body
