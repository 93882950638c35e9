"""Filters of a list for a page that has no time.

django-filter copies every filter with all its texts and choices, makes a class of their fields and
lets the form copy those once more. Here each request has filters and fields of its own, and shares
what is only read.
"""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import Any

import django_filters
from django.forms import Form, ModelChoiceField
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict

from .markup import filled, joined

INPUTS = {f"django/forms/widgets/{name}.html" for name in ("text", "number", "date")}


class Originals(dict[str, Any]):
    """The filters that a class declares; their copies are those of a request."""

    def __deepcopy__(self, memo: Any) -> dict[str, Any]:
        return {name: _own(declared) for name, declared in self.items()}


def _own(declared: Any) -> Any:
    own = copy(declared)
    own.extra = dict(declared.extra)
    # Binds the method to the new filter.
    own.method = declared.method
    return own


class Inputs(TemplatesSetting):
    """Writes plain inputs by itself, as Django's templates do; all else by templates."""

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        if template_name not in INPUTS:
            return super().render(template_name, context, request)
        widget = context["widget"]
        attrs = {"type": widget["type"], "name": widget["name"]}
        if widget["value"] is not None:
            attrs["value"] = widget["value"]
        attrs |= {name: value for name, value in widget["attrs"].items() if value is not False}
        return filled("<input{}>", joined("{}", ((_attribute(*pair),) for pair in attrs.items())))


def _attribute(name: str, value: Any) -> str:
    return filled(" {}", name) if value is True else filled(' {}="{}"', name, str(value))


class LightFilterSet(django_filters.FilterSet):
    """Filters that work with an empty address too."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(QueryDict() if data is None else data, *args, **kwargs)

    @classmethod
    def get_filters(cls) -> Any:
        return Originals(super().get_filters())

    @property
    def form(self) -> Form:
        if not hasattr(self, "_form"):
            self._form = self._meta.form(self.data, prefix=self.form_prefix, renderer=Inputs())
            self._form.fields = {name: one.field for name, one in self.filters.items()}
        return self._form


class FewFilter(django_filters.ChoiceFilter):
    """One of a few rows of the database, as key and words.

    `rows` is the filter set's method that reads them; it is called where they are shown or where
    one was chosen, once.
    """

    def __init__(self, *args: Any, rows: str, **kwargs: Any) -> None:
        errors = {"invalid_choice": ModelChoiceField.default_error_messages["invalid_choice"]}
        super().__init__(*args, error_messages=errors, **kwargs)
        self.rows = rows

    @property
    def field(self) -> Any:
        self.extra["choices"] = cache(getattr(self.parent, self.rows))
        return super().field
