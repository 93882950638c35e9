"""What an order is drafted from: the fields of its kind, whom it appoints, its annexes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict

from core.errors import DomainError
from core.fields import DateField
from core.forms import SeenForm
from core.i18n import gettext as _
from schools.models import Programme
from schools.texts import OrderAnnex, OrderAppointment, OrderField, OrderKind

from ..annexes import table_rows
from ..filling import filled_titles
from ..inputs import EFFECTIVE, TYPED_ANNEXES, OrderInput
from .people import RoleBlock, block_of, people_name, picked_of_appointees, role_title

LONGEST_LINE, LONGEST_TEXT, LONGEST_ANNEX = 1_000, 5_000, 100_000


class AskForm(SeenForm):
    """Bound, it checks; with `typed` it shows what was typed and checks nothing: a search."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        kind: OrderKind,
        programme: Programme,
        user: Any,
        given: OrderInput | None = None,
        typed: QueryDict | None = None,
        edited: bool = False,
        seen_at: str = "",
    ) -> None:
        self.kind = kind
        initial = dict(typed.items()) if typed else _initial(given)
        super().__init__(data, initial={"seen_at": seen_at} | initial)
        for row in kind.fields:
            self.fields[f"field-{row.code}"] = _field(row)
        for part in kind.appoints:
            # Shown by a block of its own; this one is where its mistakes are told.
            name = people_name(part.role)
            self.fields[name] = forms.Field(label=role_title(part.role), required=False)
        if kind.appoints and EFFECTIVE not in {row.code for row in kind.fields}:
            self.fields[EFFECTIVE] = DateField(
                label=_("Назначить с"),
                required=False,
                help_text=_("Не указано – со дня подписания приказа."),
            )
        titles = filled_titles(kind, programme, OrderInput())
        for index, (annex, title) in enumerate(zip(kind.annexes, titles, strict=True)):
            if annex.kind in TYPED_ANNEXES:
                name = _annex_name(title, index, len(titles))
                self.fields[f"annex-{index}"] = _annex_field(annex, name)
        if edited:
            self.fields["overwrite"] = forms.BooleanField(
                label=_("Заменить и то, что правили вручную"), required=False
            )
        source = data if data is not None else typed
        self.blocks = []
        for part in kind.appoints:
            block = block_of(part.role, _how_many(part), programme)
            if source is not None:
                block.read(source, user)
            elif given is not None:
                block.picked = picked_of_appointees(part.role, given.appointees)
            self.blocks.append(block)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for part, block in zip(self.kind.appoints, self.blocks, strict=True):
            block.problems = list(_people_problems(part, block))
            for problem in block.problems:
                self.add_error(block.name, problem)
        for index, annex in enumerate(self.kind.annexes):
            if annex.kind == "table":
                try:
                    table_rows(data.get(f"annex-{index}", ""), annex.columns)
                except DomainError as error:
                    self.add_error(f"annex-{index}", str(error))
        return data

    def given(self) -> OrderInput:
        data = self.cleaned_data
        return OrderInput(
            fields={row.code: data[f"field-{row.code}"] or "" for row in self.kind.fields},
            appointees=[one for block in self.blocks for one in block.appointees],
            annexes={
                index: data[f"annex-{index}"]
                for index in range(len(self.kind.annexes))
                if f"annex-{index}" in data
            },
            effective_on=data.get(EFFECTIVE),
        )

    def asked(self) -> Iterator[forms.BoundField]:
        """The fields in front of the people."""
        return (self[name] for name in self.fields if name.startswith("field-"))

    def rest(self) -> Iterator[forms.BoundField]:
        """The fields behind the people."""
        names = (EFFECTIVE, "overwrite")
        return (self[name] for name in self.fields if name.startswith("annex-") or name in names)


def _initial(given: OrderInput | None) -> dict[str, Any]:
    if given is None:
        return {}
    return {
        **{f"field-{code}": value for code, value in given.fields.items()},
        **{f"annex-{index}": text for index, text in given.annexes.items()},
        EFFECTIVE: given.effective_on,
    }


def _field(row: OrderField) -> forms.Field:
    if row.kind == "date":
        return DateField(label=row.title, required=row.required)
    if row.kind == "long_text":
        widget = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(
            label=row.title, required=row.required, max_length=LONGEST_TEXT, widget=widget
        )
    return forms.CharField(label=row.title, required=row.required, max_length=LONGEST_LINE)


def _annex_name(title: str, index: int, count: int) -> str:
    which = _("Приложение № %s") % (index + 1) if count > 1 else _("Приложение")
    return f"{which}. {title}"


def _annex_field(annex: OrderAnnex, label: str) -> forms.Field:
    help_text = ""
    if annex.kind == "table":
        help_text = _(
            "Столбцы: %s. Строки можно скопировать из Excel; если писать здесь,"
            " ячейки разделяет знак «|»."
        ) % "; ".join(annex.columns)
    return forms.CharField(
        label=label,
        required=False,
        strip=False,
        max_length=LONGEST_ANNEX,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=help_text,
    )


def _how_many(part: OrderAppointment) -> str:
    low, high = part.minimum, part.maximum
    if high is None:
        return _("не меньше %s") % low if low else _("если нужно")
    if low == high:
        return _("ровно %s") % low
    return _("от %(low)s до %(high)s") % {"low": low, "high": high}


def _people_problems(part: OrderAppointment, block: RoleBlock) -> Iterator[str]:
    count = len(block.picked)
    values = {"low": part.minimum, "high": part.maximum, "count": count}
    if count < part.minimum:
        if count:
            yield _("Отмечено человек: %(count)s, а нужно не меньше %(low)s.") % values
        else:
            yield _("Никто не отмечен, а нужно не меньше %(low)s.") % values
    if part.maximum is not None and count > part.maximum:
        yield _("Отмечено человек: %(count)s, а можно не больше %(high)s.") % values
    for person in block.without_part:
        yield _("%s: отметьте, за что отвечает.") % person.short_name
