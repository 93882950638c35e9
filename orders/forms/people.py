"""The people of a role, picked from those whom the user may see: ticked ones are in the order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from core.clock import today
from registry.models import Person
from registry.queries import name_matches
from registry.rules import Appointee, candidates, roles_used
from schools.choices import AppointedRole
from schools.models import Direction, MentoringForm, Programme
from schools.rules import RuleSet, rules_of

from ..inputs import parts_of

FOUND = 10
SEARCH = "search-"

Part = Direction | MentoringForm


@dataclass(slots=True)
class Picked:
    """A person with the parts that they answer for, where the role has parts."""

    person: Person
    is_chosen: bool = True
    part_ids: frozenset[int] = frozenset()


@dataclass(slots=True)
class RoleBlock:
    """What the page shows of a role; `query` is what was searched."""

    role: str
    title: str
    how_many: str
    rules: RuleSet
    parts: Sequence[Part] = ()
    picked: list[Picked] = field(default_factory=list)
    found: list[Picked] = field(default_factory=list)
    query: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return people_name(self.role)

    @property
    def is_used(self) -> bool:
        """Whether the regulation has the role: without it an order that gives it is refused."""
        return self.role in roles_used(self.rules)

    @property
    def appointees(self) -> list[Appointee]:
        """Once for each part that somebody answers for."""
        rows = []
        for one in self.picked:
            parts = [part for part in self.parts if part.pk in one.part_ids]
            answers: list[Part | None] = [*parts] if parts else [None]
            rows += [_with_part(self.role, one.person, part) for part in answers]
        return rows

    @property
    def without_part(self) -> list[Person]:
        """Who answers for nothing, where the regulation divides the school."""
        return [one.person for one in self.picked if self.parts and not one.part_ids]

    @property
    def people(self) -> list[Picked]:
        return [*self.picked, *self.found]

    def read(self, data: QueryDict, user: Any) -> None:
        """Whom the page has ticked, and what it searches."""
        self.picked = picked_of_data(self.role, data, user)
        self.query = data.get(search_name(self.role), "").strip()
        chosen = {one.person.pk for one in self.picked}
        self.found = found_people(self.role, self.rules, user, self.query, without=chosen)


def block_of(role: str, how_many: str, programme: Programme) -> RoleBlock:
    rules = rules_of(programme.regulation)
    block = RoleBlock(role, role_title(role), how_many, rules)
    if role == AppointedRole.CURATOR:
        scope = rules.value("curator.scope")
        block.parts = parts_of(programme, scope)
    return block


def is_search(data: QueryDict) -> bool:
    """A button of a search was pressed, or Enter while a search has words."""
    names = [name for name in data if name.startswith(SEARCH)]
    return bool(data.get("find")) or (
        "find" in data and any(str(data.get(name, "")).strip() for name in names)
    )


def people_name(role: str) -> str:
    return f"people-{role}"


def part_name(role: str, person_id: int) -> str:
    return f"part-{role}-{person_id}"


def search_name(role: str) -> str:
    return f"{SEARCH}{role}"


def found_people(
    role: str, rules: RuleSet, user: Any, query: str, *, without: Iterable[int] = ()
) -> list[Picked]:
    """The first whose names match and who may be given the role; nobody where nothing is asked."""
    if not query:
        return []
    people = Person.objects.visible_to(user).filter(name_matches(query)).exclude(pk__in=without)
    found = candidates(people, frozenset({role}), rules, today())[:FOUND]
    return [Picked(person, is_chosen=False) for person in found]


def picked_of_data(role: str, data: QueryDict, user: Any) -> list[Picked]:
    """The ticked people in their order; whom the user may not see was never offered."""
    ids = list(dict.fromkeys(int(pk) for pk in data.getlist(people_name(role)) if _is_id(pk)))
    people = Person.objects.visible_to(user).in_bulk(ids)
    return [
        Picked(
            people[pk],
            part_ids=frozenset(
                int(part) for part in data.getlist(part_name(role, pk)) if _is_id(part)
            ),
        )
        for pk in ids
        if pk in people
    ]


def picked_of_appointees(role: str, appointees: Iterable[Appointee]) -> list[Picked]:
    rows: dict[int, Picked] = {}
    for one in appointees:
        if one.role != role:
            continue
        row = rows.setdefault(one.person.pk, Picked(one.person))
        part = one.direction or one.form
        if part is not None:
            row.part_ids |= {part.pk}
    return list(rows.values())


def role_title(role: str) -> str:
    text = str(AppointedRole(role).label)
    return text[:1].upper() + text[1:]


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _with_part(role: str, person: Person, part: Part | None) -> Appointee:
    if isinstance(part, Direction):
        return Appointee(role, person, direction=part)
    return Appointee(role, person, form=part)
