"""The texts of the mentor's final document in the order of its form."""

from __future__ import annotations

from typing import Any

from django import forms

from ..finals import TEXTS
from ..models import Feedback


class FeedbackForm(forms.ModelForm):
    """Only the texts of the form that the regulation wants."""

    class Meta:
        model = Feedback
        fields = [name for names in TEXTS.values() for name in names]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3}) for names in TEXTS.values() for name in names
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(TEXTS[self.instance.form]):
            del self.fields[name]
