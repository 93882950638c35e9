"""Sets of endings that the tables of names and posts are written with."""

from enum import Enum

from .cases import Case

_ORDER = (
    Case.GENITIVE,
    Case.DATIVE,
    Case.ACCUSATIVE,
    Case.INSTRUMENTAL,
    Case.PREPOSITIONAL,
)


class Paradigm(Enum):
    """Endings after the oblique stem: genitive, dative, accusative, instrumental, prepositional."""

    HARD = "а у а ом е"
    HUSHING = "а у а ем е"
    SOFT = "я ю я ем е"
    SOFT_STRESSED = "я ю я ём е"
    SOFT_IY = "я ю я ем и"
    ADJECTIVE = "ого ому ого ым ом"
    ADJECTIVE_VELAR = "ого ому ого им ом"
    ADJECTIVE_SOFT = "его ему его им ем"
    PARTICIPLE = "егося емуся егося имся емся"
    A_HARD = "ы е у ой е"
    A_TS = "ы е у ей е"
    A_VELAR = "и е у ой е"
    A_HUSHING = "и е у ей е"
    A_SOFT = "и е ю ей е"
    A_SOFT_STRESSED = "и е ю ёй е"
    A_IYA = "и и ю ей и"
    THIRD = "и и ь ью и"
    SHE_POSSESSIVE = "ой ой у ой ой"
    SHE_ADJECTIVE = "ой ой ую ой ой"
    SHE_ADJECTIVE_SOFT = "ей ей ую ей ей"
    SHE_POSSESSIVE_SOFT = "ей ей ю ей ей"
    SHE_PARTICIPLE = "ейся ейся уюся ейся ейся"

    def __init__(self, endings: str) -> None:
        self.endings = dict(zip(_ORDER, endings.split(), strict=True))


def read_table(table: dict[Paradigm, str]) -> dict[str, tuple[str, Paradigm]]:
    """Word → (oblique stem, paradigm), from lines of words and «word=stem».

    Without a stem the word loses what its paradigm replaces: the last vowel, й or ь, and of an
    adjective the last two letters. Keys have е for ё, since people write either.
    """
    words: dict[str, tuple[str, Paradigm]] = {}
    for paradigm, text in table.items():
        for entry in text.split():
            word, _, stem = entry.partition("=")
            words[word.replace("ё", "е")] = (stem or stem_of(word, paradigm), paradigm)
    return words


def stem_of(word: str, paradigm: Paradigm) -> str:
    if paradigm in (Paradigm.PARTICIPLE, Paradigm.SHE_PARTICIPLE):
        return word[:-4]
    if "ADJECTIVE" in paradigm.name:
        return word[:-2]
    return word[:-1] if word[-1] in "аяйьо" else word
