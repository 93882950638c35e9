"""Training as pages show it: who attended how much, and what stands in a person's card."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.urls import reverse

from core.i18n import gettext as _
from core.russian.dates import short_date

from ..choices import Attendance, CourseState
from ..hooks import Panel, PanelItem
from ..models import Person, SessionAttendance, TrainingCourse, TrainingListener


@dataclass(frozen=True, slots=True)
class ListenerLine:
    """A listener with the sessions and hours that were attended."""

    listener: TrainingListener
    sessions: int
    hours: Decimal


def listener_lines(course: TrainingCourse) -> list[ListenerLine]:
    """Everybody on the list; two queries."""
    attended: dict[int, list[Decimal]] = {}
    rows = SessionAttendance.objects.filter(session__course=course, mark=Attendance.PRESENT)
    for listener_id, hours in rows.values_list("listener_id", "session__hours"):
        attended.setdefault(listener_id, []).append(hours)
    return [
        ListenerLine(
            listener,
            len(attended.get(listener.pk, ())),
            sum(attended.get(listener.pk, ()), Decimal(0)),
        )
        for listener in course.listeners.select_related("person")
    ]


def hours_of(course: TrainingCourse) -> Decimal:
    return course.sessions.aggregate(total=Sum("hours"))["total"] or Decimal(0)


def trained(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those of the people who have a certificate."""
    having = TrainingListener.objects.exclude(certificate_number="")
    return people.filter(pk__in=having.values("person_id"))


def panel_of_training(person: Person, user: Any) -> Panel:
    """Courses of the person with what came of them."""
    title = _("Обучение")
    if not user.has_perm("registry.view_training"):
        return Panel(title, [])
    rows = TrainingListener.objects.visible_to(user).filter(person=person)
    return Panel(title, [_item(row) for row in rows.select_related("course").order_by("-pk")])


def _item(row: TrainingListener) -> PanelItem:
    if row.certificate_on:
        note = _("Удостоверение № %(number)s от %(day)s") % {
            "number": row.certificate_number,
            "day": short_date(row.certificate_on),
        }
        state, tone = _("обучен"), "good"
    else:
        is_over = row.course.state == CourseState.FINISHED
        state, tone, note = (_("без удостоверения") if is_over else _("учится")), "calm", ""
    url = reverse("registry:course_detail", args=[row.course_id])
    return PanelItem(title=row.course.title, url=url, note=note, state=state, tone=tone)
