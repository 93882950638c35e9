"""The lines of a kind of order: what it asks, whom it appoints, its points and annexes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from core.i18n import gettext_lazy as _
from schools.choices import AppointedRole
from schools.texts import ANNEX_KINDS, APPOINTED, FIELD_KINDS, PAIRS

ROLES = [("", "—"), *AppointedRole.choices]
FIELD_TITLES = {"text": _("строка"), "long_text": _("несколько строк"), "date": _("дата")}
ANNEX_TITLES = {
    "regulation": _("положение"),
    "road_map": _("дорожная карта"),
    "programme": _("программа наставничества"),
    "pairs": _("список пар"),
    "appointed": _("список назначенных"),
    "table": _("таблица, которую заполняют в проекте"),
    "text": _("текст, который пишут в проекте"),
}
LEVELS = [("0", _("пункт")), ("1", _("подпункт")), ("2", _("подпункт подпункта"))]
REPEATS = [
    ("", _("один раз")),
    (PAIRS, _("для каждой пары")),
    (APPOINTED, _("для каждого назначенного")),
]


def short_area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PlainForm(forms.Form):
    def clean(self) -> dict[str, Any]:
        """Browsers send the line breaks of another system."""
        super().clean()
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                self.cleaned_data[name] = value.replace("\r\n", "\n")
        return self.cleaned_data


class Line(PlainForm):
    """A line that scripts number: the number alone makes no line."""

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - {"ORDER"})

    def row(self) -> dict[str, Any]:
        """What the line says, as the texts keep it; what is empty is left out."""
        raise NotImplementedError


class FieldLine(Line):
    """What is asked when an order is drafted; its code is a placeholder of the texts."""

    title = forms.CharField(label=_("Вопрос составителю"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Ответ"),
        choices=[(code, FIELD_TITLES.get(code, code)) for code in FIELD_KINDS],
        initial=FIELD_KINDS[0],
    )
    code = forms.CharField(
        label=_("Имя подстановки"),
        max_length=50,
        required=False,
        help_text=_("Латиницей; пустое составится из вопроса."),
    )
    required = forms.BooleanField(label=_("Обязательно"), required=False, initial=True)

    def row(self) -> dict[str, Any]:
        data = self.cleaned_data
        row = {"code": data["code"], "title": data["title"]}
        row |= {"kind": data["kind"]} if data["kind"] != "text" else {}
        return row | ({} if data["required"] else {"required": False})


class AppointLine(Line):
    role = forms.ChoiceField(label=_("Роль"), choices=ROLES)
    minimum = forms.IntegerField(
        label=_("Не меньше человек"), min_value=0, max_value=50, required=False
    )
    maximum = forms.IntegerField(label=_("Не больше"), min_value=1, max_value=50, required=False)

    def row(self) -> dict[str, Any]:
        names = ("role", "minimum", "maximum")
        return {
            name: self.cleaned_data[name] for name in names if self.cleaned_data[name] is not None
        }


class PointLine(Line):
    """A point, or a sub-point of the point above it."""

    level = forms.ChoiceField(label=_("Уровень"), choices=LEVELS, initial="0")
    text = forms.CharField(label=_("Текст"), widget=short_area(3))
    executor = forms.CharField(label=_("Ответственный"), max_length=300, required=False)
    due = forms.CharField(label=_("Срок"), max_length=300, required=False)
    repeat = forms.ChoiceField(label=_("Печатается"), choices=REPEATS, required=False)
    role = forms.ChoiceField(label=_("Чьи назначения"), choices=ROLES, required=False)
    when = forms.CharField(
        label=_("Только если заполнено"), max_length=50, required=False, widget=forms.Select
    )

    def __init__(self, *args: Any, conditions: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [("", _("всегда")), *conditions]
        typed = self["when"].value()
        if typed and typed not in dict(known):
            known.append((typed, typed))
        self.fields["when"].widget.choices = known

    def row(self) -> dict[str, Any]:
        names = ("text", "executor", "due", "repeat", "role", "when")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data[name]}


class AnnexLine(Line):
    title = forms.CharField(label=_("Заголовок приложения"), max_length=300)
    kind = forms.ChoiceField(
        label=_("Что это"),
        choices=[(code, ANNEX_TITLES.get(code, code)) for code in ANNEX_KINDS],
        initial=ANNEX_KINDS[0],
    )
    role = forms.ChoiceField(label=_("Чьи назначения"), choices=ROLES, required=False)
    columns = forms.CharField(
        label=_("Графы таблицы"),
        required=False,
        max_length=2000,
        widget=short_area(),
        help_text=_("Каждая с новой строки."),
    )

    def row(self) -> dict[str, Any]:
        data = self.cleaned_data
        columns = [line.strip() for line in data["columns"].splitlines() if line.strip()]
        row = {"kind": data["kind"], "title": data["title"]}
        row |= {"role": data["role"]} if data["role"] else {}
        return row | ({"columns": columns} if columns else {})


class Lines(forms.BaseFormSet):
    """Lines in the order of their numbers; an added one that stayed empty is no line."""

    default_error_messages = {
        **forms.BaseFormSet.default_error_messages,
        "too_many_forms": _("Строк здесь не больше %(num)d."),
    }

    def __init__(self, data: Any = None, *args: Any, initial: Any = None, **kwargs: Any) -> None:
        # What was sent is read by itself: the texts may have changed since the page was made.
        kwargs["initial"] = None if data is not None else initial
        super().__init__(data, *args, **kwargs)

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("Место")
        form.fields["ORDER"].widget.attrs["min"] = 1
        form.fields["DELETE"].label = _("Убрать")

    def kept(self) -> list[Any]:
        """The lines that stay, where the form set is valid."""
        gone = self.deleted_forms
        found = []
        for place, form in enumerate(self.forms):
            stood = place < self.initial_form_count()
            if (stood or form.has_changed()) and form not in gone:
                number = form.cleaned_data.get("ORDER")
                found.append((number is None, number or 0, place, form))
        return [row[-1] for row in sorted(found, key=lambda row: row[:3])]

    def rows(self) -> list[dict[str, Any]]:
        return [form.row() for form in self.kept()]


def lines_of(line: type[Line], most: int) -> Any:
    return forms.formset_factory(
        line,
        formset=Lines,
        extra=0,
        can_delete=True,
        can_order=True,
        max_num=most,
        validate_max=True,
        absolute_max=most + 50,
    )


def errors_of(form: forms.Form, place: str = "") -> Iterator[tuple[str, str, str]]:
    """Id of the field, its place in words and what is wrong, for the summary above a page."""
    for name, texts in form.errors.items():
        field = form[name] if name in form.fields else None
        where = ", ".join(filter(None, [place, str(field.label) if field else ""]))
        yield from ((field.auto_id if field else "", where, str(text)) for text in texts)


def errors_of_lines(lines: Any, title: str) -> Iterator[tuple[str, str, str]]:
    """The same of many lines; `title` takes the number of one, «Гриф %s»."""
    if not lines.is_bound:
        return
    for text in lines.non_form_errors():
        yield "", "", str(text)
    for number, form in enumerate(lines.forms, start=1):
        yield from errors_of(form, title % number)


FieldLines = lines_of(FieldLine, 30)
AppointLines = lines_of(AppointLine, 20)
PointLines = lines_of(PointLine, 100)
AnnexLines = lines_of(AnnexLine, 20)
