"""A pair in force is changed: by an order, once it is signed, or at once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError, RuleViolation, StateError
from core.findings import Finding, blocks
from core.i18n import gettext as _
from core.russian.dates import long_date, short_date
from core.transitions import lock, move
from orders.actions import draft_order
from orders.models import Order
from registry.models import MentorCard, Person
from schools.rules import rules_of
from schools.texts import OrderKind

from ..changing import (
    Reason,
    extension_findings,
    kind_of_order,
    last_day,
    reason_of,
    refuse_unless_free,
    replacement_findings,
    replacement_intent,
)
from ..choices import CHANGE_TRANSITIONS, PAIR_TRANSITIONS, ChangeKind, ChangeState, PairState
from ..intents import Intent
from ..models import Pair, PairChange, PairMember
from ..paper_rules import ending_findings
from ..papers import Values, change_texts, order_annexes, pair_values
from ..queries import pairs_with_people
from ..signals import mentor_replaced, pair_extended
from .ending import finish_pair, note_of_end, note_results
from .orders import start_pair

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
) -> Order:
    """An order's draft that gives the mentees of a pair another mentor from that day.

    The pair with the new mentor is made now and waits for the signature, so that the mentor's
    place is taken; until then the old pair is in force. `fields` are those of the order kind.
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
    _refuse(found[mentor.pk])
    successor = _make_successor(
        pair, replacement_intent(pair, mentor, day=day, ends_on=until), actor
    )
    values: dict[str, Any] = {
        **pair_values(successor),
        "old_mentor": pair_values(pair)["mentor"],
        "reason": _in_sentence(why),
        "changed_on": long_date(day),
    }
    people = [pair.mentor.person, mentor.person]
    order = _draft(kind, pair, values, fields, people, actor)
    move(successor, PairState.IN_ORDER, PAIR_TRANSITIONS, order=order)
    _wait(pair, ChangeKind.REPLACEMENT, why, order, actor, until, day=day, successor=successor)
    return order


@transaction.atomic
def draft_extension(
    pair: Pair,
    *,
    ends_on: datetime.date,
    reason: str,
    actor: Any,
    fields: Mapping[str, Any] | None = None,
) -> Order:
    """An order's draft by which the pair lasts longer."""
    pair, kind = _for_order(pair, ChangeKind.EXTENSION)
    why = reason_of(rules_of(pair.regulation), ChangeKind.EXTENSION, reason)
    _refuse(extension_findings(pair, ends_on))
    values: dict[str, Any] = {
        **pair_values(pair),
        "pair_ends_on": long_date(ends_on),
        "old_ends_on": long_date(pair.ends_on),
        "reason": _in_sentence(why),
    }
    order = _draft(kind, pair, values, fields, [pair.mentor.person], actor)
    _wait(pair, ChangeKind.EXTENSION, why, order, actor, ends_on)
    return order


@transaction.atomic
def extend_pair(pair: Pair, *, ends_on: datetime.date, reason: str, actor: Any) -> Pair:
    """The pair lasts longer from now on. Refused where the regulation has an order for it."""
    pair = _locked(pair)
    if kind_of_order(pair, ChangeKind.EXTENSION) is not None:
        raise DomainError(_("По положению пару продлевают приказом: составьте его."))
    why = reason_of(rules_of(pair.regulation), ChangeKind.EXTENSION, reason)
    _refuse(extension_findings(pair, ends_on))
    PairChange.objects.create(
        school_id=pair.school_id,
        pair=pair,
        kind=ChangeKind.EXTENSION,
        state=ChangeState.DONE,
        reason=why.code,
        reason_text=why.text,
        ends_on=ends_on,
    )
    return _extend(pair, ends_on, actor)


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
) -> Order:
    """An order's draft by which the pair is over after that day; results are kept at once.

    Of two employees an early end says by whom and since when it is known.
    """
    pair, kind = _for_order(pair, ChangeKind.COMPLETION)
    why = reason_of(rules_of(pair.regulation), ChangeKind.COMPLETION, reason)
    if not pair.starts_on <= on <= pair.ends_on:
        raise DomainError(_("Последний день должен быть внутри срока пары."))
    _refuse(ending_findings(pair, on, ended_by=ended_by, notice_on=notice_on))
    note_results(pair, results)
    values: dict[str, Any] = {
        **pair_values(pair),
        "pair_ends_on": long_date(on),
        "changed_on": long_date(on),
        "reason": _in_sentence(why),
    }
    order = _draft(kind, pair, values, fields, [pair.mentor.person], actor)
    said = note_of_end(ended_by, notice_on)
    _wait(pair, ChangeKind.COMPLETION, why, order, actor, on, said=said, day=on)
    return order


def check_change_of(order: Order) -> None:
    """Raises `DomainError` where the change that the order makes is not possible by now."""
    change = _change_of(order)
    if change is None:
        return
    pair = change.pair
    if pair.state != PairState.ACTIVE:
        raise DomainError(
            _("Пара этого приказа уже не действует: она «%s».") % pair.get_state_display()
        )
    if change.successor is not None:
        day = change.successor.starts_on
        mentor = change.successor.mentor
        found = replacement_findings(
            pair, [mentor], day=day, ends_on=change.ends_on, for_order=True
        )
        _refuse(found[mentor.pk])
    elif change.kind == ChangeKind.EXTENSION:
        _refuse(extension_findings(pair, change.ends_on))


@transaction.atomic
def apply_change_of(order: Order, *, actor: Any) -> None:
    """The order is signed: what it changes is changed."""
    change = _change_of(order)
    if change is None:
        return
    pair = _locked(change.pair, is_free=False)
    move(lock(change), ChangeState.DONE, CHANGE_TRANSITIONS)
    if change.kind == ChangeKind.EXTENSION:
        _extend(pair, change.ends_on, actor)
    elif change.successor is None:
        early = change.ends_on < pair.ends_on
        finish_pair(pair, change.reason, change.ends_on, early=early, actor=actor)
    else:
        _replace(pair, change.successor, change.reason, order, actor)


@transaction.atomic
def drop_change_of(order: Order, *, actor: Any) -> None:
    """The draft is given up: the pair goes on as it was."""
    change = _change_of(order)
    if change is None:
        return
    move(lock(change), ChangeState.DROPPED, CHANGE_TRANSITIONS)
    if change.successor is not None:
        successor = lock(change.successor)
        move(successor, PairState.CANCELLED, PAIR_TRANSITIONS)
        successor.members.update(is_binding=False)
    _write(change.pair, "pair.change_dropped", actor, _("Проект приказа об изменении пары снят."))


def _change_of(order: Order) -> PairChange | None:
    rows = PairChange.objects.filter(order=order, state=ChangeState.WAITING)
    return rows.select_related(
        "pair__regulation",
        "pair__programme__regulation",
        "pair__mentor__person",
        "pair__form",
        "successor__mentor__person",
        "successor__mentor__form",
    ).first()


def _locked(pair: Pair, *, is_free: bool = True) -> Pair:
    """The row with its people, locked."""
    rows = Pair.objects.filter(pk=pair.pk).select_for_update(of=("self",))
    row = pairs_with_people(rows.select_related("regulation", "programme__regulation")).first()
    if row is None:
        raise StateError(_("Эта запись уже удалена."))
    if is_free:
        refuse_unless_free(row)
    return row


def _for_order(pair: Pair, kind: str) -> tuple[Pair, OrderKind]:
    pair = _locked(pair)
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


def _refuse(found: list[Finding]) -> None:
    forbidding = blocks(found)
    if forbidding:
        raise RuleViolation(forbidding)


def _in_sentence(why: Reason) -> str:
    text = why.text.rstrip(".")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


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
    PairMember.objects.bulk_create(
        PairMember(
            pair=successor,
            mentor=intent.mentor,
            mentee=mentee,
            joined_on=intent.starts_on,
            left_on=intent.ends_on,
        )
        for mentee in intent.mentees
    )
    _write(successor, "pair.chosen", actor, _("Пара составлена для замены {mentor:genitive}."))
    return pairs_with_people(Pair.objects.filter(pk=successor.pk)).get()


def _draft(
    kind: OrderKind,
    pair: Pair,
    values: Values,
    fields: Mapping[str, Any] | None,
    mentors: list[Person],
    actor: Any,
) -> Order:
    mentees = [member.mentee.person for member in pair.members.all()]
    return draft_order(
        kind.code,
        programme=pair.programme,
        actor=actor,
        people=[*mentors, *mentees],
        annexes=order_annexes(pair.programme, kind, values=values, fields=fields or {}),
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
    _write(pair, "pair.change_drafted", actor, text, data)


def _extend(pair: Pair, ends_on: datetime.date, actor: Any) -> Pair:
    before = pair.ends_on
    pair.ends_on = ends_on
    pair.save(update_fields=["ends_on", "updated_at"])
    pair.members.filter(left_on=before, is_binding=True).update(left_on=ends_on)
    pair_extended.send(sender=Pair, pair=pair, old_ends_on=before, actor=actor)
    text = _("Пара продлена до %(day)s.") % {"day": short_date(ends_on)}
    _write(pair, "pair.extended", actor, text, {"from": before.isoformat()})
    return pair


def _replace(pair: Pair, successor: Pair, reason: str, order: Order, actor: Any) -> None:
    """The old pair is over before the new mentor's first day."""
    old = finish_pair(pair, reason, successor.starts_on - ONE_DAY, early=True, actor=actor)
    new = start_pair(_locked(successor, is_free=False), order, actor=actor)
    mentor_replaced.send(sender=Pair, old=old, new=new, actor=actor)
    data = {"order": order.pk, "new": new.pk}
    _write(old, "pair.replaced", actor, _("{Mentor} {mentor:заменён/заменена/заменено}."), data)


def _write(
    pair: Pair, verb: str, actor: Any, text: str, data: Mapping[str, Any] | None = None
) -> None:
    about = [pair.mentor.person]
    about += [m.mentee.person for m in pair.members.select_related("mentee__person")]
    record(verb, pair, actor=actor, text=text, about=about, data=dict(data or {}))
