"""The paper of a representation: to whom, what is proposed, whom, and who proposes it.

Its words are Russian whatever the language of the interface.
"""

from __future__ import annotations

import datetime

from core.clock import today
from core.russian.cases import Case
from core.russian.posts import decline_post
from documents.paper import Block, Column, Paper, Paragraph, Signature, Signatures, Table
from documents.papers import letterhead_of
from schools.queries import signatory_on

from .citing import author_in
from .models import Representation
from .road_map import width_of


def representation_paper(
    row: Representation, *, number: str = "", day: datetime.date | None = None
) -> Paper:
    """`number` and `day` are blank on a draft."""
    title = row.author_title.strip()
    name = row.author.initials_in(Case.NOMINATIVE) if row.author else ""
    return Paper(
        kind="representation",
        heading="ПРЕДСТАВЛЕНИЕ",
        title=row.title,
        letterhead=letterhead_of(row.school),
        numbered=True,
        number=number,
        date=day,
        place=row.school.city,
        blocks=(
            *_addressee(row),
            *(Paragraph(text) for text in row.text.splitlines() if text.strip()),
            *_table(row),
            Signatures((Signature(title[:1].upper() + title[1:], name),)),
        ),
    )


def _addressee(row: Representation) -> tuple[Block, ...]:
    """Whoever signs orders, in the dative where their post is known."""
    signatory = signatory_on(row.school, row.filed_on or today())
    if signatory is None:
        return ()
    post = decline_post(signatory.post, Case.DATIVE) or signatory.post
    who = f"{post} {row.school.short_name}"
    return (Paragraph(f"Кому: {who}. От кого: {author_in(row, Case.GENITIVE)}.", indent=False),)


def _table(row: Representation) -> tuple[Block, ...]:
    if not row.rows:
        return ()
    head = ["№ п/п", *row.columns]
    lines = [(str(number), *map(str, line)) for number, line in enumerate(row.rows, 1)]
    columns = tuple(
        Column(title, width_of([title, *(line[place] for line in lines)]))
        for place, title in enumerate(head)
    )
    return (Table(columns=columns, rows=tuple(lines)),)
