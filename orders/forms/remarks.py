"""What the director wants changed: in the whole order and at each of its places."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField

from core.i18n import gettext_lazy as _

from ..models import Order
from ..remarks import RemarkText, places_of, read_key

AT = "at-"


class RemarkForm(forms.Form):
    """A field for the whole order and, with an `order`, one for each place of it."""

    remark = forms.CharField(
        label=_("Что исправить"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, order: Order | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, words in places_of(order).items() if order else ():
            self.fields[f"{AT}{key}"] = forms.CharField(
                label=words,
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 1, "class": "remark-at"}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data.values()):
            self.add_error("remark", _("Напишите, что исправить в приказе."))
        return data

    @property
    def places(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith(AT)]

    def remarks(self) -> list[RemarkText]:
        """To places; what was left empty says nothing."""
        return [
            RemarkText(*read_key(name.removeprefix(AT)), text)
            for name, text in self.cleaned_data.items()
            if name.startswith(AT) and text
        ]
