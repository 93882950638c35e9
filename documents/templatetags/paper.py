"""Filters of the paper templates: they only show."""

from __future__ import annotations

import datetime
import re

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core.russian.dates import short_date
from core.russian.text import NBSP

from ..text import full_stop, label_of, lines_of, tied

register = template.Library()

# A space, where there is one, and the word behind it with what is tied to it.
_WORDS = re.compile("([^\\S\u00a0]*)((?:\\S|\u00a0)+)|[^\\S\u00a0]+")


@register.filter
def printed(text: str) -> SafeString:
    """The text, escaped. Words tied together keep common spaces, so that a search finds them.

    The space before them is a piece of its own: else WeasyPrint ends a line too early where what
    stands before it just fits.
    """
    return format_html_join("", "{}{}{}{}", map(_pieces, _WORDS.finditer(tied(text))))


def _pieces(word: re.Match[str]) -> tuple[str, str, str, str]:
    if NBSP not in word[0]:
        return word[0], "", "", ""
    space = SafeString("<span>{}</span>").format(word[1]) if word[1] else ""
    said = word[2].replace(NBSP, " ")
    return SafeString(space), SafeString('<span class="paper-tied">'), said, SafeString("</span>")


@register.filter
def sentence(text: str) -> SafeString:
    """The text with one full stop at its end."""
    return printed(full_stop(text))


@register.filter
def before(label: str, people: str) -> str:
    """The label in the number of the people behind it."""
    return label_of(label, people)


@register.filter
def paragraphs(text: str) -> list[str]:
    return lines_of(text)


@register.filter
def day(value: datetime.date | None) -> str:
    return short_date(value) if value else ""
