"""How well a mentor fits a mentee, in points, and why, in words.

Every mentee is scored against every mentor at once, with matrices of mentees × mentors; the
words are made afterwards, for the pairs that somebody will read. Points are whole numbers, so
that the parts which a person reads add up to the score which the matching used.
"""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy.sparse import csr_array

from registry.models import MenteeCard, MentorCard
from registry.tags import key_of, split_tags
from schools.models import Regulation
from schools.rules import RuleSet, rules_of

from .areas import AreaTable, table_of
from .choices import WishSide
from .earlier import NO_TIES, Ties
from .readings import hours_a_week, wished_ages
from .weights import weights_of
from .words import stems

T = TypeVar("T", bound=Hashable)

# How much a find is worth by where it was found, and by an area instead of a word.
SOURCES = (("competencies", 1.0), ("post", 0.8), ("achievements", 0.5))
BY_AREA = 0.9
ENOUGH_INTERESTS = 2
ENOUGH_HOURS = 2.0
# Share of the points for an age: wanted, any, nothing said; and by years beside the range.
AGE_ANY, AGE_UNSAID = 0.75, 0.5
AGE_BESIDE = (1.0, 0.5, 0.25)
# Share of the points for a wish by its place on the list; each of the two gives a half of them.
BY_RANK = (0.0, 1.0, 0.75, 0.5)


@dataclass(frozen=True, slots=True)
class Ground:
    """What scores stand on besides the cards: the day of the ages, the table, weights, rules."""

    day: datetime.date
    table: AreaTable
    weights: dict[str, int]
    rules: RuleSet


@dataclass(frozen=True, slots=True)
class Scores:
    """Points of every mentee (row) with every mentor (column), by part.

    The points for the load are not here: they depend on how many the mentor gets.
    """

    mentors: Sequence[MentorCard]
    mentees: Sequence[MenteeCard]
    parts: dict[str, np.ndarray]
    points: np.ndarray
    ground: Ground
    ties: Ties

    def part(self, key: str, row: int, column: int) -> int:
        return int(self.parts[key][row, column]) if key in self.parts else 0


def ground_of(regulation: Regulation, day: datetime.date) -> Ground:
    return Ground(day, table_of(regulation), weights_of(regulation), rules_of(regulation))


def score_all(
    mentors: Sequence[MentorCard],
    mentees: Sequence[MenteeCard],
    ground: Ground,
    ties: Ties = NO_TIES,
) -> Scores:
    """All scores at once; the same cards in the same order give the same points."""
    fits = {
        "request": request_fit(mentors, mentees, ground.table),
        "age": age_fit(mentors, mentees, ground.day),
        "interests": interests_fit(mentors, mentees, ground.table),
        "form": form_fit(mentors, mentees),
    }
    parts = {key: in_points(ground.weights[key], fit) for key, fit in fits.items()}
    time = in_points(ground.weights["time"], time_fit(mentors))
    parts["time"] = np.broadcast_to(time, (len(mentees), len(mentors)))
    parts |= tie_points(mentors, mentees, ground.weights, ties)
    points = np.zeros((len(mentees), len(mentors)), dtype=np.int32)
    for part in parts.values():
        points += part
    return Scores(mentors, mentees, parts, points, ground, ties)


def wish_share(ranks: Mapping[str, int]) -> float:
    """1 where both name each other first, a half where one of the two does."""
    shares = (BY_RANK[ranks[side]] for side in WishSide.values if side in ranks)
    return sum(shares) / len(WishSide.values)


def tie_points(
    mentors: Sequence[MentorCard],
    mentees: Sequence[MenteeCard],
    weights: Mapping[str, int],
    ties: Ties,
) -> dict[str, np.ndarray]:
    """Points for what these two wished for and what they did before; few cells have any."""
    wishes, earlier = weights.get("wishes", 0), weights.get("earlier", 0)
    given = {
        "wishes": {two: round(wishes * wish_share(said)) for two, said in ties.wishes.items()},
        "earlier": {two: earlier for two, pair in ties.earlier.items() if not pair.was_broken},
    }
    rows = {card.pk: row for row, card in enumerate(mentees)}
    columns = {card.pk: column for column, card in enumerate(mentors)}
    parts = {}
    for key, points in given.items():
        cells = [
            (rows[mentee], columns[mentor], value)
            for (mentor, mentee), value in points.items()
            if value and mentee in rows and mentor in columns
        ]
        if cells:
            parts[key] = np.zeros((len(mentees), len(mentors)), dtype=np.int32)
            left, right, values = zip(*cells, strict=True)
            parts[key][left, right] = values
    return parts


def load_points(weight: int, free: int, places: int) -> int:
    """Whole points for a place: the fewer of the mentor's places are taken, the more."""
    return int(weight * free / places + 0.5) if places else 0


def in_points(weight: int, fit: np.ndarray) -> np.ndarray:
    """Whole points, halves up: 0.5 of 15 is 8."""
    return np.floor(fit * weight + 0.5).astype(np.int32)


def source_text(mentor: MentorCard, source: str) -> str:
    """What the mentor's card says there; a post may stand in the place of work."""
    if source == "post":
        return ", ".join(filter(None, [mentor.person.post, mentor.person.workplace]))
    return getattr(mentor, source)


def request_fit(
    mentors: Sequence[MentorCard], mentees: Sequence[MenteeCard], table: AreaTable
) -> np.ndarray:
    """How much of the request the mentor answers: its words, or an area that both belong to."""
    requests, of_row = _distinct(card.request for card in mentees)
    wanted = [table.telling(text) for text in requests]
    areas = [table.of_request(text) for text in requests]
    best = np.zeros((len(mentees), len(mentors)), dtype=np.float32)
    for source, worth in SOURCES:
        texts, of_column = _distinct(source_text(card, source) for card in mentors)
        words = _shared(wanted, [table.telling(text) for text in texts], share=True)
        same_area = _shared(areas, [table.of_competence(text) for text in texts]) > 0
        fit = np.maximum(words, same_area * np.float32(BY_AREA)) * np.float32(worth)
        np.maximum(best, fit[np.ix_(of_row, of_column)], out=best)
    return np.maximum(best, tag_fit(mentors, mentees, table))


def tag_fit(
    mentors: Sequence[MentorCard], mentees: Sequence[MenteeCard], table: AreaTable
) -> np.ndarray:
    """How many of the areas of the request the mentor's competencies answer.

    One answered is worth as much as an area told from the words, all of them as much as all words.
    """
    wishes, of_row = _distinct(card.areas for card in mentees)
    texts, of_column = _distinct(card.competencies for card in mentors)
    wanted = [frozenset(split_tags(text)) for text in wishes]
    index = {tag: n for n, tag in enumerate(sorted(set().union(*wanted)))}
    if not index:
        return np.zeros((len(mentees), len(mentors)), dtype=np.float32)
    able = [abilities_of(text, table) for text in texts]
    answers = _shared([things_of(tag, table) for tag in index], able) > 0
    met = _incidence(wanted, index, share=True) @ answers.astype(np.float32)
    fit = np.where(met > 0, BY_AREA + (1 - BY_AREA) * met, 0).astype(np.float32)
    return fit[np.ix_(of_row, of_column)]


def things_of(tag: str, table: AreaTable) -> frozenset[str]:
    """What a competence must have one of, to answer a tag: the same words or an area of it."""
    return frozenset({_same_words(tag)}) | _named(table.of_tag(tag))


def abilities_of(competencies: str, table: AreaTable) -> frozenset[str]:
    tags = split_tags(competencies)
    areas = table.of_competence(competencies).union(*(table.of_title(tag) for tag in tags))
    return frozenset(_same_words(tag) for tag in tags) | _named(areas)


def _same_words(tag: str) -> str:
    """Two spellings of a tag agree in the stems of its words, whatever their order."""
    return " ".join(sorted(stems(tag))) or key_of(tag)


def _named(areas: Iterable[int]) -> frozenset[str]:
    """Areas among words: a number sign keeps the two apart."""
    return frozenset(f"#{number}" for number in areas)


def interests_fit(
    mentors: Sequence[MentorCard], mentees: Sequence[MenteeCard], table: AreaTable
) -> np.ndarray:
    theirs, of_row = _distinct(card.interests for card in mentees)
    own, of_column = _distinct(card.interests for card in mentors)
    shared = _shared(
        [table.telling(text) for text in theirs], [table.telling(text) for text in own]
    )
    return (np.minimum(shared, ENOUGH_INTERESTS) / ENOUGH_INTERESTS)[np.ix_(of_row, of_column)]


def _distinct(values: Iterable[T]) -> tuple[list[T], list[int]]:
    """The values without repeats, and which of them stands in each place."""
    index: dict[T, int] = {}
    places = [index.setdefault(value, len(index)) for value in values]
    return list(index), places


def _shared(
    rows: Sequence[frozenset], columns: Sequence[frozenset], *, share: bool = False
) -> np.ndarray:
    """How many things each row has in common with each column, or which share of the row's."""
    index = {thing: n for n, thing in enumerate(sorted(set().union(*rows)))} if rows else {}
    if not index:
        return np.zeros((len(rows), len(columns)), dtype=np.float32)
    left = _incidence(rows, index, share=share)
    right = _incidence(columns, index, share=False)
    return (left @ right.T).toarray()


def _incidence(sets: Iterable[frozenset], index: dict, *, share: bool) -> csr_array:
    values: list[float] = []
    where: list[int] = []
    ends = [0]
    for things in sets:
        known = sorted(index[thing] for thing in things if thing in index)
        worth = 1 / len(things) if share and known else 1
        values.extend([worth] * len(known))
        where.extend(known)
        ends.append(len(where))
    shape = (len(ends) - 1, len(index))
    return csr_array((np.array(values, dtype=np.float32), where, ends), shape=shape)


def age_span(mentee: MenteeCard, day: datetime.date) -> tuple[int, int] | None:
    """Youngest and oldest the mentee may be: a year of birth alone leaves two ages."""
    youngest = mentee.person.age_on(day)
    if youngest is None:
        return None
    return youngest, youngest + (mentee.person.birth_date is None)


def age_fit(
    mentors: Sequence[MentorCard], mentees: Sequence[MenteeCard], day: datetime.date
) -> np.ndarray:
    """1 inside the wished ages, less a year or two beside; an unknown age gets nothing."""
    texts, of_column = _distinct(card.wished_age for card in mentors)
    wishes = [wished_ages(text) for text in texts]
    low = np.array([wish.low for wish in wishes], dtype=np.int16)[np.newaxis, :]
    high = np.array([wish.high for wish in wishes], dtype=np.int16)[np.newaxis, :]
    full = np.array(
        [AGE_ANY if w.is_any else 1.0 if w.is_said else AGE_UNSAID for w in wishes],
        dtype=np.float32,
    )
    spans, of_row = _distinct(age_span(card, day) for card in mentees)
    youngest = np.array([span[0] if span else -1000 for span in spans], dtype=np.int16)
    oldest = np.array([span[1] if span else -1000 for span in spans], dtype=np.int16)
    beside = np.maximum(low - oldest[:, np.newaxis], youngest[:, np.newaxis] - high)
    steps = np.array([*AGE_BESIDE, 0.0], dtype=np.float32)
    fit = steps[np.clip(beside, 0, len(AGE_BESIDE))] * full[np.newaxis, :]
    return fit[np.ix_(of_row, of_column)]


def form_fit(mentors: Sequence[MentorCard], mentees: Sequence[MenteeCard]) -> np.ndarray:
    """1 where both named the same form, a half where either takes any, 0 where they differ."""
    left, of_row = _distinct(card.form_id or 0 for card in mentees)
    right, of_column = _distinct(card.form_id or 0 for card in mentors)
    fit = np.array(
        [[0.5 if not (a and b) else float(a == b) for b in right] for a in left], dtype=np.float32
    )
    return fit.reshape(len(left), len(right))[np.ix_(of_row, of_column)]


def time_fit(mentors: Sequence[MentorCard]) -> np.ndarray:
    hours = [hours_a_week(card.time_resource) or 0.0 for card in mentors]
    return np.minimum(np.array(hours, dtype=np.float32), ENOUGH_HOURS) / ENOUGH_HOURS
