"""A kind of order as one editor: its words, its lines, and what the check says at each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from django import forms

from core.i18n import gettext as _
from core.i18n import gettext_lazy
from schools.choices import AppointedRole
from schools.codes import code_of
from schools.models import Regulation
from schools.presets.orders import LONGEST_TEXT, Problem, order_problems
from schools.templating import APPOINTED_VALUES, CHANGE_VALUES, ORDER_VALUES, PAIR_VALUES
from schools.texts import AUTO, COMPLETION, EXTENSION, HAND, JOINING, LEAVING, REPLACEMENT

from .order_lines import (
    AnnexLines,
    AppointLines,
    FieldLines,
    PlainForm,
    PointLines,
    errors_of,
    errors_of_lines,
    short_area,
)
from .regulations import VersionForm

EFFECTS = [
    ("", gettext_lazy("любой другой приказ")),
    (REPLACEMENT, gettext_lazy("меняет {mentor:accusative} в паре")),
    (EXTENSION, gettext_lazy("продлевает пару")),
    (COMPLETION, gettext_lazy("завершает пару")),
    (JOINING, gettext_lazy("принимает в группу")),
    (LEAVING, gettext_lazy("выводит из группы")),
]
SERIES = {
    "core": gettext_lazy("по основной деятельности"),
    "staff": gettext_lazy("по личному составу"),
}
# What the check says in the words of files, in the words of the page.
PLAIN = {
    "role": gettext_lazy("Этой роли приказ не назначает: добавьте её в «Кого назначает приказ»."),
    "when": gettext_lazy("Ни такого вопроса, ни такой назначаемой роли в приказе нет."),
    "minimum": gettext_lazy("Наименьшее число больше наибольшего."),
}
_PLACE = re.compile(r"(?P<line>.*\])\.?(?P<field>\w*)")
_QUOTED = re.compile("«(.+?)»")


# What people are told when such an order is approved, by their side.
TOLD = "told_"
SIDES = {
    "mentor": gettext_lazy("{Mentor:dative}"),
    "family": gettext_lazy("{Mentee:dative} и {parent:dative}"),
    "appointed": gettext_lazy("Тем, кого приказ назначает"),
    "named": gettext_lazy("Остальным, кто назван в приказе"),
}


class OrderKindForm(PlainForm):
    """The words of the paper that stand once."""

    name = forms.CharField(
        label=gettext_lazy("Название вида"),
        max_length=200,
        help_text=gettext_lazy("По нему вид выбирают: «О закреплении пар»."),
    )
    title = forms.CharField(
        label=gettext_lazy("Заголовок приказа"), max_length=500, widget=short_area()
    )
    preamble = forms.CharField(
        label=gettext_lazy("Преамбула"),
        max_length=LONGEST_TEXT,
        widget=short_area(4),
        help_text=gettext_lazy("На каком основании. Слово «приказываю» добавится само."),
    )
    control = forms.CharField(
        label=gettext_lazy("Контроль"),
        max_length=500,
        required=False,
        widget=short_area(),
        help_text=gettext_lazy("Станет последним пунктом приказа."),
    )
    number_mask = forms.CharField(
        label=gettext_lazy("Вид номера"),
        max_length=50,
        required=False,
        help_text=gettext_lazy(
            "{number}-од, 48,{number}. Пусто: как во {school:всём/всей} {school:prepositional}."
        ),
    )
    numbering = forms.ChoiceField(
        label=gettext_lazy("Кто ставит номер"),
        required=False,
        choices=[
            ("", gettext_lazy("как во {school:всём/всей} {school:prepositional}")),
            (AUTO, gettext_lazy("система, по порядку")),
            (HAND, gettext_lazy("человек, по своему журналу")),
        ],
    )
    series = forms.ChoiceField(label=gettext_lazy("Журнал номеров"))
    approval_sheet = forms.BooleanField(label=gettext_lazy("Лист согласования"), required=False)
    agreed_first = forms.BooleanField(
        label=gettext_lazy("{Director:dative} – только после согласия всех по листу"),
        required=False,
    )
    agreed_in_turn = forms.BooleanField(
        label=gettext_lazy("Согласуют по очереди, а не все сразу"), required=False
    )
    representation = forms.BooleanField(
        label=gettext_lazy("Издаётся по представлению"), required=False
    )
    acquaintance = forms.BooleanField(label=gettext_lazy("Лист ознакомления"), required=False)
    optional = forms.BooleanField(
        label=gettext_lazy("Можно и без приказа"),
        required=False,
        help_text=gettext_lazy(
            "Только для приказа, который меняет пару: отмечено – пару меняют и без него."
        ),
    )
    position = forms.IntegerField(
        label=gettext_lazy("Место в списке видов"), min_value=1, max_value=200, required=False
    )

    def __init__(self, *args: Any, series: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["series"])
        field.choices = list(series.items())
        field.initial = next(iter(series))
        told = self.initial.get("messages", {})
        for side, label in SIDES.items():
            self.fields[f"{TOLD}{side}"] = forms.CharField(
                label=label,
                max_length=300,
                required=False,
                initial=told.get(side, ""),
                widget=short_area(),
            )

    @property
    def messages(self) -> list[forms.BoundField]:
        return [self[f"{TOLD}{side}"] for side in SIDES]

    def row(self) -> dict[str, Any]:
        data = {
            key: value
            for key, value in self.cleaned_data.items()
            if key != "position" and not key.startswith(TOLD)
        }
        told = {side: self.cleaned_data.get(f"{TOLD}{side}") for side in SIDES}
        row = {key: value for key, value in data.items() if value not in ("", False)}
        kept = {side: text for side, text in told.items() if text}
        return row | ({"messages": kept} if kept else {})


class EffectForm(forms.Form):
    """What the order does besides being printed: chosen once, when the kind is made."""

    effect = forms.ChoiceField(label=gettext_lazy("Что делает приказ"), required=False)

    def __init__(self, *args: Any, taken: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["effect"])
        field.choices = [row for row in EFFECTS if row[0] not in taken]


class OrderKindEditor:
    """All the forms of the page. `code` is empty for a new kind, `row` what it begins with.

    `effect` is that of the kind which a new one is taken from.
    """

    def __init__(
        self,
        data: Any,
        *,
        regulation: Regulation,
        user: Any,
        code: str = "",
        row: Any = None,
        effect: str = "",
    ) -> None:
        row = row or {}
        self.orders: Mapping[str, Any] = regulation.texts.get("orders", {})
        self.code = code
        self.effect = (
            None if code else EffectForm(data, taken=self.orders, initial={"effect": effect})
        )
        codes = {order.get("series", "core") for order in self.orders.values()}
        series = SERIES | {each: each for each in sorted(codes - set(SERIES))}
        self.main = OrderKindForm(data, initial=row, series=series)
        self.asked = FieldLines(data, initial=_fields(row), prefix="fields")
        self.appoints = AppointLines(data, initial=row.get("appoints", []), prefix="appoints")
        if data is not None:
            self._name_fields()
        self.points = PointLines(
            data,
            initial=list(_flat(row.get("points", []), 0)),
            prefix="points",
            form_kwargs={"conditions": list(self._conditions(row))},
        )
        self.annexes = AnnexLines(data, initial=_annexes(row), prefix="annexes")
        self.version = VersionForm(data, regulation=regulation, user=user)
        if "moved" in self.version.fields:
            # Drafts of a running programme are made after the kinds of its act.
            moved = cast(forms.ModelMultipleChoiceField, self.version.fields["moved"])
            moved.initial = moved.queryset

    @property
    def parts(self) -> list[Any]:
        lines = [self.asked, self.appoints, self.points, self.annexes]
        return [*([self.effect] if self.effect else []), self.main, *lines, self.version]

    @property
    def sections(self) -> dict[str, Any]:
        return {
            "fields": self.asked,
            "appoints": self.appoints,
            "points": self.points,
            "annexes": self.annexes,
        }

    def is_valid(self) -> bool:
        """Each part by itself, then the kind as a whole; what is wrong stands at its field."""
        valid = [part.is_valid() for part in self.parts]
        if not all(valid):
            return False
        self.places: dict[str, forms.Form] = {}
        row = self._row()
        if not self._levels_are_right():
            return False
        problems = order_problems(self._code(), row)
        for problem in problems:
            self._tell(problem)
        return not problems

    def order(self) -> tuple[str, dict[str, Any]]:
        """Code and document of the kind, of a valid editor."""
        row = self._row()
        return self._code() or code_of(row["name"], {*self.orders, "new"}), row

    def _code(self) -> str:
        """That of the effect where a new kind has one."""
        return self.effect.cleaned_data["effect"] if self.effect else self.code

    def _row(self) -> dict[str, Any]:
        row = self.main.row()
        for key in ("fields", "appoints", "annexes"):
            for number, form in enumerate(self.sections[key].kept(), start=1):
                self.places[f"{key}[{number}]"] = form
            if lines := self.sections[key].rows():
                row[key] = lines
        return row | {"points": self._nested()}

    def _nested(self) -> list[dict[str, Any]]:
        """The points with their sub-points inside; remembers where each line got to."""
        roots: list[dict[str, Any]] = []
        open_rows: list[tuple[str, dict[str, Any]]] = []
        for form in self.points.kept():
            level = min(int(form.cleaned_data["level"]), len(open_rows))
            del open_rows[level:]
            place, siblings = "points", roots
            if open_rows:
                above, row = open_rows[-1]
                place, siblings = f"{above}.points", row.setdefault("points", [])
            siblings.append(form.row())
            here = f"{place}[{len(siblings)}]"
            open_rows.append((here, siblings[-1]))
            self.places[here] = form
        return roots

    def _levels_are_right(self) -> bool:
        deepest, right = -1, True
        for form in self.points.kept():
            level = int(form.cleaned_data["level"])
            if level > deepest + 1:
                form.add_error("level", _("Над ним нет пункта, частью которого он был бы."))
                right = False
            deepest = level
        return right

    def _tell(self, problem: Problem) -> None:
        match = _PLACE.fullmatch(problem.place)
        form = self.places.get(match["line"]) if match else None
        if match and form is not None:
            field = match["field"] or "minimum"
            known = field in form.fields
            form.add_error(field if known else None, PLAIN.get(field, problem.text))
        elif problem.place in self.sections:
            self._tell_of_code(problem)
        elif problem.place in self.main.fields:
            self.main.add_error(problem.place, problem.text)
        else:
            self.main.add_error(None, str(problem))

    def _tell_of_code(self, problem: Problem) -> None:
        """A code that stands twice or is taken: told at the last line that has it."""
        quoted = _QUOTED.search(problem.text)
        name = "role" if problem.place == "appoints" else "code"
        for form in reversed(self.sections[problem.place].kept()):
            if quoted and form.cleaned_data.get(name) == quoted[1]:
                text = _("Эта роль уже названа выше.") if name == "role" else problem.text
                form.add_error(name, text)
                return
        self.main.add_error(None, _("В приказе нет ни одного пункта."))

    def errors(self) -> Iterator[tuple[str, str, str]]:
        """Id of the field, its place in words and what is wrong, of every mistake on the page."""
        titles = {
            "fields": _("Вопрос %s"),
            "appoints": _("Назначение %s"),
            "points": _("Строка %s пунктов"),
            "annexes": _("Приложение %s"),
        }
        for form in (self.effect, self.main):
            yield from errors_of(form) if form else ()
        for key, lines in self.sections.items():
            yield from errors_of_lines(lines, titles[key])
        yield from errors_of(self.version)

    def _name_fields(self) -> None:
        """A question without a name of its own gets one, made of its words."""
        if not self.asked.is_valid():
            return
        kept = self.asked.kept()
        taken = {form.cleaned_data["code"] for form in kept} | {*ORDER_VALUES, *PAIR_VALUES}
        taken |= {*APPOINTED_VALUES, *AppointedRole.values}
        taken |= {code for values in CHANGE_VALUES.values() for code in values}
        for form in kept:
            if not form.cleaned_data["code"]:
                form.cleaned_data["code"] = code_of(form.cleaned_data["title"], taken)
                taken.add(form.cleaned_data["code"])

    def _conditions(self, row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        fields, appoints = row.get("fields", []), row.get("appoints", [])
        if self.asked.is_bound:
            fields = self.asked.rows() if self.asked.is_valid() else []
            appoints = self.appoints.rows() if self.appoints.is_valid() else []
        yield from ((field["code"], field["title"]) for field in fields)
        roles = dict(AppointedRole.choices)
        yield from ((part["role"], roles.get(part["role"], part["role"])) for part in appoints)


def _fields(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"required": True, **field} for field in row.get("fields", [])]


def _annexes(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {**annex, "columns": "\n".join(annex.get("columns", []))}
        for annex in row.get("annexes", [])
    ]


def _flat(points: list[Mapping[str, Any]], level: int) -> Iterator[dict[str, Any]]:
    for point in points:
        yield {**{key: point[key] for key in point if key != "points"}, "level": str(level)}
        yield from _flat(point.get("points", []), level + 1)
