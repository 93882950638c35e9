"""Form fields of the house."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .russian.dates import parse_date


class DateInput(forms.DateInput):
    """The browser's own calendar; it wants and sends 2026-10-05."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DateField(forms.DateField):
    """Takes what the calendar sends and what people type: 05.10.2026, 5 октября 2026."""

    widget = DateInput

    def to_python(self, value: Any) -> datetime.date | None:
        if isinstance(value, str) and value.strip():
            try:
                return parse_date(value)
            except ValueError as error:
                raise ValidationError(str(error), code="invalid") from error
        return super().to_python(value)
