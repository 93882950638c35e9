"""A letter on paper to each participant of an order's pairs: with whom, from when, what to do next.

To the mentor of a pair or group about all who are in it; to each mentee, or to the parents of one
who has them here, about their own mentor and nobody else. Papers are Russian whatever the language
of the interface.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from core.i18n import gettext_lazy as _
from core.russian.cases import Case
from core.russian.dates import long_date, short_date
from core.terms import expand
from documents.bundles import BundleKind, Sheet
from documents.paper import Field, Fields, Paper, Paragraph, Signatures, Stamp, TextSection
from documents.papers import letterhead_of
from orders.kinds import kind_of
from orders.models import Order
from orders.naming import standing_of
from orders.papers import signature_of
from registry.models import Guardianship, Person
from schools.templating import fill

from .for_orders import PRINTED, place_in_order
from .models import Pair, PairMember
from .papers import members_now
from .queries import pairs_with_people

KIND = "pair_letter"
# What each has to do next, unless the school says it in its own words.
NEXT_STEPS = {
    "mentor": (
        "Ознакомьтесь с приказом под подпись.",
        "Познакомьтесь с теми, кто за вами закреплён, и составьте план.",
        "Вопросы задайте {curator:dative}.",
    ),
    "named": (
        "Дождитесь приглашения на первую встречу: её время назначит {mentor}.",
        "Участвуйте в составлении плана.",
        "Если что-то не складывается, обратитесь к {curator:dative}.",
    ),
    "guardian": (
        "Познакомьтесь с {mentor:instrumental} и передайте ребёнку это письмо.",
        "Помогите составить план и найти время для встреч.",
        "Если что-то не складывается, обратитесь к {curator:dative}.",
    ),
}


def pairs_in(order: Order, user: Any) -> list[int]:
    """Keys of the order's pairs that this user may see, as they stand in it."""
    if order.signed_on is None:
        return []
    rows = Pair.objects.visible_to(user).filter(order=order, state__in=PRINTED)
    pairs = rows.select_related("mentor__person")
    return [pair.pk for pair in sorted(pairs, key=place_in_order)]


def letter_sheets(order: Order, keys: Sequence[int]) -> Iterator[Sheet]:
    pairs = pairs_with_people(Pair.objects.filter(pk__in=keys, order=order))
    by_key = {pair.pk: pair for pair in pairs.select_related("curator", *_RELATED)}
    letters = _Letters(order, list(by_key.values()))
    for key in keys:
        if key in by_key:
            yield from letters.of_pair(by_key[key])


_RELATED = ("mentor__person", "mentor__form", "form", "direction", "order")


class _Letters:
    """What all letters of an order have in common is made once."""

    def __init__(self, order: Order, pairs: Sequence[Pair]) -> None:
        self._order = order
        self._letterhead = letterhead_of(order.school)
        day = order.signed_on
        assert day is not None
        self._signature = Signatures((signature_of(order.school, day),))
        self._opening = (
            f"Сообщаем, что приказом от {long_date(day)} № {order.number} «{order.title}» "
            "определено следующее."
        )
        children = {member.mentee.person_id for pair in pairs for member in pair.members.all()}
        self._guardians: dict[int, list[Person]] = {}
        rows = Guardianship.objects.filter(child__in=children).select_related("guardian")
        for row in rows.order_by("guardian__search_name", "pk"):
            self._guardians.setdefault(row.child_id, []).append(row.guardian)

    def of_pair(self, pair: Pair) -> Iterator[Sheet]:
        members = members_now(pair)
        mentor = pair.mentor.person
        mentees = [(expand("{Mentee}"), _named(member.mentee.person)) for member in members]
        title = expand("о назначении {mentor:instrumental}")
        yield self._sheet(pair, mentor, [mentor], title, mentees, "mentor")
        for member in members:
            yield self._of_member(pair, member, mentor)

    def _of_member(self, pair: Pair, member: PairMember, mentor: Person) -> Sheet:
        person = member.mentee.person
        guardians = self._guardians.get(person.pk, [])
        rows = [(expand("{Mentor}"), _named(mentor))]
        if guardians:
            rows.insert(0, (expand("{Mentee}"), _named(person)))
        title = expand("о закреплении {mentor:genitive}")
        side = "guardian" if guardians else "named"
        return self._sheet(pair, person, guardians or [person], title, rows, side)

    def _sheet(
        self,
        pair: Pair,
        about: Person,
        addressees: Sequence[Person],
        title: str,
        people: Sequence[tuple[str, str]],
        side: str,
    ) -> Sheet:
        term = f"с {short_date(pair.starts_on)} по {short_date(pair.ends_on)}"
        curator = pair.curator.get_full_name() if pair.curator else ""
        rows = [
            *people,
            ("Форма", pair.form.name),
            ("Срок", term),
            (expand("{Curator}"), curator),
            ("Телефон", self._order.school.phone),
        ]
        to = tuple(person.full_name_in(Case.DATIVE) for person in addressees)
        paper = Paper(
            kind=KIND,
            heading="УВЕДОМЛЕНИЕ",
            title=title,
            letterhead=self._letterhead,
            date=self._order.signed_on,
            place=self._order.school.city,
            blocks=(
                Stamp(to),
                Paragraph(self._opening),
                Fields(tuple(Field(label, value) for label, value in rows if value)),
                TextSection("Что делать дальше", self._next_steps(side)),
                self._signature,
            ),
        )
        return Sheet(about.last_name, paper)

    def _next_steps(self, side: str) -> str:
        """In the school's own words for those of this side, else in ours."""
        kind = kind_of(self._order)
        own = kind.messages.get("named" if side == "guardian" else side, "") if kind else ""
        if own and self._order.signed_on:
            values = {
                "number": self._order.number,
                "day": short_date(self._order.signed_on),
                "title": self._order.title,
            }
            return fill(own, values).strip()
        return "\n".join(expand(step) for step in NEXT_STEPS[side])


def _named(person: Person) -> str:
    return ", ".join(filter(None, [person.full_name, standing_of(person)]))


LETTERS = BundleKind("pairing.letters", _("Письма участникам"), pairs_in, letter_sheets)
