"""What the bases and a person's page show of pairs."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet, prefetch_related_objects

from core.clock import today
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.prepared import KEYS, AnyOf, Prepared
from core.russian.dates import short_date
from registry.choices import Base
from registry.models import Person
from registry.queries import PairColumns, Panel, PanelItem

from .choices import PairState
from .models import Pair, PairMember
from .queries import pairs_with_people

# A pair that is only chosen is nobody's business yet.
SHOWN = (PairState.ACTIVE, PairState.COMPLETED, PairState.ENDED_EARLY)
# What is read of a person for a page of a base, in the order of the model.
READ_OF_PERSON = [
    field.attname
    for field in Person._meta.concrete_fields
    if field.attname
    in {"id", "last_name", "first_name", "middle_name", "class_name", "workplace", "post"}
]
# Values of a row before those of the person.
READ_OF_PAIR = 10
TONES = {PairState.ACTIVE: "good", PairState.ENDED_EARLY: "warn"}


@dataclass(frozen=True, slots=True)
class Row:
    """A member of a pair as a page of a base shows it: the one at the other end."""

    person: Person
    card_id: int
    left_on: datetime.date
    result: str
    case_url: str
    state: str
    programme_id: int
    form: str
    closes_on: datetime.date | None
    term: datetime.date
    leaves_on: datetime.date | None

    def now(self, day: datetime.date) -> str:
        """The state as that day has it for this member; see `models.standing`."""
        if self.state != PairState.ACTIVE:
            return self.state
        ordered = [last for last in (self.closes_on, self.leaves_on) if last is not None]
        if not ordered or min(ordered) >= day:
            return self.state
        is_early = min(ordered) < self.term
        return PairState.ENDED_EARLY if is_early else PairState.COMPLETED


def _members(base: str) -> QuerySet[PairMember, Any]:
    side, other = ("mentor", "mentee") if base == Base.MENTORS else ("mentee", "mentor")
    rows = PairMember.objects.filter(
        pair__state__in=SHOWN, **{f"{side}__pk__{AnyOf.lookup_name}": KEYS}
    )
    return rows.order_by("-left_on", "mentee__person__search_name", "pk").values_list(
        f"{side}_id",
        "left_on",
        "result",
        "case_url",
        "pair__state",
        "pair__programme_id",
        "pair__form__name",
        "pair__closes_on",
        "pair__ends_on",
        "leaves_on",
        *(f"{other}__person__{name}" for name in READ_OF_PERSON),
    )


_members_of = Prepared(_members)


def columns_of_cards(base: str, card_ids: Sequence[int]) -> dict[int, PairColumns]:
    """Columns of both bases that follow from pairs: those in force, else the last that are over."""
    rows = [
        Row(
            Person.from_db(DEFAULT_DB_ALIAS, READ_OF_PERSON, values[READ_OF_PAIR:]),
            *values[:READ_OF_PAIR],
        )
        for values in _members_of(base, keys=list(card_ids))
    ]
    by_card: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_card[row.card_id].append(row)
    # Only who was in a pair that is over can have been somewhere else then.
    day = today()
    prefetch_related_objects([row.person for row in rows if row.left_on < day], "former_places")
    return {card: _columns(_current(found)) for card, found in by_card.items()}


def _current(rows: list[Row]) -> list[Row]:
    in_force = [row for row in rows if row.now(today()) == PairState.ACTIVE]
    if in_force:
        return in_force
    return [row for row in rows if row.programme_id == rows[0].programme_id]


def _columns(rows: list[Row]) -> PairColumns:
    passed: dict[str, str] = {
        PairState.COMPLETED: _("пройдена"),
        PairState.ENDED_EARLY: _("завершена досрочно"),
    }
    return PairColumns(
        names=_joined(row.person.full_name for row in rows),
        form=_joined(row.form for row in rows),
        workplace=_joined(
            _place(row.person.as_of(row.left_on) if row.left_on < today() else row.person)
            for row in rows
        ),
        ends_on=max(row.left_on for row in rows),
        results=_joined(row.result for row in rows),
        case_url=_joined(row.case_url for row in rows),
        passed=_joined(passed.get(row.now(today()), "") for row in rows),
    )


def _place(person: Person) -> str:
    return person.class_name or ", ".join(filter(None, [person.workplace, person.post]))


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, texts)))


def panel_of_person(person: Person, user: Any) -> Panel:
    """Pairs of a person that this user may see, on both sides."""
    title = gettext_lazy("Пары")
    if not user.has_perm("pairing.view_pair"):
        return Panel(title, [])
    rows = Pair.objects.visible_to(user).exclude(state=PairState.CANCELLED)
    own = rows.filter(mentor__person=person) | rows.filter(
        pk__in=PairMember.objects.filter(mentee__person=person).values("pair_id")
    )
    pairs = pairs_with_people(own.order_by("-starts_on", "-pk"), user)
    return Panel(title, [_item(pair, person) for pair in pairs])


def _item(pair: Pair, person: Person) -> PanelItem:
    mentor = pair.mentor.person
    if mentor == person:
        names = ", ".join(member.mentee.person.short_name for member in pair.members.all())
        title = _("{Mentor}: %(names)s") % {"names": names}
    else:
        title = _("{Mentee}, {mentor} – %(name)s") % {"name": mentor.short_name}
    return PanelItem(
        title=title,
        url=pair.get_absolute_url(),
        note=f"{short_date(pair.starts_on)} – {short_date(pair.last_day)}, {pair.form}",
        state=pair.get_state_display(),
        tone=TONES.get(PairState(pair.state_on(today())), "info"),
    )
