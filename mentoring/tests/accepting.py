"""A school by a preset, with the people that its acceptance tests need."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core import clock
from core.findings import Finding
from pairing.choices import PairKind
from pairing.rules import pair_findings
from registry.models import MenteeCard, MentorCard
from registry.testing import make_mentee, make_mentor
from schools.actions import create_school
from schools.choices import ParticipantKind
from schools.models import MentoringForm, Programme, School
from schools.presets import load_preset
from schools.rules import RuleSet, rules_of
from schools.texts import order_kinds

FIRST_DAY = datetime.date(2025, 9, 1)


class Accepted:
    """A school that began on a day with a preset's regulation, and who works in it."""

    def __init__(self, preset: str, *, on: datetime.date = FIRST_DAY) -> None:
        with clock.on(on):
            self.school: School = create_school(
                load_preset(preset), slug=f"accept-{preset}", actor=None, today=on
            )

    @property
    def programme(self) -> Programme:
        return self.school.programmes.get()

    @property
    def rules(self) -> RuleSet:
        return rules_of(self.programme.regulation)

    @property
    def kinds(self) -> set[str]:
        """Codes of the orders that the regulation knows."""
        return {kind.code for kind in order_kinds(self.programme.regulation)}

    @property
    def number(self) -> dict[str, str]:
        """What the director types, where the school numbers its orders by hand."""
        return {"number": "48,02"} if self.rules.value("orders.numbering") == "hand" else {}

    def user(self, role: Role) -> User:
        return make_user(role, self.school)

    def form(self, code: str) -> MentoringForm:
        return self.school.forms.get(code=code)

    def mentor(self, form: str, **fields: Any) -> MentorCard:
        """A mentor of the kind that the form wants, with consents."""
        chosen = self.form(form)
        return make_mentor(self.school, form=chosen, **{"kind": chosen.mentor_kind} | fields)

    def mentee(self, form: str, **fields: Any) -> MenteeCard:
        chosen = self.form(form)
        values: dict[str, Any] = {"kind": chosen.mentee_kind}
        if chosen.mentee_kind == ParticipantKind.STAFF:
            values |= {"birth_year": 1990, "class_name": "", "post": "учитель"}
        if "birth_date" in fields:
            values["birth_year"] = fields["birth_date"].year
        return make_mentee(self.school, form=chosen, **values | fields)

    def blocks(
        self,
        mentor: MentorCard,
        mentees: Sequence[MenteeCard],
        *,
        kind: str = "",
        starts_on: datetime.date | None = None,
        ends_on: datetime.date | None = None,
    ) -> list[Finding]:
        """What forbids this pair in the programme's own days, unless others are given."""
        group = PairKind.GROUP if len(mentees) > 1 else PairKind.INDIVIDUAL
        found = pair_findings(
            mentor,
            mentees,
            programme=self.programme,
            kind=kind or group,
            starts_on=starts_on or self.programme.starts_on,
            ends_on=ends_on or self.programme.ends_on,
            rules=self.rules,
        )
        return [finding for finding in found if finding.is_block]


def clauses(findings: Sequence[Finding]) -> set[str]:
    return {finding.clause for finding in findings}
