"""Filters of the paper templates: they only show."""

from __future__ import annotations

import datetime
import re

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core.russian.dates import short_date
from core.russian.text import NBSP

from ..text import full_stop, lines_of, tied

register = template.Library()

_SPACES = re.compile("([^\\S\u00a0]+)")


@register.filter
def printed(text: str) -> SafeString:
    """The text, escaped. Words tied together keep common spaces, so that a search finds them."""
    parts = [part for part in _SPACES.split(tied(text)) if part]
    return format_html_join(
        "",
        "{}{}{}",
        (
            (
                SafeString('<span class="paper-tied">'),
                part.replace(NBSP, " "),
                SafeString("</span>"),
            )
            if NBSP in part
            else ("", part, "")
            for part in parts
        ),
    )


@register.filter
def sentence(text: str) -> SafeString:
    """The text with one full stop at its end."""
    return printed(full_stop(text))


@register.filter
def paragraphs(text: str) -> list[str]:
    return lines_of(text)


@register.filter
def day(value: datetime.date | None) -> str:
    return short_date(value) if value else ""
