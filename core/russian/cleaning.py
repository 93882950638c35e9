"""A full name as people type it, made readable for names.py: letters, dashes, capitals."""

import re
import unicodedata
from functools import lru_cache

from django.utils.functional import Promise

from core.i18n import gettext as _
from core.i18n import gettext_lazy

SON_WORDS = frozenset("оглы оглу огли угли улы уулу".split())
DAUGHTER_WORDS = frozenset("кызы гызы кизи".split())
PARTICLES = frozenset("фон де ван дер да ди дю ла ле дель дос эль аль абу ибн бен бин тер".split())
_SMALL = SON_WORDS | DAUGHTER_WORDS | {"заде"}

# Latin letters that can't be told from Cyrillic ones by eye. I stands for the palochka of Chechen.
_LOOK_ALIKE = str.maketrans("ABCEHKMOPTXYaceopxykËëI", "АВСЕНКМОРТХУасеорхукЁёӀ")
_DASH = "[-\u2010\u2011\u2012\u2013\u2014\u2015\u2212]"
_DASHES = re.compile(rf"\s*{_DASH}+\s*")
_TEXT_AFTER_DASH = re.compile(rf"\s{_DASH}+(\s*[а-яё]|\s*$)")
_APOSTROPHES = re.compile("['`\u02bc\u2018\u02b9]")
_APOSTROPHE = "\u2019"
_LATIN = re.compile("[A-Za-zÀ-ÿ]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_FOREIGN = re.compile(f"[^\u0400-\u052f{_APOSTROPHE} -]")
# Two or three words in which there is nothing to mend: most names are so.
_PLAIN = re.compile("[А-ЯЁа-яё]{2,}(?: [А-ЯЁа-яё]{2,}){1,2}")
_INITIAL = re.compile(r"(^|[\s.])\w(\.|\s|$)")


class NameFormatError(ValueError):
    """The text is no full name; says in words why. `code` tells it to programs."""

    def __init__(self, code: str, message: str | Promise, **values: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return str(self.message) % self.values if self.values else str(self.message)


def is_plain_name(text: str) -> bool:
    """Russian words and single spaces, nothing else: quick to see, and clean already."""
    return _PLAIN.fullmatch(text) is not None


def clean_full_name(text: str) -> tuple[str, tuple[str, ...]]:
    """The words of a name in Cyrillic, one space between, and what was changed, in words.

    Raises NameFormatError for what can't be a full name.
    """
    if is_plain_name(text):
        return text, ()
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    text = " ".join(text.replace(",", " ").split()).strip(" .;")
    if not text:
        raise NameFormatError("empty", gettext_lazy("Имя не указано."))
    if not text.islower() and _TEXT_AFTER_DASH.search(text):
        raise NameFormatError("extra", gettext_lazy("После имени стоит лишний текст."))
    text = _APOSTROPHES.sub(_APOSTROPHE, _DASHES.sub("-", text))
    if _INITIAL.search(text):
        raise NameFormatError(
            "initials",
            gettext_lazy("Вместо имени стоят инициалы. Укажите имя и отчество полностью."),
        )
    text, notes = _replace_latin(text)
    if wrong := _FOREIGN.findall(text):
        raise NameFormatError(
            "characters",
            gettext_lazy("В имени лишние знаки: %(characters)s"),
            characters=" ".join(dict.fromkeys(wrong)),
        )
    return text, notes


def replace_look_alikes(text: str) -> str:
    return text.translate(_LOOK_ALIKE)


def _replace_latin(text: str) -> tuple[str, tuple[str, ...]]:
    """Look-alike Latin letters become Cyrillic if the name is a Cyrillic one."""
    if not _LATIN.search(text):
        return text, ()
    fixed = replace_look_alikes(text)
    if _LATIN.search(fixed) or not _CYRILLIC.search(text):
        raise NameFormatError("latin", gettext_lazy("Имя нужно записать русскими буквами."))
    notes = [
        _("В слове «%(word)s» латинские буквы заменены русскими.") % {"word": right}
        for word, right in zip(text.split(), fixed.split(), strict=True)
        if word != right
    ]
    return fixed, tuple(notes)


@lru_cache(maxsize=16_384)
def capitalise(word: str, *, may_be_particle: bool = False) -> str:
    """«ИВАНОВ», «иванов», «ИВанов» → «Иванов»; «МакДональд» stays as typed.

    Of «оглы», «-заде», and the «де» inside or, if it may be one, in front of a surname, small
    letters stay.
    """
    parts = word.split("-")
    for index, part in enumerate(parts):
        inside = 0 < index < len(parts) - 1
        small = _SMALL | PARTICLES if inside or may_be_particle else _SMALL
        parts[index] = _capitalise_part(part, small)
    return "-".join(parts)


def _capitalise_part(part: str, small: frozenset[str]) -> str:
    as_typed = not (part.isupper() or part.islower() or part[:2].isupper())
    if as_typed:
        return part[:1].upper() + part[1:]
    if part.lower() in small:
        return part.lower()
    return _APOSTROPHE.join(piece.capitalize() for piece in part.split(_APOSTROPHE))
