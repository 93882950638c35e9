"""Routes of the whole house; each app keeps its own."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("core.urls")),
    path("", include("portal.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("account/", include("accounts.urls.sign_in")),
    path("account/", include("accounts.urls")),
    path("school/", include("schools.urls")),
    path("documents/", include("documents.urls")),
    path("registry/", include("registry.urls")),
    path("orders/", include("orders.urls")),
    path("pairing/", include("pairing.urls")),
    path("plans/", include("plans.urls")),
    path("monitoring/", include("monitoring.urls")),
    path("service/", admin.site.urls),
]
