"""Mentees join a group that is in force, and leave it, each from a day."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from core import clock
from core.errors import DomainError
from core.i18n import gettext as _
from core.russian.dates import short_date
from registry.actions import revoke_view
from registry.models import MenteeCard
from schools.rules import rules_of

from ..changing import reason_of, refuse_without_order
from ..choices import ChangeKind, ChangeState
from ..membership import joining_findings, leaving_findings, member_of
from ..models import Pair, PairChange, PairMember, PairRequest
from ..signals import member_joined, member_left
from .common import locked_pair, refuse, tell
from .orders import let_see, view_reason
from .requests import settle_requests


@transaction.atomic
def join_group(pair: Pair, *, mentee: MenteeCard, day: datetime.date, actor: Any) -> PairMember:
    """Somebody joins a group from that day. Refused where the regulation wants an order for it."""
    pair = locked_pair(pair)
    refuse_without_order(pair, ChangeKind.JOINING)
    mentee = MenteeCard.objects.select_for_update(of=("self",)).get(pk=mentee.pk)
    refuse_stranger(pair, mentee)
    refuse(joining_findings(pair, mentee, day, for_order=True))
    change = PairChange.objects.create(
        school_id=pair.school_id,
        pair=pair,
        kind=ChangeKind.JOINING,
        state=ChangeState.DONE,
        day=day,
        ends_on=pair.ends_on,
        mentee=mentee,
    )
    return admit(pair, change, actor)


@transaction.atomic
def leave_group(
    member: PairMember,
    *,
    on: datetime.date,
    reason: str,
    actor: Any,
    request: PairRequest | None = None,
) -> PairMember:
    """That day is a member's last one in the group; what came of it stays.

    Refused where the regulation wants an order for it.
    """
    pair = locked_pair(member.pair)
    refuse_without_order(pair, ChangeKind.LEAVING)
    member = member_of(pair, member.mentee)
    if on > clock.today():
        raise DomainError(_("Без приказа из группы выходят сегодняшним или прошедшим днём."))
    refuse(leaving_findings(member, on))
    why = reason_of(rules_of(pair.regulation), ChangeKind.LEAVING, reason)
    change = PairChange.objects.create(
        school_id=pair.school_id,
        pair=pair,
        kind=ChangeKind.LEAVING,
        state=ChangeState.DONE,
        reason_text=why.text,
        day=on,
        ends_on=on,
        mentee=member.mentee,
        request=request,
    )
    left = dismiss(pair, change, actor)
    settle_requests(change, actor=actor)
    return left


def refuse_stranger(pair: Pair, mentee: MenteeCard) -> None:
    if mentee.school_id != pair.school_id:
        raise DomainError(_("Эти люди из {school:другого/другой} {school:genitive}."))


def admit(pair: Pair, change: PairChange, actor: Any) -> PairMember:
    """The row itself, once it is allowed: for those that have locked the pair and checked."""
    assert change.mentee is not None
    assert change.day is not None
    member = PairMember.objects.create(
        pair=pair,
        mentor=pair.mentor,
        mentee=change.mentee,
        joined_on=change.day,
        left_on=pair.ends_on,
    )
    let_see(pair, member)
    member_joined.send(sender=Pair, pair=pair, member=member, actor=actor)
    text = _("В группу принят участник с %(day)s.") % {"day": short_date(change.day)}
    tell(pair, "pair.joined", actor, text, {"member": member.pk})
    return member


def dismiss(pair: Pair, change: PairChange, actor: Any) -> PairMember:
    """The end of one member's period, once it is allowed."""
    assert change.mentee is not None
    assert change.day is not None
    member = member_of(pair, change.mentee)
    return release(pair, member, change.day, actor=actor, reason=change.reason_text)


def release(
    pair: Pair, member: PairMember, on: datetime.date, *, actor: Any, reason: str = ""
) -> PairMember:
    """A member of a locked pair is out of it; that day was the last one."""
    member.left_on = on
    member.is_binding = False
    member.save(update_fields=["left_on", "is_binding"])
    revoke_view(view_reason(pair))
    for stays in pair.members.filter(is_binding=True).select_related("mentee__person"):
        let_see(pair, stays)
    member_left.send(sender=Pair, pair=pair, member=member, actor=actor)
    text = _("Участник вышел из группы, последний день – %(day)s.")
    data = {"member": member.pk, "reason": reason}
    tell(pair, "pair.left", actor, text % {"day": short_date(on)}, data)
    return member
