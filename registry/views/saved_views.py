"""Views of the lists: kept under a name, renamed, shared, removed; the links above the list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from core.action_views import ActionView
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from core.prepared import Prepared

from ..actions import delete_view, save_view
from ..choices import ListName
from ..forms import SavedViewForm
from ..models import SavedView

MAX_QUERY = 2000


SHOWN = ("pk", "owner_id", "name", "query", "is_shared")

_views = Prepared(
    lambda scope, list_name: (
        SavedView.objects.all().in_scope(scope).filter(list_name=list_name).values_list(*SHOWN)
    )
)


@dataclass(frozen=True, slots=True)
class ViewLink:
    """A link above the list; `edit_url` of one's own that is open now."""

    name: str
    url: str
    is_current: bool
    is_shared: bool = False
    edit_url: str = ""


class WithSavedViews:
    """A `ListPage` whose views may be kept."""

    list_name: str
    request: Any
    views_template = "registry/_saved_views.html"

    def current_params(self: Any) -> list[tuple[str, str]]:
        """What the list shows now, as a view would keep it."""
        names = [*self.filter_names, "sort"]
        return self.kept_params(*names) + [("col", name) for name in self.chosen_columns]

    @cached_property
    def chosen_columns(self: Any) -> list[str]:
        return [c.name for c in self.columns_now if c.is_optional and c.is_shown]

    def view_links(self: Any) -> list[ViewLink]:
        """Everybody, then the saved ones; the one that is open is marked."""
        now = sorted(self.current_params())
        plain = [pair for pair in now if pair[0] != "col"]
        user = self.request.user
        links = []
        for values in _views.in_scope(user.scope, self.list_name):
            view = SavedView(**dict(zip(SHOWN, values, strict=True)), list_name=self.list_name)
            is_own = view.owner_id == user.pk
            kept = [pair for pair in view.params if pair != ("col", "")]
            is_current = kept == now
            edit = reverse("registry:saved_view_update", args=[view.pk])
            links.append(
                ViewLink(
                    view.name,
                    view.get_absolute_url(),
                    is_current,
                    view.is_shared,
                    edit if is_own and is_current else "",
                )
            )
        is_all = not plain and not any(link.is_current for link in links)
        return [ViewLink(str(_("Все")), self.request.path, is_all), *links]

    def views_context(self: Any) -> dict[str, Any]:
        links = self.view_links()
        address = urlencode([("list", self.list_name), *self.current_params()])
        return {
            "view_links": links,
            "save_view_url": ""
            if any(link.is_current for link in links)
            else f"{reverse('registry:saved_view_create')}?{address}",
        }


class SavedViewCreateView(Permitted, View):
    """`?list=` and the address line of that list; then a name for it."""

    permission_required = "registry.view_mentorcard"
    template_name = "registry/saved_view_form.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(SavedViewForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SavedViewForm(request.POST, instance=self.new_view())
        if form.is_valid():
            try:
                view = save_view(form.instance, actor=request.user)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, str(_("Вид сохранён: он стоит над списком.")))
                return HttpResponseRedirect(view.get_absolute_url())
        return self.show(form)

    def new_view(self) -> SavedView:
        params = self.request.GET.copy()
        names = params.pop("list", [])
        if not names or names[-1] not in ListName.values:
            raise Http404
        if "col" not in params:
            params["col"] = ""
        query = params.urlencode()
        if len(query) > MAX_QUERY:
            raise Http404
        return SavedView(
            school=self.school, owner=self.request.user, list_name=names[-1], query=query
        )

    def show(self, form: SavedViewForm) -> HttpResponse:
        context = {"form": form, "view_of": self.new_view(), "is_new": True}
        return render(self.request, self.template_name, context)


class OwnView(Permitted):
    permission_required = "registry.view_mentorcard"

    def get_object(self: Any) -> SavedView:
        rows = SavedView.objects.visible_to(self.request.user).filter(owner=self.request.user)
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class SavedViewUpdateView(OwnView, View):
    template_name = "registry/saved_view_form.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        view = self.get_object()
        return self.show(SavedViewForm(instance=view), view)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        view = self.get_object()
        form = SavedViewForm(request.POST, instance=view)
        if form.is_valid():
            try:
                save_view(form.instance, actor=request.user)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                return HttpResponseRedirect(view.get_absolute_url())
        return self.show(form, self.get_object())

    def show(self, form: SavedViewForm, view: SavedView) -> HttpResponse:
        return render(self.request, self.template_name, {"form": form, "view_of": view})


class SavedViewDeleteView(OwnView, ActionView):
    model = SavedView
    success_message = _("Вид удалён. Люди и их сведения остались как были.")

    def act(self, obj: SavedView, **data: Any) -> None:
        delete_view(obj, actor=self.request.user)

    def get_return_url(self, obj: SavedView) -> str:
        return obj.list_url
