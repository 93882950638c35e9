"""A meeting: which kind, when, about what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from core.fields import DateField

from ..models import Meeting


class MeetingForm(forms.ModelForm):
    """`types` are the regulation's; where it has none, nobody is asked for one."""

    held_on = DateField(label=Meeting._meta.get_field("held_on").verbose_name.capitalize())

    class Meta:
        model = Meeting
        fields = ["held_on", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, types: Iterable[dict[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choices := [(item["code"], item["title"]) for item in types]:
            label = str(Meeting._meta.get_field("kind").verbose_name).capitalize()
            self.fields["kind"] = forms.ChoiceField(label=label, choices=choices)
            self.order_fields(["kind", "held_on", "note"])
