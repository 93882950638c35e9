"""A field for an enumeration, with what the school has typed before to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class TagsInput(forms.Textarea):
    """A text to type in; js/tags.js offers buttons out of the list beside it."""

    def __init__(self, suggestions: Sequence[str] = ()) -> None:
        super().__init__(attrs={"rows": 2, "data-tags": ""})
        self.suggestions = suggestions

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        options = format_html_join("", "<option>{}</option>", ((tag,) for tag in self.suggestions))
        list_id = f"{(attrs or {}).get('id', name)}-tags"
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id, options)
