"""Pages of the school's settings, its regulation and programme."""

from django.urls import path

from .views import programmes, regulations, settings

app_name = "schools"
urlpatterns = [
    path("settings/", settings.SettingsView.as_view(), name="settings"),
    path("settings/school/", settings.SchoolUpdateView.as_view(), name="school_update"),
    path("signatories/new/", settings.SignatorySaveView.as_view(), name="signatory_create"),
    path("signatories/<int:pk>/", settings.SignatorySaveView.as_view(), name="signatory_update"),
    path("forms/new/", settings.FormSaveView.as_view(), name="form_create"),
    path("forms/<int:pk>/", settings.FormSaveView.as_view(), name="form_update"),
    path("directions/new/", settings.DirectionSaveView.as_view(), name="direction_create"),
    path("directions/<int:pk>/", settings.DirectionSaveView.as_view(), name="direction_update"),
    path("regulation/", regulations.RegulationCurrentView.as_view(), name="regulation_current"),
    path(
        "regulation/<int:pk>/",
        regulations.RegulationDetailView.as_view(),
        name="regulation_detail",
    ),
    path(
        "regulation/<int:pk>/edit/",
        regulations.RegulationUpdateView.as_view(),
        name="regulation_update",
    ),
    path("programme/", programmes.ProgrammeCurrentView.as_view(), name="programme_current"),
    path("programme/<int:pk>/", programmes.ProgrammeDetailView.as_view(), name="programme_detail"),
    path(
        "programme/<int:pk>/stages/<int:number>/finish/",
        programmes.StageFinishView.as_view(),
        name="stage_finish",
    ),
    path(
        "programme/<int:pk>/edit/",
        programmes.ProgrammeUpdateView.as_view(),
        name="programme_update",
    ),
]
