from django.urls import path

from documents.choices import FileFormat

from .views import answers, figures, questions, results, rounds, surveys

app_name = "monitoring"
urlpatterns = [
    path("figures/", figures.FiguresView.as_view(), name="figures"),
    path("figures/export/", figures.FiguresExportView.as_view(), name="figures_export"),
    path("surveys/", surveys.SurveyListView.as_view(), name="survey_list"),
    path("surveys/new/", questions.SurveyCreateView.as_view(), name="survey_create"),
    path("surveys/send/", surveys.SurveySendView.as_view(), name="survey_send"),
    path("surveys/sent/", surveys.SurveySentView.as_view(), name="survey_sent"),
    path("surveys/thanks/", answers.SurveyThanksView.as_view(), name="survey_thanks"),
    path("surveys/<int:pk>/", surveys.SurveyDetailView.as_view(), name="survey_detail"),
    path("surveys/<int:pk>/edit/", questions.SurveyUpdateView.as_view(), name="survey_update"),
    path(
        "surveys/<int:pk>/questions/add/",
        questions.QuestionCreateView.as_view(),
        name="question_create",
    ),
    path(
        "questions/<int:pk>/edit/", questions.QuestionUpdateView.as_view(), name="question_update"
    ),
    path(
        "questions/<int:pk>/delete/",
        questions.QuestionDeleteView.as_view(),
        name="question_delete",
    ),
    path("requests/<int:pk>/", answers.SurveyAnswerView.as_view(), name="survey_answer"),
    path(
        "requests/<int:pk>/answers/", answers.RequestAnswersView.as_view(), name="request_answers"
    ),
    path("requests/<int:pk>/renew/", surveys.RequestRenewView.as_view(), name="request_renew"),
    path("answer/<str:token>/", answers.SurveyLinkView.as_view(), name="survey_link"),
    path("measurements/", results.MeasurementsView.as_view(), name="measurements"),
    path(
        "measurements/pdf/",
        results.MeasurementsFileView.as_view(format=FileFormat.PDF),
        name="measurements_pdf",
    ),
    path(
        "measurements/docx/",
        results.MeasurementsFileView.as_view(format=FileFormat.DOCX),
        name="measurements_docx",
    ),
    path("headcounts/", rounds.HeadcountsView.as_view(), name="headcounts"),
    path("rounds/", rounds.RoundListView.as_view(), name="round_list"),
    path("rounds/<slug:code>/", rounds.RoundUpdateView.as_view(), name="round_update"),
    path("swot/", results.SwotListView.as_view(), name="swot_list"),
    path("swot/<int:pk>/", results.SwotUpdateView.as_view(), name="swot_update"),
    path(
        "swot/<int:pk>/pdf/",
        results.SwotFileView.as_view(format=FileFormat.PDF),
        name="swot_pdf",
    ),
    path(
        "swot/<int:pk>/docx/",
        results.SwotFileView.as_view(format=FileFormat.DOCX),
        name="swot_docx",
    ),
]
