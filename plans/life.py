"""What plans say when a person is destroyed, or asks for all that is held about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from core.i18n import gettext as _
from core.russian.dates import short_date
from documents.models import Document
from registry.life_hooks import ERASED, NAMELESS, HeldTable, Part
from registry.models import Person

from .models import Activity, Feedback, Meeting, Plan


def of_person(person: Person) -> Q:
    """A mentee's are about the mentee; a mentor stands in those of the pairs."""
    return Q(member__mentee__person=person) | Q(member__mentor__person=person)


def meetings_of(person: Person) -> Any:
    pairs = Q(pair__members__mentee__person=person) | Q(pair__mentor__person=person)
    return Meeting.objects.filter(pk__in=Meeting.objects.filter(pairs).order_by().values("pk"))


def papers_of(person: Person) -> list[int]:
    """Every version that was issued: a corrected plan leaves its old paper behind."""
    owners = [f"plans.plan:{key}" for key in _keys(Plan, person)]
    owners += [f"plans.feedback:{key}" for key in _keys(Feedback, person)]
    rows = Document.objects.filter(school_id=person.school_id, owner__in=owners)
    return list(rows.values_list("pk", flat=True))


def _keys(model: Any, person: Person) -> list[int]:
    return list(model.objects.filter(of_person(person)).values_list("pk", flat=True))


def foresee(person: Person) -> Iterator[Part]:
    own = Q(member__mentee__person=person)
    yield Part(_("планы и итоговые документы: тексты"), _count(own), ERASED)
    other = Q(member__mentor__person=person)
    why = _("это сведения о второй стороне; имя из них уходит")
    yield Part(_("планы и итоговые документы второй стороны"), _count(other), NAMELESS, why)
    yield Part(_("изданные планы и отзывы с файлами"), len(papers_of(person)), ERASED)
    yield Part(_("записи о встречах: слова"), meetings_of(person).count(), ERASED)


def _count(rows: Q) -> int:
    return sum(model.objects.filter(rows).count() for model in (Plan, Feedback))


def held(person: Person) -> Iterator[HeldTable]:
    plans = Plan.objects.filter(member__mentee__person=person).order_by("starts_on", "pk")
    rows = [
        (short_date(plan.starts_on), short_date(plan.ends_on), plan.get_state_display(), text)
        for plan in plans
        for text in plan.sections.values() or [""]
    ]
    headings = (_("с"), _("по"), _("состояние"), _("раздел"))
    yield HeldTable("plans", _("Индивидуальные планы"), headings, rows)
    lines = Activity.objects.filter(plan__in=plans).order_by("plan", "number")
    yield HeldTable(
        "activities",
        _("Мероприятия планов"),
        (_("мероприятие"), _("срок"), _("выполнено"), _("отметка")),
        [
            (line.title, line.period, short_date(line.done_on) if line.done_on else "", line.note)
            for line in lines
        ],
    )
    meetings = meetings_of(person).order_by("held_on", "pk")
    yield HeldTable(
        "meetings",
        _("Встречи"),
        (_("дата"), _("встреча"), _("о чём говорили")),
        [(short_date(row.held_on), str(row), row.note) for row in meetings],
    )
    yield _held_feedback(person)


def _held_feedback(person: Person) -> HeldTable:
    about = Feedback.objects.filter(member__mentee__person=person).order_by("pk")
    rows = [
        (feedback.get_form_display(), feedback.get_state_display(), text)
        for feedback in about
        for text in feedback.texts.values()
    ]
    headings = (_("вид"), _("состояние"), _("текст"))
    return HeldTable("feedback", _("Итоговые документы о человеке"), headings, rows)
