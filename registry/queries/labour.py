"""Whether employees who mentor employees have the papers for it, for any number at once."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from core.choices import Level
from core.findings import Finding
from core.i18n import gettext as _
from core.russian.dates import short_date
from schools.choices import ParticipantKind
from schools.models import MentoringForm
from schools.rules import RuleSet

from ..hooks import Panel, PanelItem
from ..models import LabourTerms, Person
from ..rules import rules_for

Terms = dict[int, list[LabourTerms]]


def is_of_employees(form: MentoringForm | None) -> bool:
    """Both sides are on the staff: only then the labour side is asked about."""
    staff = ParticipantKind.STAFF
    return form is not None and (form.mentor_kind, form.mentee_kind) == (staff, staff)


def labour_terms(people: QuerySet[Person] | Collection[int], rules: RuleSet) -> Terms:
    """Person → papers with everything signed. One query, none where the act asks for no papers."""
    if not rules.value("labour.required"):
        return {}
    found: Terms = {}
    for row in LabourTerms.objects.ready().filter(person__in=people).order_by("starts_on", "pk"):
        found.setdefault(row.person_id, []).append(row)
    return found


def labour_findings(
    person: Person,
    terms: Sequence[LabourTerms],
    *,
    starts_on: datetime.date,
    ends_on: datetime.date,
    rules: RuleSet,
    level: str = Level.BLOCK,
) -> Iterator[Finding]:
    """What of the papers these days of mentoring an employee lack."""
    if not rules.value("labour.required"):
        return
    url = reverse("registry:person_labour", args=[person.pk])
    if not any(row.is_in_force_on(starts_on) for row in terms):
        text = _(
            "%(name)s: на %(day)s нет согласия {employee:genitive} и дополнительного соглашения "
            "о наставничестве"
        )
        text %= {"name": person.short_name, "day": short_date(starts_on)}
        yield rules.finding("labour.required", text, level=level, url=url)
    elif not any(row.is_in_force_on(ends_on) for row in terms):
        text = _(
            "%(name)s: дополнительное соглашение о наставничестве кончается раньше пары, %(day)s"
        )
        last = max(row.last_day for row in terms if row.last_day is not None)
        text %= {"name": person.short_name, "day": short_date(last)}
        yield rules.finding("labour.required", text, level=Level.WARNING, url=url)


def may_open_labour(user: Any, person: Person) -> bool:
    """Whoever keeps the papers or sees the whole school, and the employee."""
    if not user.has_perm("registry.view_labourterms"):
        return False
    return user.has_perm("registry.view_mentorcard") or person.user_id == user.pk


def panel_of_labour(person: Person, user: Any) -> Panel:
    """The papers on a mentor's page, with the way to make them where the act asks for them."""
    title = _("Трудовые документы")
    if person.kind != ParticipantKind.STAFF or not may_open_labour(user, person):
        return Panel(title, [])
    rows = list(LabourTerms.objects.visible_to(user).filter(person=person))
    card = getattr(person, "mentor_card", None)
    is_asked = card is not None and (card.form is None or is_of_employees(card.form))
    if not rows and not (is_asked and rules_for(person.school).value("labour.required")):
        return Panel(title, [])
    return Panel(title, list(_items(person, rows)))


def _items(person: Person, rows: Iterable[LabourTerms]) -> Iterator[PanelItem]:
    url = reverse("registry:person_labour", args=[person.pk])
    rows = list(rows)
    if not rows:
        yield PanelItem(_("Согласия и дополнительного соглашения нет"), url, tone="warn", state="!")
    for row in rows:
        last = row.last_day
        until = _(" по %s") % short_date(last) if last else ""
        note = _("с %s") % short_date(row.starts_on) + until
        ready = (_("готово"), "good") if row.is_ready else (_("не подписано"), "warn")
        title = str(row.get_basis_display())
        yield PanelItem(
            title[:1].upper() + title[1:], url, note=note, state=ready[0], tone=ready[1]
        )
