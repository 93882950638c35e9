"""A programme, its stages, and the forms and directions that a school uses."""

from __future__ import annotations

import datetime
from typing import Any, cast

from django import forms

from core.fields import DateField
from core.i18n import gettext_lazy as _
from schools.choices import PairsChoice
from schools.models import Direction, MentoringForm, Programme, Regulation
from schools.years import Year

from .rule_fields import LinesField


class ProgrammeForm(forms.ModelForm):
    """`regulation` says which forms there are to choose from; none chosen means all."""

    starts_on = DateField(label=_("Начало"))
    ends_on = DateField(label=_("Окончание"))

    class Meta:
        model = Programme
        fields = ["title", "starts_on", "ends_on", "forms", "directions", "reporting_documents"]
        widgets = {
            "reporting_documents": forms.Textarea(attrs={"rows": 4}),
            "forms": forms.CheckboxSelectMultiple,
            "directions": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "forms": _("Не выбрана ни одна – значит, все."),
            "directions": _("Не выбрано ни одно – значит, все."),
        }

    def __init__(self, *args: Any, regulation: Regulation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        school_id = regulation.school_id
        rows = MentoringForm.objects.filter(school_id=school_id, is_active=True)
        covered = regulation.forms.values("pk")
        chosen = cast(forms.ModelMultipleChoiceField, self.fields["forms"])
        chosen.queryset = rows.filter(pk__in=covered) if covered else rows
        directions = Direction.objects.filter(school_id=school_id, is_active=True)
        cast(forms.ModelMultipleChoiceField, self.fields["directions"]).queryset = directions
        if not directions:
            del self.fields["directions"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        since, until = data.get("starts_on"), data.get("ends_on")
        if since and until and until <= since:
            self.add_error("ends_on", _("Окончание программы раньше начала."))
        return data

    @property
    def year(self) -> Year:
        return Year(self.cleaned_data["starts_on"], self.cleaned_data["ends_on"])

    def given(self) -> dict[str, Any]:
        """What the actions take besides the dates."""
        names = ("title", "forms", "directions", "reporting_documents")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class NewProgrammeForm(ProgrammeForm):
    is_planned = forms.BooleanField(
        label=_("Пока готовится: начать отдельной кнопкой"),
        required=False,
        help_text=_("Например, программа следующего года, которую составляют весной."),
    )


class NextProgrammeForm(NewProgrammeForm):
    pairs = forms.ChoiceField(
        label=_("Действующие пары"), choices=PairsChoice.choices, widget=forms.RadioSelect
    )
    road_map = forms.ChoiceField(
        label=_("Дорожная карта"),
        choices=[
            ("carry", _("перенести из прежней программы, отметки не переносятся")),
            ("act", _("взять из положения")),
        ],
        widget=forms.RadioSelect,
    )


class CloseForm(forms.Form):
    day = DateField(label=_("Программа завершена"))

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"day": today}})


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
    role_models = LinesField()

    class Meta:
        model = MentoringForm
        fields = ["name", "mentor_kind", "mentee_kind", "role_models", "is_active"]
        help_texts = {
            "name": _("Сначала {mentor}: «{teacher} – {student}»."),
            "is_active": _("Выключенную форму нельзя выбрать; прежние пары остаются."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["role_models"] = "\n".join(self.instance.role_models)
        self.fields["role_models"].label = _("Ролевые модели")
        self.fields["role_models"].help_text = _("Каждая с новой строки; из них выбирают в паре.")


class DirectionForm(forms.ModelForm):
    class Meta:
        model = Direction
        fields = ["name", "is_sensitive", "is_active"]
