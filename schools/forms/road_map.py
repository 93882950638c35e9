"""Lines of a road map, their marks and proofs; target values."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

from django import forms
from django.http import QueryDict

from core.fields import DateField
from core.i18n import gettext_lazy as _
from schools.choices import RoadMapGrouping
from schools.models import Programme, RoadMapLine, Stage, Target
from schools.models.road_map import RoadMapText
from schools.road_map import stamp_of
from schools.rules.options import BODY_OPTIONS
from schools.texts import RoadMapLayout

from .proofs import ProofField

# Which field of a row stands behind a column of an act.
COLUMN_FIELDS = {"term": "term_text", "stage": "stage"}
# What a table that is pasted has where the act doesn't say its columns.
USUAL_COLUMNS = {"title": _("мероприятие"), "term": _("сроки"), "responsible": _("ответственные")}
TEXT_FIELDS = ["content", "result", "term_text", "responsible", "documents"]


def pasted_columns(
    layout: RoadMapLayout | None, fields: Mapping[str, str] = MappingProxyType({})
) -> list[tuple[str, Any]]:
    """Field and title of each column of the act, for rows that come from another program.

    `fields` are those that are called otherwise than the column.
    """
    columns = [(column.key, column.title) for column in layout.columns] if layout else []
    return [(fields.get(key, key), title) for key, title in columns or USUAL_COLUMNS.items()]


class RowForm(forms.ModelForm):
    """`seen` is the stamp of what was shown: it tells that somebody else saved meanwhile."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    roles = forms.MultipleChoiceField(
        label=_("Кому напоминать"),
        choices=BODY_OPTIONS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Просроченное попадёт на главную этих людей."),
    )
    starts_on = DateField(label=_("С"), required=False)
    ends_on = DateField(label=_("По"), required=False)

    def __init__(self, *args: Any, layout: RoadMapLayout, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in layout.columns:
            name = COLUMN_FIELDS.get(column.key, column.key)
            if name in self.fields:
                self.fields[name].label = column.title
        if self.instance.pk:
            self.initial["seen"] = stamp_of(self.instance)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, value in data.items():
            if isinstance(value, str):
                # Browsers send the line breaks of another system.
                data[name] = value.replace("\r\n", "\n")
        since, until = data.get("starts_on"), data.get("ends_on")
        if since and until and until < since:
            self.add_error("ends_on", _("Окончание раньше начала."))
        return data

    def show_what_is_stored(self, row: RoadMapText) -> None:
        """Another person saved meanwhile: the next «save» knows of it."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("seen")] = stamp_of(row)
        self.data = data


TEXTAREAS = {
    name: forms.Textarea(attrs={"rows": 2}) for name in ("content", "result", "documents", "title")
}


class StageTextForm(RowForm):
    class Meta:
        model = Stage
        fields = ["title", *TEXT_FIELDS, "roles", "starts_on", "ends_on"]
        widgets = TEXTAREAS


class LineForm(RowForm):
    class Meta:
        model = RoadMapLine
        fields = [
            "stage",
            "theme",
            "number",
            "title",
            *TEXT_FIELDS,
            "starts_on",
            "ends_on",
            "roles",
        ]
        widgets = TEXTAREAS
        help_texts = {"number": _("Как в вашей карте: «1.4», «4.3.1»; можно не ставить.")}

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["stage"])
        field.queryset = programme.stages.all()


class TableLineForm(LineForm):
    """A line of the page that edits all: what the act's columns show, and the dates."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, layout: RoadMapLayout, **kwargs: Any) -> None:
        super().__init__(*args, layout=layout, **kwargs)
        shown = {COLUMN_FIELDS.get(column.key, column.key) for column in layout.columns}
        shown |= {"title", "stage", "starts_on", "ends_on", "seen", "pk"}
        if layout.group_by == RoadMapGrouping.THEME:
            shown.add("theme")
        for name in list(self.fields):
            self.fields[name].help_text = ""
            if name not in shown:
                del self.fields[name]
        if self.instance.pk:
            self.initial["pk"] = self.instance.pk

    @property
    def is_touched(self) -> bool:
        """Whether it differs from what was shown, whatever is stored by now."""
        data = self.cleaned_data
        if data.get("DELETE"):
            return True
        return bool(data.get("title")) and data.get("seen") != stamp_of(self.instance)

    def edited(self) -> dict[str, Any]:
        kept = ("pk", "seen", "DELETE", "ORDER")
        return {name: value for name, value in self.cleaned_data.items() if name not in kept}


class LineFormSet(forms.BaseFormSet):
    """Each form stands for the line whose number it was sent with, whatever its place is now."""

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        self.lines = {line.pk: line for line in programme.road_map_lines.all()}
        self.programme = programme
        if not args and "data" not in kwargs:
            kwargs["initial"] = [{"pk": pk} for pk in self.lines]
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs = super().get_form_kwargs(index) | {"programme": self.programme}
        if index is None:
            return kwargs
        if self.is_bound:
            sent = self.data.get(f"{self.add_prefix(index)}-pk", "")
            pk = int(sent) if sent.isdecimal() else None
        else:
            initial = self.initial or ()
            pk = initial[index]["pk"] if index < len(initial) else None
        return kwargs | {"instance": self.lines.get(pk) if pk else None}


RoadMapFormSet = cast(
    type[LineFormSet],
    forms.formset_factory(
        TableLineForm, formset=LineFormSet, extra=0, can_delete=True, max_num=300, validate_max=True
    ),
)


class ProofForm(forms.Form):
    file = ProofField(
        label=_("Подтверждающий документ"),
        help_text=_("PDF, DOCX, XLSX, JPG или PNG, не больше 10 МБ."),
    )


class FinishForm(ProofForm):
    day = DateField(label=_("Выполнено"))
    field_order = ["day", "file"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = False


class TargetForm(forms.ModelForm):
    year = forms.IntegerField(label=_("Год"), min_value=2000, max_value=2100)
    percent = forms.IntegerField(label=_("Не меньше, %"), min_value=1, max_value=100)

    class Meta:
        model = Target
        fields = ["group", "year", "percent"]
