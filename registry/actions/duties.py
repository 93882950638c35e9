"""Who answers for a line of the road map by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from core.transitions import lock
from schools.choices import ProgrammeState
from schools.models import RoadMapLine

from ..models import Person, RoadMapDuty


@transaction.atomic
def set_road_map_people(
    line: RoadMapLine, *, people: Iterable[Person], actor: Any
) -> list[RoadMapDuty]:
    """These and nobody else. A line of a programme that is closed stays as it was."""
    line = lock(line)
    chosen = {person.pk: person for person in people}
    programme = line.programme
    if programme.state == ProgrammeState.CLOSED:
        raise DomainError(_("Программа завершена, изменить её нельзя."))
    if any(person.school_id != programme.school_id for person in chosen.values()):
        raise DomainError(
            _("Ответственными бывают только люди {school:своего/своей} {school:genitive}.")
        )
    before = {duty.person_id: duty for duty in line.duties.select_related("person")}
    gone = [duty for key, duty in before.items() if key not in chosen]
    RoadMapDuty.objects.filter(pk__in=[duty.pk for duty in gone]).delete()
    added = [person for key, person in chosen.items() if key not in before]
    RoadMapDuty.objects.bulk_create(RoadMapDuty(line=line, person=person) for person in added)
    if gone or added:
        record(
            "road_map.people",
            programme,
            actor=actor,
            text=_("Изменены ответственные за строку дорожной карты."),
            about=[*added, *(duty.person for duty in gone)],
            data={"line": line.pk, "added": len(added), "removed": len(gone)},
        )
    return list(line.duties.select_related("person"))
