"""Manifest, code and principles: a mentor reads them, a curator sees who hasn't."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from core.clock import today
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from documents.choices import FileFormat
from documents.responses import sheet_response

from ..actions.acquaintance import keep_texts, read_texts, record_acquaintance, save_text
from ..forms.principles import PrincipleForm, SignedForm
from ..models import Acquaintance, Person, PrincipleText
from ..principle_papers import texts_paper
from ..queries.acquaintance import readers, texts_to_read

READ = "registry.read_principles"
RUN = "registry.run_training"


class PrincipleListView(Permitted, View):
    """Who has read what, and a form for a signed sheet."""

    permission_required = "registry.select_mentors"

    def has_permission(self) -> bool:
        return super().has_permission() and self.request.user.has_perm(READ)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm(RUN):
            raise Http404
        form = SignedForm(request.POST, people=self.unread_people())
        if not form.is_valid():
            return self.show(form)
        try:
            record_acquaintance(actor=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(form)
        messages.success(request, _("Ознакомление записано."))
        return HttpResponseRedirect(reverse("registry:principle_list"))

    @cached_property
    def found(self) -> list[Any]:
        texts = keep_texts(self.school)
        return [texts, readers(self.request.user, kinds=[text.kind for text in texts])]

    def unread_people(self) -> Any:
        keys = [reader.person.pk for reader in self.found[1] if reader.unread]
        return Person.objects.visible_to(self.request.user).filter(pk__in=keys)

    def show(self, form: SignedForm | None = None) -> HttpResponse:
        texts, everybody = self.found
        runs = self.request.user.has_perm(RUN)
        unread = [reader for reader in everybody if reader.unread]
        context = {
            "texts": texts,
            "unread": unread,
            "read": [reader for reader in everybody if not reader.unread],
            "total": len(everybody),
            "runs": runs,
            "form": (form or SignedForm(people=self.unread_people())) if runs and unread else None,
        }
        return render(self.request, "registry/principle_list.html", context)


class PrincipleOwnView(Permitted, View):
    """A mentor reads the texts and presses one button under them."""

    permission_required = READ

    @cached_property
    def person(self) -> Person | None:
        rows = Person.objects.visible_to(self.request.user).select_related("school")
        return rows.filter(user=self.request.user).first()

    def get(self, request: HttpRequest) -> HttpResponse:
        texts = keep_texts(self.school)
        unread: list[str] = []
        rows = []
        if self.person is not None:
            kinds = [text.kind for text in texts]
            lacking = texts_to_read(self.school, [self.person.pk], kinds=kinds)
            unread = lacking.get(self.person.pk, [])
            rows = list(Acquaintance.objects.visible_to(request.user).filter(person=self.person))
        context = {"texts": texts, "unread": unread, "person": self.person, "rows": rows}
        return render(request, "registry/principle_own.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.person is None:
            raise Http404
        read_texts(self.person, actor=request.user)
        messages.success(request, _("Спасибо, отмечено: вы ознакомлены."))
        return HttpResponseRedirect(reverse("registry:principle_own"))


class PrincipleUpdateView(Permitted, View):
    """A new version of a text; older ones stay with those who read them."""

    permission_required = RUN

    @cached_property
    def text(self) -> PrincipleText:
        rows = PrincipleText.objects.visible_to(self.request.user)
        text = get_object_or_404(rows, pk=self.kwargs["pk"])
        return rows.filter(kind=text.kind).order_by("-version")[0]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(PrincipleForm(text=self.text))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = PrincipleForm(request.POST, text=self.text)
        if not form.is_valid():
            return self.show(form)
        try:
            save_text(self.school, kind=self.text.kind, actor=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(form)
        messages.success(request, _("Новая редакция записана."))
        return HttpResponseRedirect(reverse("registry:principle_list"))

    def show(self, form: PrincipleForm) -> HttpResponse:
        context = {
            "form": form,
            "text": self.text,
            "cancel_url": reverse("registry:principle_list"),
        }
        return render(self.request, "registry/principle_form.html", context)


class PrinciplePaperView(Permitted, View):
    """The texts with the sheet for those who have not read them yet."""

    permission_required = "registry.select_mentors"
    format = FileFormat.PDF

    def get(self, request: HttpRequest) -> HttpResponse:
        texts = keep_texts(self.school)
        if not texts:
            raise Http404
        rows = readers(request.user, kinds=[text.kind for text in texts])
        people = [reader.person for reader in rows if reader.unread]
        paper = texts_paper(self.school, texts, people)
        name = f"{_('ознакомление')}-{today():%d-%m-%Y}"
        return sheet_response(paper, self.format, filename=name)
