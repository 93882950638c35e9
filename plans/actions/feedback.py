"""The mentor's feedback: written, sent to the curator, read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core import clock
from core.errors import DomainError, StateError
from core.i18n import gettext as _
from core.transitions import lock, move
from documents.actions import issue_document

from ..choices import FEEDBACK_TRANSITIONS, FeedbackState
from ..finals import final_sections, reader_of
from ..models import Feedback
from ..papers import feedback_paper
from ..signals import feedback_returned, feedback_submitted
from .trail import tell


@transaction.atomic
def save_feedback(feedback: Feedback, *, actor: Any, texts: Mapping[str, str]) -> Feedback:
    """Keep the draft. Raises `StateError` where it has been sent."""
    feedback = lock(feedback)
    if feedback.state != FeedbackState.DRAFT:
        raise StateError(_("Документ уже передан, менять его нельзя."))
    given = {code: texts.get(code, "").strip() for code in final_sections(feedback)}
    feedback.texts = {code: text for code, text in given.items() if text}
    feedback.save(update_fields=["texts", "updated_at"])
    tell(feedback, "save_feedback", _("Заполнен итоговый документ."), actor=actor)
    return feedback


@transaction.atomic
def submit_feedback(feedback: Feedback, *, actor: Any) -> Feedback:
    """Send it to its reader; a late one is accepted and shows as late.

    Where the regulation names no reader, the paper is issued at once.
    """
    feedback = lock(feedback)
    if not feedback.texts:
        titles = "; ".join(final_sections(feedback).values())
        raise DomainError(_("Заполните хотя бы один раздел: %(titles)s.") % {"titles": titles})
    move(
        feedback,
        FeedbackState.SUBMITTED,
        FEEDBACK_TRANSITIONS,
        submitted_on=clock.today(),
    )
    if not reader_of(feedback):
        _issue(feedback, actor=actor)
    tell(feedback, "submit_feedback", _("Итоговый документ передан."), actor=actor)
    feedback_submitted.send(sender=Feedback, feedback=feedback, actor=actor)
    return feedback


@transaction.atomic
def return_feedback(feedback: Feedback, *, actor: Any) -> Feedback:
    """Open a sent feedback for its mentor again."""
    feedback = lock(feedback)
    if feedback.document_id is not None:
        raise StateError(_("Документ уже выпущен, вернуть его нельзя."))
    move(feedback, FeedbackState.DRAFT, FEEDBACK_TRANSITIONS, submitted_on=None)
    tell(
        feedback, "return_feedback", _("Итоговый документ возвращён {mentor:dative}."), actor=actor
    )
    feedback_returned.send(sender=Feedback, feedback=feedback, actor=actor)
    return feedback


@transaction.atomic
def read_feedback(feedback: Feedback, *, actor: Any) -> Feedback:
    """Its reader has read it: the paper is issued and changes no more."""
    feedback = lock(feedback)
    move(feedback, FeedbackState.READ, FEEDBACK_TRANSITIONS, read_on=clock.today())
    _issue(feedback, actor=actor)
    tell(feedback, "read_feedback", _("С итоговым документом ознакомлены."), actor=actor)
    return feedback


def _issue(feedback: Feedback, *, actor: Any) -> None:
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
