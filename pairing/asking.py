"""Reads of the collecting of wishes: who is asked, whom they may see, what they said."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from core import clock
from core.i18n import gettext as _
from core.links import hash_of
from registry.choices import AskedBy
from registry.delivery import asked_by, representatives_of
from registry.models import MenteeCard, MentorCard, Person
from schools.models import Programme
from schools.rules import rules_of

from .choices import DECLINED, RoundState, WishKind, WishSide
from .facts import read_facts
from .intents import default_period
from .models import PairMember, PairWish, Preference, WishRequest, WishRound
from .rules import card_findings, free_places


@dataclass(frozen=True, slots=True)
class Shown:
    """One candidate as the other side sees them: no contacts, nothing of special categories."""

    key: int
    name: str
    place: str
    lines: Sequence[tuple[str, str]]
    is_full: bool = False


def open_round(programme: Programme) -> WishRound | None:
    return WishRound.objects.filter(programme=programme, state=RoundState.OPEN).first()


def last_round(programme: Programme) -> WishRound | None:
    return WishRound.objects.filter(programme=programme).order_by("-pk").first()


def open_request(token: str, day: datetime.date) -> WishRequest | None:
    """What a one-time link opens; None for one that is unknown, used or too old."""
    rows = WishRequest.objects.open_on(day).with_people()
    return rows.filter(token_hash=hash_of(token)).first() if token else None


def requests_to_answer(user: Any, day: datetime.date) -> QuerySet[WishRequest]:
    """What this user is asked now, for themselves or a child of theirs."""
    if user.scope is None:
        return WishRequest.objects.none()
    rows = WishRequest.objects.visible_to(user).asked_of(user.pk).open_on(day)
    return rows.filter(answered_at__isnull=True).with_people().order_by("round__closes_on", "pk")


def cards_of(request: WishRequest, keys: Iterable[int] | None = None) -> list[Any]:
    """Cards of the other side, as far as they are in the base: those offered, best first."""
    wanted = list(request.candidates if keys is None else keys)
    model: Any = MentorCard if request.is_of_mentee else MenteeCard
    rows = model.objects.active().filter(school=request.school_id, pk__in=wanted)
    rows = rows.select_related("person", "form")
    if model is MenteeCard:
        rows = rows.select_related("direction")
    found = {card.pk: card for card in rows}
    return [found[key] for key in wanted if key in found]


def shown_to(request: WishRequest, *, by_link: bool = False) -> list[Shown]:
    """The candidates; who has withdrawn a consent since is not shown any more.

    Behind a link that anybody may hold, surnames are initials.
    """
    programme = request.round.programme
    rules = rules_of(programme.regulation)
    cards = cards_of(request)
    starts_on, ends_on = default_period(programme, clock.today())
    sides: tuple[list[Any], list[Any]] = (cards, []) if request.is_of_mentee else ([], cards)
    facts = read_facts(*sides, rules=rules, starts_on=starts_on, ends_on=ends_on)
    clear = [card for card in cards if not any(f.is_block for f in card_findings(card, facts))]
    left = places_left(programme, clear, but=request.mentee) if _limits(request) else {}
    return [
        Shown(
            card.pk,
            _name(card.person, by_link),
            card.person.class_name or card.person.post,
            _of_mentor(card) if request.is_of_mentee else _of_mentee(card),
            is_full=left.get(card.pk, 1) < 1,
        )
        for card in clear
    ]


def _limits(request: WishRequest) -> bool:
    return request.is_of_mentee and request.round.is_choice


def _name(person: Person, by_link: bool) -> str:
    if not by_link:
        return person.full_name
    first = " ".join(filter(None, [person.first_name, person.middle_name]))
    return f"{first} {person.last_name[:1]}.".strip()


def _of_mentor(card: MentorCard) -> list[tuple[str, str]]:
    lines = ((_("Чем поможет"), card.competencies), (_("Интересы"), card.interests))
    return [(label, text) for label, text in lines if text.strip()]


def _of_mentee(card: MenteeCard) -> list[tuple[str, str]]:
    """A request under a direction that gives away trouble is not for every mentor to read."""
    is_open = card.direction is None or not card.direction.is_sensitive
    lines = ((_("Запрос"), card.request if is_open else ""), (_("Интересы"), card.interests))
    return [(label, text) for label, text in lines if text.strip()]


def places_left(
    programme: Programme, mentors: Sequence[MentorCard], *, but: MenteeCard | None = None
) -> dict[int, int]:
    """Free places by mentor, less those that locks have promised to others than `but`."""
    rules = rules_of(programme.regulation)
    starts_on, ends_on = default_period(programme, clock.today())
    facts = read_facts(mentors, [], rules=rules, starts_on=starts_on, ends_on=ends_on)
    bound = PairMember.objects.filter(mentee=OuterRef("mentee"), is_binding=True)
    locks = PairWish.objects.filter(
        ~Exists(bound), programme=programme, kind=WishKind.LOCKED, mentor__in=mentors
    )
    if but is not None:
        locks = locks.exclude(mentee=but)
    promised = Counter(locks.values_list("mentor_id", flat=True))
    return {card.pk: free_places(card, rules, facts) - promised[card.pk] for card in mentors}


def said_in(request: WishRequest) -> QuerySet[Preference]:
    """What this one said, in the order of their list; those they would rather not have last."""
    side = "mentee" if request.is_of_mentee else "mentor"
    rows = Preference.objects.filter(
        programme=request.round.programme_id, side=request.side, **{side: request.card.pk}
    )
    return rows.select_related("mentor__person", "mentee__person").order_by("rank", "pk")


def ranks_of(request: WishRequest) -> dict[int, int]:
    """Card of the other side → place in the list, as it was said."""
    other = "mentor_id" if request.is_of_mentee else "mentee_id"
    return dict(said_in(request).values_list(other, "rank"))


def wishes_by_request(requests: Iterable[WishRequest]) -> dict[int, list[Preference]]:
    """What each of these said, the first place first, in one query."""
    rows = list(requests)
    if not rows:
        return {}
    owners = {(row.side, row.card.pk): row.pk for row in rows}
    programmes = {row.round.programme_id for row in rows}
    said = Preference.objects.filter(programme__in=programmes)
    said = said.select_related("mentor__person", "mentee__person").order_by("rank", "pk")
    found: dict[int, list[Preference]] = {row.pk: [] for row in rows}
    for one in said:
        own = one.mentee_id if one.side == WishSide.MENTEE else one.mentor_id
        key = owners.get((one.side, own))
        if key is not None:
            found[key].append(one)
    return {key: _declined_last(said) for key, said in found.items()}


def _declined_last(said: list[Preference]) -> list[Preference]:
    return sorted(said, key=lambda one: one.rank == DECLINED)


def mutual(programme: Programme, user: Any) -> QuerySet[Preference]:
    """Wishes of free mentees whose mentor has named them too; `rank_back` is the mentor's place."""
    rows = Preference.objects.visible_to(user).filter(programme=programme, side=WishSide.MENTEE)
    back = Preference.objects.filter(
        programme=programme,
        side=WishSide.MENTOR,
        mentor=OuterRef("mentor"),
        mentee=OuterRef("mentee"),
    ).exclude(rank=DECLINED)
    bound = PairMember.objects.filter(mentee=OuterRef("mentee"), is_binding=True)
    lock = PairWish.objects.filter(
        programme=programme,
        mentor=OuterRef("mentor"),
        mentee=OuterRef("mentee"),
        kind=WishKind.LOCKED,
    )
    rows = rows.exclude(rank=DECLINED).filter(Exists(back), ~Exists(bound))
    rows = rows.annotate(rank_back=back.values("rank")[:1], is_locked=Exists(lock))
    return rows.select_related("mentor__person", "mentee__person").order_by(
        F("rank") + F("rank_back"), "mentee__person__search_name", "pk"
    )


def unreached(requests: Iterable[WishRequest]) -> list[WishRequest]:
    """Those whom nobody with an account can answer for: they need a link or a sheet of paper."""
    rows = list(requests)
    children = [row.card.person_id for row in rows if row.is_of_mentee]
    guardians = representatives_of(children)
    return [
        row
        for row in rows
        if asked_by(row.card.person) != AskedBy.ACCOUNT
        and asked_by(guardians.get(row.card.person_id)) != AskedBy.ACCOUNT
    ]
