"""Input about the matching: what each part of the score is worth, what comes first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from core.i18n import gettext as _
from schools.models import Regulation

from ..choices import Goal
from ..earlier import may_pair_again
from ..weights import GOALS, MOST_POINTS, WEIGHTS, Weight, goal_of, weights_of


class WeightsForm(forms.Form):
    goal = forms.ChoiceField(choices=Goal.choices, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, regulation: Regulation) -> None:
        super().__init__(data, initial={"goal": goal_of(regulation)})
        self.fields["goal"].label = _("Что важнее всего")
        self.fields["again"] = forms.BooleanField(
            label=_(
                "Предлагать снова тех, чья пара завершилась досрочно "
                "или сменила {mentor:accusative}"
            ),
            required=False,
            initial=may_pair_again(regulation),
            widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        )
        now = weights_of(regulation)
        for weight in WEIGHTS:
            self.fields[weight.key] = forms.IntegerField(
                label=weight.title,
                min_value=weight.lowest,
                max_value=MOST_POINTS,
                initial=now[weight.key],
                widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not sum(self.weights.values()):
            raise forms.ValidationError(_("Хотя бы одна часть должна чего-то стоить."))
        return cleaned

    @property
    def weights(self) -> dict[str, int]:
        return {weight.key: self.cleaned_data[weight.key] for weight in WEIGHTS}

    def rows(self) -> list[tuple[Weight, BoundField]]:
        return [(weight, self[weight.key]) for weight in WEIGHTS]

    def goals(self) -> list[tuple[Any, str, bool]]:
        """Each goal with its words and whether it is the chosen one."""
        chosen = self["goal"].value()
        return [(text.goal, text.meaning, text.goal == chosen) for text in GOALS]
