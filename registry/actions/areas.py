"""Areas of requests, where many cards get them at once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from core.audit import record
from core.bulk import insert_rows, update_rows
from core.errors import DomainError
from core.i18n import gettext as _
from core.models import AuditEvent
from schools.models import School

from ..hooks import areas_of_requests
from ..models import MenteeCard
from ..queries.areas import without_areas
from ..tags import join_tags


@transaction.atomic
def fill_areas(school: School, cards: QuerySet[MenteeCard], *, actor: Any) -> int:
    """Read the areas out of the words of the requests, for cards that have none; how many got some.

    What somebody wrote is never replaced, so a second run does the rest.
    """
    rows = list(
        without_areas(cards)
        .select_for_update(of=("self",))
        .values_list("pk", "person_id", "request")
    )
    if not rows:
        raise DomainError(_("У всех карточек с запросом области уже указаны."))
    found = areas_of_requests(school, [request for _pk, _person, request in rows])
    given = [
        (pk, person_id, join_tags(areas))
        for (pk, person_id, _request), areas in zip(rows, found, strict=True)
        if areas
    ]
    if not given:
        raise DomainError(
            _("По словам этих запросов область не определилась: впишите её в карточках.")
        )
    update_rows(MenteeCard, ["areas"], ([pk, areas] for pk, _person, areas in given))
    text = _("Области запроса определены по его словам.")
    insert_rows(
        AuditEvent,
        ["actor_id", "school_id", "verb", "text", "refs"],
        (
            (
                getattr(actor, "pk", None),
                school.pk,
                "areas.read",
                text,
                [f"registry.menteecard:{pk}", f"registry.person:{person_id}"],
            )
            for pk, person_id, _areas in given
        ),
    )
    record("areas.filled", school, actor=actor, text=text, data={"count": len(given)})
    return len(given)
