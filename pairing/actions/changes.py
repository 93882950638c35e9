"""A change of a pair in force is drafted as an order; without one it happens at once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core.errors import DomainError
from core.i18n import gettext as _
from core.transitions import move
from orders.actions import draft_order
from orders.models import Order
from registry.models import MenteeCard, MentorCard, Person
from schools.rules import rules_of
from schools.texts import OrderKind

from ..change_texts import change_values, kept_fields
from ..changing import (
    Reason,
    extension_findings,
    kind_of_order,
    last_day,
    reason_of,
    refuse_without_order,
    replacement_findings,
    replacement_intent,
)
from ..choices import PAIR_TRANSITIONS, ChangeKind, ChangeState, PairState
from ..intents import Intent
from ..membership import joining_findings, leaving_findings, member_of
from ..models import Pair, PairChange, PairMember, PairRequest
from ..paper_rules import ending_findings
from ..papers import Values, change_texts, members_now, order_annexes
from ..queries import pairs_with_people
from .applying import prolong
from .common import locked_pair, refuse, tell
from .ending import note_of_end, note_results
from .members import refuse_stranger

ONE_DAY = datetime.timedelta(days=1)


@transaction.atomic
def draft_replacement(
    pair: Pair,
    *,
    mentor: MentorCard,
    reason: str,
    day: datetime.date,
    actor: Any,
    ends_on: datetime.date | None = None,
    fields: Mapping[str, Any] | None = None,
    request: PairRequest | None = None,
    ended_by: str = "",
    notice_on: datetime.date | None = None,
) -> Order:
    """An order's draft that gives the mentees of a pair another mentor from that day.

    The pair with the new mentor is made now and waits for the signature, so that the mentor's
    place is taken; until then the old pair is in force. `fields` are those of the order kind,
    `request` is the paper that asks for it. For an employee it is the end of an assignment, so it
    says by whom and since when that is known.
    """
    pair, kind = _for_order(pair, ChangeKind.REPLACEMENT)
    why = reason_of(rules_of(pair.regulation), ChangeKind.REPLACEMENT, reason)
    mentor = MentorCard.objects.select_for_update(of=("self",)).get(pk=mentor.pk)
    if mentor.school_id != pair.school_id:
        raise DomainError(
            _("{mentor:Этот/Эта/Это} {mentor} из {school:другого/другой} {school:genitive}.")
        )
    until = last_day(pair, ends_on)
    found = replacement_findings(pair, [mentor], day=day, ends_on=until, for_order=True)
    refuse(found[mentor.pk])
    refuse(ending_findings(pair, day - ONE_DAY, ended_by=ended_by, notice_on=notice_on))
    successor = _make_successor(
        pair, replacement_intent(pair, mentor, day=day, ends_on=until), actor
    )
    values = change_values(
        ChangeKind.REPLACEMENT,
        pair,
        reason=why.text,
        day=day,
        successor=successor,
        request=request,
    )
    people = [pair.mentor.person, mentor.person]
    order = _draft(kind, pair, values, fields, people, actor)
    move(successor, PairState.IN_ORDER, PAIR_TRANSITIONS, order=order)
    _wait(
        pair,
        ChangeKind.REPLACEMENT,
        why,
        order,
        actor,
        until,
        said=note_of_end(ended_by, notice_on),
        day=day,
        successor=successor,
        request=request,
    )
    return order


@transaction.atomic
def draft_extension(
    pair: Pair,
    *,
    ends_on: datetime.date,
    reason: str,
    actor: Any,
    fields: Mapping[str, Any] | None = None,
    request: PairRequest | None = None,
) -> Order:
    """An order's draft by which the pair lasts longer."""
    pair, kind = _for_order(pair, ChangeKind.EXTENSION)
    why = reason_of(rules_of(pair.regulation), ChangeKind.EXTENSION, reason)
    refuse(extension_findings(pair, ends_on))
    values = change_values(
        ChangeKind.EXTENSION, pair, reason=why.text, ends_on=ends_on, request=request
    )
    order = _draft(kind, pair, values, fields, [pair.mentor.person], actor)
    _wait(pair, ChangeKind.EXTENSION, why, order, actor, ends_on, request=request)
    return order


@transaction.atomic
def extend_pair(
    pair: Pair,
    *,
    ends_on: datetime.date,
    reason: str,
    actor: Any,
    request: PairRequest | None = None,
) -> Pair:
    """The pair lasts longer from now on. Refused where the regulation wants an order for it."""
    pair = locked_pair(pair)
    refuse_without_order(pair, ChangeKind.EXTENSION)
    why = reason_of(rules_of(pair.regulation), ChangeKind.EXTENSION, reason)
    refuse(extension_findings(pair, ends_on))
    PairChange.objects.create(
        school_id=pair.school_id,
        pair=pair,
        kind=ChangeKind.EXTENSION,
        state=ChangeState.DONE,
        reason=why.code,
        reason_text=why.text,
        ends_on=ends_on,
        request=request,
    )
    return prolong(pair, ends_on, actor)


@transaction.atomic
def draft_completion(
    pair: Pair,
    *,
    reason: str,
    on: datetime.date,
    actor: Any,
    results: Mapping[int, str] | None = None,
    fields: Mapping[str, Any] | None = None,
    ended_by: str = "",
    notice_on: datetime.date | None = None,
    request: PairRequest | None = None,
) -> Order:
    """An order's draft by which the pair is over after that day; results are kept at once.

    Of two employees an early end says by whom and since when it is known.
    """
    pair, kind = _for_order(pair, ChangeKind.COMPLETION)
    why = reason_of(rules_of(pair.regulation), ChangeKind.COMPLETION, reason)
    if not pair.starts_on <= on <= pair.ends_on:
        raise DomainError(_("Последний день должен быть внутри срока пары."))
    refuse(ending_findings(pair, on, ended_by=ended_by, notice_on=notice_on))
    note_results(pair, results)
    values = change_values(
        ChangeKind.COMPLETION, pair, reason=why.text, day=on, ends_on=on, request=request
    )
    order = _draft(kind, pair, values, fields, [pair.mentor.person], actor)
    said = note_of_end(ended_by, notice_on)
    _wait(pair, ChangeKind.COMPLETION, why, order, actor, on, said=said, day=on, request=request)
    return order


@transaction.atomic
def draft_joining(
    pair: Pair,
    *,
    mentee: MenteeCard,
    day: datetime.date,
    actor: Any,
    fields: Mapping[str, Any] | None = None,
) -> Order:
    """An order's draft by which somebody joins a group from that day."""
    pair, kind = _for_order(pair, ChangeKind.JOINING)
    mentee = MenteeCard.objects.select_for_update(of=("self",)).get(pk=mentee.pk)
    refuse_stranger(pair, mentee)
    refuse(joining_findings(pair, mentee, day, for_order=True))
    values = change_values(ChangeKind.JOINING, pair, day=day, mentee=mentee)
    people = [pair.mentor.person, mentee.person]
    order = _draft(kind, pair, values, fields, people, actor)
    why = Reason("", "")
    _wait(pair, ChangeKind.JOINING, why, order, actor, pair.ends_on, day=day, mentee=mentee)
    return order


@transaction.atomic
def draft_leaving(
    member: PairMember,
    *,
    on: datetime.date,
    reason: str,
    actor: Any,
    fields: Mapping[str, Any] | None = None,
    request: PairRequest | None = None,
) -> Order:
    """An order's draft by which that day is a member's last one in the group."""
    pair, kind = _for_order(member.pair, ChangeKind.LEAVING)
    member = member_of(pair, member.mentee)
    refuse(leaving_findings(member, on))
    why = reason_of(rules_of(pair.regulation), ChangeKind.LEAVING, reason)
    values = change_values(
        ChangeKind.LEAVING, pair, reason=why.text, day=on, mentee=member.mentee, request=request
    )
    order = _draft(kind, pair, values, fields, [pair.mentor.person], actor)
    leaver: dict[str, Any] = {"day": on, "mentee": member.mentee, "request": request}
    _wait(pair, ChangeKind.LEAVING, why, order, actor, on, **leaver)
    return order


def _for_order(pair: Pair, kind: str) -> tuple[Pair, OrderKind]:
    pair = locked_pair(pair)
    found = kind_of_order(pair, kind)
    if found is None:
        raise DomainError(
            _(
                "В положении нет приказа для этого: «%s». Его добавляют в положении "
                "{school:genitive}."
            )
            % ChangeKind(kind).label
        )
    return pair, found


def _make_successor(pair: Pair, intent: Intent, actor: Any) -> Pair:
    """The same mentoring with the new mentor, under the version that it began under."""
    successor = Pair.objects.create(
        school_id=pair.school_id,
        programme=pair.programme,
        regulation=pair.regulation,
        mentor=intent.mentor,
        form=pair.form,
        direction=pair.direction,
        kind=pair.kind,
        mentoring_kind=pair.mentoring_kind,
        role_model=pair.role_model,
        starts_on=intent.starts_on,
        ends_on=intent.ends_on,
        curator=pair.curator,
    )
    days = {
        row.mentee_id: (row.joined_on, row.left_on, row.leaves_on) for row in pair.members.all()
    }
    rows = []
    for mentee in intent.mentees:
        joined_on, left_on, leaves_on = days[mentee.pk]
        # Who is to join or to leave on a day of their own does so with the new mentor too.
        stays = leaves_on is None and left_on >= pair.ends_on
        until = intent.ends_on if stays else min(left_on, intent.ends_on)
        rows.append(
            PairMember(
                pair=successor,
                mentor=intent.mentor,
                mentee=mentee,
                joined_on=max(joined_on, intent.starts_on),
                left_on=until,
                leaves_on=leaves_on,
            )
        )
    PairMember.objects.bulk_create(rows)
    tell(successor, "pair.chosen", actor, _("Пара составлена для замены {mentor:genitive}."))
    return pairs_with_people(Pair.objects.filter(pk=successor.pk)).get()


def _draft(
    kind: OrderKind,
    pair: Pair,
    values: Values,
    fields: Mapping[str, Any] | None,
    mentors: list[Person],
    actor: Any,
) -> Order:
    mentees = [member.mentee.person for member in members_now(pair)]
    return draft_order(
        kind.code,
        programme=pair.programme,
        actor=actor,
        people=[*mentors, *mentees],
        annexes=order_annexes(pair.programme, kind, values=values, fields=fields or {}),
        data=kept_fields(fields or {}),
        **change_texts(pair.programme, kind, values, fields or {}),
    )


def _wait(
    pair: Pair,
    kind: str,
    why: Reason,
    order: Order,
    actor: Any,
    ends_on: datetime.date,
    said: Mapping[str, Any] | None = None,
    **values: Any,
) -> None:
    change = PairChange.objects.create(
        school_id=pair.school_id,
        pair=pair,
        kind=kind,
        reason=why.code,
        reason_text=why.text,
        ends_on=ends_on,
        order=order,
        **values,
    )
    text = _("Составлен проект приказа: %(kind)s.") % {"kind": change.get_kind_display()}
    data = {"order": order.pk, "reason": why.text, "ends_on": ends_on.isoformat(), **(said or {})}
    tell(pair, "pair.change_drafted", actor, text, data)
