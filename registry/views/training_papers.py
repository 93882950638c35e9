"""Papers of training, handed over."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views import View

from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from documents.choices import FileFormat
from documents.responses import sheet_response, sheets_response

from ..models import SessionAttendance, TrainingCourse, TrainingListener
from ..queries.training import listener_lines
from ..training_papers import attendance_paper, certificate, training_plan
from .consent_papers import MOST_SHEETS
from .training import RUN, VIEW, OfCourse


class PlanPaperView(OfCourse):
    format = FileFormat.PDF

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        paper = training_plan(self.course, list(self.course.sessions.all()))
        return sheet_response(paper, self.format, filename=_name("программа", self.course))


class AttendancePaperView(OfCourse):
    permission_required = RUN

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        course = self.course
        marks = SessionAttendance.objects.filter(session__course=course)
        rows = marks.values_list("listener_id", "session_id", "mark")
        kept = {(listener, session): mark for listener, session, mark in rows}
        lines = listener_lines(course)
        paper = attendance_paper(course, list(course.sessions.all()), lines, kept)
        return sheet_response(paper, FileFormat.PDF, filename=_name("посещение", course))


class CertificatesPaperView(OfCourse):
    """All certificates of a course as one file."""

    permission_required = RUN

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        sessions = list(self.course.sessions.all())
        papers = [
            certificate(line.listener, self.course.school, sessions=sessions, hours=line.hours)
            for line in listener_lines(self.course)
            if line.listener.certificate_number
        ]
        if not papers:
            raise Http404
        if len(papers) > MOST_SHEETS:
            text = _("За один раз печатают до %s удостоверений: печатайте по одному.")
            messages.error(request, text % MOST_SHEETS)
            return HttpResponseRedirect(self.course.get_absolute_url())
        return sheets_response(papers, filename=_name("удостоверения", self.course))


class CertificateView(Permitted, View):
    """One certificate, for whoever runs the training and for its owner."""

    permission_required = VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = TrainingListener.objects.visible_to(request.user).exclude(certificate_number="")
        listener = get_object_or_404(rows.select_related("course__school", "person"), pk=pk)
        lines = {line.listener.pk: line for line in listener_lines(listener.course)}
        paper = certificate(
            listener,
            listener.course.school,
            sessions=list(listener.course.sessions.all()),
            hours=lines[listener.pk].hours,
        )
        name = slugify(f"удостоверение {listener.person.last_name}", allow_unicode=True)
        return sheet_response(paper, FileFormat.PDF, filename=name)


def _name(word: str, course: TrainingCourse) -> str:
    return slugify(f"{word} {course.title[:60]}", allow_unicode=True)
