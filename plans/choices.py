"""States of plans and of the mentor's final document; kinds of meetings."""

from django.db.models import TextChoices

from core.i18n import gettext_lazy as _


class PlanState(TextChoices):
    DRAFT = "draft", _("черновик")
    SUBMITTED = "submitted", _("на утверждении")
    RETURNED = "returned", _("возвращён на доработку")
    APPROVED = "approved", _("утверждён")
    CLOSED = "closed", _("закрыт")


# Where the regulation names nobody who approves, a draft is approved by its author's sending it.
PLAN_TRANSITIONS: dict[str, frozenset[str]] = {
    PlanState.DRAFT: frozenset({PlanState.SUBMITTED, PlanState.APPROVED}),
    PlanState.SUBMITTED: frozenset({PlanState.APPROVED, PlanState.RETURNED}),
    PlanState.RETURNED: frozenset({PlanState.SUBMITTED, PlanState.APPROVED}),
    # Corrected (S1, 7.2; S3, 6.1): it is written and approved anew, the old paper stays.
    PlanState.APPROVED: frozenset({PlanState.CLOSED, PlanState.RETURNED}),
    # The pair was ended by mistake and is in force again.
    PlanState.CLOSED: frozenset({PlanState.APPROVED}),
}

PLAN_EDITABLE = (PlanState.DRAFT, PlanState.RETURNED)


class FeedbackState(TextChoices):
    DRAFT = "draft", _("черновик")
    SUBMITTED = "submitted", _("передан")
    READ = "read", _("с ним ознакомлены")


FEEDBACK_TRANSITIONS: dict[str, frozenset[str]] = {
    FeedbackState.DRAFT: frozenset({FeedbackState.SUBMITTED}),
    FeedbackState.SUBMITTED: frozenset({FeedbackState.READ, FeedbackState.DRAFT}),
    FeedbackState.READ: frozenset(),
}


class FinalForm(TextChoices):
    """Which form the mentor's final document has; the regulation says which is written."""

    FEEDBACK = "feedback", _("отзыв")
    REPORT = "report", _("отчёт")
