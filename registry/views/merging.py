"""Rows that may be one person: the list, the two side by side, the merge and its undo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView

from core.action_views import ActionView
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.permissions import Permitted

from ..actions.merging import merge_people, tell_apart, undo_merge
from ..forms.life import MergeForm
from ..merge_fields import differences
from ..models import Person, PersonMerge
from ..queries.duplicates import likely_duplicates, refusals_of_merge

PERMISSION = "registry.merge_people"
PAGE, LAST = 25, 20


class DuplicateListView(Permitted, TemplateView):
    permission_required = PERMISSION
    template_name = "registry/duplicate_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        page = Paginator(likely_duplicates(user), PAGE).get_page(self.request.GET.get("page"))
        ids = {key for one in page for key in (one.first_id, one.second_id)}
        people = Person.objects.visible_to(user).select_related("mentor_card", "mentee_card")
        by_id = people.in_bulk(ids)
        lines = [
            (by_id[one.first_id], by_id[one.second_id], one.reasons)
            for one in page
            if one.first_id in by_id and one.second_id in by_id
        ]
        merges = PersonMerge.objects.visible_to(user).standing().exclude(journal=[])
        return super().get_context_data(
            page_obj=page,
            lines=lines,
            merges=merges.select_related("kept", "made_by").defer("journal")[:LAST],
            **kwargs,
        )


class OfTwo(Permitted):
    """Both of the address have to be seen."""

    permission_required = PERMISSION
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def pair(self) -> tuple[Person, Person]:
        rows = Person.objects.visible_to(self.request.user).select_related(
            "school", "user", "mentor_card__form", "mentee_card__form", "mentee_card__direction"
        )
        if self.kwargs["pk"] == self.kwargs["other"]:
            raise Http404
        return (
            get_object_or_404(rows, pk=self.kwargs["pk"]),
            get_object_or_404(rows, pk=self.kwargs["other"]),
        )


class MergeView(OfTwo, View):
    """The first of the address stays; the page offers to turn the two round."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(MergeForm(differences=differences(*self.pair)))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        kept, gone = self.pair
        form = MergeForm(request.POST, differences=differences(kept, gone))
        if not form.is_valid():
            return self.show(form)
        try:
            merge_people(kept, gone, choices=form.cleaned_data, actor=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(form)
        messages.success(request, _("Записи объединены. Отменить можно в списке повторов."))
        return HttpResponseRedirect(kept.get_absolute_url())

    def show(self, form: MergeForm) -> HttpResponse:
        kept, gone = self.pair
        refusals = refusals_of_merge(kept, gone) or refusals_of_merge(gone, kept)
        context = {"form": form, "kept": kept, "gone": gone, "refusals": refusals}
        return render(self.request, "registry/merge.html", context)


class TellApartView(OfTwo, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        tell_apart(*self.pair, actor=request.user)
        messages.success(request, _("Запомнили: это два разных человека."))
        return HttpResponseRedirect(reverse("registry:duplicate_list"))


class MergeUndoView(ActionView):
    permission_required = PERMISSION
    model = PersonMerge
    success_message = _("Объединение отменено: записей снова две.")

    def act(self, obj: PersonMerge, **data: Any) -> None:
        undo_merge(obj, actor=self.request.user)

    def get_return_url(self, obj: PersonMerge) -> str:
        return reverse("registry:duplicate_list")
