"""What it is time to decide, the preview of a destruction, the acts, the terms of keeping."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import DetailView, FormView, ListView, TemplateView

from core.clock import today
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from documents.choices import FileFormat
from documents.responses import file_response

from ..actions.erasing import destroy_consents, erase_people, why_not
from ..actions.keeping import drop_old_files, save_keeping_terms
from ..forms.life import ActForm, EraseForm, KeepingForm
from ..keeping import terms_of
from ..models import Consent, DataQuestion, Erasure, Person
from ..queries.erasing import erased_ids, preview_erasure
from ..queries.keeping import consents_due, files_due, people_due

PERMISSION = "registry.erase_people"
# A preview reads everything of each person.
MOST_SHOWN = 30


class DueListView(Permitted, TemplateView):
    """«Что пора решить»: with dates; the people chosen here go to the preview."""

    permission_required = PERMISSION
    template_name = "registry/due_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        school_id, day = self.request.user.scope.school_id, today()
        questions = DataQuestion.objects.visible_to(self.request.user)
        people = people_due(school_id, day)
        return super().get_context_data(
            questions=questions.filter(decided_on__isnull=True).select_related("person"),
            people=people[:MOST_SHOWN],
            more=max(len(people) - MOST_SHOWN, 0),
            consents=consents_due(school_id, day),
            files=files_due(school_id, day),
            terms=terms_of(school_id).values(),
            today=day,
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        number = drop_old_files(self.school, actor=self.request.user)
        messages.success(request, _("Удалено файлов: %(number)s") % {"number": number})
        return HttpResponseRedirect(reverse("registry:due_list"))


class EraseView(Permitted, FormView):
    """`?person=…` once or many times: what is destroyed, what stays and why, then the act."""

    permission_required = PERMISSION
    form_class = EraseForm
    template_name = "registry/erase.html"

    @cached_property
    def people(self) -> list[Person]:
        asked = [key for key in self.request.GET.getlist("person") if key.isdecimal()]
        user = self.request.user
        rows = Person.objects.visible_to(user).filter(
            pk__in=[key for key in asked if len(key) < 19]
        )
        rows = rows.exclude(pk__in=erased_ids(user.scope.school_id))
        return list(rows.select_related("user", "mentor_card", "mentee_card")[:MOST_SHOWN])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        previews = [
            {
                "person": person,
                "parts": preview_erasure(person, day=today()),
                "refusals": why_not(person, actor=self.request.user),
            }
            for person in self.people
        ]
        return super().get_context_data(
            previews=previews, is_refused=any(one["refusals"] for one in previews), **kwargs
        )

    def form_valid(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        try:
            erasure = erase_people(
                self.people,
                mode=data["mode"],
                reason=data["reason"],
                commission=data["commission"],
                actor=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Готово. Распечатайте и подпишите акт."))
        return HttpResponseRedirect(erasure.get_absolute_url())


class ConsentsDueView(Permitted, FormView):
    """All sheets past their term at once, by one act."""

    permission_required = PERMISSION
    form_class = ActForm
    template_name = "registry/consents_due.html"

    def due(self) -> list[Any]:
        return consents_due(self.request.user.scope.school_id, today())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(due=self.due(), **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        keys = [due.consent.pk for due in self.due()]
        try:
            erasure = destroy_consents(
                self.school,
                Consent.objects.filter(pk__in=keys),
                reason=form.cleaned_data["reason"],
                commission=form.cleaned_data["commission"],
                actor=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return HttpResponseRedirect(erasure.get_absolute_url())


class ErasureListView(Permitted, ListView):
    permission_required = PERMISSION
    template_name = "registry/erasure_list.html"
    paginate_by = 50

    def get_queryset(self) -> Any:
        rows = Erasure.objects.visible_to(self.request.user)
        return rows.select_related("document", "made_by").order_by("-pk")


class ErasureDetailView(Permitted, DetailView):
    permission_required = PERMISSION
    template_name = "registry/erasure_detail.html"
    context_object_name = "erasure"

    def get_queryset(self) -> Any:
        return Erasure.objects.visible_to(self.request.user).select_related("document", "made_by")


class ErasureFileView(Permitted, View):
    permission_required = PERMISSION
    format = FileFormat.PDF

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = Erasure.objects.visible_to(request.user).select_related("document")
        erasure = get_object_or_404(rows, pk=pk, document__isnull=False)
        document: Any = erasure.document
        number = document.number
        return file_response(request, document, self.format, filename=_("Акт № %s") % number)


class KeepingTermsView(Permitted, View):
    permission_required = "schools.change_settings"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(KeepingForm(terms=self.terms))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = KeepingForm(request.POST, terms=self.terms)
        if not form.is_valid():
            return self.show(form)
        save_keeping_terms(self.school, form.terms(), actor=request.user)
        messages.success(request, _("Сроки хранения записаны."))
        return HttpResponseRedirect(reverse("registry:keeping_terms"))

    @cached_property
    def terms(self) -> Any:
        return terms_of(self.request.user.scope.school_id)

    def show(self, form: KeepingForm) -> HttpResponse:
        context = {"form": form, "terms": self.terms.values()}
        return render(self.request, "registry/keeping_terms.html", context)
