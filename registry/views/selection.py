"""What those who choose do: notes, marks, approval sheets, meetings, decisions, the register."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.views import View

from core.action_views import ActionView
from core.audit import timeline
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from documents.choices import FileFormat
from documents.responses import sheet_response

from ..access import rules_of_user
from ..actions.selection import (
    close_meeting,
    criteria_of,
    decide_application,
    mark_criteria,
    note_interview,
    save_meeting,
    say_of_candidates,
    sign_approval_sheet,
)
from ..choices import ApplicationState, CriterionLevel
from ..forms.selection import (
    ApprovalForm,
    DecisionForm,
    InterviewForm,
    MarksForm,
    MeetingForm,
    said_forms,
)
from ..models import MentorApplication, SelectionMeeting
from ..selection import (
    body_title,
    deciding_body,
    members_of,
    presence_findings,
    year_for,
)
from ..selection_access import may_select
from ..selection_papers import protocol_paper, register_paper

VIEW = "registry.view_application"
RUN = "registry.run_selection"
EVENTS = 20


def parts_for_selectors(application: MentorApplication, user: Any) -> dict[str, Any]:
    """What the candidate doesn't see: notes, marks, and forms for them."""
    criteria = criteria_of(application)
    marks = list(application.marks.select_related("marked_by"))
    mine = {mark.criterion: mark.level for mark in marks if mark.marked_by_id == user.pk}
    counts = Counter((mark.criterion, mark.level) for mark in marks)
    may_mark = application.state in (ApplicationState.SUBMITTED, ApplicationState.REVIEWED)
    body = deciding_body(rules_of_user(user))
    who = getattr(user, "get_full_name", str)()
    return {
        "notes": application.notes.select_related("written_by"),
        "criteria": [
            {
                "title": criterion,
                "counts": [
                    (level, counts[criterion, level.value])
                    for level in CriterionLevel
                    if counts[criterion, level.value]
                ],
            }
            for criterion in criteria
        ],
        "marked_by": len({mark.marked_by_id for mark in marks}),
        "marks_form": MarksForm(criteria=criteria, mine=mine) if may_mark and criteria else None,
        "note_form": InterviewForm(initial={"held_by": who}) if application.is_open else None,
        "approval_form": ApprovalForm(
            initial={
                "candidate_agreed_on": application.candidate_agreed_on,
                "curator_agreed_on": application.curator_agreed_on,
            }
        ),
        "decision_form": DecisionForm(),
        "decides_here": may_mark
        and user.has_perm(RUN)
        and (application.is_nomination or body is None),
        # Where the way goes on, when nothing on this page decides.
        "body": body_title(body) if body and may_mark and not application.is_nomination else "",
        "verdicts": application.verdicts.select_related("meeting"),
    }


class OfSelectors(ActionView):
    """A button for those who choose, members of the body among them; 404 for candidates."""

    permission_required = VIEW
    model = MentorApplication

    def get_object(self) -> Any:
        if not may_select(self.request.user):
            raise Http404
        return super().get_object()


class InterviewNoteView(OfSelectors):
    form_class = InterviewForm
    success_message = _("Беседа записана.")

    def act(self, obj: Any, **data: Any) -> None:
        note_interview(obj, actor=self.request.user, **data)


class CriteriaMarkView(OfSelectors):
    success_message = _("Ваши отметки записаны.")

    def act(self, obj: Any, **data: Any) -> None:
        form = MarksForm(self.request.POST, criteria=criteria_of(obj), mine={})
        if not form.is_valid():
            raise DomainError(_("Выберите отметку из списка."))
        mark_criteria(obj, form.levels(), actor=self.request.user)


class ApprovalSignView(ActionView):
    permission_required = RUN
    model = MentorApplication
    form_class = ApprovalForm
    success_message = _("Лист согласования записан.")

    def act(self, obj: Any, **data: Any) -> None:
        sign_approval_sheet(obj, actor=self.request.user, **data)


class ApplicationDecideView(ActionView):
    permission_required = RUN
    model = MentorApplication
    form_class = DecisionForm
    success_message = _("Решение записано.")

    def act(self, obj: Any, **data: Any) -> None:
        decide_application(obj, actor=self.request.user, **data)


class MeetingFormView(Permitted, View):
    """The protocol's head: number, date, who was there."""

    permission_required = RUN
    template_name = "registry/meeting_form.html"

    @cached_property
    def meeting(self) -> SelectionMeeting | None:
        if "pk" not in self.kwargs:
            return None
        rows = SelectionMeeting.objects.visible_to(self.request.user)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def make_form(self, data: Any = None) -> MeetingForm | None:
        body = (
            self.meeting.body if self.meeting else deciding_body(rules_of_user(self.request.user))
        )
        if body is None:
            return None
        day = self.meeting.held_on if self.meeting else today()
        members = [row.person for row in members_of(self.school, body, day)]
        if self.meeting:
            names = ("number", "held_on", "secretary", "heard")
            initial = {name: getattr(self.meeting, name) for name in names}
            initial["present"] = list(self.meeting.present.values_list("pk", flat=True))
        else:
            held = SelectionMeeting.objects.filter(school=self.school, held_on__year=day.year)
            initial = {"held_on": day, "number": str(held.count() + 1)}
            initial["present"] = [person.pk for person in members]
        return MeetingForm(data, members=members, initial=initial)

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        return self.show(self.make_form())

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        form = self.make_form(request.POST)
        if form is None or not form.is_valid():
            return self.show(form)
        try:
            saved = save_meeting(
                self.meeting, school=self.school, actor=request.user, **form.cleaned_data
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(form)
        return HttpResponseRedirect(saved.get_absolute_url())

    def show(self, form: MeetingForm | None) -> HttpResponse:
        context = {"form": form, "meeting": self.meeting}
        return render(self.request, self.template_name, context)


class OfMeeting(Permitted, View):
    permission_required = VIEW

    @cached_property
    def meeting(self) -> SelectionMeeting:
        rows = SelectionMeeting.objects.visible_to(self.request.user).select_related("school")
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class MeetingDetailView(OfMeeting):
    """Candidates with what was said of each; whoever runs the selection fills it in."""

    template_name = "registry/meeting_detail.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(self.forms())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(RUN):
            raise Http404
        forms = self.forms(request.POST)
        wrong = [form for form in forms if not form.is_valid()]
        if wrong:
            return self.show(forms)
        said = {form.application: form.said() for form in forms}
        try:
            with transaction.atomic():
                say_of_candidates(self.meeting, said, actor=request.user)
                if "close" in request.POST:
                    close_meeting(self.meeting, actor=request.user)
        except DomainError as error:
            messages.error(request, str(error))
            return self.show(forms)
        is_closed = "close" in request.POST
        messages.success(request, _("Протокол подписан.") if is_closed else _("Сохранено."))
        return HttpResponseRedirect(self.meeting.get_absolute_url())

    def forms(self, data: Any = None) -> list[Any]:
        if not self.meeting.is_draft or not self.request.user.has_perm(RUN):
            return []
        kept = {row.application_id: row for row in self.meeting.verdicts.all()}
        rows = MentorApplication.objects.visible_to(self.request.user)
        rows = rows.filter(Q(pk__in=rows.waiting().values("pk")) | Q(pk__in=kept))
        rows = rows.select_related("person", "form").order_by("person__search_name")
        return list(said_forms(rows, kept, data))

    def show(self, forms: list[Any]) -> HttpResponse:
        meeting, user = self.meeting, self.request.user
        members = members_of(meeting.school, meeting.body, meeting.held_on)
        present = list(meeting.present.all())
        rules = rules_of_user(user)
        findings = presence_findings(meeting.body, present, rules=rules, members=members)
        context = {
            "meeting": meeting,
            "body": body_title(meeting.body),
            "present": present,
            "forms": forms,
            "verdicts": meeting.verdicts.select_related("application__person", "application__form"),
            "findings": findings if meeting.is_draft else [],
            "may_run": user.has_perm(RUN),
            "events": timeline(meeting)[:EVENTS],
        }
        return render(self.request, self.template_name, context)


class MeetingPaperView(OfMeeting):
    format = FileFormat.PDF

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        meeting = self.meeting
        paper = protocol_paper(meeting, members_of(meeting.school, meeting.body, meeting.held_on))
        name = slugify(_("протокол %s отбор") % meeting.number, allow_unicode=True)
        return sheet_response(paper, self.format, filename=name)


class RegisterPaperView(Permitted, View):
    """«Реестр наставников» of this year, to be approved by the director."""

    permission_required = "registry.select_mentors"
    format = FileFormat.PDF

    def get(self, request: HttpRequest) -> HttpResponse:
        _programme, year = year_for(self.school)
        rows = MentorApplication.objects.visible_to(request.user)
        rows = rows.filter(state=ApplicationState.ACCEPTED, year=year)
        rows = rows.select_related("person", "form").order_by("person__search_name")
        paper = register_paper(self.school, rows, year=year)
        return sheet_response(
            paper, self.format, filename=slugify(_("реестр {mentors:genitive}"), allow_unicode=True)
        )
