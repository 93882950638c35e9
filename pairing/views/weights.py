"""What the matching values, as the school's act has it: one page, one new version."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from schools.forms import VersionForm, errors_of
from schools.models import Regulation
from schools.views.act_layout import ActTextsView

from ..forms.weights import WeightsForm
from ..weights import MADE_UP, WEIGHTS, example_of, matching_texts, weights_of


class WeightsView(ActTextsView):
    template_name = "pairing/weights.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.of_form(WeightsForm(regulation=self.regulation), self.version_form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = WeightsForm(request.POST, regulation=self.regulation)
        if "look" in request.POST:
            return self.of_form(form, self.version_form(), errors=list(errors_of(form)))
        version = self.version_form(request.POST)
        valid = [form.is_valid(), version.is_valid()]
        if all(valid):
            chosen = {key: form.cleaned_data[key] for key in ("goal", "again")}
            matching = matching_texts(self.regulation.texts, weights=form.weights, **chosen)
            if response := self.save({"matching": matching}, version):
                return response
        return self.of_form(form, version, errors=[*errors_of(form), *errors_of(version)])

    def of_form(
        self, form: WeightsForm, version: VersionForm, errors: Sequence[object] = ()
    ) -> HttpResponse:
        is_good = form.is_bound and form.is_valid()
        weights = form.weights if is_good else weights_of(self.regulation)
        pairs = example_of(weights)
        lines = [
            (weight, [(pair.shares.get(weight.key, 0), one.points[number]) for pair, one in both])
            for number, weight in enumerate(WEIGHTS)
            for both in [list(zip(MADE_UP, pairs, strict=True))]
        ]
        first = max(pairs, key=lambda one: one.total)
        return self.show(
            form=form,
            version=version,
            errors=errors,
            total=sum(weights.values()),
            examples=[(one, one.total == first.total) for one in pairs],
            lines=lines,
        )

    def done_url(self, version: Regulation) -> str:
        return reverse("pairing:board")
