"""The placeholders of an order's texts as the editor lists them: what each puts in, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.i18n import gettext_lazy as _
from core.russian.cases import Case
from core.terms import CODES, SUFFIX, words

from .templating import APPOINTED_VALUES, CASED, CHANGE_VALUES, ORDER_VALUES, PAIR_VALUES

TITLES: dict[str, Any] = {
    "school": _("краткое название организации"),
    "regulation": _("название положения"),
    "year": _("год программы: 2026/2027"),
    "starts_on": _("первый день программы"),
    "ends_on": _("последний день программы"),
    "forms": _("формы наставничества через запятую"),
    "documents": _("отчётные документы через запятую"),
    "curator_of_pair": _("кто отвечает за пару: {curator}, {curator} направления или формы"),
    "curators_of_parts": _("все {curators}: направлений или форм, если они поделены"),
    "representations": _("представления с датами и номерами"),
    "mentor": _("имя и должность того, кто наставляет"),
    "mentees": _("имена и {classes} тех, кого наставляют"),
    "form": _("форма наставничества"),
    "direction": _("направление"),
    "mentoring_kind": _("вид наставничества"),
    "role_model": _("ролевая модель"),
    "pair_starts_on": _("первый день пары"),
    "pair_ends_on": _("последний день пары"),
    "old_mentor": _("имя и должность того, кого заменяют"),
    "reason": _("причина, как она названа в положении"),
    "petition": _("кто и когда просил: ходатайство, заявление, представление"),
    "member": _("имя и {class} того, кто входит в группу или выходит из неё"),
    "changed_on": _("день, с которого это действует"),
    "old_ends_on": _("последний день пары до продления"),
    "person": _("имя и должность назначенного"),
    "scope": _("за какое направление или форму отвечает"),
}
CASE_TITLES: dict[str, Any] = {
    Case.NOMINATIVE: _("именительный: кто?"),
    Case.GENITIVE: _("родительный: кого?"),
    Case.DATIVE: _("дательный: кому?"),
    Case.ACCUSATIVE: _("винительный: кого?"),
    Case.INSTRUMENTAL: _("творительный: кем?"),
    Case.PREPOSITIONAL: _("предложный: о ком?"),
}


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`code` goes into braces; where it `is_cased`, a colon and a case may follow it."""

    code: str
    title: Any
    is_cased: bool

    @property
    def token(self) -> str:
        return f"{{{self.code}}}"


@dataclass(frozen=True, slots=True)
class Group:
    title: Any
    rows: list[Placeholder]


def placeholder_groups(kind_code: str = "") -> Iterator[Group]:
    """What the texts of a kind may name; its own fields are listed by the page."""
    yield Group(_("В любом тексте"), _values(ORDER_VALUES))
    if kind_code in CHANGE_VALUES:
        change = CHANGE_VALUES[kind_code] | PAIR_VALUES
        yield Group(_("О паре, которую меняет приказ"), _values(change))
    else:
        yield Group(_("В пункте «для каждой пары»"), _values(PAIR_VALUES))
    yield Group(_("В пункте «для каждого назначенного»"), _values(APPOINTED_VALUES))
    yield Group(_("Слова вашей организации"), _terms())


def _values(values: Mapping[str, str]) -> list[Placeholder]:
    return [Placeholder(code, TITLES.get(code, code), code in CASED) for code in values]


def _terms() -> list[Placeholder]:
    """A term that is called as a value is gets the ending by which both can be told apart."""
    taken = {*ORDER_VALUES, *PAIR_VALUES, *APPOINTED_VALUES}
    nouns = words()
    return [
        Placeholder(
            code + SUFFIX if code in taken else code,
            nouns[term].form(Case.NOMINATIVE, plural=is_plural),
            True,
        )
        for code, (term, is_plural) in CODES.items()
    ]
