"""Who of the file is who of the base, and what would change there. Nothing is written.

Two rows are one person where the names are the same (`normalise_key`: case, ё, dashes aside) and
nothing speaks against it. What speaks against it:

* Both years or days of birth are known and differ. A file asks then: is it the same person, whose
  birth was mistyped in one place, or another of the same name? Nothing is written until somebody
  answers. The answer is the `who` of the row: the id of the person, or `ANOTHER`.
* Where a birth is unknown: one is a pupil and the other an adult.

Where several people of the base fit equally well, the row is wrong and asks for the year of birth.
An empty cell never erases what is in the base. Of a person who is already there, gender, kind and
account stay as they are, and «е» never replaces «ё» in a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.findings import clause_in_words
from core.i18n import gettext as _
from core.russian.text import fold
from schools.choices import ParticipantKind

from ..choices import CardState, RowStatus
from ..rules.participants import kind_names
from .fields import CARD_FIELDS, NAME_FIELDS, PERSON_FIELDS
from .grid import letters_of
from .occupation import is_adult
from .phones import tidy_phones
from .rows import ASK, WARNING, ReadRow

# A row of the base as `queries.people_named` gives it: fields of the person and of the card.
Known = Mapping[str, Any]

ANOTHER = 0
DIFFERENT, WEAK, POSSIBLE, LIKELY, SURE = -1, 1, 2, 3, 4


@dataclass(slots=True)
class Outcome:
    """What becomes of a row. `person` and `card` hold what to write of somebody who is known.

    Of somebody new everything that `row.data` says is written.
    """

    row: ReadRow
    status: str
    person_id: int | None = None
    card_id: int | None = None
    person: dict[str, Any] = field(default_factory=dict)
    card: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, list[Any]] = field(default_factory=dict)
    known: Known | None = None

    @property
    def question(self) -> dict[str, Any]:
        """Of an asked row: what is asked, and of whom."""
        return next(note for note in self.row.notes if note["level"] == ASK)


def likeness(one: Known, other: Known) -> int:
    """How sure it is that two people of the same name are one person."""
    if one.get("birth_date") and other.get("birth_date"):
        return SURE if one["birth_date"] == other["birth_date"] else DIFFERENT
    if one.get("birth_year") and other.get("birth_year"):
        return SURE if one["birth_year"] == other["birth_year"] else DIFFERENT
    adults = {is_adult(one.get("kind", "")), is_adult(other.get("kind", ""))}
    if adults == {True, False}:
        return DIFFERENT
    places = [fold(who.get("class_name") or who.get("post") or "") for who in (one, other)]
    if all(places) and places[0] == places[1]:
        return LIKELY
    # A teacher of two subjects is one teacher; namesakes in two classes are two pupils.
    return POSSIBLE if adults == {True} or not all(places) else WEAK


def mark_repeats(rows: Iterable[ReadRow]) -> None:
    """A person who stands in the file a second time is told apart from the mistakes."""
    seen: dict[str, list[ReadRow]] = defaultdict(list)
    for row in rows:
        if not row.name_key:
            continue
        namesakes = seen[row.name_key]
        first = next((one for one in namesakes if likeness(one.data, row.data) > WEAK), None)
        if first is None:
            if namesakes:
                row.note(_("В файле есть тёзка: строка %s.") % namesakes[0].number)
            namesakes.append(row)
            continue
        row.repeats = first.number
        row.note(_("Этот человек уже есть в строке %s.") % first.number)
        if any(value != first.data.get(name) for name, value in row.data.items()):
            row.note(_("Сведения в двух строках различаются: загрузится первая."), WARNING)


class Matcher:
    """Compares rows with the people of the school who have the same names.

    Those whose ids are `hidden` the actor may not see, and so may not change. `name_at` is the
    heading and the letter of the column that an error about the person is put to (the number of
    the row, of a form on its side). `kinds` are
    those whom the regulation lets into the base by its `clause`, None where it says nothing.
    """

    def __init__(
        self,
        base: str,
        known: Iterable[Known],
        *,
        hidden: frozenset[int] = frozenset(),
        name_at: tuple[str, str] = ("", ""),
        kinds: Sequence[str] | None = None,
        clause: str = "",
        sideways: bool = False,
    ) -> None:
        self.base = base
        self.kinds = kinds
        self.clause = clause
        self.card_fields = CARD_FIELDS[base]
        self.hidden = hidden
        self.name_at = name_at
        self.sideways = sideways
        self.known: dict[str, list[Known]] = defaultdict(list)
        for person in known:
            self.known[person["name_key"]].append(person)

    def compare(self, rows: Sequence[ReadRow]) -> list[Outcome]:
        """The outcome of each row, in their order."""
        groups: dict[str, list[ReadRow]] = defaultdict(list)
        for row in rows:
            if not row.errors and row.repeats is None:
                groups[row.name_key].append(row)
        pairs: dict[int, Known] = {}
        for key, namesakes in groups.items():
            if key in self.known:
                pairs |= self._pair_up(namesakes, self.known[key])
        _leave_one_row_each(rows, pairs)
        return [self._outcome(row, pairs.get(row.number)) for row in rows]

    def _pair_up(self, rows: list[ReadRow], known: list[Known]) -> dict[int, Known]:
        """Rows of one name to people of that name, the surest first, nobody twice."""

        def rank(row: ReadRow, person: Known) -> tuple[int, bool]:
            return likeness(row.data, person), person["card_id"] is not None

        pairs, rows = self._answered(rows, known)
        free = [person for person in known if person not in pairs.values()]
        for row in sorted(rows, key=lambda row: max(rank(row, p) for p in known), reverse=True):
            ranks = [rank(row, person) for person in free]
            best = max(ranks, default=(DIFFERENT, False))
            fitting = [p for p, own in zip(free, ranks, strict=True) if own == best]
            if best[0] == DIFFERENT:
                self._ask_or_note(row, free, known)
            elif len(fitting) > 1:
                self._ask_for_birth(row, fitting)
            else:
                pairs[row.number] = fitting[0]
                free.remove(fitting[0])
        return pairs

    def _answered(
        self, rows: list[ReadRow], known: list[Known]
    ) -> tuple[dict[int, Known], list[ReadRow]]:
        """Those of whom somebody said who they are, and the rows that are left."""
        pairs: dict[int, Known] = {}
        rest: list[ReadRow] = []
        for row in rows:
            who = row.data.get("who")
            person = next((one for one in known if one["id"] == who), None)
            if who is not None and who == ANOTHER:
                continue
            if person is None or person in pairs.values():
                rest.append(row)
            else:
                pairs[row.number] = person
        return pairs, rest

    # --- what is said

    def _refuse(self, row: ReadRow, reason: str, allowed: str) -> None:
        heading, line = self.name_at
        row.errors.append(
            {
                "column": heading,
                "cell": f"{letters_of(row.number - 1)}{line}"
                if self.sideways
                else f"{line}{row.number}",
                "value": row.name,
                "reason": reason,
                "allowed": allowed,
            }
        )

    def _ask_for_birth(self, row: ReadRow, people: list[Known]) -> None:
        years = sorted({str(person["birth_year"]) for person in people if person["birth_year"]})
        allowed = _("укажите год рождения")
        self._refuse(
            row,
            _("в базе несколько человек с таким именем"),
            f"{allowed}: {', '.join(years)}" if years else allowed,
        )

    def _ask_or_note(self, row: ReadRow, free: list[Known], known: list[Known]) -> None:
        """Ask where one person may be meant: a father and a daughter of one name are two."""
        adult = is_adult(row.data.get("kind", ""))
        alike = [
            person
            for person in free
            if row.data.get("birth_year")
            and person["birth_year"]
            and person["id"] not in self.hidden
            and {is_adult(person["kind"]), adult} != {True, False}
        ]
        if not alike:
            row.note(_("В базе есть другой человек с таким же именем."))
            return
        people = [[person["id"], _in_words(person)] for person in alike]
        text = _("В базе есть человек с таким именем, но с другой датой рождения. Это он?")
        row.notes.append(
            {"level": ASK, "text": text, "here": _in_words(row.data), "people": people}
        )

    def _check_kind(self, row: ReadRow, known: Known | None) -> None:
        """Of somebody new in the base; those who are there came under rules of their own day."""
        assert self.kinds is not None
        if (
            known is not None
            and known["card_id"] is not None
            and known["state"] == CardState.ACTIVE
        ):
            return
        is_told = known is not None and known["kind"] != ParticipantKind.OTHER
        kind = known["kind"] if known and is_told else row.data.get("kind", "")
        if kind in ("", ParticipantKind.OTHER) and len(self.kinds) == 1:
            row.data["kind"] = kind = self.kinds[0]
        if kind in self.kinds:
            return
        place = f" ({clause_in_words(self.clause)})" if self.clause else ""
        self._refuse(
            row,
            _("положение не допускает в эту базу: %(kind)s%(clause)s")
            % {"kind": ParticipantKind(kind or ParticipantKind.OTHER).label, "clause": place},
            kind_names(self.kinds),
        )

    # --- what would be written

    def _outcome(self, row: ReadRow, known: Known | None) -> Outcome:
        if known is not None and known["id"] in self.hidden:
            self._refuse(
                row,
                _("этого человека ведёт {curator:другой/другая/другое} {curator}"),
                _("уберите строку из файла"),
            )
        if self.kinds is not None and not row.errors and row.repeats is None:
            self._check_kind(row, known)
        if row.errors:
            return Outcome(row, RowStatus.WRONG)
        if row.repeats is not None:
            return Outcome(row, RowStatus.REPEATED)
        if any(note["level"] == ASK for note in row.notes):
            return Outcome(row, RowStatus.ASKED)
        if known is None:
            return self._new(row)
        return self._found(row, known)

    def _new(self, row: ReadRow) -> Outcome:
        data = row.data
        if data.get("contact_email"):
            data.setdefault("email", data["contact_email"])
        return Outcome(row, RowStatus.NEW)

    def _found(self, row: ReadRow, known: Known) -> Outcome:
        person, card = self._person_changes(row, known), self._card_changes(row, known)
        changes = {name: [known[name], value] for name, value in {**person, **card}.items()}
        if known["card_id"] is None:
            status = RowStatus.NEW
            row.note(_("Этот человек уже записан в системе: карточка добавится к нему."))
        else:
            status = RowStatus.CHANGED if changes else RowStatus.SAME
        ids = known["id"], known["card_id"]
        return Outcome(row, status, *ids, person, card, changes, known)

    def _person_changes(self, row: ReadRow, known: Known) -> dict[str, Any]:
        changes = _differing(row.data, known, PERSON_FIELDS)
        for name in NAME_FIELDS:
            if known.get("is_alias"):
                changes.pop(name, None)
            elif name in changes and not _is_better_spelling(changes[name], known[name]):
                del changes[name]
        if _workplace(row.data) == _workplace(known):  # cut at another comma
            changes.pop("workplace", None)
            changes.pop("post", None)
        if changes.get("contacts") == tidy_phones(known["contacts"]):  # written another way
            del changes["contacts"]
        if known["gender"]:
            changes.pop("gender", None)
        if known["kind"] != ParticipantKind.OTHER:
            given = changes.pop("kind", known["kind"])
            if {is_adult(given), is_adult(known["kind"])} == {True, False}:
                kind = ParticipantKind(known["kind"]).label
                row.note(_("В базе это %(kind)s; так и останется.") % {"kind": kind}, WARNING)
        if not known["email"] and not row.data.get("email") and row.data.get("contact_email"):
            changes["email"] = row.data["contact_email"]
        return changes

    def _card_changes(self, row: ReadRow, known: Known) -> dict[str, Any]:
        changes = _differing(row.data, known, self.card_fields)
        if known["card_id"] is not None and known["state"] == CardState.ARCHIVED:
            changes["state"] = CardState.ACTIVE.value
            row.note(_("Карточка была в архиве и вернётся в базу."))
        return changes


def _leave_one_row_each(rows: Sequence[ReadRow], pairs: dict[int, Known]) -> None:
    """Two spellings of somebody who was merged stand in one file: the first row counts."""
    first: dict[int, int] = {}
    for row in rows:
        known = pairs.get(row.number)
        if known is None:
            continue
        if known["id"] in first:
            row.repeats = first[known["id"]]
            row.note(_("Этот человек уже есть в строке %s.") % row.repeats)
            del pairs[row.number]
        else:
            first[known["id"]] = row.number


def _differing(data: Mapping[str, Any], known: Known, names: Iterable[str]) -> dict[str, Any]:
    return {name: data[name] for name in names if data.get(name) and data[name] != known[name]}


def _in_words(who: Mapping[str, Any]) -> str:
    """«21.05.2011, 8А»: enough to tell two people of one name apart."""
    day, year = who.get("birth_date"), who.get("birth_year")
    born = date.fromisoformat(day).strftime("%d.%m.%Y") if day else _("%s г. р.") % year
    return ", ".join(filter(None, (born, who.get("class_name"), who.get("post"))))


def _workplace(who: Mapping[str, Any]) -> str:
    return ", ".join(filter(None, (who.get("workplace"), who.get("post"))))


def _is_better_spelling(given: str, known: str) -> bool:
    """«ё» for «е» is; the other way round is not."""
    return fold(given) != fold(known) or given.lower().count("ё") > known.lower().count("ё")
