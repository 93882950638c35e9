"""The plan's five header fields are known; a person fills the period, the lines and two texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from core.fields import DateField
from core.i18n import gettext_lazy as _

from ..models import Activity, Plan
from ..rules import sections_of


class PlanForm(forms.ModelForm):
    starts_on = DateField(label=_("Период: с"))
    ends_on = DateField(label=_("по"))

    class Meta:
        model = Plan
        fields = ["starts_on", "ends_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = sections_of(self.instance)
        for code, title in self.sections.items():
            self.fields[f"section-{code}"] = forms.CharField(
                label=title[:1].upper() + title[1:],
                initial=self.instance.sections.get(code, ""),
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def section_fields(self) -> list[forms.BoundField]:
        return [self[f"section-{code}"] for code in self.sections]

    def texts(self) -> dict[str, Any]:
        """What was typed, as the arguments of `save_plan`."""
        data = self.cleaned_data
        sections = {code: data[f"section-{code}"] for code in self.sections}
        return {name: data[name] for name in ("starts_on", "ends_on")} | {"sections": sections}


class ActivityForm(forms.ModelForm):
    """`labels`: what the act calls the columns of its plan; what it has no column for is not asked.

    What is asked besides: the day that reminders go by.
    """

    due_on = DateField(label=_("Выполнить до"), required=False)

    class Meta:
        model = Activity
        fields = ["title", "period", "due_on", "responsible"]
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, labels: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "period", "responsible"):
            if name in labels:
                self.fields[name].label = labels[name]
                self.fields[name].required = True
            elif name != "title":
                del self.fields[name]


class BaseActivityFormSet(forms.BaseFormSet):
    """Lines of the plan. An empty line is left out, a ticked one is deleted."""

    def rows(self) -> list[dict[str, Any]]:
        kept = []
        for form in self.forms:
            data = form.cleaned_data
            if data and not data.get("DELETE") and data.get("title"):
                texts = {name: data.get(name, "") for name in ("title", "period", "responsible")}
                kept.append(texts | {"due_on": data["due_on"]})
        return kept


ActivityFormSet = cast(
    type[BaseActivityFormSet],
    forms.formset_factory(
        ActivityForm, formset=BaseActivityFormSet, extra=3, can_delete=True, max_num=100
    ),
)


class RemarkForm(forms.Form):
    remark = forms.CharField(
        label=_("Что исправить"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class MarkForm(forms.Form):
    done_on = DateField(label=_("Выполнено"), required=False)
    note = forms.CharField(label=_("Отметка"), max_length=300, required=False)
