"""The curator's side: draft, edit, hand over, give up."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from accounts.models import User
from core.audit import record
from core.clock import now, today
from core.errors import DomainError, StateError
from core.i18n import gettext as _
from core.transitions import lock, move
from registry.models import Person
from schools.models import Programme

from ..annexes import clean_annex, kept_annexes
from ..choices import TRANSITIONS, OrderState
from ..citing import attach_filed
from ..filling import FILLED
from ..kinds import kind_of
from ..models import Order, OrderPerson
from ..points import clean_points
from ..queries import people_of
from ..rules import refuse_unless_ready
from ..signals import order_checked, order_submitted, order_withdrawn
from .agreement import ask_again
from .remarks import move_remarks

EDITED = ("title", "preamble", "points", "control", "annexes")
# Longest text of the fields that are one line.
LIMITS = {"title": 500, "control": 500}


@transaction.atomic
def draft_order(
    kind: str,
    *,
    programme: Programme,
    title: str,
    preamble: str,
    points: Iterable[Mapping[str, Any]],
    actor: User | None,
    annexes: Sequence[Mapping[str, Any]] = (),
    people: Iterable[Person] = (),
    control: str = "",
    data: Mapping[str, Any] | None = None,
    effective_on: datetime.date | None = None,
) -> Order:
    """A draft. `people` are those whom it names: they may read it once it is approved.

    `data` is what was asked, as `orders.inputs` says: whom it appoints is appointed with the
    signature, from `effective_on` on, or from the day of the order.
    """
    order = Order(
        school=programme.school,
        programme=programme,
        regulation=programme.regulation,
        kind=kind,
        drafted_by=actor,
        data=dict(data or {}),
        effective_on=effective_on,
    )
    texts = {
        "title": title,
        "preamble": preamble,
        "points": points,
        "control": control,
        "annexes": annexes,
    }
    _write(order, texts)
    # What differs from this later was edited by hand.
    order.data["texts"] = {name: getattr(order, name) for name in FILLED}
    order.save()
    _name_people(order, people)
    attach_filed(order, kind_of(order))
    record(
        "orders.draft_order",
        order,
        actor=actor,
        text=_("Составлен проект приказа."),
        about=people_of(order),
        data={"kind": kind},
    )
    return order


@transaction.atomic
def update_order(
    order: Order,
    *,
    actor: User | None,
    title: str | None = None,
    preamble: str | None = None,
    points: Iterable[Mapping[str, Any]] | None = None,
    control: str | None = None,
    annexes: Sequence[Mapping[str, Any]] | None = None,
    people: Iterable[Person] | None = None,
    seen_at: datetime.datetime | None = None,
) -> Order:
    """Change a draft; what is not given stays as it was.

    With `seen_at`, the `updated_at` that the editor had opened, a change of somebody else since
    then is not overwritten.
    """
    order = lock(order)
    if not order.is_editable:
        raise StateError(
            _("Приказ в состоянии «%s», менять его нельзя.") % order.get_state_display()
        )
    if seen_at is not None and order.updated_at != seen_at:
        raise StateError(_("Пока вы правили, приказ изменил кто-то ещё. Откройте его заново."))
    given = {
        "title": title,
        "preamble": preamble,
        "points": points,
        "control": control,
        "annexes": annexes,
    }
    old_points = order.points
    changed = _write(order, {name: value for name, value in given.items() if value is not None})
    if people is not None:
        _name_people(order, people)
    if changed:
        order.save(update_fields=[*changed, "updated_at"])
        if "points" in changed:
            move_remarks(order, old_points, order.points)
        ask_again(order, actor=actor)
        record(
            "orders.update_order",
            order,
            actor=actor,
            text=_("Текст приказа изменён."),
            data={"fields": changed},
        )
    return order


@transaction.atomic
def submit_order(order: Order, *, actor: User | None) -> Order:
    """Hand the draft to the director. Raises `RuleViolation` where something is missing."""
    order = lock(order)
    if order.is_editable:
        refuse_unless_ready(order, today())
        order_checked.send(sender=Order, order=order)
    annexes = kept_annexes(order)
    move(order, OrderState.SUBMITTED, TRANSITIONS, submitted_at=now(), remark="", annexes=annexes)
    order_submitted.send(sender=Order, order=order, actor=actor)
    record("orders.submit_order", order, actor=actor, text=_("Приказ передан на подпись."))
    return order


@transaction.atomic
def withdraw_order(order: Order, *, actor: User | None) -> Order:
    """Give the draft up. Whatever waited for it is free again."""
    order = lock(order)
    move(order, OrderState.WITHDRAWN, TRANSITIONS)
    order.representations.update(order=None)
    order_withdrawn.send(sender=Order, order=order, actor=actor)
    record(
        "orders.withdraw_order",
        order,
        actor=actor,
        text=_("Проект приказа снят."),
        about=people_of(order),
    )
    return order


def _write(order: Order, texts: Mapping[str, Any]) -> list[str]:
    """Put the texts into the row, cleaned; the names of those that differ from before."""
    values: dict[str, Any] = {}
    for name in EDITED:
        if name not in texts:
            continue
        if name == "points":
            values[name] = clean_points(texts[name])
        elif name == "annexes":
            values[name] = [clean_annex(annex) for annex in texts[name]]
        else:
            values[name] = texts[name].strip()
    for name, limit in LIMITS.items():
        if len(values.get(name, "")) > limit:
            raise DomainError(
                _("Заголовок и строка о контроле не длиннее %s знаков каждая.") % limit
            )
    changed = [name for name, value in values.items() if getattr(order, name) != value]
    for name in changed:
        setattr(order, name, values[name])
    return changed


def _name_people(order: Order, people: Iterable[Person]) -> None:
    rows = {person.pk: person for person in people}
    if any(person.school_id != order.school_id for person in rows.values()):
        raise DomainError(
            _("Приказ может называть только людей {school:своего/своей} {school:genitive}.")
        )
    order.named.exclude(person_id__in=rows).delete()
    known = set(order.named.values_list("person_id", flat=True))
    OrderPerson.objects.bulk_create(
        OrderPerson(order=order, person=person) for pk, person in rows.items() if pk not in known
    )
