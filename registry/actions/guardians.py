"""Who is whose parent or representative."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _

from ..models import Guardianship, Person
from .saving import save_checked


@transaction.atomic
def add_guardian(child: Person, guardian: Person, *, relation: str, actor: Any) -> Guardianship:
    """Say who represents the child. Both are people of one school; nobody represents oneself."""
    if child.school_id != guardian.school_id:
        raise DomainError(
            _(
                "{Guardian} {guardian:записан/записана/записано} в {school:другом/другой} "
                "{school:prepositional}."
            )
        )
    guardianship = Guardianship(
        school_id=child.school_id, child=child, guardian=guardian, relation=relation
    )
    save_checked(guardianship)
    record(
        "guardian.added",
        guardianship,
        actor=actor,
        text=_("{guardian:Записан/Записана/Записано} {guardian}."),
        about=[child, guardian],
    )
    return guardianship


@transaction.atomic
def remove_guardian(guardianship: Guardianship, *, actor: Any) -> None:
    """The consents that the representative signed stay: they were valid when they were given."""
    record(
        "guardian.removed",
        guardianship,
        actor=actor,
        text=_("{Guardian} {guardian:убран/убрана/убрано} из карточки."),
        about=[guardianship.child, guardianship.guardian],
    )
    guardianship.delete()
