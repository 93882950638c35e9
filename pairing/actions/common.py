"""What the actions that change a pair share: the locked row, the refusal, the line of the trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.audit import record
from core.errors import RuleViolation, StateError
from core.findings import Finding, blocks
from core.i18n import gettext as _

from ..changing import refuse_unless_free
from ..models import Pair
from ..queries import pairs_with_people


def locked_pair(pair: Pair, *, is_free: bool = True) -> Pair:
    """The row with its people, locked; `is_free` refuses one that a draft changes."""
    rows = Pair.objects.filter(pk=pair.pk).select_for_update(of=("self",))
    row = pairs_with_people(rows.select_related("regulation", "programme__regulation")).first()
    if row is None:
        raise StateError(_("Эта запись уже удалена."))
    if is_free:
        refuse_unless_free(row)
    return row


def refuse(found: list[Finding]) -> None:
    forbidding = blocks(found)
    if forbidding:
        raise RuleViolation(forbidding)


def tell(
    pair: Pair, verb: str, actor: Any, text: str, data: Mapping[str, Any] | None = None
) -> None:
    about = [pair.mentor.person]
    about += [m.mentee.person for m in pair.members.select_related("mentee__person")]
    record(verb, pair, actor=actor, text=text, about=about, data=dict(data or {}))
