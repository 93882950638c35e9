"""The emblem of a school's letterhead."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from schools.models import School

from ..models import Emblem
from ..pictures import keep_picture


@transaction.atomic
def set_emblem(
    school: School, *, height: int, actor: User | None, content: bytes | None = None
) -> Emblem:
    """From now on papers begin with this picture; without a new one only its height changes.

    What is issued already keeps the one that it was issued with.
    """
    emblem = Emblem.objects.select_for_update().filter(school=school).first()
    if content is None and emblem is None:
        raise DomainError(_("Выберите файл картинки."))
    emblem = emblem or Emblem(school=school)
    if content is not None:
        emblem.picture = keep_picture(content)
    emblem.height = height
    emblem.full_clean()
    emblem.save()
    record(
        "documents.set_emblem",
        school,
        actor=actor,
        text=_("Эмблема бланка задана."),
        data={"picture": emblem.picture_id, "height": height},
    )
    return emblem


@transaction.atomic
def remove_emblem(emblem: Emblem, *, actor: User | None) -> None:
    """New papers have none; the picture stays for those that have it."""
    record(
        "documents.remove_emblem",
        emblem.school,
        actor=actor,
        text=_("Эмблема убрана с бланка."),
        data={"picture": emblem.picture_id},
    )
    emblem.delete()
