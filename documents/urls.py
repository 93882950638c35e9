from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("check/", views.CheckEntryView.as_view(), name="check_entry"),
    path("check/<str:code>/", views.CheckView.as_view(), name="check"),
]
