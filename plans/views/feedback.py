"""The mentor's feedback: page, editor, sending, the curator's reading, papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views import View
from django.views.generic import DetailView, FormView

from core.action_views import ActionView
from core.audit import timeline
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from documents.choices import FileFormat
from documents.responses import file_response, sheet_response

from .. import access
from ..actions import read_feedback, return_feedback, save_feedback, submit_feedback
from ..choices import FeedbackState
from ..finals import final_sections, final_title, rules_for_final
from ..forms import FeedbackForm
from ..models import Feedback
from ..papers import draft_of, feedback_paper
from ..queries import OF_MEMBER, is_late_feedback


def visible_feedback(request: HttpRequest) -> QuerySet[Feedback]:
    """A mentee and a parent see the document once it is issued: read, or owed to no reader."""
    rows = Feedback.objects.visible_to(request.user).select_related(
        *OF_MEMBER, "school", "document", "member__plan__regulation"
    )
    if request.user.has_perm("plans.write_feedback") or request.user.has_perm("plans.approve_plan"):
        return rows
    if request.user.has_perm("orders.approve_order"):
        return rows
    return rows.filter(document__isnull=False)


class FeedbackDetailView(Permitted, DetailView):
    permission_required = "plans.read_feedback"
    template_name = "plans/feedback_detail.html"

    def get_queryset(self) -> QuerySet[Feedback]:
        return visible_feedback(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feedback, user = self.object, self.request.user
        rules = rules_for_final(feedback)
        today = timezone.localdate()
        unsent = feedback.state == FeedbackState.DRAFT
        return super().get_context_data(
            pair=feedback.member.pair,
            texts=[
                (title, feedback.texts.get(code, ""))
                for code, title in final_sections(feedback).items()
            ],
            due_clause=rules.clause("final.due_working_days_before"),
            may_write=access.may_write_feedback(user, feedback.member),
            may_read=access.may_mark_read(user, feedback),
            final_title=final_title(feedback),
            is_late=is_late_feedback(feedback)
            or bool(unsent and feedback.due_on and feedback.due_on < today),
            timeline=timeline(feedback)[:30],
            **kwargs,
        )


class FeedbackUpdateView(Permitted, FormView):
    permission_required = "plans.write_feedback"
    template_name = "plans/feedback_update.html"
    form_class = FeedbackForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and self.has_permission():
            self.feedback = get_object_or_404(visible_feedback(request), pk=kwargs["pk"])
            if not access.may_write_feedback(request.user, self.feedback.member):
                raise PermissionDenied
            if self.feedback.state != FeedbackState.DRAFT:
                messages.info(request, _("Документ уже передан, менять его нельзя."))
                return HttpResponseRedirect(self.feedback.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.feedback}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            feedback=self.feedback,
            pair=self.feedback.member.pair,
            final_title=final_title(self.feedback),
            **kwargs,
        )

    def form_valid(self, form: FeedbackForm) -> HttpResponse:
        user = self.request.user
        try:
            feedback = save_feedback(self.feedback, actor=user, texts=form.texts())
            if "send" in self.request.POST:
                submit_feedback(feedback, actor=user)
                messages.success(self.request, _("Итоговый документ передан."))
            else:
                messages.success(self.request, _("Итоговый документ сохранён."))
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return HttpResponseRedirect(self.feedback.get_absolute_url())


class FeedbackSubmitView(ActionView):
    permission_required = "plans.write_feedback"
    model = Feedback
    success_message = _("Итоговый документ передан.")

    def act(self, obj: Feedback, **data: Any) -> None:
        if not access.may_write_feedback(self.request.user, obj.member):
            raise PermissionDenied
        submit_feedback(obj, actor=self.request.user)


class FeedbackReadView(ActionView):
    """By the role that the regulation names."""

    permission_required = "plans.read_feedback"
    model = Feedback
    success_message = _("Отмечено: вы ознакомлены.")

    def act(self, obj: Feedback, **data: Any) -> None:
        if not access.may_mark_read(self.request.user, obj):
            raise PermissionDenied
        read_feedback(obj, actor=self.request.user)


class FeedbackReturnView(ActionView):
    permission_required = "plans.read_feedback"
    model = Feedback
    success_message = _("Документ возвращён {mentor:dative}.")

    def act(self, obj: Feedback, **data: Any) -> None:
        if not access.may_mark_read(self.request.user, obj):
            raise PermissionDenied
        return_feedback(obj, actor=self.request.user)


class FeedbackFileView(Permitted, View):
    """The issued paper; before the curator has read it, a draft made on the spot."""

    permission_required = "plans.read_feedback"
    format: FileFormat = FileFormat.PDF

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        feedback = get_object_or_404(visible_feedback(request), pk=pk)
        filename = _("Итоговый документ %(id)s") % {"id": feedback.pk}
        if feedback.document is None:
            paper = feedback_paper(feedback)
            if feedback.state == FeedbackState.DRAFT:
                paper = draft_of(paper)
            return sheet_response(paper, self.format, filename=filename)
        return file_response(request, feedback.document, self.format, filename=filename)
