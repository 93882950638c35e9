"""People are asked whom they would like to work with, and what they say is kept."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from core import clock
from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from core.links import hash_of, new_token
from core.transitions import lock, move
from registry.choices import AskedBy
from registry.models import MenteeCard, MentorCard
from schools.choices import ProgrammeState
from schools.models import Programme
from schools.rules import rules_of

from ..asking import cards_of, open_request, places_left, unreached
from ..choices import DECLINED, MOST_WISHES, ROUND_TRANSITIONS, RoundKind, RoundState, WishSide
from ..models import Preference, WishRequest, WishRound
from ..queries import forbidden_pairs
from ..signals import wishes_asked
from ..suggesting import suggest
from .wishes import lock_mentee_to

# How many candidates somebody may be shown: a choice is of few, wishes are of a room full.
MOST_OFFERED = 40


@dataclass(frozen=True, slots=True)
class Linked:
    """A request with the secret of its one-time link, which is known only now."""

    request: WishRequest
    token: str
    way: str = AskedBy.PAPER


def may_choose(programme: Programme) -> bool:
    """Whether the regulation lets mentees choose their mentor from those proposed."""
    return rules_of(programme.regulation).value("pairing.method") == "mentee_chooses"


@transaction.atomic
def open_round(
    programme: Programme, *, kind: str, closes_on: datetime.date, offered: int, actor: Any
) -> WishRound:
    """Ask the free people of both bases; in a choice, the mentees alone."""
    programme = lock(programme)
    if programme.state == ProgrammeState.CLOSED:
        raise DomainError(_("Программа завершена: пожелания в ней не собирают."))
    if closes_on < clock.today():
        raise DomainError(_("Срок ответа уже прошёл."))
    if not 1 <= offered <= MOST_OFFERED:
        text = _("Показать можно от 1 до %(most)s кандидатур.")
        raise DomainError(text % {"most": MOST_OFFERED})
    if kind == RoundKind.CHOICE and not may_choose(programme):
        text = _("По положению {mentee} не выбирает {mentor:accusative} из предложенных.")
        raise DomainError(text)
    if programme.wish_rounds.filter(state=RoundState.OPEN).exists():
        raise DomainError(_("Пожелания уже собирают: закончите этот сбор и начните новый."))
    found = WishRound.objects.create(
        school_id=programme.school_id,
        programme=programme,
        kind=kind,
        closes_on=closes_on,
        offered=offered,
        opened_by=actor if getattr(actor, "pk", None) else None,
    )
    asked = _ask(found, actor)
    if not asked:
        text = _(
            "Спрашивать некого: свободных людей, которые подходят друг другу и дали согласия, нет."
        )
        raise DomainError(text)
    record(
        "wishes.opened",
        found,
        actor=actor,
        text=_("Начат сбор пожеланий."),
        about=[programme],
        data={"kind": kind, "closes_on": closes_on.isoformat(), "asked": len(asked)},
    )
    return found


@transaction.atomic
def ask_rest(found: WishRound, *, actor: Any) -> int:
    """Ask those who have come into the bases since; who was asked keeps what they were shown."""
    found = _open(found)
    asked = _ask(found, actor)
    if asked:
        text = _("О пожеланиях спросили ещё людей.")
        record("wishes.asked", found, actor=actor, text=text, data={"asked": len(asked)})
    return len(asked)


def _ask(found: WishRound, actor: Any) -> list[WishRequest]:
    best = suggest(found.programme, actor=actor, number=found.offered)
    asked = found.requests.order_by()
    known_mentees = set(asked.values_list("mentee_id", flat=True))
    known_mentors = set(asked.values_list("mentor_id", flat=True))
    rows = [
        WishRequest(
            school_id=found.school_id,
            round=found,
            side=WishSide.MENTEE,
            mentee_id=key,
            candidates=candidates,
        )
        for key, candidates in best.for_mentees.items()
        if key not in known_mentees
    ]
    if not found.is_choice:
        rows += [
            WishRequest(
                school_id=found.school_id,
                round=found,
                side=WishSide.MENTOR,
                mentor_id=key,
                candidates=candidates,
            )
            for key, candidates in best.for_mentors.items()
            if key not in known_mentors
        ]
    WishRequest.objects.bulk_create(rows)
    _tell(found, rows, actor, is_again=False)
    return rows


def _tell(found: WishRound, rows: list[WishRequest], actor: Any, *, is_again: bool) -> None:
    mentors = MentorCard.objects.filter(pk__in=[row.mentor_id for row in rows if row.mentor_id])
    mentees = MenteeCard.objects.filter(pk__in=[row.mentee_id for row in rows if row.mentee_id])
    people = [
        *mentors.values_list("person_id", flat=True),
        *mentees.values_list("person_id", flat=True),
    ]
    wishes_asked.send(
        sender=WishRound, wish_round=found, people=people, actor=actor, is_again=is_again
    )


@transaction.atomic
def remind_of_wishes(found: WishRound, *, actor: Any) -> int:
    """Tell those who have not answered once more; a person is told at most once a day."""
    found = _open(found)
    rows = list(_waiting(found, actor))
    if not rows:
        raise DomainError(_("Ответили все: напоминать некому."))
    _tell(found, rows, actor, is_again=True)
    record(
        "wishes.reminded",
        found,
        actor=actor,
        text=_("Напомнили о пожеланиях."),
        data={"people": len(rows)},
    )
    return len(rows)


def _waiting(found: WishRound, actor: Any) -> Any:
    rows = WishRequest.objects.visible_to(actor).filter(round=found, answered_at__isnull=True)
    return rows.select_related("round", "mentor__person__user", "mentee__person__user")


@transaction.atomic
def close_round(found: WishRound, *, actor: Any) -> WishRound:
    """What was said stays; links open nothing any more."""
    found = move(lock(found), RoundState.CLOSED, ROUND_TRANSITIONS)
    found.requests.exclude(token_hash="").update(token_hash="")
    record("wishes.closed", found, actor=actor, text=_("Сбор пожеланий закончен."))
    return found


@transaction.atomic
def make_wish_links(found: WishRound, *, actor: Any) -> list[Linked]:
    """A link on paper for each who has not answered and can't sign in; older ones stop working."""
    found = _open(found)
    rows = unreached(_waiting(found, actor).select_for_update(of=("self",)))
    if not rows:
        raise DomainError(_("Ссылки не нужны: все, кто не ответил, могут войти в систему."))
    linked = []
    for row in rows:
        token, row.token_hash = new_token()
        linked.append(Linked(row, token))
    WishRequest.objects.bulk_update(rows, ["token_hash"], batch_size=500)
    text = _("Сделаны одноразовые ссылки для пожеланий.")
    record("wishes.linked", found, actor=actor, text=text, data={"links": len(rows)})
    return linked


@transaction.atomic
def set_candidates(request: WishRequest, *, mentors: list[MentorCard], actor: Any) -> WishRequest:
    """Whom this mentee may choose from."""
    request = lock(request)
    found = _open(request.round)
    if not found.is_choice or request.mentee is None:
        raise DomainError(_("Кандидатуры подбирают, когда {mentee} выбирает из предложенных."))
    if not 1 <= len(mentors) <= MOST_OFFERED:
        text = _("Предложите от 1 до %(most)s кандидатур.")
        raise DomainError(text % {"most": MOST_OFFERED})
    if any(card.school_id != request.school_id for card in mentors):
        raise DomainError(_("Эти люди из {school:другого/другой} {school:genitive}."))
    request.candidates = [card.pk for card in mentors]
    request.save(update_fields=["candidates", "updated_at"])
    record(
        "wishes.offered",
        request,
        actor=actor,
        text=_("{Mentee:dative} предложены другие кандидатуры."),
        about=[request.mentee.person],
        data={"number": len(mentors)},
    )
    return request


@transaction.atomic
def save_wishes(
    request: WishRequest,
    *,
    ranks: Mapping[int, int],
    actor: Any,
    note: str | None = None,
    from_paper: bool = False,
) -> WishRequest:
    """The whole list of one person: card of the other side → place, or `DECLINED`.

    What was said before goes. From paper the curator may take anybody of the base, after the day
    too. In a choice the one who is picked is locked for the matching. Raises `DomainError`.
    """
    request = lock(request)
    found = request.round
    if not found.is_open or (found.closes_on < clock.today() and not from_paper):
        raise DomainError(_("Сбор пожеланий закончен."))
    order = _in_order(ranks)
    cards = {card.pk: card for card in cards_of(request, order)}
    offered = set(cards) if from_paper else set(request.candidates)
    if not set(order) <= set(cards) & offered:
        raise DomainError(_("Этого человека среди предложенных нет. Откройте страницу заново."))
    if found.is_choice:
        order = _pick(request, order, cards)
    elif not order and not from_paper:
        raise DomainError(_("Отметьте хотя бы одного человека."))
    _replace(request, order, actor)
    request.answered_at = clock.now() if order else None
    request.token_hash = ""
    if note is not None:
        request.note = note.strip()
    request.save(update_fields=["answered_at", "token_hash", "note", "updated_at"])
    record(
        "wishes.said",
        request,
        actor=actor,
        text=_("Пожелания записаны с бумаги.") if from_paper else _("Пожелания записаны."),
        about=[request.card.person],
        data={"number": len(order)},
    )
    return request


def _in_order(ranks: Mapping[int, int]) -> dict[int, int]:
    """Places without gaps: a second without a first is a first."""
    wanted = sorted((rank, key) for key, rank in ranks.items() if rank != DECLINED)
    places = [rank for rank, _key in wanted]
    if len(set(places)) < len(places):
        raise DomainError(_("На одно место в списке назван один человек."))
    if len(places) > MOST_WISHES or any(not 1 <= rank <= MOST_WISHES for rank in places):
        raise DomainError(_("Назвать можно не больше %(most)s человек.") % {"most": MOST_WISHES})
    order = {key: place for place, (_rank, key) in enumerate(wanted, 1)}
    return order | {key: DECLINED for key, rank in ranks.items() if rank == DECLINED}


def _pick(request: WishRequest, order: dict[int, int], cards: dict[int, Any]) -> dict[int, int]:
    """The one mentor who was picked: free still, and nobody has forbidden it."""
    picked = [key for key, rank in order.items() if rank == 1]
    if len(order) != 1 or not picked:
        raise DomainError(_("Выберите одного человека из предложенных."))
    mentee, programme = request.mentee, request.round.programme
    assert mentee is not None
    # Two who pick the last place at once would both get it.
    mentor = lock(cards[picked[0]])
    if (mentor.pk, mentee.pk) in forbidden_pairs(programme):
        raise DomainError(_("Этого человека выбрать уже нельзя: выберите другого."))
    if places_left(programme, [mentor], but=mentee)[mentor.pk] < 1:
        text = _("У {mentor:этого/этой} {mentor:genitive} мест уже нет: выберите другого человека.")
        raise DomainError(text)
    note = _("выбор {mentee:genitive}")
    lock_mentee_to(programme, mentor=mentor, mentee=mentee, note=note)
    return {mentor.pk: 1}


def _replace(request: WishRequest, order: Mapping[int, int], actor: Any) -> None:
    own, other = ("mentee", "mentor") if request.is_of_mentee else ("mentor", "mentee")
    programme = request.round.programme_id
    whose = {"programme_id": programme, "side": request.side, f"{own}_id": request.card.pk}
    Preference.objects.filter(**whose).delete()
    Preference.objects.bulk_create(
        Preference(
            school_id=request.school_id,
            rank=rank,
            said_on=clock.today(),
            said_by=actor if getattr(actor, "pk", None) else None,
            **whose,
            **{f"{other}_id": key},
        )
        for key, rank in order.items()
    )


@transaction.atomic
def save_wishes_by_link(
    token: str, *, ranks: Mapping[int, int], note: str = ""
) -> WishRequest | None:
    """By whoever holds the link; None where it opens nothing. One answer uses it up."""
    request = open_request(token, clock.today())
    if request is None or lock(request).token_hash != hash_of(token):
        return None
    return save_wishes(request, ranks=ranks, note=note, actor=None)


def _open(found: WishRound) -> WishRound:
    found = lock(found)
    if not found.is_open:
        raise DomainError(_("Сбор пожеланий закончен."))
    return found
