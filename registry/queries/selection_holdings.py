"""What is held about a person as a candidate, a listener and a reader of the mentors' texts.

Of interviews only when and by whom: what others said in confidence isn't handed out.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.i18n import gettext as _
from core.russian.dates import short_date

from ..life_hooks import HeldTable
from ..models import InterviewNote, Person


def selection_holdings(person: Person) -> Iterator[HeldTable]:
    """The tables in which there is something."""
    return (table for table in _tables(person) if table.rows)


def _tables(person: Person) -> Iterator[HeldTable]:
    applications = list(person.applications.select_related("form"))
    yield HeldTable(
        "applications",
        _("Заявления в {mentors}"),
        (
            _("год"),
            _("состояние"),
            _("дата"),
            _("форма"),
            _("телефон"),
            _("электронная почта"),
            _("о себе"),
            _("ответы"),
            _("портфолио"),
            _("решение"),
        ),
        [
            (
                row.year,
                row.get_state_display(),
                short_date(row.applied_on) if row.applied_on else "",
                row.form.name if row.form else "",
                row.phone,
                row.email,
                row.about,
                "; ".join(f"{line['question']} {line['answer']}" for line in row.answers),
                row.portfolio_name,
                row.decision_basis,
            )
            for row in applications
        ],
    )
    notes = InterviewNote.objects.filter(application__in=applications)
    yield HeldTable(
        "interviews",
        _("Беседы с кандидатом"),
        (_("дата"), _("кто беседовал")),
        [(short_date(note.held_on), note.held_by) for note in notes],
    )
    trainings = person.trainings.select_related("course")
    yield HeldTable(
        "trainings",
        _("Обучение"),
        (_("название"), _("номер удостоверения"), _("дата удостоверения")),
        [
            (
                row.course.title,
                row.certificate_number,
                short_date(row.certificate_on) if row.certificate_on else "",
            )
            for row in trainings
        ],
    )
    yield HeldTable(
        "acquaintances",
        _("Ознакомление"),
        (_("текст"), _("редакция"), _("дата")),
        [
            (row.text.title, row.text.version, short_date(row.read_on))
            for row in person.acquaintances.select_related("text")
        ],
    )
