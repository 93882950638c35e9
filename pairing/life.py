"""What pairs say when a person is merged, destroyed, or asks for all that is held about them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Max, Q

from core.errors import DomainError
from core.i18n import gettext as _
from core.russian.dates import short_date
from registry.life_hooks import ERASED, NAMELESS, HeldTable, Part
from registry.models import Person

from .choices import WishSide
from .models import PairMember, PairWish, Preference, Proposal, WishRequest


def refuse_two_of_one_group(kept: Person, gone: Person) -> None:
    """Two members of one group are two people; two pairs at once may be one person's."""
    pairs = [
        set(PairMember.objects.filter(mentee__person=one).values_list("pair_id", flat=True))
        for one in (kept, gone)
    ]
    if pairs[0] & pairs[1]:
        raise DomainError(_("Это два разных человека: они {mentees} в одной группе."))


def members_of(person: Person) -> Any:
    return PairMember.objects.filter(Q(mentee__person=person) | Q(mentor__person=person))


def guesses_of(person: Person) -> tuple[Any, ...]:
    sides = Q(mentee__person=person) | Q(mentor__person=person)
    return (
        Proposal.objects.filter(sides),
        PairWish.objects.filter(sides),
        Preference.objects.filter(sides),
        WishRequest.objects.filter(sides),
    )


def foresee(person: Person) -> Iterator[Part]:
    yield Part(
        _("пары и группы: период, результат без слов"),
        members_of(person).values("pair").distinct().count(),
        NAMELESS,
        _("нужны для отчётов и для сведений о второй стороне"),
    )
    number = sum(rows.count() for rows in guesses_of(person))
    yield Part(_("предложения пар и пожелания"), number, ERASED)


def held(person: Person) -> Iterator[HeldTable]:
    rows = []
    members = members_of(person).select_related(
        "pair__form", "mentor__person", "mentee__person", "pair__order"
    )
    for member in members.order_by("joined_on", "pk"):
        is_mentee = member.mentee.person_id == person.pk
        other = member.mentor.person if is_mentee else member.mentee.person
        rows.append(
            (
                _("{mentee}") if is_mentee else _("{mentor}"),
                other.short_name,
                short_date(member.joined_on),
                short_date(member.left_on),
                member.pair.get_state_display(),
                member.pair.form.name,
                member.result if is_mentee else "",
            )
        )
    yield HeldTable(
        "pairs",
        _("Пары и группы"),
        (
            _("роль"),
            _("вторая сторона"),
            _("с"),
            _("по"),
            _("состояние"),
            _("форма"),
            _("результат"),
        ),
        rows,
    )
    yield from _said_by(person)


def _said_by(person: Person) -> Iterator[HeldTable]:
    """Whom the person would like to work with; what others say of them is theirs."""
    own = Q(side=WishSide.MENTOR, mentor__person=person)
    own |= Q(side=WishSide.MENTEE, mentee__person=person)
    rows = Preference.objects.filter(own).select_related("mentor__person", "mentee__person")
    yield HeldTable(
        "wishes",
        _("Пожелания о паре"),
        (_("с кем"), _("место в списке"), _("сказано")),
        [
            (
                (row.mentor if row.side == WishSide.MENTEE else row.mentee).person.short_name,
                str(row.rank) if row.rank else _("лучше не вместе"),
                short_date(row.said_on),
            )
            for row in rows
        ],
    )


def last_days(school_id: int) -> dict[int, datetime.date]:
    """The end of the programme in which somebody was last in a pair."""
    found: dict[int, datetime.date] = {}
    rows = PairMember.objects.filter(pair__school_id=school_id).order_by()
    for side in ("mentor__person", "mentee__person"):
        ends = rows.values_list(side).annotate(
            Max("left_on"), Max("pair__programme__ends_on"), Max("pair__ends_on")
        )
        for person_id, *days in ends:
            found[person_id] = max([*days, found.get(person_id, days[0])])
    return found
