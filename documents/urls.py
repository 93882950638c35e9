from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("check/", views.CheckEntryView.as_view(), name="check_entry"),
    path("check/<str:code>/", views.CheckView.as_view(), name="check"),
    path("letterhead/", views.LetterheadView.as_view(), name="letterhead"),
    path("letterhead/<int:pk>/remove/", views.EmblemRemoveView.as_view(), name="emblem_remove"),
    path("templates/", views.TemplateListView.as_view(), name="template_list"),
    path("templates/new/", views.TemplateCreateView.as_view(), name="template_create"),
    path("templates/<int:pk>/", views.TemplateDetailView.as_view(), name="template_detail"),
    path("templates/<int:pk>/file/", views.TemplateFileView.as_view(), name="template_file"),
    path(
        "templates/<int:pk>/sample/",
        views.TemplateSampleView.as_view(),
        name="template_sample_file",
    ),
    path("templates/<int:pk>/use/", views.TemplateUseView.as_view(), name="template_use"),
    path("templates/<int:pk>/keep/", views.TemplateKeepView.as_view(), name="template_keep"),
]
