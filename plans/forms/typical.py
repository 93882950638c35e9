"""A typical plan: its form, its name, its lines without dates."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from accounts.models import User
from core.i18n import gettext_lazy as _
from schools.models import MentoringForm

from ..models import TypicalPlan

LINE = ("title", "period", "responsible")


class TypicalPlanForm(forms.ModelForm):
    class Meta:
        model = TypicalPlan
        fields = ["form", "title", "is_active"]
        help_texts = {"is_active": _("У формы действует один типовой план.")}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["form"])
        field.queryset = MentoringForm.objects.visible_to(user).filter(is_active=True)


class TypicalLineForm(forms.Form):
    title = forms.CharField(
        label=_("Мероприятие"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    period = forms.CharField(label=_("Срок"), max_length=200, required=False)
    responsible = forms.CharField(label=_("Ответственный"), max_length=200, required=False)


class BaseTypicalLineFormSet(forms.BaseFormSet):
    """Lines of the typical plan. An empty line is left out, a ticked one is deleted."""

    def rows(self) -> list[dict[str, str]]:
        return [
            {name: form.cleaned_data[name] for name in LINE}
            for form in self.forms
            if form.cleaned_data.get("title") and not form.cleaned_data.get("DELETE")
        ]


TypicalLineFormSet = cast(
    type[BaseTypicalLineFormSet],
    forms.formset_factory(
        TypicalLineForm, formset=BaseTypicalLineFormSet, extra=3, can_delete=True, max_num=100
    ),
)
