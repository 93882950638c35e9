"""Training of mentors: courses, their schedule, who attends and attended, certificates."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from core.transitions import lock, move
from schools.models import School
from schools.queries import current_programme

from ..choices import COURSE_TRANSITIONS, Attendance, CourseState
from ..models import (
    Person,
    SessionAttendance,
    TrainingCourse,
    TrainingListener,
    TrainingSession,
)
from .saving import check_day, save_checked


@transaction.atomic
def save_course(course: TrainingCourse, *, school: School, actor: Any) -> TrainingCourse:
    """Write a new or a changed course; a finished one is opened again first."""
    is_new = course.pk is None
    if is_new:
        course.school = school
        course.programme = current_programme(school)
    else:
        _check_planned(lock(course))
    fields = save_checked(course)
    if fields:
        record(
            "trainingcourse.created" if is_new else "trainingcourse.changed",
            course,
            actor=actor,
            text=_("Записано обучение {mentors:genitive}."),
            data={"fields": fields},
        )
    return course


@transaction.atomic
def save_session(
    session: TrainingSession, *, course: TrainingCourse, actor: Any
) -> TrainingSession:
    """A line of the schedule."""
    course = lock(course)
    _check_planned(course)
    session.course, session.school_id = course, course.school_id
    if save_checked(session):
        record(
            "trainingcourse.session_saved",
            course,
            actor=actor,
            text=_("Записано занятие."),
            data={"session": session.pk, "held_on": session.held_on.isoformat()},
        )
    return session


@transaction.atomic
def remove_session(session: TrainingSession, *, actor: Any) -> TrainingCourse:
    """Off the schedule; a session with marks stays."""
    course = lock(session.course)
    _check_planned(course)
    if session.marks.exists():
        raise DomainError(_("На занятии уже отмечены слушатели: убрать его нельзя."))
    record(
        "trainingcourse.session_removed",
        course,
        actor=actor,
        text=_("Занятие убрано."),
        data={"topic": session.topic, "held_on": session.held_on.isoformat()},
    )
    session.delete()
    return course


@transaction.atomic
def add_listeners(
    course: TrainingCourse, people: Iterable[Person], *, actor: Any
) -> list[TrainingListener]:
    """Put people on the list; who is there already stays as is."""
    course = lock(course)
    _check_planned(course)
    here = set(course.listeners.values_list("person_id", flat=True))
    new = [person for person in people if person.pk not in here]
    if any(person.school_id != course.school_id for person in new):
        raise DomainError(_("Эти люди из разных {schools:genitive}."))
    made = TrainingListener.objects.bulk_create(
        TrainingListener(school_id=course.school_id, course=course, person=person) for person in new
    )
    if made:
        record(
            "trainingcourse.listeners_added",
            course,
            actor=actor,
            text=_("Добавлены слушатели."),
            about=new,
            data={"count": len(made)},
        )
    return made


@transaction.atomic
def remove_listener(listener: TrainingListener, *, actor: Any) -> TrainingCourse:
    """Off the list; who was at a session or has a certificate stays."""
    course = lock(listener.course)
    _check_planned(course)
    if listener.certificate_number or listener.marks.filter(mark=Attendance.PRESENT).exists():
        raise DomainError(_("Слушатель уже занимался: убрать его нельзя."))
    record(
        "trainingcourse.listener_removed",
        course,
        actor=actor,
        text=_("Слушатель убран."),
        about=[listener.person],
    )
    listener.delete()
    return course


@transaction.atomic
def mark_attendance(
    session: TrainingSession, marks: Mapping[TrainingListener, str], *, actor: Any
) -> TrainingSession:
    """Who was there; an empty mark is taken back."""
    course = lock(session.course)
    _check_planned(course)
    check_day(session.held_on)
    for listener, mark in marks.items():
        if listener.course_id != course.pk:
            raise DomainError(_("Этот слушатель учится не здесь."))
        if mark and mark not in Attendance.values:
            raise DomainError(_("Такой отметки не бывает."))
        key: dict[str, Any] = {"session": session, "listener": listener}
        if mark:
            SessionAttendance.objects.update_or_create(**key, defaults={"mark": mark})
        else:
            SessionAttendance.objects.filter(**key).delete()
    record(
        "trainingcourse.attendance_marked",
        course,
        actor=actor,
        text=_("Отмечено, кто был на занятии."),
        data={"session": session.pk},
    )
    return session


@transaction.atomic
def finish_course(course: TrainingCourse, *, actor: Any) -> TrainingCourse:
    """All sessions are over: certificates may be given."""
    course = lock(course)
    last = course.sessions.order_by("-held_on").first()
    if last is None:
        raise DomainError(_("В расписании нет ни одного занятия."))
    check_day(last.held_on)
    course = move(course, CourseState.FINISHED, COURSE_TRANSITIONS)
    record("trainingcourse.finished", course, actor=actor, text=_("Обучение закончено."))
    return course


@transaction.atomic
def reopen_course(course: TrainingCourse, *, actor: Any) -> TrainingCourse:
    """Something was forgotten; not once certificates are given."""
    course = lock(course)
    if course.listeners.exclude(certificate_number="").exists():
        raise DomainError(_("Удостоверения уже выданы: открыть обучение заново нельзя."))
    course = move(course, CourseState.PLANNED, COURSE_TRANSITIONS)
    record("trainingcourse.reopened", course, actor=actor, text=_("Обучение открыто заново."))
    return course


@transaction.atomic
def give_certificates(
    course: TrainingCourse,
    listeners: Iterable[TrainingListener],
    *,
    first_number: str,
    given_on: datetime.date,
    actor: Any,
) -> list[TrainingListener]:
    """Numbers go up from the first one; who has a certificate keeps it.

    «12» gives 12, 13, 14; «Н-07» gives Н-07, Н-08.
    """
    check_day(given_on)
    course = lock(course)
    if course.state != CourseState.FINISHED:
        raise DomainError(_("Сначала отметьте, что обучение закончено."))
    chosen = [one.pk for one in listeners]
    rows = course.listeners.filter(pk__in=chosen, certificate_number="").select_related("person")
    new = list(rows.order_by("person__search_name", "pk"))
    if not new:
        raise DomainError(_("Выберите слушателей, у которых ещё нет удостоверения."))
    _check_attended(course, new)
    head, digits = split_number(first_number)
    for step, listener in enumerate(new):
        listener.certificate_number = f"{head}{int(digits) + step:0{len(digits)}d}"
        listener.certificate_on = given_on
        save_checked(listener)
    record(
        "trainingcourse.certificates_given",
        course,
        actor=actor,
        text=_("Выданы удостоверения."),
        about=[listener.person for listener in new],
        data={"from": new[0].certificate_number, "to": new[-1].certificate_number},
    )
    return new


def _check_attended(course: TrainingCourse, listeners: list[TrainingListener]) -> None:
    """A paper of no hours proves nothing."""
    marks = SessionAttendance.objects.filter(session__course=course, mark=Attendance.PRESENT)
    were = set(marks.values_list("listener_id", flat=True))
    absent = [one.person.full_name for one in listeners if one.pk not in were]
    if absent:
        text = _("Не отмечено ни одного занятия: %(names)s. Сначала отметьте, кто был.")
        raise DomainError(text % {"names": ", ".join(absent)})


def split_number(text: str) -> tuple[str, str]:
    """The part that stays, and the digits at the end that go up."""
    text = text.strip()
    head = text.rstrip("0123456789")
    if head == text:
        raise DomainError(_("Номер удостоверения должен кончаться цифрой, например «12»."))
    return head, text[len(head) :]


def _check_planned(course: TrainingCourse) -> None:
    if course.state != CourseState.PLANNED:
        raise DomainError(_("Обучение закончено: сначала откройте его заново."))
