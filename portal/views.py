"""A user's home, notifications, help, and what robots are told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.views import View
from django.views.generic import ListView, TemplateView

from accounts.choices import Role
from core import clock
from core.i18n import gettext as _
from core.permissions import SignedIn

from .actions import read_all_notifications, read_notification
from .models import Notification
from .queries import home_of


class HomeView(SignedIn, TemplateView):
    """«Что от меня ждут»; whoever has signed in has this page."""

    template_name = "portal/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        return super().get_context_data(
            home=home_of(self.request.user, today), today=today, **kwargs
        )


class NotificationListView(SignedIn, ListView):
    template_name = "portal/notification_list.html"
    paginate_by = 25

    def get_queryset(self) -> QuerySet[Notification]:
        return Notification.objects.visible_to(self.request.user)


class NotificationReadView(SignedIn, View):
    """Mark one as read and go where it leads."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        notification = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
        read_notification(notification, actor=self.request.user)
        return HttpResponseRedirect(notification.url)


class NotificationReadAllView(SignedIn, View):
    def post(self, request: HttpRequest) -> HttpResponse:
        read_all_notifications(actor=self.request.user)
        messages.success(request, _("Все уведомления отмечены прочитанными."))
        return redirect("portal:notification_list")


class HelpView(SignedIn, TemplateView):
    """Help for the roles that the user has; the rest of it is below, closed."""

    template_name = "portal/help.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        scope = self.request.user.scope
        own = scope.roles if scope else frozenset()
        parts = [
            {"role": role, "template": f"portal/help/{role.value}.html", "is_own": role in own}
            for role in Role
        ]
        parts.sort(key=lambda part: not part["is_own"])
        return super().get_context_data(parts=parts, **kwargs)


def robots(request: HttpRequest) -> HttpResponse:
    """Nothing here is for search engines."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask here where a page names no icon."""
    return redirect(static("img/favicon.svg"))
