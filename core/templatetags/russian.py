"""Filters that write dates and numbers with words the Russian way."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from core.russian import dates, numbers
from core.terms import expand

register = template.Library()


@register.filter
def long_date(value: date | None) -> str:
    """«5 октября 2026 г.»; nothing for no date."""
    return dates.long_date(_local(value)) if value else ""


@register.filter
def short_date(value: date | None) -> str:
    """«05.10.2026»; nothing for no date."""
    return dates.short_date(_local(value)) if value else ""


@register.filter
def plural_ru(number: int, words: str) -> str:
    """{{ 5|plural_ru:"пара,пары,пар" }} → «пар»: the word alone, without the number."""
    one, few, many = (word.strip() for word in expand(str(words)).split(","))
    return numbers.plural(number, one, few, many)


def _local(value: date) -> date:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
