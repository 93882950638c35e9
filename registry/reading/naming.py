"""A name from one column or from three."""

from __future__ import annotations

from collections.abc import Sequence

from core.i18n import gettext as _
from core.russian.cleaning import NameFormatError, capitalise, clean_full_name
from core.russian.names import FullName, guess_gender, parse_full_name

from .values import ValueProblem, within

MAX_WORDS = 200
MAX_PART = 100


def read_name(text: str, parts: Sequence[str]) -> FullName:
    """`text` is the cell of the one column, `parts` surname, first name, patronymic of the three.

    Three columns tell which word is what better than the order of words does, unless one of them
    holds several. Raises `ValueProblem`.
    """
    typed = text or " ".join(filter(None, parts))
    if not typed:
        raise ValueProblem(_("имя не указано"), expected())
    try:
        if not text and all(parts[:2]) and not any(" " in part for part in parts[1:]):
            name = _from_parts(parts)
        else:
            name = parse_full_name(within(typed, MAX_WORDS))
    except NameFormatError as error:
        raise ValueProblem(_in_sentence(str(error)), expected()) from error
    if max(map(len, (name.last, name.first, name.middle))) > MAX_PART:
        raise ValueProblem(
            _("слишком длинное имя"), _("не больше %(limit)s знаков в слове") % {"limit": MAX_PART}
        )
    return name


def expected() -> str:
    return _("Фамилия Имя Отчество")


def _from_parts(parts: Sequence[str]) -> FullName:
    words: list[str] = []
    notes: list[str] = []
    for part in parts:
        cleaned, remarks = clean_full_name(within(part, MAX_WORDS)) if part else ("", ())
        words.append(" ".join(capitalise(word) for word in cleaned.split()))
        notes += remarks
    last, first, middle = words
    return FullName(last, first, middle, guess_gender(last, first, middle), tuple(notes))


def _in_sentence(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")
