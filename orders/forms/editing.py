"""The editor of an order."""

from __future__ import annotations

from typing import Any

from django import forms

from core.forms import SeenForm
from core.i18n import gettext_lazy as _

from ..actions.drafting import LIMITS
from ..models import Order
from ..points import PARTS, Points, clean_points, read_points, typed_points


class OrderForm(SeenForm):
    """Title, preamble, control."""

    title = forms.CharField(
        label=_("Заголовок"),
        max_length=LIMITS["title"],
        help_text=_("О чём приказ: «О закреплении наставнических пар»."),
    )
    preamble = forms.CharField(
        label=_("Преамбула"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("На каком основании и с какой целью. Слово «приказываю» добавится само."),
    )
    control = forms.CharField(
        label=_("Контроль"),
        max_length=LIMITS["control"],
        required=False,
        help_text=_("Станет последним пунктом приказа."),
    )

    @classmethod
    def initial_of(cls, order: Order) -> dict[str, Any]:
        return {
            "title": order.title,
            "preamble": order.preamble,
            "control": order.control,
            "seen_at": order.updated_at.isoformat(),
        }


class PointForm(forms.Form):
    text = forms.CharField(
        label=_("Ещё пункт"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    points = forms.CharField(
        label=_("Подпункты, каждый с новой строки"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "За чертой – ответственный и срок: «Провести обучение | {curator} | до 1 мая». "
            "Подпункт подпункта начинается со знака «>»."
        ),
    )
    executor = forms.CharField(label=_("Ответственный"), required=False, max_length=300)
    due = forms.CharField(label=_("Срок"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        rest = (data.get("points"), data.get("executor"), data.get("due"))
        if not data.get("text") and any(rest):
            self.add_error("text", _("Напишите текст пункта или очистьте остальные поля."))
        return data

    def row(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {name: data.get(name, "") for name in PARTS} | {
            "points": read_points(data.get("points", ""))
        }


class PlaceInput(forms.NumberInput):
    def __init__(self) -> None:
        super().__init__(attrs={"min": 1, "inputmode": "numeric"})


class BasePointFormSet(forms.BaseFormSet):
    """Points in the order of their numbers; empty and removed ones are left out."""

    ordering_widget = PlaceInput

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if index is not None:
            form.fields["text"].label = _("Пункт %s") % (index + 1)
        form.fields["ORDER"].label = _("Место в приказе")
        form.fields["DELETE"].label = _("Убрать пункт")

    def points(self) -> Points:
        """What can be read of the lines, also where some of them have mistakes."""
        rows = []
        for position, form in enumerate(self.forms):
            data = getattr(form, "cleaned_data", {})
            if data and not data.get("DELETE"):
                number = data.get("ORDER")
                rows.append((number is None, number or 0, position, form.row()))
        rows.sort(key=lambda row: row[:3])
        return clean_points(row for *_place, row in rows)


PointFormSet = forms.formset_factory(
    PointForm, formset=BasePointFormSet, extra=1, can_delete=True, can_order=True, max_num=500
)


def initial_points(order: Order) -> list[dict[str, str]]:
    return [
        {
            "text": point["text"],
            "executor": point.get("executor", ""),
            "due": point.get("due", ""),
            "points": typed_points(point.get("points", ())),
        }
        for point in order.points
    ]
