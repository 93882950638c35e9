"""Placeholders in a regulation's texts: `{year}`, `{mentor:accusative}`, `{mentees_word:dative}`.

Besides its values a text may name the terms of `core.terms`; where a value has the name of a term
(`{school}`, `{mentor}`, `{mentees}`), the term is named with `_word` behind.

A template is somebody's data, so it can name a value and a case of it and nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from string import Formatter

from core.errors import DomainError
from core.i18n import gettext as _
from core.russian.cases import Case
from core.terms import FEW, USUAL, fitted, is_term, say

# A value is a text, or what gives its text in a case.
Value = str | Callable[[Case], str]

# What any text of an order may name.
ORDER_VALUES: dict[str, str] = {
    "school": "short name of the school",
    "regulation": "title of the regulation; takes a case",
    "year": "2026/2027",
    "starts_on": "first day of the programme in words",
    "ends_on": "last day of the programme in words",
    "forms": "names of the forms in use, joined",
    "documents": "reporting documents of the programme, joined",
    "curator_of_pair": "who answers for a pair: the curator, or that of the direction or form",
    "curators_of_parts": "all of them: the curator, curators, curators of directions or of forms",
    "representations": "filed representations with their days and numbers; takes a case",
}
# What a message on the approval may name.
MESSAGE_VALUES: dict[str, str] = {
    "number": "number of the order",
    "day": "day of the order",
    "title": "title of the order",
}
# What a point that is repeated for each pair may name besides; the first two take a case.
PAIR_VALUES: dict[str, str] = {
    "mentor": "full name and post",
    "mentees": "full names and classes, joined",
    "form": "name of the form",
    "direction": "name of the direction, empty where there is none",
    "mentoring_kind": "kind of mentoring of the regulation's list, empty where none is chosen",
    "role_model": "role model of the form, empty where none is chosen",
    "pair_starts_on": "first day of the pair in words",
    "pair_ends_on": "last day of the pair in words",
}
# What an order that changes one pair may name besides, by its kind, in any of its texts; there
# `mentor` is the new mentor, and the days of the pair are those that it has afterwards.
CHANGE_VALUES: dict[str, dict[str, str]] = {
    "replacement": {
        "old_mentor": "full name and post of the mentor who is replaced",
        "reason": "reason as the regulation words it",
        "petition": "who asked and when: petition, resignation or the curator's proposal",
        "changed_on": "first day of the new mentor in words",
    },
    "extension": {
        "reason": "reason as the regulation words it",
        "petition": "who asked and when",
        "old_ends_on": "last day of the pair before the extension in words",
    },
    "completion": {
        "reason": "reason as the regulation words it",
        "petition": "who asked and when",
        "changed_on": "last day of the pair in words",
    },
    "joining": {
        "member": "full name and class of the one who joins the group",
        "changed_on": "first day of the one who joins in words",
    },
    "leaving": {
        "member": "full name and class of the one who leaves the group",
        "reason": "why, in the school's own words",
        "petition": "who asked and when",
        "changed_on": "last day of the one who leaves in words",
    },
}
# What a point that is repeated for each appointed person may name besides.
APPOINTED_VALUES: dict[str, str] = {
    "person": "full name and post",
    "scope": "direction or form that the person answers for, empty for the whole school",
}
CASED = frozenset(
    {
        "regulation",
        "representations",
        "mentor",
        "old_mentor",
        "mentees",
        "person",
        "member",
        "petition",
    }
)


def fill(template: str, values: Mapping[str, Value]) -> str:
    """The text with its placeholders replaced. Raises `DomainError` where one has no value.

    What is no value is a term, said in the words in use (`core.terms`). A value that ends with a
    full stop («28 мая 2027 г.») takes the place of the one behind it.
    """
    pieces: list[str] = []
    for literal, name, spec in _parse(template):
        ended = bool(pieces) and pieces[-1].endswith(".")
        pieces.append(literal[1:] if ended and literal.startswith(".") else literal)
        if name is None:
            continue
        if name not in values and (word := say(name, spec)) is not None:
            pieces[-1] = fitted(pieces[-1], word)
            pieces.append(word)
            continue
        value = values.get(name)
        if value is None or (spec and spec not in list(Case)):
            raise DomainError(_("В тексте «{%s}» нет значения.") % name)
        pieces.append(value if isinstance(value, str) else value(Case(spec or Case.NOMINATIVE)))
    # A name in quotation marks of its own ends with one mark, not with two.
    return "".join(pieces).replace("»»", "»")


def template_problems(template: str, allowed: Mapping[str, str]) -> list[str]:
    """What is wrong with the placeholders of a template, in words."""
    try:
        names = [(name, spec) for _text, name, spec in _parse(template) if name is not None]
    except DomainError as error:
        return [str(error)]
    problems = []
    for name, spec in names:
        if name not in allowed and not is_term(name):
            problems.append(
                _(
                    "подстановки «{%(name)s}» нет, допустимы: %(allowed)s и слова: %(terms)s,"
                    " они же во множественном числе."
                )
                % {"name": name, "allowed": _braced(allowed), "terms": _braced(USUAL)}
            )
        elif name not in allowed and say(name, spec) is None:
            problems.append(
                _("у слова «{%(name)s}» нет «%(spec)s», допустимы: %(cases)s.")
                % {"name": name, "spec": spec, "cases": ", ".join([*Case, FEW, "m/f"])}
            )
        elif name in allowed and spec and spec not in list(Case):
            problems.append(
                _("падежа «%(case)s» нет, допустимы: %(cases)s.")
                % {"case": spec, "cases": ", ".join(Case)}
            )
        elif name in allowed and spec and name not in CASED:
            problems.append(
                _("у «{%(name)s}» падежа нет, он есть у: %(cased)s.")
                % {"name": name, "cased": _braced(sorted(CASED))}
            )
    return problems


def _braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def _parse(template: str) -> Iterator[tuple[str, str | None, str]]:
    """Literal text, name and case of each placeholder; anything cleverer is refused."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        raise DomainError(_("скобки подстановок не сходятся: «%s».") % template) from None
    for literal, name, spec, conversion in parts:
        if conversion or (name is not None and not name.isidentifier()):
            raise DomainError(_("подстановка «{%s}» записана неверно.") % name)
        yield literal, name, spec or ""
