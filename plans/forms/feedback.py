"""The sections of the mentor's final document, as its regulation names them."""

from __future__ import annotations

from typing import Any

from django import forms

from ..finals import final_sections
from ..models import Feedback

LONGEST = 20_000


class FeedbackForm(forms.Form):
    def __init__(self, *args: Any, instance: Feedback, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = final_sections(instance)
        for code, title in self.sections.items():
            self.fields[f"section-{code}"] = forms.CharField(
                label=title[:1].upper() + title[1:],
                initial=instance.texts.get(code, ""),
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def texts(self) -> dict[str, str]:
        """What was typed, by code."""
        return {code: self.cleaned_data[f"section-{code}"] for code in self.sections}
