"""What orders print and tell of pairs: their table, how many there are, what an order does.

What is printed is Russian whatever the language of the interface.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet

from core.i18n import gettext as _
from core.russian.dates import short_date
from core.russian.numbers import count
from core.terms import expand
from documents.paper import Column, Inner, Paragraph, Table
from orders.kinds import kind_of
from orders.models import Order
from orders.naming import standing_of
from registry.models import Person
from schools.models import Programme

from .change_texts import texts_of_change
from .choices import ChangeKind, PairState
from .models import Pair, PairChange, PairMember
from .papers import order_texts
from .queries import pairs_with_people

# Pairs that stand in a paper: those that an order holds, those that are in force.
PRINTED = (PairState.IN_ORDER, PairState.ACTIVE)


def print_pairs(order: Order) -> tuple[Inner, ...]:
    """The table of the order's pairs, or of its programme's where it has none of its own."""
    own = Pair.objects.filter(order=order, state__in=PRINTED)
    rows = own if own.exists() else Pair.objects.filter(programme=order.programme)
    pairs = pairs_with_people(rows.filter(state__in=PRINTED)).order_by(
        "form__name", "mentor__person__search_name", "pk"
    )
    lines = tuple(_line(number, pair) for number, pair in enumerate(pairs, 1))
    if not lines:
        return (Paragraph("Пар нет.", indent=False),)
    columns = (
        Column("№ п/п", 7),
        Column(expand("{Mentor}"), 27),
        Column(expand("{Mentees}"), 31),
        Column("Форма", 17),
        Column("Срок", 18),
    )
    return (Table(columns=columns, rows=lines),)


def _line(number: int, pair: Pair) -> tuple[str, ...]:
    mentees = "\n".join(_named(member.mentee.person) for member in pair.members.all())
    term = f"{short_date(pair.starts_on)} – {short_date(pair.ends_on)}"
    return str(number), _named(pair.mentor.person), mentees, pair.form.name, term


def _named(person: Person) -> str:
    return ", ".join(filter(None, [person.full_name, standing_of(person)]))


def fill_order(order: Order) -> dict[str, Any] | None:
    """Texts of an order that puts pairs in force or changes one, of the pairs as they are now."""
    kind = kind_of(order)
    if kind is None:
        return None
    if not kind.makes_pairs:
        return texts_of_change(order, kind)
    rows = Pair.objects.filter(order=order, state=PairState.IN_ORDER, succeeds__isnull=True)
    pairs = list(pairs_with_people(rows).prefetch_related("regulation"))
    if not pairs:
        return None
    return order_texts(order.programme, kind, sorted(pairs, key=place_in_order))


def partners_by(order: Order) -> dict[int, set[int]]:
    """Mentors and their mentees by this order; of its programme where it is about no pair."""
    changed = PairChange.objects.filter(order=order).values_list("pair", "successor")
    about = {pk for row in changed for pk in row if pk is not None}
    own = PairMember.objects.filter(Q(pair__order=order) | Q(pair__in=about))
    rows = _two_of(own) or _two_of(PairMember.objects.filter(pair__programme=order.programme_id))
    joining = PairChange.objects.filter(order=order, mentee__isnull=False)
    rows |= set(joining.values_list("pair__mentor__person", "mentee__person"))
    found: dict[int, set[int]] = {}
    for mentor, mentee in rows:
        found.setdefault(mentor, set()).add(mentee)
        found.setdefault(mentee, set()).add(mentor)
    return found


def _two_of(members: QuerySet[PairMember]) -> set[tuple[int, int]]:
    return set(members.order_by().values_list("mentor__person", "mentee__person"))


def place_in_order(pair: Pair) -> tuple[int, str, int]:
    """Pairs of an order stand by form, then by the mentor's name."""
    return pair.form_id, pair.mentor.person.search_name, pair.pk


def count_pairs(programme: Programme) -> tuple[int, int]:
    """Pairs and groups of a programme that papers tell of, and the people mentored in them."""
    pairs = Pair.objects.filter(programme=programme, state__in=PRINTED)
    mentees = PairMember.objects.filter(pair__in=pairs.order_by(), is_binding=True)
    return pairs.count(), mentees.order_by().values("mentee").distinct().count()


def tell_of_orders(orders: Sequence[Order]) -> dict[int, str]:
    """What each does with pairs, in a sentence; orders that do nothing with any are left out."""
    keys = [order.pk for order in orders]
    told = {
        row["order"]: _("Закрепляет: %(pairs)s, в них %(people)s.")
        % {
            "pairs": count(row["pairs"], _("пара"), _("пары"), _("пар")),
            "people": count(
                row["people"], _("{mentee}"), _("{mentee:few}"), _("{mentees:genitive}")
            ),
        }
        for row in Pair.objects.filter(order__in=keys, state__in=PRINTED)
        .filter(Q(succeeds__isnull=True))
        .order_by()
        .values("order")
        .annotate(pairs=Count("pk", distinct=True), people=Count("members", distinct=True))
    }
    changes = PairChange.objects.filter(order__in=keys).select_related(
        "pair__mentor__person", "successor__mentor__person"
    )
    for change in changes:
        if change.order_id is not None:
            told[change.order_id] = _told(change)
    return told


def _told(change: PairChange) -> str:
    names = {
        "mentor": change.pair.mentor.person.short_name,
        "day": short_date(change.ends_on),
    }
    if change.kind == ChangeKind.REPLACEMENT and change.successor is not None:
        names["new"] = change.successor.mentor.person.short_name
        return _("Заменяет {mentor:accusative}: был %(mentor)s, будет %(new)s.") % names
    if change.kind == ChangeKind.EXTENSION:
        return _("Продлевает пару до %(day)s, {mentor} – %(mentor)s.") % names
    if change.kind == ChangeKind.COMPLETION:
        return _("Завершает пару %(day)s, {mentor} – %(mentor)s.") % names
    return _("Меняет состав группы, {mentor} – %(mentor)s.") % names
