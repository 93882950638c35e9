"""The mentors' texts on paper, with the sheet that mentors sign.

Papers are Russian whatever the language of the interface, so the words here pass gettext by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.terms import expand
from documents.paper import AcquaintanceList, Annex, Block, Inner, Paper, Paragraph, Point, Points
from documents.papers import letterhead_of
from schools.models import School

from .models import Person, PrincipleText


def texts_paper(school: School, texts: Sequence[PrincipleText], people: Iterable[Person]) -> Paper:
    """The sheet first, then each text on a page of its own."""
    names = tuple(person.full_name for person in people)
    named = ", ".join(f"«{text.title}» (редакция {text.version})" for text in texts)
    blocks: list[Block] = [
        Paragraph(expand("{Mentors} ознакомлены с документами: %s.") % named),
        AcquaintanceList(names=names, title=expand("С документами ознакомлены:")),
    ]
    blocks += [
        Annex(mark=f"Редакция {text.version}", title=text.title, blocks=_blocks(text))
        for text in texts
    ]
    return Paper(
        kind="principles",
        heading="ЛИСТ ОЗНАКОМЛЕНИЯ",
        title=expand("с документами для {mentors:genitive}"),
        letterhead=letterhead_of(school),
        blocks=tuple(blocks),
    )


def _blocks(text: PrincipleText) -> tuple[Inner, ...]:
    points = tuple(Point(_line(point)) for point in text.points)
    blocks: list[Inner] = [Points(points)]
    if text.exceptions:
        blocks.append(Paragraph(text.exceptions_intro))
        blocks += [Paragraph(f"– {line}") for line in text.exceptions]
    return tuple(blocks)


def _line(point: str | list[str]) -> str:
    return point if isinstance(point, str) else ": ".join(point)
