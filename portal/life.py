"""News in the inbox of somebody whose data are destroyed."""

from __future__ import annotations

from collections.abc import Iterator

from core.i18n import gettext as _
from registry.life_hooks import ERASED, Part
from registry.models import Person

from .models import Notification


def foresee(person: Person) -> Iterator[Part]:
    if person.user_id is not None:
        count = Notification.objects.filter(
            user_id=person.user_id, school_id=person.school_id
        ).count()
        yield Part(_("уведомления"), count, ERASED)
