"""What is set about the page for everybody."""

from __future__ import annotations

from django import forms

from .models import PublicPage


class PublicPageForm(forms.ModelForm):
    class Meta:
        model = PublicPage
        fields = ["is_open", "with_files"]
