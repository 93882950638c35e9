"""Views of the lists: kept, renamed, shared, removed."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _

from ..models import SavedView
from .saving import save_checked

AT_MOST = 30


@transaction.atomic
def save_view(view: SavedView, *, actor: Any) -> SavedView:
    """A new view, or another name or openness of one's own."""
    is_new = view.pk is None
    if view.owner_id != actor.pk:
        raise DomainError(_("Чужой вид списка может изменить только тот, кто его сохранил."))
    if is_new:
        own = SavedView.objects.filter(
            school_id=view.school_id, owner=actor, list_name=view.list_name
        )
        if own.count() >= AT_MOST:
            raise DomainError(_("Видов уже %(n)s. Удалите лишние.") % {"n": AT_MOST})
    if save_checked(view):
        text = _("Сохранён вид списка.") if is_new else _("Изменён вид списка.")
        data = {"list": view.list_name, "is_shared": view.is_shared}
        record("list_view.saved", view, actor=actor, text=text, data=data)
    return view


@transaction.atomic
def delete_view(view: SavedView, *, actor: Any) -> None:
    if view.owner_id != actor.pk:
        raise DomainError(_("Чужой вид списка может удалить только тот, кто его сохранил."))
    data = {"list": view.list_name}
    record("list_view.deleted", view, actor=actor, text=_("Удалён вид списка."), data=data)
    view.delete()
