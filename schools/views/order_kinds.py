"""The kinds of orders of an act: their list, the editor of one, its removal."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core.errors import DomainError
from schools.actions import delete_order_kind, save_order_kind
from schools.choices import AppointedRole
from schools.forms import OrderKindEditor, VersionForm
from schools.models import Regulation
from schools.order_sources import ACT, PRESET, order_source, order_sources
from schools.placeholders import CASE_TITLES, placeholder_groups
from schools.texts import order_kinds

from .act_base import NewestVersionView


def list_url(regulation: Regulation) -> str:
    return reverse("schools:order_kind_list", args=[regulation.pk])


class OrderKindListView(NewestVersionView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        roles = dict(AppointedRole.choices)
        rows = [
            (kind, [roles.get(part.role, part.role) for part in kind.appoints])
            for kind in order_kinds(self.regulation)
        ]
        names = {kind.name for kind, _roles in rows}
        sources = [
            (source, kinds)
            for source in order_sources(self.regulation)
            if (kinds := source.kinds_beside(names))
        ]
        context = {"regulation": self.regulation, "rows": rows, "sources": sources}
        return render(request, "schools/order_kind_list.html", context)


class OrderKindView(NewestVersionView):
    """A page of one kind; without a code it is a new one."""

    @property
    def kinds(self) -> dict[str, Any]:
        return self.regulation.texts.get("orders", {})

    @property
    def code(self) -> str:
        code: str = self.kwargs.get("code", "")
        if code and code not in self.kinds:
            raise Http404
        return code

    def done_url(self, version: Regulation) -> str:
        return list_url(version)


class OrderKindSaveView(OrderKindView):
    def editor(self, data: Any = None) -> OrderKindEditor:
        code = self.code
        begun = self.kinds.get(code) if code else self.copied()
        return OrderKindEditor(
            data,
            regulation=self.regulation,
            user=self.request.user,
            code=code,
            row=begun,
            effect=self.request.GET.get("copy", ""),
        )

    def copied(self) -> dict[str, Any]:
        """What a new kind begins with: one of the act's own, or one of a preset or another act."""
        asked = self.request.GET
        code, left_out = asked.get("copy", ""), {"position"}
        for kind in (PRESET, ACT):
            if kind in asked:
                source = order_source(self.regulation, kind, asked[kind])
                if source is None:
                    raise Http404
                row = source.orders.get(code, {})
                break
        else:
            row = self.kinds.get(code, {})
            left_out.add("name")
        return {key: value for key, value in row.items() if key not in left_out}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(self.editor())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        editor = self.editor(request.POST)
        if not editor.is_valid():
            return self.show(editor)
        code, order = editor.order()
        try:
            version = save_order_kind(
                self.regulation,
                code,
                actor=request.user,
                order=order,
                position=editor.main.cleaned_data["position"],
                **editor.version.cleaned_data,
            )
        except DomainError as error:
            editor.version.add_error(None, str(error))
            return self.show(editor)
        return self.tell(version)

    def show(self, editor: OrderKindEditor) -> HttpResponse:
        context = {
            "regulation": self.regulation,
            "editor": editor,
            "errors": list(editor.errors()),
            "placeholders": list(placeholder_groups(self.code)),
            "cases": CASE_TITLES.items(),
            "cancel_url": list_url(self.regulation),
        }
        return render(self.request, "schools/order_kind_update.html", context)


class OrderKindDeleteView(OrderKindView):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(VersionForm(regulation=self.regulation, user=request.user))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = VersionForm(request.POST, regulation=self.regulation, user=request.user)
        if form.is_valid():
            try:
                version = delete_order_kind(
                    self.regulation, self.code, actor=request.user, **form.cleaned_data
                )
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                return self.tell(version)
        return self.show(form)

    def show(self, form: VersionForm) -> HttpResponse:
        kind = self.kinds[self.code]
        context = {"form": form, "kind": kind, "cancel_url": list_url(self.regulation)}
        return render(self.request, "schools/order_kind_delete.html", context)
