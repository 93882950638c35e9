"""People are appointed to roles and leave them; those who sign in get the role there as well."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError, RuleViolation
from core.findings import blocks
from core.i18n import gettext as _
from core.russian.dates import short_date
from core.transitions import lock
from documents.models import Document
from schools.choices import AppointedRole
from schools.models import Programme, School
from schools.rules import RuleSet, rules_of

from ..models import Appointment
from ..rules.appointments import Appointee, appointment_findings, former_of
from .saving import save_checked
from .sign_in_roles import follow_appointments, may_open_access


@transaction.atomic
def appoint_people(
    appointees: Iterable[Appointee],
    *,
    school: School,
    programme: Programme | None,
    document: Document | None,
    basis: str,
    valid_from: datetime.date,
    actor: Any,
    valid_to: datetime.date | None = None,
    joins: bool = False,
) -> list[Appointment]:
    """Put people in their roles from that day; who held a single place leaves it the day before.

    Members named of a group or a commission are the whole of it, unless they join (`joins`) those
    who are there. Raises `RuleViolation` with what the regulation forbids; then nobody is.
    """
    appointees = list(appointees)
    if not appointees:
        raise DomainError(_("Не указано, кого назначают."))
    if valid_to is not None and valid_to < valid_from:
        raise DomainError(_("Последний день раньше первого."))
    lock(school)
    _check_school(appointees, school)
    rules = rules_of(programme.regulation) if programme else RuleSet({})
    if programme is not None:
        found = blocks(
            appointment_findings(appointees, programme=programme, day=valid_from, joins=joins)
        )
        if found:
            raise RuleViolation(found)
    formers = former_of(appointees, school=school, rules=rules, day=valid_from, joins=joins)
    for former in formers:
        _end(
            former,
            day=valid_from - datetime.timedelta(days=1),
            reason=_("Назначение по документу: %s") % basis,
            actor=actor,
        )
    made = []
    for appointee in appointees:
        appointment = Appointment(
            school=school,
            programme=programme,
            role=appointee.role,
            person=appointee.person,
            direction=appointee.direction,
            form=appointee.form,
            document=document,
            basis=basis,
            valid_from=valid_from,
            valid_to=valid_to,
            opens_access=may_open_access(actor, has_order=document is not None),
        )
        save_checked(appointment)
        record(
            "appointment.made",
            appointment,
            actor=actor,
            text=_("Назначение на роль: %s.") % appointment.title,
            about=[appointee.person, *([document] if document else [])],
            data={"role": appointment.role, "valid_from": valid_from.isoformat()},
        )
        made.append(appointment)
    changed = [*formers, *made]
    follow_appointments({row.person for row in changed}, {row.role for row in changed}, actor=actor)
    return made


@transaction.atomic
def end_appointment(
    appointment: Appointment, *, actor: Any, day: datetime.date, reason: str
) -> Appointment:
    """The role lasts to the end of that day. An appointment that is over is not ended twice."""
    lock(appointment.school)
    appointment = lock(appointment)
    if not reason.strip():
        raise DomainError(_("Укажите, почему назначение завершается."))
    if appointment.valid_to is not None and appointment.valid_to <= day:
        raise DomainError(_("Это назначение уже завершено."))
    appointment = _end(appointment, day=day, reason=reason.strip(), actor=actor)
    follow_appointments({appointment.person}, {appointment.role}, actor=actor)
    return appointment


def _end(appointment: Appointment, *, day: datetime.date, reason: str, actor: Any) -> Appointment:
    if day < appointment.valid_from:
        raise DomainError(
            _("%(what)s, %(name)s: назначение начинается позже этого дня, с %(day)s.")
            % {
                "what": appointment.title,
                "name": appointment.person.short_name,
                "day": short_date(appointment.valid_from),
            }
        )
    appointment.valid_to = day
    appointment.ended_reason = reason[:300]
    save_checked(appointment)
    record(
        "appointment.ended",
        appointment,
        actor=actor,
        text=_("Завершено назначение на роль: %s.") % appointment.title,
        about=[appointment.person],
        data={"role": appointment.role, "valid_to": day.isoformat()},
    )
    return appointment


def _check_school(appointees: list[Appointee], school: School) -> None:
    for appointee in appointees:
        if appointee.role not in AppointedRole.values:
            raise DomainError(_("Роли «%s» не бывает.") % appointee.role)
        parts = (appointee.person, appointee.direction, appointee.form)
        if any(part is not None and part.school_id != school.pk for part in parts):
            raise DomainError(
                _(
                    "Люди, направления и формы берутся только из {school:своего/своей} "
                    "{school:genitive}."
                )
            )
