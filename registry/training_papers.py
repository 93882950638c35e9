"""Papers of training: the plan that an order approves, the register of attendance, certificates.

Papers are Russian whatever the language of the interface, so the words here pass gettext by.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.clock import today
from core.russian.cases import Case
from core.russian.dates import long_date, period, short_date
from core.russian.names import FullName, initials_first
from core.terms import expand
from documents.paper import (
    Block,
    Column,
    Paper,
    Paragraph,
    Signature,
    Signatures,
    Stamp,
    Table,
    TextSection,
)
from documents.papers import letterhead_of
from schools.models import School
from schools.queries import signatory_on

from .choices import Attendance
from .models import TrainingCourse, TrainingListener, TrainingSession
from .queries.training import ListenerLine

MARKS = {Attendance.PRESENT: "+", Attendance.ABSENT: "н", Attendance.EXCUSED: "у"}


def training_plan(course: TrainingCourse, sessions: Sequence[TrainingSession]) -> Paper:
    """Programme and schedule: an annex of the order, or approved by a stamp."""
    total = sum((row.hours for row in sessions), Decimal(0))
    lines = tuple(
        (
            str(number),
            short_date(row.held_on) + (f", {row.starts_at:%H:%M}" if row.starts_at else ""),
            row.topic,
            number_of(row.hours),
            row.teacher,
            row.place,
            row.materials,
        )
        for number, row in enumerate(sessions, 1)
    )
    blocks: list[Block] = [_approved(course)]
    if course.purpose:
        blocks.append(TextSection("Чему учит", course.purpose))
    blocks.append(
        Table(
            columns=(
                Column("№ п/п", 5),
                Column("Дата", 11),
                Column("Тема", 32),
                Column("Часов", 7),
                Column("Кто ведёт", 16),
                Column("Место", 13),
                Column("Материалы", 16),
            ),
            rows=lines,
        )
    )
    blocks.append(Paragraph(f"Всего часов: {number_of(total)}.", indent=False))
    if course.materials:
        blocks.append(TextSection("Материалы", course.materials))
    blocks.append(Signatures((Signature(post=expand("{Curator}"), name="", dated=True),)))
    return Paper(
        kind="training_plan",
        heading="ПРОГРАММА И ГРАФИК ОБУЧЕНИЯ",
        title=course.title,
        landscape=True,
        blocks=tuple(blocks),
    )


def attendance_paper(
    course: TrainingCourse,
    sessions: Sequence[TrainingSession],
    lines: Sequence[ListenerLine],
    marks: dict[tuple[int, int], str],
) -> Paper:
    """Who was at which session. `marks`: by listener and session."""
    columns = [Column("№ п/п", 5), Column("Фамилия, имя, отчество", 30)]
    columns += [Column(f"{row.held_on:%d.%m}", 6) for row in sessions]
    columns.append(Column("Часов", 8))
    rows = tuple(
        (
            str(number),
            line.listener.person.full_name,
            *(_sign(marks.get((line.listener.pk, session.pk))) for session in sessions),
            number_of(line.hours),
        )
        for number, line in enumerate(lines, 1)
    )
    return Paper(
        kind="training_attendance",
        heading="ВЕДОМОСТЬ ПОСЕЩЕНИЯ",
        title=course.title,
        landscape=True,
        blocks=(
            Table(columns=tuple(columns), rows=rows),
            Paragraph(
                "«+» – был, «н» – не был, «у» – не был по уважительной причине.", indent=False
            ),
            Paragraph(f"Сведения на {long_date(today())}", indent=False),
            Signatures((Signature(post=expand("{Curator}"), name="", dated=True),)),
        ),
    )


def certificate(
    listener: TrainingListener,
    school: School,
    *,
    sessions: Sequence[TrainingSession],
    hours: Decimal,
) -> Paper:
    """That somebody has been trained; `hours` are those attended."""
    person, day = listener.person, listener.certificate_on or today()
    verb = {"m": "прошёл", "f": "прошла"}.get(person.gender, "прошёл(прошла)")
    days = [row.held_on for row in sessions]
    when = ""
    if days:
        first, last = min(days), max(days)
        when = f" {long_date(first) if first == last else period(first, last)}"
    text = expand("%(verb)s обучение {mentors:genitive} «%(title)s»%(when)s в объёме %(hours)s ч.")
    signatory = signatory_on(school, day)
    name = ""
    if signatory:
        full = FullName(signatory.last_name, signatory.first_name, signatory.middle_name, None)
        name = initials_first(full)
    post = signatory.post if signatory else expand("{Director}")
    return Paper(
        kind="certificate",
        heading="УДОСТОВЕРЕНИЕ",
        title=expand("об обучении {mentor:genitive}"),
        letterhead=letterhead_of(school),
        numbered=True,
        number=listener.certificate_number,
        date=listener.certificate_on,
        place=school.city,
        blocks=(
            Paragraph(person.full_name_in(Case.NOMINATIVE), align="center", bold=True),
            Paragraph(
                text
                % {
                    "verb": verb,
                    "title": listener.course.title,
                    "when": when,
                    "hours": number_of(hours),
                },
                align="center",
                indent=False,
            ),
            Signatures((Signature(post, name),)),
        ),
    )


def number_of(hours: Decimal) -> str:
    """«2», «1,5»."""
    return f"{hours.normalize():f}".replace(".", ",")


def _sign(mark: str | None) -> str:
    return MARKS[Attendance(mark)] if mark else ""


def _approved(course: TrainingCourse) -> Stamp:
    if course.basis:
        return Stamp(("УТВЕРЖДЕНО", course.basis))
    return Stamp(("УТВЕРЖДЕНО", "приказом от «___» ____________ 20___ г. № _____"))
