"""A programme, its stages, and the forms and directions that a school uses."""

from __future__ import annotations

from django import forms

from core.fields import DateField
from core.i18n import gettext_lazy as _
from schools.models import Direction, MentoringForm, Programme


class ProgrammeForm(forms.ModelForm):
    starts_on = DateField(label=_("Начало"))
    ends_on = DateField(label=_("Окончание"))

    class Meta:
        model = Programme
        fields = ["title", "starts_on", "ends_on", "reporting_documents"]
        widgets = {"reporting_documents": forms.Textarea(attrs={"rows": 4})}


class StageForm(forms.Form):
    """A line of the road map: words for the term, and dates where they are known."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Этап"), max_length=200)
    term_text = forms.CharField(label=_("Сроки словами"), max_length=200, required=False)
    starts_on = DateField(label=_("С"), required=False)
    ends_on = DateField(label=_("По"), required=False)
    done_on = DateField(label=_("Завершён"), required=False)

    def clean(self) -> dict[str, object]:
        super().clean()
        data = self.cleaned_data
        since, until = data.get("starts_on"), data.get("ends_on")
        if since and until and until < since:
            self.add_error("ends_on", _("Этап кончается раньше, чем начинается."))
        return data


StageFormSet = forms.formset_factory(
    StageForm, extra=0, can_delete=True, max_num=50, validate_max=True
)


class FormForm(forms.ModelForm):
    class Meta:
        model = MentoringForm
        fields = ["name", "mentor_kind", "mentee_kind", "is_active"]
        help_texts = {
            "name": _("Сначала наставник: «учитель – ученик»."),
            "is_active": _("Выключенную форму нельзя выбрать; прежние пары остаются."),
        }


class DirectionForm(forms.ModelForm):
    class Meta:
        model = Direction
        fields = ["name", "is_sensitive", "is_active"]
