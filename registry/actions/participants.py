"""What the writes of the bases ask of the regulation: who may stand there, in which category."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from core.clock import today
from core.errors import DomainError, RuleViolation
from core.i18n import gettext as _

from ..choices import Base
from ..models import MenteeCard, MentorCard, Person
from ..rules import participant_findings, rules_for, unknown_categories


def base_of(card: MentorCard | MenteeCard) -> str:
    return Base.MENTORS if isinstance(card, MentorCard) else Base.MENTEES


def refuse_unless_allowed(person: Person, bases: Iterable[str]) -> None:
    """Raises `RuleViolation` where the regulation of today has nobody of this kind in a base."""
    rules = rules_for(person.school, today())
    findings = [
        finding
        for base in bases
        for finding in participant_findings(person.kind, base=base, rules=rules)
    ]
    if findings:
        raise RuleViolation(findings)


def refuse_unknown(codes: Iterable[Any], *, kept: Collection[str], offered: Any) -> None:
    """Raises `DomainError` with what may be chosen."""
    unknown = unknown_categories(codes, kept=kept, offered=offered)
    if unknown:
        raise DomainError(
            _("Такой категории нет: %(code)s. Можно: %(allowed)s.")
            % {
                "code": ", ".join(unknown),
                "allowed": ", ".join(title for _code, title in offered) or "—",
            }
        )
