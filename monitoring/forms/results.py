"""The before/after table and the SWOT."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from core.fields import DateField
from core.i18n import gettext_lazy as _
from schools.rules import RuleSet

from ..choices import HeadcountGroup
from ..models import Measurement, Round, Swot
from ..queries import Change, group_title, number_text


class NumberField(forms.DecimalField):
    """Takes «12,5», «12.5» and «1 200», and shows the comma, whatever the language of the page."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return number_text(value) if isinstance(value, Decimal) else value


class MeasurementsForm(forms.Form):
    """Two numbers for each row of the table."""

    def __init__(self, rows: Sequence[Measurement], *args: Any, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(*args, **kwargs)
        for row in rows:
            for name, value, label in (
                (f"before_{row.number}", row.before, _("Строка %(number)s, до")),
                (f"after_{row.number}", row.after, _("Строка %(number)s, после")),
            ):
                self.fields[name] = _number(label % {"number": row.number}, value, row)

    def lines(self) -> Iterator[tuple[Change, BoundField, BoundField]]:
        for row in self.rows:
            yield Change.of(row), self[f"before_{row.number}"], self[f"after_{row.number}"]

    def values(self) -> dict[int, tuple[Decimal | None, Decimal | None]]:
        data = self.cleaned_data
        return {
            row.number: (data[f"before_{row.number}"], data[f"after_{row.number}"])
            for row in self.rows
        }


def _number(label: str, value: Decimal | None, row: Measurement) -> NumberField:
    return NumberField(
        label=label,
        initial=value,
        required=False,
        min_value=0,
        max_value=100 if row.is_percent else None,
        max_digits=9,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "form-control num"}),
    )


class SwotForm(forms.ModelForm):
    class Meta:
        model = Swot
        fields = ["strengths", "weaknesses", "opportunities", "threats"]
        widgets = {name: forms.Textarea(attrs={"rows": 7}) for name in fields}


class HeadcountForm(forms.Form):
    """A number for each group that shares are taken of; an empty one is not known."""

    def __init__(self, *args: Any, numbers: dict[str, int], rules: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in HeadcountGroup.values:
            self.fields[group] = forms.IntegerField(
                label=group_title(group, rules).capitalize(),
                initial=numbers.get(group),
                required=False,
                min_value=0,
                max_value=1_000_000,
            )


class RoundForm(forms.ModelForm):
    held_on = DateField(label=_("Когда проведён"))

    class Meta:
        model = Round
        fields = ["held_on", "findings", "advice"]
        widgets = {name: forms.Textarea(attrs={"rows": 6}) for name in ("findings", "advice")}
        help_texts = {"findings": _("Словами и без оценок: что получилось, что мешает.")}
