"""How numbers of monitoring are written."""

from typing import Any

from django import template

from ..queries import mean_text, number_text

register = template.Library()


@register.filter
def number(value: Any) -> str:
    """«12,5»; nothing for None."""
    return number_text(value)


@register.filter
def mean(value: Any) -> str:
    """«7,0»; nothing for None."""
    return mean_text(value)


@register.filter
def percent(value: Any) -> str:
    """«65,2 %»; a dash where there is no share."""
    return "—" if value is None else f"{number_text(value)}\u00a0%"
