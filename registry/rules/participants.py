"""Who may stand in a base, and which categories the regulation tells apart there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from core.findings import Finding
from core.i18n import gettext as _
from schools.choices import ParticipantKind
from schools.rules import RuleSet

from ..choices import Base


def allowed_kinds(base: str, rules: RuleSet) -> list[str] | None:
    """Of whom the regulation lets this base consist; None where of anybody."""
    if base == Base.MENTORS:
        return rules.value("participants.mentor_kinds")
    return rules.value("participants.mentee_kinds")


def participant_findings(kind: str, *, base: str, rules: RuleSet) -> list[Finding]:
    """What speaks against somebody of this kind in the base."""
    allowed = allowed_kinds(base, rules)
    if allowed is None or kind in allowed:
        return []
    names = kind_names(allowed)
    if base == Base.MENTORS:
        text = _("{Mentor:instrumental} может быть только: %s.") % names
        return [rules.finding("participants.mentor_kinds", text)]
    text = _("{Mentee:instrumental} может быть только: %s.") % names
    return [rules.finding("participants.mentee_kinds", text)]


def kind_names(kinds: Iterable[str]) -> str:
    return ", ".join(str(ParticipantKind(kind).label) for kind in kinds)


def categories_of(base: str, rules: RuleSet) -> list[tuple[str, str]]:
    """The categories that the regulation names, as code and words; none where it names none."""
    if base == Base.MENTORS:
        items = rules.value("participants.mentor_categories")
    else:
        items = rules.value("participants.mentee_categories")
    return [(item["code"], item["title"]) for item in items or ()]


def category_titles(codes: Iterable[str], *, base: str, rules: RuleSet) -> list[str]:
    """Words of these categories; the code where the school has dropped one."""
    titles = dict(categories_of(base, rules))
    return [titles.get(code, code) for code in codes]


def unknown_categories(codes: Iterable[Any], *, kept: Collection[str], offered: Any) -> list[str]:
    """Codes that are neither offered nor stand there already."""
    known = {code for code, _title in offered} | set(kept)
    return [str(code) for code in codes if code not in known]
