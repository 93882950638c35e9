"""Former classes and posts, the move of all classes, the search for a pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Column, Row
from django import forms

from core.clock import today
from core.fields import DateField, DateInput
from core.i18n import gettext_lazy as _

from ..choices import PairSearch
from ..models import FormerPlace
from ..queries import ClassLine
from .people import helper

LONGEST_CLASS = 50


class FormerPlaceForm(forms.ModelForm):
    until = DateField(label=_("По какой день"))

    class Meta:
        model = FormerPlace
        fields = ["until", "class_name", "post", "workplace"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(
            Row(Column("until"), Column("class_name")), Row(Column("post"), Column("workplace"))
        )


class ClassMoveForm(forms.Form):
    """The day, and for each class its next name; an empty name leaves the class where it is.

    The fields are numbered: a class may be called anything.
    """

    since = DateField(label=_("С какого дня"), widget=DateInput(attrs={"class": "form-control"}))

    def __init__(self, *args: Any, lines: Sequence[ClassLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for number, line in enumerate(lines):
            self.fields[f"old-{number}"] = forms.CharField(
                initial=line.name, widget=forms.HiddenInput
            )
            self.fields[f"next-{number}"] = forms.CharField(
                label=line.name,
                initial=line.next_name or "",
                required=False,
                max_length=LONGEST_CLASS,
            )
            self.fields[f"leaves-{number}"] = forms.BooleanField(
                label=_("выпускается"), initial=line.next_name == "", required=False
            )

    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "line": line,
                **{name: self[f"{name}-{number}"] for name in ("old", "next", "leaves")},
            }
            for number, line in enumerate(self.lines)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        classes = {}
        for number, line in enumerate(self.lines):
            if data.get(f"old-{number}") != line.name:
                raise forms.ValidationError(
                    _("Состав {classes:genitive} изменился, пока вы заполняли. Проверьте ещё раз.")
                )
            name, leaves = data.get(f"next-{number}", "").strip(), data.get(f"leaves-{number}")
            if leaves and name and name != (line.next_name or ""):
                self.add_error(
                    f"next-{number}",
                    _("Или новое название, или отметка, что {class} выпускается."),
                )
            if leaves:
                classes[line.name] = ""
            elif name and name != line.name:
                classes[line.name] = name
        if not classes and not self.errors:
            raise forms.ValidationError(_("Ни один {class} не переводится: впишите названия."))
        data["classes"] = classes
        return data


class SearchMarkForm(forms.Form):
    """What goes on about a mentee without a pair; «none» ends the search."""

    search = forms.ChoiceField(label=_("Что отметить"), choices=PairSearch.choices)
    since = DateField(label=_("С какого дня"), required=False, initial=today)
    note = forms.CharField(
        label=_("Заметка"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Без сведений о здоровье: для них есть закрытый блок."),
    )
