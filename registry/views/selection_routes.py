"""Routes of choosing mentors, of their training, of the texts that they read."""

from __future__ import annotations

from typing import Any

from django.urls import path

from documents.choices import FileFormat

from . import (
    application_link,
    application_papers,
    applications,
    principles,
    selection,
    training,
    training_papers,
)

DOCX: dict[str, Any] = {"format": FileFormat.DOCX}

APPLICATIONS = [
    path("", applications.ApplicationListView.as_view(), name="application_list"),
    path("new/", applications.ApplicationCreateView.as_view(), name="application_create"),
    path("own/", applications.ApplicationOwnView.as_view(), name="application_own"),
    path(
        "invite/<int:pk>/",
        applications.ApplicationInviteView.as_view(),
        name="application_invite",
    ),
    path(
        "link/<str:token>/", application_link.ApplicationLinkView.as_view(), name="application_link"
    ),
    path("thanks/", application_link.ApplicationThanksView.as_view(), name="application_thanks"),
    path("<int:pk>/", applications.ApplicationDetailView.as_view(), name="application_detail"),
    path("<int:pk>/edit/", applications.ApplicationUpdateView.as_view(), name="application_update"),
    path(
        "<int:pk>/review/", applications.ApplicationReviewView.as_view(), name="application_review"
    ),
    path(
        "<int:pk>/withdraw/",
        applications.ApplicationWithdrawView.as_view(),
        name="application_withdraw",
    ),
    path(
        "<int:pk>/portfolio/",
        application_papers.PortfolioView.as_view(),
        name="application_portfolio",
    ),
    path(
        "<int:pk>/application.pdf",
        application_papers.ApplicationPaperView.as_view(),
        name="application_pdf",
    ),
    path(
        "<int:pk>/application.docx",
        application_papers.ApplicationPaperView.as_view(**DOCX),
        name="application_docx",
    ),
    path(
        "<int:pk>/sheet.pdf",
        application_papers.ApplicationPaperView.as_view(is_sheet=True),
        name="application_sheet_pdf",
    ),
    path("<int:pk>/note/", selection.InterviewNoteView.as_view(), name="application_note"),
    path("<int:pk>/mark/", selection.CriteriaMarkView.as_view(), name="application_mark"),
    path("<int:pk>/agree/", selection.ApprovalSignView.as_view(), name="application_agree"),
    path("<int:pk>/decide/", selection.ApplicationDecideView.as_view(), name="application_decide"),
    path("register.pdf", selection.RegisterPaperView.as_view(), name="mentor_register_pdf"),
    path("register.docx", selection.RegisterPaperView.as_view(**DOCX), name="mentor_register_docx"),
    path("meetings/new/", selection.MeetingFormView.as_view(), name="meeting_create"),
    path("meetings/<int:pk>/", selection.MeetingDetailView.as_view(), name="meeting_detail"),
    path("meetings/<int:pk>/edit/", selection.MeetingFormView.as_view(), name="meeting_update"),
    path(
        "meetings/<int:pk>/protocol.pdf", selection.MeetingPaperView.as_view(), name="meeting_pdf"
    ),
    path(
        "meetings/<int:pk>/protocol.docx",
        selection.MeetingPaperView.as_view(**DOCX),
        name="meeting_docx",
    ),
]
TRAINING = [
    path("", training.CourseListView.as_view(), name="course_list"),
    path("new/", training.CourseFormView.as_view(), name="course_create"),
    path("<int:pk>/", training.CourseDetailView.as_view(), name="course_detail"),
    path("<int:pk>/edit/", training.CourseFormView.as_view(), name="course_update"),
    path("<int:pk>/finish/", training.CourseFinishView.as_view(), name="course_finish"),
    path("<int:pk>/reopen/", training.CourseReopenView.as_view(), name="course_reopen"),
    path("<int:pk>/plan.pdf", training_papers.PlanPaperView.as_view(), name="course_pdf"),
    path("<int:pk>/plan.docx", training_papers.PlanPaperView.as_view(**DOCX), name="course_docx"),
    path("<int:pk>/sessions/new/", training.SessionFormView.as_view(), name="session_create"),
    path(
        "<int:pk>/sessions/<int:session>/",
        training.SessionFormView.as_view(),
        name="session_update",
    ),
    path("sessions/<int:pk>/remove/", training.SessionRemoveView.as_view(), name="session_remove"),
    path("sessions/<int:pk>/attendance/", training.AttendanceView.as_view(), name="attendance"),
    path(
        "<int:pk>/attendance.pdf",
        training_papers.AttendancePaperView.as_view(),
        name="attendance_pdf",
    ),
    path("<int:pk>/listeners/", training.ListenersView.as_view(), name="course_listeners"),
    path(
        "listeners/<int:pk>/remove/",
        training.ListenerRemoveView.as_view(),
        name="listener_remove",
    ),
    path(
        "<int:pk>/certificates/", training.CertificatesGiveView.as_view(), name="certificates_give"
    ),
    path(
        "<int:pk>/certificates.pdf",
        training_papers.CertificatesPaperView.as_view(),
        name="certificates_pdf",
    ),
    path(
        "certificates/<int:pk>.pdf",
        training_papers.CertificateView.as_view(),
        name="training_certificate",
    ),
]
PRINCIPLES = [
    path("", principles.PrincipleListView.as_view(), name="principle_list"),
    path("own/", principles.PrincipleOwnView.as_view(), name="principle_own"),
    path("<int:pk>/edit/", principles.PrincipleUpdateView.as_view(), name="principle_update"),
    path("sheet.pdf", principles.PrinciplePaperView.as_view(), name="principle_pdf"),
    path("sheet.docx", principles.PrinciplePaperView.as_view(**DOCX), name="principle_docx"),
]
