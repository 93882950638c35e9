"""How an act prints its road map, and the year that a new programme begins with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from core import clock
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from schools.act_road_map import is_as_act, is_marked
from schools.choices import RoadMapGrouping
from schools.differences import programmes_of
from schools.models import Programme, Regulation
from schools.presets.orders import Problem
from schools.presets.texts import texts_problems
from schools.rules.options import BODY_OPTIONS
from schools.texts import ROAD_MAP_KEYS
from schools.words import day_in_words

from .order_lines import Line, PlainForm, lines_of, short_area
from .regulations import VersionForm
from .rule_fields import DayOfYearField

COLUMN_TITLES = {
    "number": gettext_lazy("номер"),
    "stage": gettext_lazy("этап"),
    "title": gettext_lazy("мероприятие"),
    "content": gettext_lazy("содержание"),
    "result": gettext_lazy("результат"),
    "term": gettext_lazy("сроки"),
    "responsible": gettext_lazy("ответственные"),
    "documents": gettext_lazy("документы"),
}
STAGE, LINE = "0", "1"
# What a stage has not.
LINES_ONLY = ("number", "theme")


class RoadMapForm(PlainForm):
    title = forms.CharField(
        label=gettext_lazy("Заголовок дорожной карты"), max_length=300, widget=short_area()
    )
    group_by = forms.ChoiceField(
        label=gettext_lazy("Разделы таблицы"), choices=RoadMapGrouping.choices
    )


class ColumnLine(Line):
    title = forms.CharField(label=gettext_lazy("Заголовок графы"), max_length=100)
    key = forms.ChoiceField(
        label=gettext_lazy("Что в ней стоит"),
        choices=[(key, COLUMN_TITLES.get(key, key)) for key in ROAD_MAP_KEYS],
        initial=ROAD_MAP_KEYS[0],
    )

    def row(self) -> dict[str, Any]:
        return {"key": self.cleaned_data["key"], "title": self.cleaned_data["title"]}


class BaseColumnLines(lines_of(ColumnLine, len(ROAD_MAP_KEYS))):  # type: ignore[misc]
    def clean(self) -> None:
        if any(self.errors):
            return
        rows = self.rows()
        if not rows:
            raise forms.ValidationError(_("Нужна хотя бы одна графа."))
        keys = [row["key"] for row in rows]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice:
            name = COLUMN_TITLES.get(twice, twice)
            raise forms.ValidationError(_("Графа «%s» стоит дважды.") % name)


ColumnLines = BaseColumnLines


class MeasurementLine(Line):
    """A row of the table «before and after»; its number is its place."""

    title = forms.CharField(label=gettext_lazy("Показатель"), max_length=300, widget=short_area())
    fewer_is_better = forms.BooleanField(label=gettext_lazy("Лучше, когда меньше"), required=False)
    is_percent = forms.BooleanField(label=gettext_lazy("В процентах"), required=False)

    def row(self) -> dict[str, Any]:
        data = self.cleaned_data
        flags = {name: True for name in ("fewer_is_better", "is_percent") if data[name]}
        return {"title": " ".join(data["title"].split()), **flags}


class BaseMeasurementLines(lines_of(MeasurementLine, 60)):  # type: ignore[misc]
    def rows(self) -> list[dict[str, Any]]:
        return [{"number": number, **row} for number, row in enumerate(super().rows(), start=1)]


MeasurementLines = BaseMeasurementLines


class YearForm(PlainForm):
    title = forms.CharField(
        label=gettext_lazy("Название программы"),
        max_length=250,
        widget=short_area(),
        help_text=gettext_lazy("{year} заменится годом: 2026/2027."),
    )
    starts = DayOfYearField(
        max_length=40,
        label=gettext_lazy("Первый день"),
        help_text=gettext_lazy("День и месяц: 1 сентября."),
    )
    ends = DayOfYearField(
        max_length=40,
        label=gettext_lazy("Последний день"),
        help_text=gettext_lazy("День и месяц: 31 мая."),
    )
    reporting_documents = forms.CharField(
        label=gettext_lazy("Отчётные документы"),
        required=False,
        max_length=5000,
        widget=short_area(4),
        help_text=gettext_lazy("Каждый с новой строки."),
    )

    def row(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        documents = [line.strip() for line in data.pop("reporting_documents").splitlines()]
        return data | {"reporting_documents": [line for line in documents if line]}


class YearLine(Line):
    """A stage, or a line of the stage above it."""

    level = forms.ChoiceField(
        label=gettext_lazy("Что это"),
        choices=[(STAGE, gettext_lazy("этап")), (LINE, gettext_lazy("мероприятие этапа"))],
        initial=STAGE,
    )
    title = forms.CharField(label=gettext_lazy("Название"), max_length=500, widget=short_area())
    term = forms.CharField(label=gettext_lazy("Сроки словами"), max_length=200, required=False)
    starts = DayOfYearField(max_length=40, label=gettext_lazy("С какого дня года"), required=False)
    ends = DayOfYearField(max_length=40, label=gettext_lazy("По какой"), required=False)
    number = forms.CharField(label=gettext_lazy("Номер в акте"), max_length=20, required=False)
    theme = forms.CharField(label=gettext_lazy("Тема"), max_length=200, required=False)
    content = forms.CharField(
        label=gettext_lazy("Содержание"), max_length=5000, required=False, widget=short_area()
    )
    result = forms.CharField(
        label=gettext_lazy("Результат"), max_length=5000, required=False, widget=short_area()
    )
    responsible = forms.CharField(
        label=gettext_lazy("Ответственные"), max_length=500, required=False
    )
    documents = forms.CharField(
        label=gettext_lazy("Документы"), max_length=5000, required=False, widget=short_area()
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Кому напоминать"), choices=BODY_OPTIONS, required=False
    )

    def row(self) -> dict[str, Any]:
        data = {key: value for key, value in self.cleaned_data.items() if value}
        return {key: data[key] for key in data if key not in ("level", "ORDER", "DELETE")}


YearLines = lines_of(YearLine, 150)


class YearEditor:
    """The words of a programme and its stages with their lines, checked as one."""

    def __init__(self, data: Any, *, regulation: Regulation) -> None:
        self.old = regulation.texts
        texts = regulation.texts
        self.main = YearForm(data, initial=_year(texts.get("programme", {})))
        self.lines = YearLines(data, initial=list(_flat(texts.get("stages", []))), prefix="stages")

    def is_valid(self) -> bool:
        valid = [self.main.is_valid(), self.lines.is_valid()]
        if not all(valid):
            return False
        self.places: dict[str, Any] = {}
        texts = self.texts()
        problems = texts_problems(self.old, {**self.old, **texts})
        for problem in problems:
            self._tell(problem)
        return not problems and not any(self.lines.errors)

    def texts(self) -> dict[str, Any]:
        """The parts of the act's texts that were typed."""
        stages: list[dict[str, Any]] = []
        for form in self.lines.kept():
            is_line = form.cleaned_data["level"] == LINE
            if is_line and not stages:
                form.add_error("level", _("Над ним нет этапа, к которому оно относится."))
                continue
            rows = stages[-1].setdefault("lines", []) if is_line else stages
            rows.append(form.row())
            inner = f".lines[{len(rows)}]" if is_line else ""
            self.places[f"stages[{len(stages)}]{inner}"] = form
        return {"programme": self.main.row(), "stages": stages}

    def _tell(self, problem: Problem) -> None:
        line, _dot, field = problem.place.rpartition(".")
        form = self.places.get(problem.place) or self.places.get(line)
        if form is not None:
            name = field if field in form.fields else "ends"
            only_lines = name in LINES_ONLY and form.cleaned_data["level"] == STAGE
            text = _("Это поле только у мероприятия.") if only_lines else problem.text
            form.add_error(name, text)
            return
        name = problem.place.removeprefix("programme.")
        self.main.add_error(name if name in self.main.fields else "ends", problem.text)

    def errors(self) -> Iterator[tuple[str, str, str]]:
        """Id of the field, its place in words and what is wrong."""
        for name, texts in self.main.errors.items():
            field = self.main[name]
            yield from ((field.auto_id, str(field.label), str(text)) for text in texts)
        for text in self.lines.non_form_errors() if self.lines.is_bound else ():
            yield "", "", text
        for number, form in enumerate(self.lines.forms, start=1):
            for name, texts in form.errors.items():
                where = _("Строка %(number)s, %(field)s") % {
                    "number": number,
                    "field": form[name].label,
                }
                yield from ((form[name].auto_id, where, str(text)) for text in texts)


class YearVersionForm(VersionForm):
    """Also which programmes take the stages; those where something is marked already can't."""

    taken = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Взять эти этапы и строки в программу, которая уже идёт"),
        queryset=Programme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Они заменят нынешние этапы и строки её дорожной карты, вместе с тем, кто за них "
            "назван; сроки – от начала программы."
        ),
    )

    def __init__(self, *args: Any, regulation: Regulation, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, regulation=regulation, user=user, **kwargs)
        running = programmes_of(regulation, of=user)
        free = [programme for programme in running if not is_marked(programme)]
        if not free:
            del self.fields["taken"]
            return
        field: Any = self.fields["taken"]
        field.queryset = Programme.objects.filter(pk__in=[programme.pk for programme in free])
        # Lines that nobody has changed by hand follow their act.
        if regulation.valid_from <= clock.today():
            field.initial = [programme.pk for programme in free if is_as_act(programme)]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        gone_over = {programme.pk for programme in data.get("moved") or ()}
        for programme in data.get("taken") or ():
            stays = self.is_open and programme.regulation_id == self.regulation.pk
            if not stays and programme.pk not in gone_over:
                text = _("«%s»: этапы берут из своей редакции, отметьте её и в строке выше.")
                self.add_error("taken", text % programme)
        return data


def _year(row: Mapping[str, Any]) -> dict[str, Any]:
    documents = "\n".join(row.get("reporting_documents", []))
    return {**_days(row), "reporting_documents": documents}


def _days(row: Mapping[str, Any]) -> dict[str, Any]:
    """Days of the year as people read them."""
    days = {key: day_in_words(row[key]) for key in ("starts", "ends") if key in row}
    return {**row, **days}


def _flat(stages: list[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for stage in stages:
        yield {**_days(stage), "level": STAGE}
        yield from ({**_days(line), "level": LINE} for line in stage.get("lines", []))
