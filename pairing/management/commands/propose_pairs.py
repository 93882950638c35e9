"""Proposals by command: the same calculation as on the board, kept like it."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import clock
from core.errors import DomainError
from core.i18n import gettext as _
from core.terms import using
from registry.models import Person
from schools.models import Programme, School
from schools.queries import current_programme
from schools.terms import words_of

from ...actions import propose_pairs
from ...models import ProposalRun
from ...queries import proposals_of


class Command(BaseCommand):
    help = "Propose pairs of the school's programme, with scores and reasons, and who is left."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="short name of the school")
        parser.add_argument("--json", action="store_true", help="the outcome as JSON")

    def handle(self, **options: Any) -> None:
        try:
            programme = _programme(options["slug"])
            with using(words_of(programme.school)):
                run = propose_pairs(programme, actor=None)
        except DomainError as error:
            raise CommandError(str(error)) from error
        found = outcome(run)
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for line in lines(found):
            self.stdout.write(line)


def _programme(slug: str) -> Programme:
    school = School.objects.filter(slug=slug).first()
    if school is None:
        raise DomainError(_("{School:genitive} с коротким именем «%(slug)s» нет.") % {"slug": slug})
    programme = current_programme(school, clock.today())
    if programme is None:
        raise DomainError(_("Сейчас нет действующей программы наставничества."))
    return programme


def outcome(run: ProposalRun) -> dict[str, Any]:
    """Pairs by score, and left-overs with their reasons."""
    pairs = [
        {
            "mentor": row.mentor.person.full_name,
            "mentor_id": row.mentor_id,
            "mentee": row.mentee.person.full_name,
            "mentee_id": row.mentee_id,
            "score": row.score,
            "reasons": [
                {"text": reason["text"], "points": reason["points"]} for reason in row.reasons
            ],
            "warnings": row.warnings,
        }
        for row in proposals_of(run).order_by("-score", "pk")
    ]
    people = Person.objects.in_bulk([row["person_id"] for row in run.leftovers])
    left = [
        {
            "person": people[row["person_id"]].full_name,
            "person_id": row["person_id"],
            "side": row["side"],
            "reasons": [reason["text"] for reason in row["reasons"]],
        }
        for row in run.leftovers
    ]
    return {
        "programme": run.programme.title,
        "total_score": run.total_score,
        "pairs": pairs,
        "leftovers": left,
    }


def lines(found: dict[str, Any]) -> list[str]:
    """The outcome for a terminal."""
    text = [found["programme"]]
    for pair in found["pairs"]:
        text.append(f"{pair['score']:>3.0f}  {pair['mentor']} – {pair['mentee']}")
        text += [f"       +{reason['points']} {reason['text']}" for reason in pair["reasons"]]
        text += [f"       ! {warning}" for warning in pair["warnings"]]
    total = _("Пар: %(pairs)s, общий балл: %(score)s.")
    text.append(total % {"pairs": len(found["pairs"]), "score": f"{found['total_score']:.0f}"})
    left = [row for row in found["leftovers"] if row["side"] == "mentee"]
    if left:
        text.append(_("Без пары: %(number)s.") % {"number": len(left)})
    text += [f"  {row['person']}: {'; '.join(row['reasons'])}" for row in left]
    return text
