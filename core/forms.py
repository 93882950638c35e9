"""Forms of the house."""

from __future__ import annotations

import datetime

from django import forms


class SeenForm(forms.Form):
    """`seen_at` is the `updated_at` of the row that the page showed; unreadable, it is None."""

    seen_at = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_seen_at(self) -> datetime.datetime | None:
        try:
            return datetime.datetime.fromisoformat(self.cleaned_data["seen_at"])
        except ValueError:
            return None
