"""How to read a file: which sheet, which row holds the headings, what each column is."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms

from core.i18n import gettext as _
from core.i18n import gettext_lazy

from ..reading.columns import JOINED, columns_by_name
from ..reading.layout import NAMES
from ..reading.preview import Preview

HEADER_WORDS = 70


class ReadingForm(forms.Form):
    """Made of a preview. `view` is what the columns below were shown for: where the sheet or the
    header has been changed since, they are of another table and have to be shown again."""

    sheet = forms.ChoiceField(label=gettext_lazy("Лист"), required=False)
    lies = forms.ChoiceField(
        label=gettext_lazy("Как стоят люди"),
        required=False,
        choices=[
            ("rows", gettext_lazy("каждый в своей строке")),
            ("columns", gettext_lazy("каждый в своём столбце")),
        ],
    )
    header = forms.ChoiceField(label=gettext_lazy("Где заголовки"), required=False)
    view = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, preview: Preview, data: Any = None) -> None:
        layout = preview.layout
        self.preview = preview
        self.lines = preview.columns
        initial = {
            "sheet": layout.sheet,
            "lies": "columns" if layout.sideways else "rows",
            "header": str(layout.header),
            "view": view_of(preview),
        }
        super().__init__(data, initial=initial)
        choice: Any = self.fields["sheet"]
        choice.choices = [(name, name) for name in preview.sheets]
        if len(preview.sheets) < 2:
            choice.widget = forms.HiddenInput()
        word = _("столбец") if layout.sideways else _("строка")
        header: Any = self.fields["header"]
        header.choices = [
            *((str(n), f"{word} {n}: {text}"[:HEADER_WORDS]) for n, text in preview.headers),
            ("0", _("заголовков нет")),
        ]
        base = layout.base
        titles = [(name, column.title) for name, column in columns_by_name(base).items()]
        for line in self.lines:
            self.fields[f"column_{line['index']}"] = forms.ChoiceField(
                label=line["heading"] or line["mark"],
                choices=[("", _("не загружать")), *titles],
                required=False,
                initial=line["name"],
                widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
            )

    @property
    def rows(self) -> list[tuple[dict[str, Any], Any]]:
        """Each column of the file with its field."""
        return [(line, self[f"column_{line['index']}"]) for line in self.lines]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given = [data.get(f"column_{line['index']}", "") for line in self.lines]
        titles = columns_by_name(self.preview.layout.base)
        for name, number in Counter(filter(None, given)).items():
            if number > 1 and name not in JOINED:
                self.add_error(
                    None,
                    _("«%(title)s» выбрано %(number)s раза. Оставьте одну колонку.")
                    % {"title": titles[name].title, "number": number},
                )
        if not NAMES & set(given):
            self.add_error(None, _("Покажите, в какой колонке ФИО или фамилия."))
        return data

    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        data = self.cleaned_data
        return {
            "sheet": data["sheet"] or self.preview.layout.sheet,
            "sideways": data["lies"] == "columns",
            "header": int(data["header"] or self.preview.layout.header),
            "columns": {str(line["index"]): data[f"column_{line['index']}"] for line in self.lines},
        }


def view_of(preview: Preview) -> str:
    layout = preview.layout
    return f"{layout.header}/{int(layout.sideways)}/{layout.sheet}"


class AnswersForm(forms.Form):
    """Who the people of asked rows are: `who_<row>` is the id of a person, or 0 for another."""

    def answers(self) -> dict[int, int]:
        """What was answered; rows of another page are left for later. Nonsense is no answer."""
        found: dict[int, int] = {}
        for name, value in self.data.items():
            row = str(name).removeprefix("who_")
            if str(name).startswith("who_") and row.isdecimal() and str(value).isdecimal():
                found[int(row[:9])] = int(str(value)[:18])
        return found
