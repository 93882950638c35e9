"""What surveys say when a person is destroyed, or asks for all that is held about them."""

from __future__ import annotations

from collections.abc import Iterator

from core.i18n import gettext as _
from core.russian.dates import short_date
from registry.life_hooks import ERASED, NAMELESS, HeldTable, Part
from registry.models import Person

from .models import Answer


def foresee(person: Person) -> Iterator[Part]:
    own = Answer.objects.filter(request__person=person)
    yield Part(_("ответы на анкеты словами"), own.exclude(text="").count(), ERASED)
    marks = own.filter(number__isnull=False).count()
    yield Part(_("отметки в анкетах"), marks, NAMELESS, _("входят в сводные числа"))


def held(person: Person) -> Iterator[HeldTable]:
    rows = Answer.objects.filter(request__person=person).select_related(
        "request__survey", "question"
    )
    yield HeldTable(
        "surveys",
        _("Ответы на анкеты"),
        (_("анкета"), _("дата"), _("вопрос"), _("ответ")),
        [
            (
                answer.request.survey.title,
                short_date(answer.request.answered_at.date()) if answer.request.answered_at else "",
                answer.question.text,
                str(answer),
            )
            for answer in rows.order_by("request", "question__number")
        ],
    )
