"""The plan: list, page, editor, its way to approval, marks, papers."""

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
from django.views.generic import DetailView, TemplateView

from core.action_views import ActionView
from core.audit import timeline
from core.errors import DomainError
from core.findings import warnings
from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from documents.choices import FileFormat
from documents.queries import paper_of
from documents.responses import file_response, sheet_response
from schools.rules import rules_of

from .. import access
from ..actions import approve_plan, correct_plan, mark_activity, return_plan, save_plan, submit_plan
from ..choices import PLAN_EDITABLE, PlanState
from ..forms import ActivityFormSet, BaseActivityFormSet, MarkForm, PlanForm, RemarkForm
from ..models import Activity, Plan
from ..papers import draft_of, plan_paper, with_marks
from ..queries import OF_MEMBER
from ..rules import findings_of, missing_meetings, sections_of

# While a plan can still be mended, its findings are shown.
UNDER_REVIEW = (*PLAN_EDITABLE, PlanState.SUBMITTED)


def visible_plans(request: HttpRequest) -> QuerySet[Plan]:
    return Plan.objects.visible_to(request.user).select_related(
        *OF_MEMBER, "school", "regulation", "document", "member__pair__curator"
    )


class PlanDetailView(Permitted, DetailView):
    permission_required = "plans.view_plan"
    template_name = "plans/plan_detail.html"

    def get_queryset(self) -> QuerySet[Plan]:
        return visible_plans(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, user = self.object, self.request.user
        today = timezone.localdate()
        lines = list(plan.activities.all())
        pair = plan.member.pair
        return super().get_context_data(
            pair=pair,
            rules=rules_of(plan.regulation),
            plan_title=rules_of(plan.regulation).value("plan.title") or _("Индивидуальный план"),
            lines=[(line, line.is_late(today)) for line in lines],
            done_count=sum(line.done_on is not None for line in lines),
            findings=findings_of(plan) if lines and plan.state in UNDER_REVIEW else [],
            may_write=access.may_write_plan(user, plan),
            may_mark=access.may_mark(user, plan),
            may_approve=access.may_approve_plan(user, plan),
            may_note_meeting=access.may_note_meeting(user, pair),
            meetings=pair.meetings.all()[:50],
            missing_meetings=missing_meetings(pair) if pair.is_standing_on(today) else [],
            sections=[
                (title, text)
                for code, title in sections_of(plan).items()
                if (text := plan.sections.get(code))
            ],
            feedback=getattr(plan.member, "feedback", None),
            remark_form=RemarkForm(),
            correct_form=RemarkForm(auto_id="correct_%s"),
            mark_form=MarkForm(initial={"done_on": today}),
            today=today,
            timeline=timeline(plan)[:30],
            **kwargs,
        )


class PlanUpdateView(Permitted, TemplateView):
    """The editor: the period, the lines, two texts. What is wrong keeps what was typed."""

    permission_required = "plans.view_plan"
    template_name = "plans/plan_update.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and self.has_permission():
            self.plan = get_object_or_404(visible_plans(request), pk=kwargs["pk"])
            if not access.may_write_plan(request.user, self.plan):
                raise PermissionDenied
            if not self.plan.is_editable:
                messages.info(request, _("План уже передан на утверждение, менять его нельзя."))
                return HttpResponseRedirect(self.plan.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", PlanForm(instance=self.plan))
        kwargs.setdefault("formset", self.empty_formset())
        return super().get_context_data(plan=self.plan, pair=self.plan.member.pair, **kwargs)

    def empty_formset(self) -> BaseActivityFormSet:
        fields = ("title", "period", "due_on", "responsible")
        return ActivityFormSet(
            prefix="lines",
            initial=list(self.plan.activities.values(*fields)) or None,
            form_kwargs=self.labels,
        )

    @property
    def labels(self) -> dict[str, Any]:
        return {"labels": rules_of(self.plan.regulation).labels("plan.columns")}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = PlanForm(request.POST, instance=self.plan)
        formset = ActivityFormSet(request.POST, prefix="lines", form_kwargs=self.labels)
        if form.is_valid() and formset.is_valid() and self.save(form, formset):
            return HttpResponseRedirect(self.plan.get_absolute_url())
        return self.render_to_response(self.get_context_data(form=form, formset=formset))

    def save(self, form: PlanForm, formset: BaseActivityFormSet) -> bool:
        try:
            save_plan(self.plan, actor=self.request.user, activities=formset.rows(), **form.texts())
            if "send" in self.request.POST:
                self.plan = submit_plan(self.plan, actor=self.request.user)
                messages.success(self.request, _("План передан."))
            else:
                messages.success(self.request, _("План сохранён."))
            for finding in warnings(findings_of(self.plan)):
                messages.warning(self.request, str(finding))
        except DomainError as error:
            form.add_error(None, str(error))
            return False
        return True


class PlanSubmitView(ActionView):
    permission_required = "plans.view_plan"
    model = Plan
    success_message = _("План передан.")

    def act(self, obj: Plan, **data: Any) -> None:
        if not access.may_write_plan(self.request.user, obj):
            raise PermissionDenied
        submit_plan(obj, actor=self.request.user)


class PlanApproveView(ActionView):
    """By the role that the regulation names."""

    permission_required = "plans.view_plan"
    model = Plan
    success_message = _("План утверждён.")

    def act(self, obj: Plan, **data: Any) -> None:
        if not access.may_approve_plan(self.request.user, obj):
            raise PermissionDenied
        approve_plan(obj, actor=self.request.user)


class PlanReturnView(ActionView):
    permission_required = "plans.view_plan"
    model = Plan
    form_class = RemarkForm
    success_message = _("План возвращён {mentor:dative}.")

    def act(self, obj: Plan, **data: Any) -> None:
        if not access.may_approve_plan(self.request.user, obj):
            raise PermissionDenied
        return_plan(obj, actor=self.request.user, remark=data["remark"])


class PlanCorrectView(ActionView):
    """The authors open an approved plan again, with the reason."""

    permission_required = "plans.view_plan"
    model = Plan
    form_class = RemarkForm
    success_message = _("План открыт: исправьте и передайте его снова.")

    def act(self, obj: Plan, **data: Any) -> None:
        if not access.may_write_plan(self.request.user, obj):
            raise PermissionDenied
        correct_plan(obj, actor=self.request.user, reason=data["remark"])


class ActivityMarkView(Permitted, View):
    """The mark of one line: set, changed, or taken back with an empty date."""

    permission_required = "plans.view_plan"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        activity = get_object_or_404(
            Activity.objects.filter(plan__in=Plan.objects.visible_to(request.user)), pk=pk
        )
        if not access.may_mark(self.request.user, activity.plan):
            raise PermissionDenied
        form = MarkForm(request.POST)
        if form.is_valid():
            try:
                mark_activity(activity, actor=request.user, **form.cleaned_data)
            except DomainError as error:
                messages.error(request, str(error))
        else:
            wrong = [str(text) for texts in form.errors.values() for text in texts]
            messages.error(request, " ".join(wrong))
        return HttpResponseRedirect(f"{activity.plan.get_absolute_url()}#line-{activity.number}")


class PlanFileView(Permitted, View):
    """The issued paper, with its marks as of today; before the approval, a draft on the spot."""

    permission_required = "plans.view_plan"
    format: FileFormat = FileFormat.PDF

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        plan = get_object_or_404(visible_plans(request), pk=pk)
        filename = _("План %(id)s") % {"id": plan.pk}
        if plan.document is None:
            return sheet_response(draft_of(plan_paper(plan)), self.format, filename=filename)
        if plan.activities.filter(done_on__isnull=False).exists():
            paper = with_marks(paper_of(plan.document), plan)
            return sheet_response(paper, self.format, filename=filename)
        return file_response(request, plan.document, self.format, filename=filename)
