"""The plan and the feedback as papers, under the labels of the act.

Papers are Russian whatever the language of the interface, so these words pass gettext by.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace

from django.utils.timezone import localdate

from core import clock
from core.russian.dates import long_date, period
from core.terms import expand, learner
from documents.paper import (
    Column,
    Field,
    Fields,
    Paper,
    Signature,
    Signatures,
    Stamp,
    Table,
    TextSection,
)
from orders.papers import signature_of
from pairing.models import PairMember
from registry.models import Person
from schools.rules import rules_of

from .choices import FeedbackState
from .finals import final_sections, final_title, reader_of, rules_for_final
from .models import Activity, Feedback, Plan
from .rules import sections_of

# Shares of the table.
WIDTHS = {"number": 8, "title": 38, "period": 18, "responsible": 20, "mark": 16}
_OWN_NUMBER = re.compile(r"(\d+|[а-я])[.),]")
SIGNERS = {
    "curator": "{Curator}",
    "mentor": "{Mentor}",
    "mentee": "{Mentee}",
    "coordinator": "{Coordinator}",
    "director": "{Director}",
    "psychologist": "{Psychologist}",
}


def plan_paper(plan: Plan) -> Paper:
    """The plan in the form of its act: what stands above, table, sections, signatures."""
    member = plan.member
    mentor = member.pair.mentor.person.as_of(plan.starts_on)
    mentee = member.mentee.person.as_of(plan.starts_on)
    rules = rules_of(plan.regulation)
    title = rules.value("plan.title") or "Индивидуальный план"
    heading, about = _split_title(title)
    signed_on = {
        "curator": _day_of(plan.approved_at),
        "mentor": _day_of(plan.submitted_at),
    }
    return Paper(
        kind="plan",
        heading=heading,
        title=about,
        blocks=(
            _head(
                rules.labels("plan.head"),
                {
                    "mentee": mentee.full_name,
                    "mentee_class": mentee.place if mentee.class_name else None,
                    "mentee_post": None if mentee.class_name else mentee.place,
                    "mentor": mentor.full_name,
                    "mentor_post": mentor.place,
                    "period": period(plan.starts_on, plan.ends_on),
                },
            ),
            _activities(plan),
            *(
                TextSection(title[:1].upper() + title[1:], plan.sections.get(code, ""))
                for code, title in sections_of(plan).items()
            ),
            Signatures(
                lines=tuple(
                    _signature(role, member, on=signed_on.get(role))
                    for role in rules.value("plan.signatures") or ["curator", "mentor"]
                )
            ),
        ),
    )


def feedback_paper(feedback: Feedback) -> Paper:
    """The final document in its form, signed by the mentor and by whoever reads it."""
    member = feedback.member
    day = min(member.left_on, clock.today())
    mentor = member.pair.mentor.person.as_of(day)
    mentee = member.mentee.person.as_of(day)
    read = feedback.state == FeedbackState.READ
    heading, about = _split_title(final_title(feedback))
    reader = reader_of(feedback)
    head = _head(
        rules_for_final(feedback).labels("final.head"),
        {
            "mentor": _who(mentor),
            "mentee": _who(mentee),
            "period": period(member.joined_on, member.left_on),
        },
    )
    return Paper(
        kind="feedback",
        heading=heading,
        title=about,
        blocks=(
            head,
            *_results(feedback, after=len(head.rows)),
            Signatures(
                lines=(
                    *(
                        [_signature(reader, member, on=feedback.read_on if read else None)]
                        if reader
                        else []
                    ),
                    _signature("mentor", member, on=feedback.submitted_on),
                )
            ),
        ),
    )


def _head(labels: Mapping[str, str], values: Mapping[str, str | None]) -> Fields:
    """What the act wants above, numbered; what the person has not (None) has no line."""
    named = [(title, values[code]) for code, title in labels.items() if values[code] is not None]
    return Fields(
        rows=tuple(
            Field(title if _OWN_NUMBER.match(title) else f"{number}. {title}", value or "")
            for number, (title, value) in enumerate(named, start=1)
        )
    )


def _results(feedback: Feedback, *, after: int) -> list[TextSection]:
    """The sections; they are numbered on from the header where the regulation numbers none."""
    sections = final_sections(feedback)
    is_numbered = any(_OWN_NUMBER.match(title) for title in sections.values())
    return [
        TextSection(title if is_numbered else f"{number}. {title}", feedback.texts.get(code, ""))
        for number, (code, title) in enumerate(sections.items(), start=after + 1)
    ]


def with_marks(paper: Paper, plan: Plan) -> Paper:
    """The issued plan as it stands today: its text is the snapshot's, the marks are new."""
    blocks = tuple(
        _activities(plan) if isinstance(block, Table) else block for block in paper.blocks
    )
    return replace(paper, blocks=blocks)


def draft_of(paper: Paper) -> Paper:
    """The same paper with «Проект» in its corner: nobody has approved or read it yet."""
    return replace(paper, blocks=(Stamp(lines=("Проект",)), *paper.blocks))


def _split_title(title: str) -> tuple[str, str]:
    """«Индивидуальный план осуществления …» → the word of the paper, and what it is about."""
    words = title.split()
    for index, word in enumerate(words):
        if word.lower() in {"план", "программа", "маршрут", "отзыв", "отчёт"}:
            return " ".join(words[: index + 1]).upper(), " ".join(words[index + 1 :])
    return title.upper(), ""


def _day_of(moment: datetime.datetime | None) -> datetime.date | None:
    return localdate(moment) if moment else None


def _activities(plan: Plan) -> Table:
    labels = rules_of(plan.regulation).labels("plan.columns")
    columns = tuple(Column(title, WIDTHS[code]) for code, title in labels.items())
    lines = [_line(line) for line in plan.activities.order_by("number")]
    return Table(
        columns=columns, rows=tuple(tuple(line[code] for code in labels) for line in lines)
    )


def _line(line: Activity) -> dict[str, str]:
    mark = line.note
    if line.done_on:
        mark = f"Выполнено {long_date(line.done_on)}" + (f". {line.note}" if line.note else "")
    return {
        "number": str(line.number),
        "title": line.title,
        "period": line.period,
        "responsible": line.responsible,
        "mark": mark,
    }


def _who(person: Person) -> str:
    if person.class_name:
        word = learner(is_female=person.gender == "f")
        return f"{person.full_name}, {word} {person.class_name} {expand('{class:genitive}')}"
    return ", ".join(filter(None, [person.full_name, person.post]))


def _signature(role: str, member: PairMember, *, on: datetime.date | None = None) -> Signature:
    if role == "director":
        # Who signs for the school that day, «И. о.» where somebody acts.
        head = signature_of(member.pair.school, on or clock.today())
        return replace(head, post=head.post or expand(SIGNERS[role]), dated=True, on=on)
    names = {
        "mentor": member.pair.mentor.person.short_name,
        "mentee": member.mentee.person.short_name,
        "curator": member.pair.curator.get_short_name() if member.pair.curator else "",
    }
    return Signature(post=expand(SIGNERS[role]), name=names.get(role, ""), dated=True, on=on)
