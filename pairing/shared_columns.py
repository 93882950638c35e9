"""What the bases and a person's page show of pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from core.clock import today
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.russian.dates import short_date
from registry.choices import Base
from registry.models import Person
from registry.queries import PairColumns, Panel, PanelItem

from .choices import PairState
from .models import Pair, PairMember
from .queries import pairs_with_people

# A pair that is only chosen is nobody's business yet.
SHOWN = (PairState.ACTIVE, PairState.COMPLETED, PairState.ENDED_EARLY)
# What is read for a page of a base: it is asked for more often than any other.
READ = ("mentor", "mentee", "left_on", "result", "case_url", "pair__state", "pair__programme")
READ += ("pair__form__name",)
READ_OF_PERSON = ("last_name", "first_name", "middle_name", "class_name", "workplace", "post")
TONES = {PairState.ACTIVE: "good", PairState.ENDED_EARLY: "warn"}


def columns_of_cards(base: str, card_ids: Sequence[int]) -> dict[int, PairColumns]:
    """Columns of both bases that follow from pairs: those in force, else the last that are over."""
    side = "mentor_id" if base == Base.MENTORS else "mentee_id"
    other = "mentee" if base == Base.MENTORS else "mentor"
    person = f"{other}__person"
    rows = (
        PairMember.objects.filter(pair__state__in=SHOWN, **{f"{side}__in": list(card_ids)})
        .select_related("pair__form", person)
        .only(*READ, *(f"{person}__{name}" for name in READ_OF_PERSON))
        .order_by("-left_on", "mentee__person__search_name", "pk")
    )
    by_card: dict[int, list[PairMember]] = defaultdict(list)
    for row in rows:
        by_card[getattr(row, side)].append(row)
    # Only who was in a pair that is over can have been somewhere else then.
    day = today()
    prefetch_related_objects(
        [getattr(row, other).person for row in rows if row.left_on < day], "former_places"
    )
    person_of: Callable[[PairMember], Person] = (
        (lambda row: row.mentee.person) if base == Base.MENTORS else (lambda row: row.mentor.person)
    )
    return {card: _columns(_current(found), person_of) for card, found in by_card.items()}


def _current(rows: list[PairMember]) -> list[PairMember]:
    in_force = [row for row in rows if row.pair.state == PairState.ACTIVE]
    if in_force:
        return in_force
    return [row for row in rows if row.pair.programme_id == rows[0].pair.programme_id]


def _columns(rows: list[PairMember], person_of: Callable[[PairMember], Person]) -> PairColumns:
    people = [person_of(row) for row in rows]
    passed: dict[str, str] = {
        PairState.COMPLETED: _("пройдена"),
        PairState.ENDED_EARLY: _("завершена досрочно"),
    }
    return PairColumns(
        names=_joined(person.full_name for person in people),
        form=_joined(row.pair.form.name for row in rows),
        workplace=_joined(
            _place(person.as_of(row.left_on) if row.left_on < today() else person)
            for row, person in zip(rows, people, strict=True)
        ),
        ends_on=max(row.left_on for row in rows),
        results=_joined(row.result for row in rows),
        case_url=_joined(row.case_url for row in rows),
        passed=_joined(passed.get(row.pair.state, "") for row in rows),
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
        note=f"{short_date(pair.starts_on)} – {short_date(pair.ends_on)}, {pair.form}",
        state=pair.get_state_display(),
        tone=TONES.get(PairState(pair.state), "info"),
    )
