"""A user's home, notifications, help, the page for everybody, and what robots are told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import ListView, TemplateView, UpdateView

from accounts.choices import Role
from core import clock
from core.i18n import gettext as _
from core.permissions import Permitted, SignedIn
from core.terms import using
from documents.choices import FileFormat
from documents.responses import sheet_response
from orders.acts import regulation_paper
from schools.rules.options import SITE_OPTIONS
from schools.terms import words_of

from .actions import read_all_notifications, read_notification, save_public_page
from .forms import PublicPageForm
from .models import Notification, PublicPage
from .queries import PublicSchool, home_of, public_school
from .queries.public import LISTS

# So many lines of a part stand on the page itself; the rest is a click away.
PUBLIC_SHOWN = 20
PUBLIC_PAGE = 50


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


class PublicSettingsView(Permitted, UpdateView):
    """The switch of the page for everybody, with what the act says of it."""

    permission_required = "schools.change_settings"
    template_name = "portal/public_settings.html"
    form_class = PublicPageForm

    def get_object(self, queryset: Any = None) -> PublicPage:
        found = PublicPage.objects.visible_to(self.request.user).first()
        return found or PublicPage(school=self.school)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = PublicSchool(PublicPage(school=self.school), clock.today())
        titles = dict(SITE_OPTIONS)
        published = [str(titles[code]) for code in found.published]
        address = self.request.build_absolute_uri(self.object.get_absolute_url())
        return super().get_context_data(published=published, address=address, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        save_public_page(self.school, actor=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Записано."))
        return redirect("portal:public_settings")


@method_decorator(never_cache, name="dispatch")
class PublicView(View):
    """Open to anybody, kept by nobody: what is withdrawn is gone with the next request.

    A school that shows nothing is not there, and neither is one that never was.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = public_school(kwargs["slug"], clock.today())
        if found is None:
            raise Http404
        self.found = found
        with using(words_of(found.school)):
            response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response


class PublicPageView(PublicView):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = self.found
        lists = [(part, found.rows(part)) for part in LISTS if part in found.published]
        parts = [
            {"code": part, "rows": rows[:PUBLIC_SHOWN], "total": rows.count()}
            for part, rows in lists
        ]
        context = {"found": found, "parts": [part for part in parts if part["total"]]}
        return render(request, "portal/public_page.html", context)


class PublicListView(PublicView):
    """One part, all of it, in pages."""

    def get(self, request: HttpRequest, slug: str, part: str) -> HttpResponse:
        rows = self.found.rows(part)
        if not rows.exists():
            raise Http404
        page = Paginator(rows, PUBLIC_PAGE).get_page(request.GET.get("page"))
        context = {"found": self.found, "part": part, "page": page}
        return render(request, "portal/public_list.html", context)


class PublicActView(PublicView):
    """The file of an act, where the school hands it to everybody."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        if not self.found.page.with_files:
            raise Http404
        act = get_object_or_404(self.found.acts.select_related("school"), pk=pk)
        return sheet_response(regulation_paper(act), FileFormat.PDF, filename=str(act.title))


def robots(request: HttpRequest) -> HttpResponse:
    """Nothing here is for search engines."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask here where a page names no icon."""
    return redirect(static("img/favicon.svg"))
