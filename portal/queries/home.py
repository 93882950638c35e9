"""The home of a user: what is awaited of each of their roles, the year, the numbers."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from accounts.choices import Role
from accounts.models import User
from core.scoping import Scope
from schools.models import Programme
from schools.queries import current_programme

from ..todo import TodoGroup
from . import (
    administrator,
    curator,
    director,
    family,
    mentor,
    observer,
    orders_in_work,
    own,
    psychologist,
)
from .coverage import Tile, tiles_for
from .year import YearLine, year_line

Groups = Callable[[User, "Programme | None", datetime.date], Iterator["TodoGroup | None"]]

# In the order in which they stand on the page of somebody who has several roles.
BY_ROLE: tuple[tuple[tuple[str, ...], Groups], ...] = (
    ((Role.DIRECTOR,), director.groups),
    ((Role.CURATOR, Role.COORDINATOR), curator.groups),
    ((Role.ADMINISTRATOR,), administrator.groups),
    ((Role.PSYCHOLOGIST,), psychologist.groups),
    ((Role.MENTOR,), mentor.groups),
    ((Role.MENTEE, Role.PARENT), family.groups),
    (tuple(Role), own.groups),
    (tuple(Role), orders_in_work.groups),
)
YEAR_ROLES = (Role.DIRECTOR, Role.CURATOR, Role.COORDINATOR, Role.ADMINISTRATOR)
CHECKLIST_ROLES = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.CURATOR)


@dataclass(frozen=True, slots=True)
class Home:
    """Everything that a home page shows; what a role has no use for is empty."""

    groups: list[TodoGroup]
    programme: Programme | None = None
    year: YearLine | None = None
    tiles: list[Tile] = field(default_factory=list)
    checklist: list[Any] = field(default_factory=list)
    pairs: list[Any] = field(default_factory=list)
    schools: list[Any] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)

    @property
    def late(self) -> int:
        return sum(group.late_count for group in self.groups)


def home_of(user: User, today: datetime.date) -> Home:
    scope, school = user.scope, user.school
    if scope is None or school is None:
        return Home(groups=[])
    programme = current_programme(school, today)
    checklist = administrator.checklist(user, school, today) if scope.has(*CHECKLIST_ROLES) else []
    return Home(
        groups=list(_groups(user, scope, programme, today)),
        programme=programme,
        year=year_line(programme, today) if programme and scope.has(*YEAR_ROLES) else None,
        tiles=tiles_for(user, programme) if programme and scope.has(*YEAR_ROLES) else [],
        checklist=[] if all(step.is_done for step in checklist) else checklist,
        pairs=_pairs(user, scope, today),
        schools=observer.schools(user) if scope.has(Role.OBSERVER) else [],
    )


def groups_for(user: User, today: datetime.date) -> list[TodoGroup]:
    """Only what is to be done, for the reminder by mail."""
    if user.scope is None or user.school is None:
        return []
    return list(_groups(user, user.scope, current_programme(user.school, today), today))


def _groups(
    user: User, scope: Scope, programme: Programme | None, today: datetime.date
) -> Iterator[TodoGroup]:
    """Each kind once: somebody may have several roles that it is awaited of."""
    told: set[str] = set()
    for roles, groups in BY_ROLE:
        if not scope.has(*roles):
            continue
        for group in filter(None, groups(user, programme, today)):
            if group.title not in told:
                told.add(group.title)
                yield group


def _pairs(user: User, scope: Scope, today: datetime.date) -> list[Any]:
    if scope.has(Role.MENTOR):
        return mentor.pairs(user, today)
    if scope.has(Role.MENTEE, Role.PARENT):
        return family.mentors(user, today)
    return []
