"""«Delete or depersonalise»: a question with a date that a withdrawal opens."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from core.audit import record
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext as _
from core.russian.dates import short_date
from core.transitions import lock

from ..choices import DataDecision
from ..models import Consent, DataQuestion, Person
from .saving import save_checked

TIME_TO_DECIDE = datetime.timedelta(days=30)


@transaction.atomic
def ask_about_data(
    person: Person,
    *,
    actor: Any,
    consent: Consent | None = None,
    asked_on: datetime.date | None = None,
    due_on: datetime.date | None = None,
) -> DataQuestion:
    """Open the question; one that is open already stays, with the earlier of both terms."""
    asked_on = asked_on or today()
    due_on = due_on or asked_on + TIME_TO_DECIDE
    # Two withdrawals at once open one question.
    Person.objects.select_for_update().get(pk=person.pk)
    question = DataQuestion.objects.filter(person=person, decided_on__isnull=True).first()
    if question is not None:
        if due_on < question.due_on:
            question.due_on = due_on
            save_checked(question)
        return question
    question = DataQuestion(
        school_id=person.school_id,
        person=person,
        consent=consent,
        asked_on=asked_on,
        due_on=due_on,
    )
    save_checked(question)
    record(
        "data.asked",
        question,
        actor=actor,
        text=_("До %(day)s решить, удалить данные или обезличить.") % {"day": short_date(due_on)},
        about=[person],
        data={"due_on": due_on.isoformat()},
    )
    return question


@transaction.atomic
def decide_about_data(question: DataQuestion, *, decision: str, actor: Any) -> DataQuestion:
    """Write down what was decided. What follows from it, the caller does in this transaction."""
    question = lock(question)
    if question.decided_on is not None:
        raise DomainError(_("Это уже решено."))
    question.decision = decision
    question.decided_on = today()
    question.decided_by = actor if getattr(actor, "pk", None) else None
    save_checked(question)
    record(
        "data.decided",
        question,
        actor=actor,
        text=_("О данных решено: %(what)s.") % {"what": question.get_decision_display()},
        about=[question.person],
        data={"decision": decision},
    )
    return question


def close_if_given_again(consent: Consent, *, actor: Any) -> None:
    """A consent of the kind that was withdrawn answers the question that its withdrawal opened."""
    questions = DataQuestion.objects.filter(
        person_id=consent.person_id,
        decided_on__isnull=True,
        consent__kind=consent.kind,
        consent__signer=consent.signer,
    )
    for question in questions:
        decide_about_data(question, decision=DataDecision.GIVEN_AGAIN, actor=actor)
