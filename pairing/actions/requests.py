"""Who asks for a change of a pair: written down, answered, taken back, settled by the change."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import IntegrityError, transaction

from core import clock
from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from core.russian.dates import short_date
from core.transitions import lock, move

from ..choices import (
    OF_MEMBERS,
    REQUEST_TRANSITIONS,
    ChangeKind,
    RequestSide,
    RequestState,
)
from ..models import Pair, PairChange, PairMember, PairRequest
from ..signals import pair_request_answered, pair_requested

LONGEST_TEXT = 2000
# Each of these gives a mentee of a group what was asked by asking for another mentor.
ENDS_FOR_ONE = (ChangeKind.REPLACEMENT, ChangeKind.COMPLETION, ChangeKind.LEAVING)


@transaction.atomic
def ask_change(
    pair: Pair,
    *,
    side: str,
    text: str,
    actor: Any,
    kind: str = ChangeKind.REPLACEMENT,
    member: PairMember | None = None,
    asked_on: datetime.date | None = None,
) -> PairRequest:
    """Keep a petition, a resignation or a proposal; those who decide are told.

    `asked_on` is the day of a paper that was handed over in person, else today.
    """
    pair = lock(pair)
    if not pair.is_standing_on(clock.today()):
        raise DomainError(
            _("Просить можно о действующей паре, а эта – «%s».") % pair.get_state_display()
        )
    if kind == ChangeKind.JOINING or (kind in OF_MEMBERS and member is None):
        raise DomainError(_("О таком изменении не просят."))
    text = text.strip()
    if not text:
        raise DomainError(_("Напишите, почему вы об этом просите."))
    if len(text) > LONGEST_TEXT:
        raise DomainError(_("Обоснование длиннее %s знаков: сократите его.") % LONGEST_TEXT)
    today = clock.today()
    asked_on = asked_on or today
    if asked_on > today:
        raise DomainError(_("Дата обращения ещё не наступила."))
    if side == RequestSide.MENTEE and (member is None or member.pair_id != pair.pk):
        raise DomainError(_("Укажите, чьё это ходатайство."))
    same = PairRequest.objects.filter(pair=pair, kind=kind, side=side, member=member).waiting()
    if before := same.first():
        raise DomainError(
            _("Такое обращение уже ждёт решения, оно от %s.") % short_date(before.asked_on)
        )
    try:
        with transaction.atomic():
            request = PairRequest.objects.create(
                school_id=pair.school_id,
                pair=pair,
                member=member,
                kind=kind,
                side=side,
                text=text,
                asked_on=asked_on,
                asked_by=actor if getattr(actor, "pk", None) else None,
            )
    except IntegrityError:
        raise DomainError(_("Такое обращение уже ждёт решения.")) from None
    _write(request, "pair.asked", actor, _("Подано обращение об изменении пары."))
    pair_requested.send(sender=PairRequest, request=request, actor=actor)
    return request


@transaction.atomic
def decline_request(request: PairRequest, *, answer: str, actor: Any) -> PairRequest:
    """The pair stays as it is; the one who asked reads why."""
    if not answer.strip():
        raise DomainError(_("Напишите, почему просьба отклонена."))
    if len(answer.strip()) > LONGEST_TEXT:
        raise DomainError(_("Ответ длиннее %s знаков: сократите его.") % LONGEST_TEXT)
    return _answer(request, RequestState.DECLINED, actor, answer.strip())


@transaction.atomic
def withdraw_request(request: PairRequest, *, actor: Any) -> PairRequest:
    """Whoever asked has thought better of it."""
    if request.asked_by_id != getattr(actor, "pk", None):
        raise DomainError(_("Отозвать обращение может тот, кто его подал."))
    request = move(lock(request), RequestState.WITHDRAWN, REQUEST_TRANSITIONS)
    _write(request, "pair.request_withdrawn", actor, _("Обращение об изменении пары отозвано."))
    return request


def settle_requests(change: PairChange, *, actor: Any) -> None:
    """The change has happened: what asked for it is granted.

    Where it has ended the pair, other wishes about it have nothing left to wait for.
    """
    for request in PairRequest.objects.filter(pair=change.pair_id).waiting():
        if request.pk == change.request_id or _is_met(request, change):
            _answer(request, RequestState.GRANTED, actor, "")
        elif change.kind in (ChangeKind.REPLACEMENT, ChangeKind.COMPLETION):
            answer = _("Пара завершена: %(kind)s.") % {"kind": change.get_kind_display()}
            _answer(request, RequestState.DECLINED, actor, answer)


def _is_met(request: PairRequest, change: PairChange) -> bool:
    if request.kind == change.kind:
        return change.kind not in OF_MEMBERS or _is_about(request, change)
    return (
        change.kind == ChangeKind.LEAVING
        and request.kind in ENDS_FOR_ONE
        and _is_about(request, change)
    )


def _is_about(request: PairRequest, change: PairChange) -> bool:
    member = request.member
    return member is not None and member.mentee_id == change.mentee_id


def _answer(request: PairRequest, state: str, actor: Any, answer: str) -> PairRequest:
    request = move(
        lock(request), state, REQUEST_TRANSITIONS, answer=answer, answered_on=clock.today()
    )
    text = _("На обращение об изменении пары дан ответ: %(state)s.")
    _write(request, "pair.request_answered", actor, text % {"state": request.get_state_display()})
    pair_request_answered.send(sender=PairRequest, request=request, actor=actor)
    return request


def _write(request: PairRequest, verb: str, actor: Any, text: str) -> None:
    """Not about the people: the other side reads the trail of a card, and not who has asked."""
    record(verb, request.pair, actor=actor, text=text, data={"request": request.pk})
