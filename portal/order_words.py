"""What people are told when an order is approved: in the school's own words, or else in ours.

Each is told what to do next.
"""

from __future__ import annotations

from collections.abc import Iterator

from accounts.models import User
from core.i18n import gettext as _
from core.russian.dates import short_date
from orders.inputs import appointees_of
from orders.kinds import kind_of
from orders.models import Order
from pairing.models import Pair
from schools.templating import fill

from .recipients import those_who_may, users_of

# A notification is 300 letters; what to do next stands at its end.
LONGEST_TITLE = 150


def own_words(order: Order | None, side: str) -> str:
    """What the school says to this side of such an order; empty where it says nothing."""
    kind = kind_of(order) if order is not None else None
    if order is None or kind is None or side not in kind.messages:
        return ""
    day = short_date(order.signed_on) if order.signed_on else ""
    values = {"number": order.number, "day": day, "title": order.title}
    return fill(kind.messages[side], values).strip()


def words_of_approval(order: Order) -> Iterator[tuple[User, str]]:
    """Users who may open the order, each with what they are told; whoever drafted it first."""
    told: set[int] = set()
    for user, side in _sides(order):
        if user.pk not in told:
            told.add(user.pk)
            yield user, own_words(order, side) or _usual(order, side)


def _sides(order: Order) -> Iterator[tuple[User, str]]:
    if order.drafted_by is not None:
        yield order.drafted_by, "drafter"
    named = [row.person for row in order.named.select_related("person")]
    mentors = set(
        Pair.objects.filter(order=order).order_by().values_list("mentor__person", flat=True)
    )
    appointed = {one.person.pk for one in appointees_of(order)}
    groups = (
        ("mentor", [person for person in named if person.pk in mentors]),
        ("appointed", [person for person in named if person.pk in appointed]),
        ("named", named),
    )
    for side, people in groups:
        for user in those_who_may(users_of(people), "orders.view_order", order.school):
            yield user, side


def _usual(order: Order, side: str) -> str:
    words = {
        "drafter": _(
            "Приказ утверждён: № %(number)s, %(title)s. Ознакомьте с ним людей и следите "
            "за сроками."
        ),
        "mentor": _(
            "Приказ утверждён: № %(number)s, %(title)s. Прочитайте, отметьте ознакомление "
            "и составьте план."
        ),
        "appointed": _(
            "Приказ утверждён: № %(number)s, %(title)s. Он назначает вас: прочитайте и отметьте "
            "ознакомление."
        ),
        "named": _(
            "Приказ утверждён: № %(number)s, %(title)s. Вы в нём названы: прочитайте и отметьте "
            "ознакомление."
        ),
    }
    title = order.title if len(order.title) <= LONGEST_TITLE else f"{order.title[:LONGEST_TITLE]}…"
    return words[side] % {"number": order.number, "title": title}
