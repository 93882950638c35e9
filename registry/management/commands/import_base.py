"""The import by command: the same check and the same write as in the browser."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from core.errors import DomainError
from core.i18n import gettext as _
from core.terms import using
from schools.models import School
from schools.terms import words_of

from ...actions import answer_questions, apply_import, check_file
from ...choices import Base, RowStatus
from ...reading.checking import CheckedFile, check_content
from ...reading.matching import ANOTHER, Outcome

WROTE, WRONG_ROWS, UNREADABLE = 0, 1, 2


class Command(BaseCommand):
    help = (
        "Import a base from .xlsx, .xls, .ods or .csv. Exit: 0 imported (or checked, nothing "
        "wrong), 1 rows were wrong and nothing is written, 2 the file can't be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="short name of the school")
        parser.add_argument("base", choices=Base.values)
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="read and compare, write nothing")
        parser.add_argument(
            "--consents",
            type=_day,
            metavar="YYYY-MM-DD",
            help="record that consents were signed on paper that day",
        )
        parser.add_argument(
            "--namesakes",
            choices=["same", "other"],
            help="people of a name and another birth in the base are the same people, or others",
        )
        parser.add_argument("--json", action="store_true", help="the outcome as JSON")

    def handle(self, **options: Any) -> None:
        try:
            school = _school(options["slug"])
            content = _content(options["file"])
            with using(words_of(school)):
                checked = check_content(school, options["base"], content, actor=None)
                told = _answers(checked, options["namesakes"])
                if told:
                    checked = check_content(school, options["base"], content, actor=None, told=told)
                if not checked.stuck and not options["check"]:
                    self._write(school, content, options, told)
        except DomainError as error:
            self.stderr.write(" ".join(str(error).split()))
            sys.exit(UNREADABLE)
        self._report(checked, as_json=options["json"])
        sys.exit(WRONG_ROWS if checked.stuck else WROTE)

    def _write(
        self, school: School, content: bytes, options: dict[str, Any], told: dict[str, Any]
    ) -> None:
        filename = options["file"].name
        batch = check_file(
            school, base=options["base"], filename=filename, content=content, actor=None
        )
        if told:
            batch = answer_questions(
                batch, answers={int(row): who for row, who in told["answers"].items()}, actor=None
            )
        consents_on = options["consents"]
        has_news = batch.counts[RowStatus.NEW] or batch.counts[RowStatus.CHANGED]
        if has_news or consents_on:
            apply_import(batch, actor=None, consents_on=consents_on)

    def _report(self, checked: CheckedFile, *, as_json: bool) -> None:
        errors = [
            {"row": outcome.row.number, **error}
            for outcome in checked.wrong
            for error in outcome.row.errors
        ]
        errors += [_question(outcome) for outcome in checked.asked]
        if as_json:
            found = {**checked.counts, "errors": errors}
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for status, number in checked.counts.items():
            self.stdout.write(f"{RowStatus(status).label}: {number}")
        for error in errors:
            line = f"{error['cell']} {error['column']} «{error['value']}»: {error['reason']}"
            self.stdout.write(f"{line} ({error['allowed']})" if error["allowed"] else line)


def _answers(checked: CheckedFile, answer: str | None) -> dict[str, Any]:
    """The answer to every question; where several people may be meant, «same» answers nothing."""
    found = {}
    for outcome in checked.asked if answer else ():
        people = outcome.question["people"]
        if answer == "other":
            found[str(outcome.row.number)] = ANOTHER
        elif len(people) == 1:
            found[str(outcome.row.number)] = people[0][0]
    return {"answers": found} if found else {}


def _question(outcome: Outcome) -> dict[str, Any]:
    asked = outcome.question
    return {
        "row": outcome.row.number,
        "column": "",
        "cell": "",
        "value": f"{outcome.row.name}, {asked['here']}",
        "reason": asked["text"],
        "allowed": _("ответьте --namesakes same или other: %(people)s")
        % {"people": "; ".join(words for _id, words in asked["people"])},
    }


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("нужна дата вида 2026-09-01")) from error


def _school(slug: str) -> School:
    school = School.objects.filter(slug=slug).first()
    if school is None:
        raise DomainError(_("{School:genitive} с коротким именем «%(slug)s» нет.") % {"slug": slug})
    return school


def _content(path: Path) -> bytes:
    """A byte more than is allowed is enough to be refused."""
    try:
        with path.open("rb") as file:
            return file.read(settings.IMPORT_MAX_FILE_BYTES + 1)
    except OSError as error:
        reason = error.strerror
        raise DomainError(_("Файл не открывается: %(reason)s.") % {"reason": reason}) from error
