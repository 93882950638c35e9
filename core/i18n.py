"""gettext whose texts may name terms: «План {mentee:genitive}» is said in the school's words.

Every app takes its gettext from here. A term is put in after the translation and before the
values of `%`, so that what people have typed is never read as a term.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.functional import lazy

from core.terms import expand


def gettext(message: str) -> str:
    return expand(_translated(message, translation.get_language()))


@lru_cache(maxsize=8192, typed=True)
def _translated(message: str, language: str | None) -> str:
    """Catalogues do not change while the server runs, and a page asks them two hundred times.

    `typed`, since of a safe text the translation is safe too.
    """
    return translation.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    return expand(translation.ngettext(singular, plural, number))


def pgettext(context: str, message: str) -> str:
    return expand(translation.pgettext(context, message))


def npgettext(context: str, singular: str, plural: str, number: int) -> str:
    return expand(translation.npgettext(context, singular, plural, number))


gettext_lazy: Any = lazy(gettext, str)
