from django.urls import path

from . import views

app_name = "portal"
urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("notifications/", views.NotificationListView.as_view(), name="notification_list"),
    path(
        "notifications/<int:pk>/read/",
        views.NotificationReadView.as_view(),
        name="notification_read",
    ),
    path(
        "notifications/read/", views.NotificationReadAllView.as_view(), name="notification_read_all"
    ),
    path("help/", views.HelpView.as_view(), name="help"),
    path("public/", views.PublicSettingsView.as_view(), name="public_settings"),
    path("public/<slug:slug>/", views.PublicPageView.as_view(), name="public_page"),
    path(
        "public/<slug:slug>/acts/<int:pk>/act.pdf", views.PublicActView.as_view(), name="public_act"
    ),
    path("public/<slug:slug>/<slug:part>/", views.PublicListView.as_view(), name="public_list"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
