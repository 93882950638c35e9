"""When monitoring measures: a line for each time."""

from __future__ import annotations

from typing import Any

from django import forms

from core.i18n import gettext
from core.i18n import gettext_lazy as _
from schools.rules import Rule
from schools.rules.options import POINT_OPTIONS
from schools.words import day_in_words, month_day_of

from .rule_fields import LINE_LENGTH, own_code

MOST_POINTS = 20


class PointForm(forms.Form):
    """A line of the list; one without a title is no point and drops out."""

    code = forms.CharField(max_length=50, required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Название"), max_length=LINE_LENGTH, required=False)
    kind = forms.ChoiceField(
        label=_("Когда"), choices=[("", _("не выбрано")), *POINT_OPTIONS], required=False
    )
    value = forms.CharField(
        label=_("День или доля"),
        max_length=30,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        title, kind = data.get("title", ""), data.get("kind", "")
        if self.errors or not (title or kind or data.get("value")):
            return data
        if not title:
            self.add_error("title", _("Напишите название срока."))
        if not kind:
            self.add_error("kind", _("Выберите, когда проводят."))
        else:
            self._read_value(kind, data.get("value", ""))
        return data

    def _read_value(self, kind: str, typed: str) -> None:
        found: Any = None
        if kind == "day":
            found = month_day_of(typed)
            if found is None:
                self.add_error("value", _("Напишите день и месяц: «15 января» или «15.01»."))
        elif kind == "percent":
            found = _share(typed)
            if found is None:
                self.add_error("value", _("Напишите долю срока в процентах, от 1 до 100."))
        elif typed:
            self.add_error("value", _("Нужно только для дня года и для доли срока."))
        if "value" in self.cleaned_data:
            self.cleaned_data["value"] = found


def _share(typed: str) -> int | None:
    digits = typed.strip().removesuffix("%").strip()
    number = int(digits) if digits.isdecimal() else 0
    return number if 1 <= number <= 100 else None


PointFormSet = forms.formset_factory(
    PointForm, extra=1, max_num=MOST_POINTS, validate_max=True, absolute_max=MOST_POINTS + 10
)


def points_name(rule: Rule) -> str:
    return f"points-{rule.key}"


def point_lines(value: Any) -> list[dict[str, Any]]:
    """What stands in the lines for a value of the rules document."""
    lines = []
    for point in value or []:
        typed = point.get("value", "")
        if point["kind"] == "day":
            typed = day_in_words(typed)
        elif point["kind"] == "percent":
            typed = f"{typed} %"
        lines.append({**point, "value": typed})
    return lines


def points_of(formset: Any) -> list[dict[str, Any]] | None:
    """The value for the rules document from valid lines; None where there are none.

    A line keeps its code; a new one is called by its kind, or gets a code of its own.
    """
    lines = [line.cleaned_data for line in formset if line.cleaned_data.get("title")]
    taken = {line["code"] for line in lines if line["code"]}
    points = []
    used: set[str] = set()
    for line in lines:
        code = line["code"]
        if not code or code in used:
            kind = line["kind"]
            is_free = kind not in ("day", "percent") and kind not in taken
            code = kind if is_free else own_code(taken)
            taken.add(code)
        used.add(code)
        point = {"code": code, "title": line["title"], "kind": line["kind"]}
        if line["value"] not in (None, ""):
            point["value"] = line["value"]
        points.append(point)
    return points or None


def point_errors(formset: Any) -> list[str]:
    """What is wrong in the lines, each with its number and the column."""
    found = [str(error) for error in formset.non_form_errors()]
    for number, line in enumerate(formset, start=1):
        for name, errors in line.errors.items():
            label = line.fields[name].label if name in line.fields else ""
            found += [
                gettext("строка %(number)s, «%(label)s»: %(error)s")
                % {"number": number, "label": label, "error": error}
                for error in errors
            ]
    return found
