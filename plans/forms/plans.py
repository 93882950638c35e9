"""The plan's five header fields are known; a person fills the period, the lines and two texts."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DateField

from ..models import Activity, Plan


class PlanForm(forms.ModelForm):
    starts_on = DateField(label=_("Период: с"))
    ends_on = DateField(label=_("по"))

    class Meta:
        model = Plan
        fields = ["starts_on", "ends_on", "recommendations", "assistance"]
        widgets = {
            "recommendations": forms.Textarea(attrs={"rows": 4}),
            "assistance": forms.Textarea(attrs={"rows": 4}),
        }


class ActivityForm(forms.ModelForm):
    due_on = DateField(label=_("Выполнить до"), required=False)

    class Meta:
        model = Activity
        fields = ["title", "period", "due_on", "responsible"]
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}
        labels = {
            "title": _("Наименование и содержание мероприятия"),
            "period": _("Период выполнения"),
            "responsible": _("Ответственный за выполнение"),
        }


class BaseActivityFormSet(forms.BaseFormSet):
    """Lines of the plan. An empty line is left out, a ticked one is deleted."""

    def rows(self) -> list[dict[str, Any]]:
        kept = []
        for form in self.forms:
            data = form.cleaned_data
            if data and not data.get("DELETE") and data.get("title"):
                kept.append(
                    {name: data[name] for name in ("title", "period", "due_on", "responsible")}
                )
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
    note = forms.CharField(label=_("Отметка о выполнении"), max_length=300, required=False)
