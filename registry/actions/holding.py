"""All that is held about a person leaves as a file; that it left is on record."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core.audit import record
from core.i18n import gettext as _

from ..access import may_look_at_special
from ..life_hooks import HeldTable
from ..models import Person
from ..queries.holdings import held_about
from .people import look_at_special_note


@transaction.atomic
def give_holdings(person: Person, *, actor: Any) -> list[HeldTable]:
    """The tables, read for this request; what is closed only to whoever may open it."""
    with_special = may_look_at_special(actor)
    if with_special and hasattr(person, "special_note"):
        look_at_special_note(person, actor=actor)
    tables = held_about(person, with_special=with_special)
    record(
        "person.holdings_given",
        person,
        actor=actor,
        text=_("Выдано всё, что хранится о человеке."),
        data={"tables": [table.key for table in tables]},
    )
    return tables
