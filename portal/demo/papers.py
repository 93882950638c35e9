"""Orders of a played year: what their forms ask is answered, the sheets are signed."""

from __future__ import annotations

import datetime
from typing import Any

from accounts.choices import Role
from core import clock
from core.terms import expand
from orders.actions import approve_order, draft_asked_order, mark_sheet, submit_order
from orders.choices import OrderState, SheetKind
from orders.inputs import OrderInput, parts_of
from orders.kinds import opening_kinds
from orders.models import Order
from orders.rules import is_numbered_by_hand
from orders.sheets import lines_of
from registry.actions import appoint_people
from registry.models import Appointment, MenteeCard, MentorCard, Person
from registry.rules import HEADS, Appointee, roles_used
from schools.choices import AppointedRole
from schools.models import Direction, Programme
from schools.rules import rules_of
from schools.texts import OrderAppointment, OrderField, OrderKind, order_kinds

from . import words
from .cast import Cast

BODY_SIZE = 2
COMMISSION_SIZE = 3


def other_kinds(programme: Programme, *, before_pairs: bool) -> list[OrderKind]:
    """The rest, by whether the regulation has them before its first order about pairs."""
    kinds = order_kinds(programme.regulation)
    places = [place for place, kind in enumerate(kinds) if kind.makes_pairs]
    first = places[0] if places else len(kinds)
    early = {kind.code for kind in kinds[:first]}
    opening = {kind.code for kind in opening_kinds(programme)}
    return [
        kind
        for kind in _asked(programme)
        if kind.code not in opening and (kind.code in early) == before_pairs
    ]


def pair_kinds(programme: Programme) -> list[OrderKind]:
    return [kind for kind in order_kinds(programme.regulation) if kind.makes_pairs]


def _asked(programme: Programme) -> list[OrderKind]:
    kinds = order_kinds(programme.regulation)
    return [kind for kind in kinds if not (kind.makes_pairs or kind.changes_pair)]


def issue_order(
    kind: OrderKind, *, programme: Programme, cast: Cast, day: datetime.date, **fields: Any
) -> Order:
    """An order of a kind that needs no pairs, signed on that day. `fields` are its answers."""
    with clock.on(day):
        given = OrderInput(
            fields={
                field.code: expand(fields.get(field.code, "")) or _answer(field)
                for field in kind.fields
            },
            appointees=appointees(kind.appoints, programme=programme, cast=cast),
            annexes=_typed(kind, programme, cast),
        )
        order = draft_asked_order(kind.code, programme=programme, given=given, actor=cast.keeper)
        order = pass_order(order, cast)
    cast.refresh()
    return order


def pass_order(order: Order, cast: Cast, *, is_read: bool = True) -> Order:
    """Handed over, agreed, signed today, read by everybody whom it names."""
    # Some acts want an order agreed before it is handed over.
    _mark(order, SheetKind.APPROVAL, cast)
    order = submit_order(order, actor=cast.keeper)
    number = next_number(order) if is_numbered_by_hand(order) else ""
    order = approve_order(order, actor=cast[Role.DIRECTOR], number=number)
    if is_read:
        _mark(order, SheetKind.ACQUAINTANCE, cast)
    return order


def next_number(order: Order) -> str:
    """As the school's own journal would have it."""
    signed = Order.objects.filter(school=order.school, state=OrderState.APPROVED).count()
    return f"{signed + 1:02}-Н"


def _mark(order: Order, sheet: str, cast: Cast) -> None:
    if keys := [line.key for line in lines_of(order, sheet)]:
        mark_sheet(order, sheet=sheet, keys=keys, actor=cast.keeper)


def appoint_the_rest(programme: Programme, cast: Cast, *, day: datetime.date) -> int:
    """Roles that the regulation has and no order of its gives: written down by hand."""
    rules = rules_of(programme.regulation)
    if rules.value("roles.used") is None:
        return 0
    with clock.on(day):
        vacant = sorted(roles_used(rules) - _held(programme))
        parts = [OrderAppointment(role) for role in vacant]
        found = appointees(parts, programme=programme, cast=cast)
        if found:
            appoint_people(
                found,
                school=programme.school,
                programme=programme,
                document=None,
                basis=words.PROTOCOL,
                valid_from=day,
                actor=cast.inviter,
            )
    cast.refresh()
    return len(found)


def appointees(parts: Any, *, programme: Programme, cast: Cast) -> list[Appointee]:
    """As few people as each role needs; nobody where the role may stay as it is."""
    held = _held(programme)
    found: list[Appointee] = []
    for part in parts:
        if part.role not in held or part.minimum:
            found += _for_role(part, programme, cast)
    return found


def _held(programme: Programme) -> set[str]:
    rows = Appointment.objects.on(clock.today()).filter(school=programme.school)
    return set(rows.values_list("role", flat=True))


def _for_role(part: OrderAppointment, programme: Programme, cast: Cast) -> list[Appointee]:
    role = part.role
    if role == AppointedRole.CURATOR:
        return _curators(part, programme, cast)
    if role == AppointedRole.COMMISSION_CHAIR:
        return [Appointee(role, _as(cast.rules.value("commission.chair") or role, cast))]
    if role == AppointedRole.COMMISSION:
        people = _commission(part, cast)
    elif role in HEADS:
        size = max(part.minimum, min(BODY_SIZE, part.maximum or BODY_SIZE))
        people = [cast.person(f"{role}:{number}") for number in range(size)]
    else:
        people = [cast.person(role)]
    return [Appointee(role, person) for person in people]


def _curators(part: OrderAppointment, programme: Programme, cast: Cast) -> list[Appointee]:
    """One who answers for everything; where several may be, the last part has one of its own."""
    role, rules = AppointedRole.CURATOR, cast.rules
    scope = rules.value("curator.scope") or "school"
    parts: list[Any] = [*parts_of(programme, scope)[: part.maximum]]
    if not parts:
        return [Appointee(role, cast.person(role))]
    people = [cast.person(role)] * len(parts)
    has_room = part.maximum is None or part.maximum > len(parts) > 1
    if has_room and rules.value("curator.cardinality") == "many":
        people.append(cast.person(f"{role}:2"))
        parts = [*parts, parts[-1]]
    return [
        Appointee(role, one, direction=row)
        if isinstance(row, Direction)
        else Appointee(role, one, form=row)
        for one, row in zip(people, parts, strict=True)
    ]


def _commission(part: OrderAppointment, cast: Cast) -> list[Person]:
    """With the chair as many as the regulation wants at least, among them who has to be."""
    low = cast.rules.value("commission.min") or COMMISSION_SIZE
    chair = cast.rules.value("commission.chair")
    asked = [role for role in cast.rules.value("commission.must_include") or () if role != chair]
    people = [_as(role, cast) for role in asked]
    size = max(low - 1, part.minimum, len(people))
    return people + [cast.person(f"{part.role}:{n}") for n in range(size - len(people))]


def _as(role: str, cast: Cast) -> Person:
    """Somebody who is that; mentors and mentees are taken from the bases."""
    cards: dict[str, Any] = {"mentor": MentorCard, "mentee": MenteeCard}
    if role in cards:
        card = cards[role].objects.filter(school=cast.school).order_by("pk").first()
        if card is not None:
            return card.person
    return cast.person(role)


def needs_the_bases(kind: OrderKind, cast: Cast) -> bool:
    """Whether the order appoints a commission in which a mentor or a mentee has to be."""
    roles = {part.role for part in kind.appoints}
    asked = {cast.rules.value("commission.chair")}
    asked |= set(cast.rules.value("commission.must_include") or ())
    commission = {AppointedRole.COMMISSION, AppointedRole.COMMISSION_CHAIR}
    return bool(roles & commission and asked & {"mentor", "mentee"})


def _answer(field: OrderField) -> str | datetime.date:
    if field.kind == "date":
        return clock.today()
    if "родительн" in field.title:
        return expand(words.OF_PROTOCOL)
    if "№" in field.title:
        return "1"
    return words.PROTOCOL


def _typed(kind: OrderKind, programme: Programme, cast: Cast) -> dict[int, str]:
    """Tables name the mentors; who is nobody yet is named by the keeper."""
    mentors = MentorCard.objects.filter(school=programme.school).order_by("pk")
    people = [card.person.full_name for card in mentors.select_related("person")]
    typed = {}
    for place, annex in enumerate(kind.annexes):
        if annex.kind == "table":
            rest = [words.CELL] * (len(annex.columns) - 1)
            rows = people or [cast.keeper.get_full_name()]
            typed[place] = "\n".join(" | ".join([name, *rest]) for name in rows)
        elif annex.kind == "text":
            typed[place] = words.ANNEX
    return typed
