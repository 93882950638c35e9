"""«Why not these two?»: what forbids them, or what the whole would lose with them together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.findings import Finding, blocks
from core.i18n import gettext as _
from core.russian.numbers import count
from registry.models import MenteeCard, MentorCard

from .choices import Goal, PairKind
from .intents import Intent
from .rules import findings_of
from .solving import Board, Question, Solution, scores_of, solve

# More changes than these are counted, not named.
NAMED = 8


@dataclass(frozen=True, slots=True)
class Change:
    """One mentee who would be worse or better off: whom they have and would have, with points."""

    mentee: MenteeCard
    before: MentorCard | None
    after: MentorCard | None
    points_before: int
    points_after: int


@dataclass(frozen=True, slots=True)
class Why:
    """The answer: what forbids these two, else what would become of the whole."""

    mentor: MentorCard
    mentee: MenteeCard
    findings: list[Finding] = field(default_factory=list)
    is_best: bool = False
    lines: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    more: int = 0

    @property
    def is_allowed(self) -> bool:
        return not self.findings


def why_not(question: Question, mentor: MentorCard, mentee: MenteeCard) -> Why:
    """On the data of now, whatever a draft says: the best there is with these two and without."""
    board = Board(question)
    row, column = board.rows.get(mentee.pk), board.columns.get(mentor.pk)
    if row is None or column is None:
        return Why(mentor, mentee, _outside(question, mentor, mentee))
    found = list(dict.fromkeys(board.findings(row, column)))
    if not found:
        found = list(_taken(board, row, column))
    if found:
        return Why(mentor, mentee, found)
    scores = scores_of(board)
    best = solve(board, scores)
    if best.pairs.get(row) == column:
        return Why(mentor, mentee, is_best=True)
    other = solve(board, scores, {**question.locked, mentee.pk: mentor.pk})
    changes = sorted(
        _changes(best, other), key=lambda change: (change.mentee.pk != mentee.pk, change.mentee.pk)
    )
    return Why(
        mentor,
        mentee,
        lines=list(_lines(question, best, other, mentee)),
        changes=changes[:NAMED],
        more=max(len(changes) - NAMED, 0),
    )


def _outside(question: Question, mentor: MentorCard, mentee: MenteeCard) -> list[Finding]:
    """Somebody who is no part of the calculation: in a pair already, or out of the base."""
    facts = question.facts
    if bonds := facts.bonds_of_mentee(mentee):
        text = _("%(mentee)s уже в паре, {mentor} – %(mentor)s")
        values = {"mentee": mentee.person.short_name, "mentor": bonds[0].mentor_name}
        return [Finding("pair.taken", text % values)]
    days = (facts.starts_on, facts.ends_on)
    intent = Intent(mentor, [mentee], question.programme, PairKind.INDIVIDUAL, *days)
    found = blocks(findings_of(intent, question.rules, facts))
    return found or [Finding("pair.outside", _("Этих двоих в базах для подбора нет"))]


def _taken(board: Board, row: int, column: int) -> Iterator[Finding]:
    """Every place of the mentor is taken by pairs, or by those locked to them."""
    question, mentor, mentee = board.question, board.mentors[column], board.mentees[row]
    free, places = int(board.free[column]), int(board.places[column])
    name = mentor.person.short_name
    if not free:
        text = _("%(mentor)s: все места заняты (%(places)s из %(places)s)")
        yield Finding("pair.places", text % {"mentor": name, "places": places})
        return
    locked = [
        board.mentees[board.rows[pk]].person.short_name
        for pk, owner in question.locked.items()
        if owner == mentor.pk and pk != mentee.pk and pk in board.rows
    ]
    if len(locked) >= free:
        text = _("%(mentor)s: на свободные места закреплены: %(names)s")
        yield Finding("pair.places", text % {"mentor": name, "names": ", ".join(sorted(locked))})


def _lines(
    question: Question, best: Solution, other: Solution, mentee: MenteeCard
) -> Iterator[str]:
    """What the whole would lose, in the order of the goal."""
    if mentee.pk in question.locked:
        owner = best.board.columns.get(question.locked[mentee.pk])
        if owner is not None:
            text = _("Сейчас закреплено: {mentor} – %(mentor)s.")
            yield text % {"mentor": best.board.mentors[owner].person.short_name}
    fewer = len(best.pairs) - len(other.pairs)
    if fewer > 0:
        words = count(fewer, _("{mentee}"), _("{mentee:few}"), _("{mentees:genitive}"))
        yield _("Без пары осталось бы больше: ещё %(mentees)s.") % {"mentees": words}
    elif fewer < 0:
        words = count(-fewer, _("{mentee}"), _("{mentee:few}"), _("{mentees:genitive}"))
        yield _("Пару получили бы ещё %(mentees)s.") % {"mentees": words}
    if question.goal == Goal.EVEN_LOAD and not fewer:
        highest = _highest(best), _highest(other)
        if other.crowding > best.crowding:
            text = _(
                "Нагрузка стала бы менее ровной: больше всего у одного – %(after)s (%(before)s)."
            )
            yield text % {"before": highest[0], "after": highest[1]}
    loss = best.total - other.total
    values = {"before": best.total, "after": other.total, "loss": abs(loss)}
    if loss > 0:
        yield _("Общий балл стал бы меньше на %(loss)s: %(after)s вместо %(before)s.") % values
    elif loss < 0:
        yield _("Общий балл стал бы больше на %(loss)s: %(after)s вместо %(before)s.") % values
    elif not fewer:
        yield _("Общий балл остался бы тем же (%(before)s): это решение не хуже.") % values


def _highest(solution: Solution) -> int:
    return int((solution.board.load + solution.given).max())


def _changes(best: Solution, other: Solution) -> Iterator[Change]:
    """Mentees whose mentor would be another one, or nobody."""
    board, points = best.board, best.scores.points
    for row, mentee in enumerate(board.mentees):
        before, after = best.pairs.get(row), other.pairs.get(row)
        if before == after:
            continue
        yield Change(
            mentee,
            None if before is None else board.mentors[before],
            None if after is None else board.mentors[after],
            0 if before is None else int(points[row, before]),
            0 if after is None else int(points[row, after]),
        )
