"""Why somebody is left without a pair, in words that say what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from core.findings import Finding
from core.i18n import gettext as _
from registry.models import MenteeCard, MentorCard

if TYPE_CHECKING:
    from .solving import Board, Solution

SHOWN = 3


def of_mentees(solution: Solution) -> list[dict[str, Any]]:
    """Each mentee of the question who got nobody, with at least one reason."""
    board = solution.board
    places = board.free - solution.given
    left = [row for row in range(len(board.mentees)) if row not in solution.pairs]
    return [
        {
            "person_id": board.mentees[row].person_id,
            "side": "mentee",
            "reasons": _reasons(board, row, row in solution.refused, places),
        }
        for row in left
    ]


def of_mentors(solution: Solution) -> list[dict[str, Any]]:
    """Mentors who are offered to nobody."""
    board, taken = solution.board, set(solution.pairs.values())
    found = []
    for column, mentor in enumerate(board.mentors):
        if column in taken:
            continue
        if board.mentor_blocks[column]:
            reasons = _blocks(board.mentor_blocks[column], mentor)
        elif not board.free[column]:
            reasons = [_reason("places", _("все места заняты"))]
        else:
            reasons = [not_needed()]
        found.append({"person_id": mentor.person_id, "side": "mentor", "reasons": reasons})
    return found


def not_needed() -> dict[str, str]:
    return _reason("unneeded", _("свободен: подходящие {mentees} распределены"))


def by_hand() -> dict[str, str]:
    return _reason("manual", _("{mentee:оставлен/оставлена/оставлено} без пары вручную"))


def _reasons(board: Board, row: int, was_locked: bool, places: np.ndarray) -> list[dict[str, str]]:
    if board.mentee_blocks[row]:
        return _blocks(board.mentee_blocks[row], board.mentees[row])
    if was_locked:
        mentor = board.mentors[board.columns[board.question.locked[board.mentees[row].pk]]]
        text = _(
            "закреплён за {mentor:instrumental} (%(name)s), но места у {mentor:него/неё} нет "
            "или пара невозможна"
        )
        return [_reason("locked", text % {"name": mentor.person.short_name})]
    suited = np.flatnonzero(board.allowed()[row])
    if not len(suited):
        return [_no_mentor(board, row)]
    if (places[suited] > 0).any():
        text = _("место есть, но балл пары был бы ниже нуля: %(names)s")
        return [_reason("low", text % {"names": _names(board, suited[places[suited] > 0])})]
    text = _("все подходящие {mentors} заняты: %(names)s")
    return [_reason("places", text % {"names": _names(board, suited)})]


def _blocks(found: list[Finding], card: MentorCard | MenteeCard) -> list[dict[str, str]]:
    """The findings without the name, which stands beside them."""
    name = f"{card.person.short_name}: "
    return [_reason(finding.code, str(finding).removeprefix(name)) for finding in found]


def _no_mentor(board: Board, row: int) -> dict[str, str]:
    """Nobody may be this mentee's mentor: because of the form, the consents, or the two."""
    mentee = board.mentees[row]
    of_form = np.flatnonzero(board.fits[row])
    if mentee.pk in board.question.chosen and mentee.pk not in board.question.locked:
        text = _(
            "{mentors}, которых {mentee} {mentee:назвал/назвала/назвало}, не подходят: %(names)s"
        )
        named = [
            column
            for column, mentor in enumerate(board.mentors)
            if mentor.pk in board.question.chosen[mentee.pk]
        ]
        return _reason("chosen", text % {"names": _names(board, np.array(named, dtype=int))})
    if not len(of_form):
        if mentee.form is None:
            return _reason(
                "form", _("форма не указана ни у {mentee:genitive}, ни у {mentors:genitive}")
            )
        text = _("нет {mentor:genitive} с формой «%(form)s»")
        return _reason("form", text % {"form": mentee.form})
    free_to_pair = [column for column in of_form if not board.mentor_blocks[column]]
    if not free_to_pair:
        text = _("у {mentors:genitive} этой формы не хватает согласий: %(names)s")
        return _reason("consents", text % {"names": _names(board, of_form)})
    text = _("с {mentors:instrumental} этой формы пара невозможна или запрещена: %(names)s")
    return _reason("banned", text % {"names": _names(board, np.array(free_to_pair))})


def _names(board: Board, columns: np.ndarray) -> str:
    mentors: list[MentorCard] = [board.mentors[column] for column in columns[:SHOWN].tolist()]
    names = ", ".join(mentor.person.short_name for mentor in mentors)
    more = len(columns) - SHOWN
    return _("%(names)s и ещё %(more)s") % {"names": names, "more": more} if more > 0 else names


def _reason(code: str, text: str) -> dict[str, str]:
    return {"code": code, "text": text}
