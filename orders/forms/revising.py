"""What is asked for an order about an order: its ground, what changes, how its force ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import formset_factory

from core.i18n import gettext_lazy as _

from ..choices import RevisionKind
from ..revising import ADD, REMOVE, REPLACE, Change

MORE = "more"
ROWS = 3
MOST_ROWS = 60
HOW = (
    (REPLACE, _("изложить в новой редакции")),
    (REMOVE, _("исключить")),
    (ADD, _("дополнить новым пунктом")),
)


class ReasonForm(forms.Form):
    """The ground becomes the preamble."""

    reason = forms.CharField(
        label=_("Основание"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Станет преамбулой: «В связи с уточнением состава участников»."),
    )


class EndForm(ReasonForm):
    """Which of the two ways the force of an order ends."""

    kind = forms.ChoiceField(
        label=_("Что сделать с приказом"),
        widget=forms.RadioSelect,
        choices=[
            (
                RevisionKind.REPEALS.value,
                _("Признать утратившим силу: сделанное по нему остаётся в силе"),
            ),
            (
                RevisionKind.CANCELS.value,
                _("Отменить: приказ издан ошибочно, сделанное по нему возвращается назад"),
            ),
        ],
    )
    field_order = ("kind", "reason")

    def leave_only(self, kind: str) -> None:
        """The other way is not open for this order: what the page says is what may be chosen."""
        field: Any = self.fields["kind"]
        field.choices = [choice for choice in field.choices if choice[0] == kind]


class ChangeForm(forms.Form):
    """One change of the text; a row of which nothing is filled says nothing."""

    how = forms.ChoiceField(label=_("Что сделать"), choices=HOW)
    place = forms.ChoiceField(label=_("Где"), required=False)
    text = forms.CharField(
        label=_("Новый текст"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, places: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        place.choices = [("", _("не выбрано")), *places.items()]

    def change(self) -> Change | None:
        data = self.cleaned_data
        if not data.get("place") and not data.get("text", "").strip():
            return None
        return Change(data["place"], data["how"], data["text"])


ChangeFormSet = formset_factory(ChangeForm, extra=ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
