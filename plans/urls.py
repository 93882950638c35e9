from django.urls import path

from documents.choices import FileFormat

from .views import feedback, lists, meetings, plans, typical

app_name = "plans"
urlpatterns = [
    path("", lists.PlanListView.as_view(), name="plan_list"),
    path("<int:pk>/", plans.PlanDetailView.as_view(), name="plan_detail"),
    path("<int:pk>/edit/", plans.PlanUpdateView.as_view(), name="plan_update"),
    path("<int:pk>/submit/", plans.PlanSubmitView.as_view(), name="plan_submit"),
    path("<int:pk>/approve/", plans.PlanApproveView.as_view(), name="plan_approve"),
    path("<int:pk>/correct/", plans.PlanCorrectView.as_view(), name="plan_correct"),
    path("<int:pk>/return/", plans.PlanReturnView.as_view(), name="plan_return"),
    path("<int:pk>/pdf/", plans.PlanFileView.as_view(format=FileFormat.PDF), name="plan_pdf"),
    path("<int:pk>/docx/", plans.PlanFileView.as_view(format=FileFormat.DOCX), name="plan_docx"),
    path("activities/<int:pk>/mark/", plans.ActivityMarkView.as_view(), name="activity_mark"),
    path(
        "pairs/<int:pk>/meetings/add/", meetings.MeetingCreateView.as_view(), name="meeting_create"
    ),
    path("typical/", typical.TypicalPlanListView.as_view(), name="typical_plan_list"),
    path("typical/new/", typical.TypicalPlanSaveView.as_view(), name="typical_plan_create"),
    path("typical/<int:pk>/", typical.TypicalPlanSaveView.as_view(), name="typical_plan_update"),
    path("feedback/", lists.FeedbackListView.as_view(), name="feedback_list"),
    path("feedback/<int:pk>/", feedback.FeedbackDetailView.as_view(), name="feedback_detail"),
    path("feedback/<int:pk>/edit/", feedback.FeedbackUpdateView.as_view(), name="feedback_update"),
    path(
        "feedback/<int:pk>/submit/", feedback.FeedbackSubmitView.as_view(), name="feedback_submit"
    ),
    path("feedback/<int:pk>/read/", feedback.FeedbackReadView.as_view(), name="feedback_read"),
    path(
        "feedback/<int:pk>/return/", feedback.FeedbackReturnView.as_view(), name="feedback_return"
    ),
    path(
        "feedback/<int:pk>/pdf/",
        feedback.FeedbackFileView.as_view(format=FileFormat.PDF),
        name="feedback_pdf",
    ),
    path(
        "feedback/<int:pk>/docx/",
        feedback.FeedbackFileView.as_view(format=FileFormat.DOCX),
        name="feedback_docx",
    ),
]
