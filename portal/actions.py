"""Tell users what happened, remind them of what is due."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import User
from core import clock
from core.audit import record
from core.i18n import gettext as _
from core.terms import using
from registry.models import Person
from registry.traces import Traces
from schools.models import School
from schools.terms import words_of

from .models import Digest, Notification, PublicPage
from .queries import groups_for
from .todo import TodoGroup

# A term this near is worth a line in the morning's mail.
REMIND_AHEAD = datetime.timedelta(days=3)
KEEP_NOTIFICATIONS = datetime.timedelta(days=180)


@transaction.atomic
def notify(user: User, *, school: School, key: str, text: str, url: str) -> Notification:
    """Tell a user once per `key`; told again, nothing is added."""
    notification, _created = Notification.objects.get_or_create(
        user=user, key=key, defaults={"school": school, "text": text[:300], "url": url}
    )
    return notification


@transaction.atomic
def notify_all(users: Iterable[User], *, actor: Any, **what: Any) -> None:
    """Tell each of them but the one who did it."""
    for user in users:
        if user.pk != getattr(actor, "pk", None):
            notify(user, **what)


@transaction.atomic
def notify_many(
    users: Iterable[User], *, actor: Any, school: School, key: str, text: str, url: str
) -> None:
    """The same words to a whole school at once; who was told by this key is not told again."""
    own = getattr(actor, "pk", None)
    rows = (
        Notification(user=user, school=school, key=key, text=text[:300], url=url)
        for user in users
        if user.pk != own
    )
    Notification.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


@transaction.atomic
def read_notification(notification: Notification, *, actor: User) -> Notification:
    if notification.user_id == actor.pk and notification.read_at is None:
        notification.read_at = clock.now()
        notification.save(update_fields=["read_at", "updated_at"])
    return notification


@transaction.atomic
def read_all_notifications(*, actor: User) -> int:
    unread = Notification.objects.visible_to(actor).unread()
    return unread.update(read_at=clock.now(), updated_at=clock.now())


def forget_old_notifications(today: datetime.date) -> int:
    """What was told half a year ago may name people: it does not stay."""
    before = today - KEEP_NOTIFICATIONS
    deleted, _by_model = Notification.objects.filter(created_at__date__lt=before).delete()
    return deleted


def send_digest(user: User, *, day: datetime.date) -> bool:
    """Mail what is due or late to a user, once a day; False where nothing is or it was sent.

    The letter says how much of what waits and where, and names nobody: mail travels in the open.
    """
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        _row, is_new = Digest.objects.get_or_create(user=user, day=day)
        if not is_new:
            return False
        schools = [(school, lines) for school, lines in _due(user, day) if lines]
        if not schools:
            return False
        context = {"user": user, "schools": schools, "address": settings.PUBLIC_URL}
        body = render_to_string("portal/mail/digest.txt", context)
        send_mail(_("Наставничество: что ждёт вас"), body, None, [user.email])
    return True


def _due(user: User, day: datetime.date) -> Iterable[tuple[School, list[str]]]:
    for school in {row.school_id: row.school for row in user.live_memberships}.values():
        user.act_in(school.pk)
        with using(words_of(school)):
            lines = _lines(group for group in groups_for(user, day) if _is_urgent(group, day))
        yield school, lines


def _is_urgent(group: TodoGroup, day: datetime.date) -> bool:
    until = day + REMIND_AHEAD
    return any(
        item.is_late or item.since is not None or (item.due_on is not None and item.due_on <= until)
        for item in group.items
    )


def _lines(groups: Iterable[TodoGroup]) -> list[str]:
    """«Планы на утверждение: 3, из них просрочено: 1» for each group."""
    lines = []
    for group in groups:
        line = f"{group.title}: {group.total}"
        if group.late_count:
            line += ", " + _("просрочено: %(number)s") % {"number": group.late_count}
        lines.append(line)
    return lines


@transaction.atomic
def save_public_page(school: School, *, is_open: bool, with_files: bool, actor: Any) -> PublicPage:
    """Switch the school's page for everybody on or off."""
    page, _is_new = PublicPage.objects.select_for_update().get_or_create(school=school)
    page.is_open, page.with_files = is_open, with_files
    page.save(update_fields=["is_open", "with_files", "updated_at"])
    record(
        "portal.save_public_page",
        page,
        actor=actor,
        text=_("Страница для всех включена.") if is_open else _("Страница для всех выключена."),
        data={"is_open": is_open, "with_files": with_files},
    )
    return page


def forget_inbox(person: Person, traces: Traces) -> None:
    """Of somebody whose data are destroyed, in the transaction that does it."""
    if person.user_id is not None:
        rows = Notification.objects.filter(user_id=person.user_id, school_id=person.school_id)
        rows.delete()
