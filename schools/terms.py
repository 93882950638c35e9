"""The words of a school: the usual ones, those of its kind, its own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from core.i18n import gettext as _
from core.russian.cases import Case
from core.russian.nouns import CASES, GENDERS, Noun, decline_phrase
from core.terms import FORM, USUAL, Words

from .models import School

LONGEST = 100
NUMBERS = ("singular", "plural")
KEYS = (*NUMBERS, "gender")


def words_of(school: School | None) -> Words:
    """Every term in the words of the school; the usual ones where there is no school."""
    if school is None:
        return USUAL
    own = {code: Noun.read(row) for code, row in school.terms.items() if code in USUAL}
    return {**words_of_kind(school.kind), **own}


def words_of_id(school_id: int) -> Words:
    return words_of(School.objects.filter(pk=school_id).only("kind", "terms").first())


def words_of_kind(kind: str) -> Words:
    """What an organisation of this kind says before it has chosen words of its own."""
    return {**USUAL, **_of_kinds().get(kind, {})}


def decline_term(code: str, word: str) -> Noun | None:
    """All forms of a word for this term; None where it is unclear how it declines."""
    usual = USUAL[code]
    accusative, genitive = (usual.form(c, plural=True) for c in (Case.ACCUSATIVE, Case.GENITIVE))
    return decline_phrase(word, is_person=accusative == genitive)


def full_terms(document: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Checked terms with all their forms; what the kind says anyway is left out."""
    usual = words_of_kind(kind)
    nouns = {code: _noun(code, value) for code, value in document.items()}
    return {code: noun.write() for code, noun in nouns.items() if noun != usual[code]}


def terms_problems(document: Any) -> list[str]:
    """What is wrong with a document of terms: the place and what is allowed there."""
    if not isinstance(document, Mapping):
        return [_("нужна таблица слов.")]
    problems = []
    for code, value in document.items():
        if code not in USUAL:
            problems.append(
                _("%(code)s: такого слова нет, есть: %(codes)s.")
                % {"code": code, "codes": ", ".join(USUAL)}
            )
        elif isinstance(value, str):
            problems += _word_problems(code, value)
        else:
            problems += _table_problems(value, code)
    return problems


def _word_problems(code: str, word: str) -> Iterator[str]:
    problems = list(form_problems(word, code))
    yield from problems
    if not problems and decline_term(code, word) is None:
        yield _(
            "%(place)s: как склоняется «%(word)s», неизвестно; нужна таблица "
            "{singular = [6 форм], plural = [6 форм], gender = «m», «f» или «n»}."
        ) % {"place": code, "word": word}


def _table_problems(table: Any, place: str) -> Iterator[str]:
    if not isinstance(table, Mapping) or set(table) != set(KEYS):
        yield _("%(place)s: нужно слово или таблица с ключами %(keys)s.") % {
            "place": place,
            "keys": ", ".join(KEYS),
        }
        return
    for number in NUMBERS:
        forms = table[number]
        if not isinstance(forms, list | tuple) or len(forms) != len(CASES):
            yield _("%(place)s: нужно шесть форм: %(cases)s.") % {
                "place": f"{place}.{number}",
                "cases": ", ".join(CASES),
            }
            continue
        for case, form in zip(CASES, forms, strict=True):
            yield from form_problems(form, f"{place}.{number}.{case}")
    if table["gender"] not in GENDERS:
        yield _("%(place)s: допустимо одно из: %(options)s.") % {
            "place": f"{place}.gender",
            "options": ", ".join(GENDERS),
        }


def form_problems(form: Any, place: str) -> Iterator[str]:
    """What keeps one form of a word from standing in pages and texts as it is."""
    if not isinstance(form, str) or not form.strip():
        yield _("%s: форма пуста.") % place
    elif len(form) > LONGEST:
        yield _("%(place)s: не длиннее %(longest)s знаков.") % {"place": place, "longest": LONGEST}
    elif not FORM.fullmatch(form):
        yield _("%s: допустимы буквы, цифры, пробелы, дефисы и точки.") % place


def _noun(code: str, value: Any) -> Noun:
    if not isinstance(value, str):
        return Noun.read(value)
    noun = decline_term(code, value)
    assert noun is not None, "terms_problems lets such a word not pass"
    return noun


@cache
def _of_kinds() -> dict[str, Words]:
    path = Path(__file__).parent / "terms_of_kinds.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        kind: {code: Noun.read(row) for code, row in rows.items()} for kind, rows in table.items()
    }
