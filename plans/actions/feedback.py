"""The mentor's feedback: written, sent to the curator, read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import DomainError, StateError
from core.transitions import lock, move
from documents.actions import issue_document

from ..choices import FEEDBACK_TRANSITIONS, FeedbackState
from ..models import Feedback
from ..papers import feedback_paper
from ..signals import feedback_returned, feedback_submitted
from .trail import tell

TEXTS = (
    "studied",
    "tasks_done",
    "qualities",
    "shortcomings",
    "to_study",
    "potential",
    "extra",
)
# What the form can't go without; shortcomings and the rest may honestly be empty.
REQUIRED = ("studied", "tasks_done", "qualities", "potential")


def label_of(name: str) -> str:
    """What a text of the document is headed by."""
    column: Any = Feedback._meta.get_field(name)
    return str(column.verbose_name)


@transaction.atomic
def save_feedback(feedback: Feedback, *, actor: Any, texts: Mapping[str, str]) -> Feedback:
    """Keep the draft. Raises `StateError` where it has been sent."""
    feedback = lock(feedback)
    if feedback.state != FeedbackState.DRAFT:
        raise StateError(_("Отзыв уже передан куратору, менять его нельзя."))
    for name in TEXTS:
        setattr(feedback, name, texts.get(name, "").strip())
    feedback.save(update_fields=[*TEXTS, "updated_at"])
    tell(feedback, "save_feedback", _("Заполнен отзыв о результатах."), actor=actor)
    return feedback


@transaction.atomic
def submit_feedback(feedback: Feedback, *, actor: Any) -> Feedback:
    """Send it to the curator; a late one is accepted and shows as late."""
    feedback = lock(feedback)
    empty = [label_of(name) for name in REQUIRED if not getattr(feedback, name)]
    if empty:
        raise DomainError(_("Заполните: %(fields)s.") % {"fields": "; ".join(empty)})
    move(
        feedback,
        FeedbackState.SUBMITTED,
        FEEDBACK_TRANSITIONS,
        submitted_on=clock.today(),
    )
    tell(feedback, "submit_feedback", _("Отзыв передан куратору."), actor=actor)
    feedback_submitted.send(sender=Feedback, feedback=feedback, actor=actor)
    return feedback


@transaction.atomic
def return_feedback(feedback: Feedback, *, actor: Any) -> Feedback:
    """Open a sent feedback for its mentor again."""
    feedback = lock(feedback)
    move(feedback, FeedbackState.DRAFT, FEEDBACK_TRANSITIONS, submitted_on=None)
    tell(feedback, "return_feedback", _("Отзыв возвращён наставнику."), actor=actor)
    feedback_returned.send(sender=Feedback, feedback=feedback, actor=actor)
    return feedback


@transaction.atomic
def read_feedback(feedback: Feedback, *, actor: Any) -> Feedback:
    """The curator has read it: the paper is issued and changes no more."""
    feedback = lock(feedback)
    move(feedback, FeedbackState.READ, FEEDBACK_TRANSITIONS, read_on=clock.today())
    feedback.document = issue_document(
        feedback_paper(feedback),
        school=feedback.school,
        kind="feedback",
        owner=f"plans.feedback:{feedback.pk}",
        number="",
        issued_on=clock.today(),
        actor=actor,
    )
    feedback.save(update_fields=["document"])
    tell(feedback, "read_feedback", _("Куратор ознакомлен с отзывом."), actor=actor)
    return feedback
