"""Which papers are made for everybody, and as what."""

from __future__ import annotations

from django import forms

from core.i18n import gettext_lazy as _
from documents.choices import BundleFormat


class BundleForm(forms.Form):
    """A button: `kind` is checked by the action, which knows what the apps have registered."""

    kind = forms.CharField(label=_("Бумаги"), max_length=50)
    format = forms.ChoiceField(label=_("Формат"), choices=BundleFormat.choices)
