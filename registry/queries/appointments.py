"""What somebody is appointed to, as other pages show it."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format

from core.clock import today
from core.i18n import gettext as _

from ..hooks import Panel, PanelItem
from ..models import Appointment, Person


def panel_of_appointments(person: Person, user: Any) -> Panel:
    """The person's roles, those that are over last."""
    title = _("Роли и назначения")
    if not user.has_perm("registry.view_appointment"):
        return Panel(title, [])
    rows = Appointment.objects.visible_to(user).filter(person=person)
    rows = rows.select_related("direction", "form").order_by("-valid_from", "-pk")
    day = today()
    live = [row for row in rows if row.valid_to is None or row.valid_to >= day]
    over = [row for row in rows if row not in live]
    return Panel(title, [_item(row, is_over=row in over) for row in (*live, *over)])


def _item(row: Appointment, *, is_over: bool) -> PanelItem:
    since = _("с %s") % date_format(row.valid_from, "d.m.Y")
    until = _("по %s") % date_format(row.valid_to, "d.m.Y") if row.valid_to else ""
    return PanelItem(
        title=row.title[:1].upper() + row.title[1:],
        url=f"{row.get_absolute_url()}&state=all",
        note=", ".join(filter(None, [f"{since} {until}".strip(), row.basis])),
        state=str(_("закончилось")) if is_over else "",
    )
