"""Tags that a school has typed, and how many requests there are in each area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Count, F, Func, QuerySet, TextField

from schools.models import School

from ..choices import CardState
from ..hooks import area_titles, areas_of_competencies, cards_in_pairs
from ..models import MenteeCard, MentorCard
from ..tags import LONGEST, key_of, keys_of, split_tags

SUGGESTED = 300
# Suggestions are read out of so many of the newest cards: a form must open at once.
SAMPLE = 2000
# Different enumerations of competencies that the map reads word by word.
MOST_TEXTS = 5000


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area: how many mentees ask for it, how many of them have no pair, who could help."""

    title: str
    key: str
    requests: int
    unpaired: int
    mentors: int


@dataclass(frozen=True, slots=True)
class RequestMap:
    lines: list[AreaLine]
    cards: int
    without_area: int
    to_read: int


def request_map(
    mentees: QuerySet[MenteeCard], mentors: QuerySet[MentorCard], school: School
) -> RequestMap:
    """Over the cards given that are in the base. Titles as the act has them, else as typed."""
    mentees = mentees.filter(state=CardState.ACTIVE).order_by()
    mentors = mentors.filter(state=CardState.ACTIVE).order_by()
    in_pairs = cards_in_pairs(school.pk).order_by().values("pk")
    asked = _counted(mentees, "area_keys")
    free = _counted(mentees.exclude(pk__in=in_pairs), "area_keys")
    able = _able(mentors, school)
    titles = {key_of(title): title for title in area_titles(school)}
    lines = [
        AreaLine(titles.get(key, key), key, count, free.get(key, 0), able.get(key, 0))
        for key, count in asked.items()
    ]
    empty = mentees.filter(area_keys=[])
    return RequestMap(
        lines=sorted(lines, key=lambda line: (-line.requests, line.title)),
        cards=mentees.count(),
        without_area=empty.count(),
        to_read=without_areas(mentees).count(),
    )


def without_areas(cards: QuerySet[MenteeCard]) -> QuerySet[MenteeCard]:
    """Working cards with a request that nobody has put into an area."""
    return cards.filter(state=CardState.ACTIVE, area_keys=[]).exclude(request="")


def _counted(cards: QuerySet, column: str) -> dict[str, int]:
    """Key → number of cards; a card that repeats a key counts once."""
    rows = cards.annotate(
        key=Func(F(column), function="unnest", output_field=TextField())
    ).values_list("key")
    return dict(rows.annotate(count=Count("pk", distinct=True)).order_by())


def _able(mentors: QuerySet[MentorCard], school: School) -> dict[str, int]:
    """Key → mentors who have it as a competence, or whose competencies belong to that area."""
    rows = mentors.exclude(competencies="").values_list("competencies")
    texts = dict(rows.annotate(count=Count("pk"))[:MOST_TEXTS])
    areas = areas_of_competencies(school, list(texts))
    counts: Counter[str] = Counter()
    for (text, count), titles in zip(texts.items(), areas, strict=True):
        for key in {*keys_of(text), *map(key_of, titles)}:
            counts[key] += count
    return counts


def suggested_areas(school: School) -> list[str]:
    """The act's areas, then what the school has typed, the most frequent first."""
    return _unique([*area_titles(school), *_typed(_newest(MenteeCard, school, "areas"))])


def suggested_competencies(school: School) -> list[str]:
    typed = _typed(_newest(MentorCard, school, "competencies"))
    return _unique([*typed, *area_titles(school)])


def suggested_interests(school: School) -> list[str]:
    texts = [_newest(model, school, "interests") for model in (MentorCard, MenteeCard)]
    return _unique(_typed(chain.from_iterable(texts)))


def _newest(model: Any, school: School, name: str) -> QuerySet:
    rows = model.objects.filter(school=school).exclude(**{name: ""})
    return rows.order_by("-pk").values_list(name, flat=True)[:SAMPLE]


def _typed(texts: Iterable[str]) -> list[str]:
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for text in texts:
        for tag in split_tags(text):
            if len(tag) <= LONGEST:
                key = key_of(tag)
                counts[key] += 1
                spelled.setdefault(key, tag)
    return [spelled[key] for key, _count in counts.most_common(SUGGESTED)]


def _unique(titles: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for title in titles:
        found.setdefault(key_of(title), title)
    return list(found.values())[:SUGGESTED]
