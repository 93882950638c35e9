"""The paper of a local act: its own text, or the sections that its data make.

Its words are Russian whatever the language of the interface.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from django.utils import translation

from core.russian.dates import long_date
from core.terms import expand
from documents.paper import Block, Paper, Paragraph, Stamp, TextSection
from documents.papers import letterhead_of
from schools.differences import Side
from schools.models import Direction, MentoringForm, Regulation
from schools.rules import RULE_GROUPS
from schools.stamps import printed_stamp
from schools.texts import order_kinds

from .rules import lower_first

# Acts on the core activity are kept for ever, like the orders that put them in force.
RETENTION_MARGIN: Literal[30] = 30
# «1. Общие положения», «II. ЗАДАЧИ»: a number of one part and words that end in no stop.
_HEADING = re.compile(r"(\d{1,2}|[IVX]{1,5})\.?\s+[А-ЯЁ].*[^.;:,]")
LONGEST_HEADING = 100


def regulation_paper(regulation: Regulation) -> Paper:
    """The act as a paper of its own, with its stamps above."""
    with translation.override("ru"):
        heading, title = heading_and_title(regulation)
        return Paper(
            kind="regulation",
            heading=heading,
            title=title,
            letterhead=letterhead_of(regulation.school),
            retention_margin=RETENTION_MARGIN,
            blocks=(
                *(Stamp(tuple(printed_stamp(stamp))) for stamp in regulation.stamps),
                Paragraph(_in_force(regulation), align="center", indent=False),
                *regulation_blocks(regulation),
            ),
        )


def heading_and_title(regulation: Regulation) -> tuple[str, str]:
    """«ПОЛОЖЕНИЕ» and «о наставничестве»: the word is not said twice."""
    word = str(regulation.get_kind_display())
    title = regulation.title
    if title.lower().startswith(f"{word} "):
        return word.upper(), title[len(word) + 1 :]
    return word.upper(), title


def _in_force(regulation: Regulation) -> str:
    text = f"Редакция {regulation.version}, действует с {long_date(regulation.valid_from)}"
    return f"{text} по {long_date(regulation.valid_to)}" if regulation.valid_to else text


def regulation_blocks(regulation: Regulation) -> tuple[Block, ...]:
    """What the act says, without its head: to be printed alone or as an annex to an order."""
    if regulation.body.strip():
        return tuple(_line(line) for line in regulation.body.splitlines() if line.strip())
    with translation.override("ru"):
        sections = [(title, lines) for title, lines in _sections(regulation) if lines]
        numbered = not any("clause" in entry for entry in regulation.rules.values())
        return tuple(
            _section(number, title, lines, numbered=numbered)
            for number, (title, lines) in enumerate(sections, start=1)
        )


def _line(text: str) -> Paragraph:
    """A line of the act's own text; «1. Общие положения» is a heading."""
    is_heading = len(text) <= LONGEST_HEADING and _HEADING.fullmatch(text.strip()) is not None
    return Paragraph(text.strip(), bold=is_heading, indent=not is_heading)


def _section(number: int, title: str, lines: list[str], *, numbered: bool) -> TextSection:
    """Points have numbers of their own only where the act's own clauses aren't named."""
    if numbered:
        lines = [f"{number}.{index}. {line}" for index, line in enumerate(lines, start=1)]
    return TextSection(f"{number}. {title}", "\n".join(lines))


def _sections(regulation: Regulation) -> Iterator[tuple[str, list[str]]]:
    yield "Формы наставничества", [_form(form) for form in _forms(regulation)]
    directions = Direction.objects.filter(school_id=regulation.school_id, is_active=True)
    yield "Направления наставничества", [f"{row.name}." for row in directions]
    for title, rules in RULE_GROUPS:
        sides = [Side(rule, regulation.rules.get(rule.key)) for rule in rules]
        yield str(title), [_rule(side) for side in sides if side.is_set]
    kinds = order_kinds(regulation)
    yield expand("Какие приказы издаёт {school}"), [f"{kind.name}." for kind in kinds]


def _forms(regulation: Regulation) -> list[MentoringForm]:
    """Those that the act covers; all that the school uses where it names none."""
    covered = list(regulation.forms.all())
    if covered:
        return covered
    return list(MentoringForm.objects.filter(school_id=regulation.school_id, is_active=True))


def _form(form: MentoringForm) -> str:
    models = [_model(model) for model in form.role_models]
    name = form.name[:1].upper() + form.name[1:]
    return f"{name}: {'; '.join(models)}." if models else f"{name}."


def _model(model: Any) -> str:
    return str(model.get("title", "")) if isinstance(model, Mapping) else str(model)


def _rule(side: Side) -> str:
    where = f" ({side.place})" if side.place else ""
    value = "; ".join(lower_first(line) for line in side.lines) or side.value
    return f"{side.rule.title}: {value.rstrip(' .')}{where}."
