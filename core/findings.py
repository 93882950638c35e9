"""What a check says: a list of findings, never a bare «no»."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.i18n import gettext as _

from .choices import Level


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark of a check.

    `code` is the key of the rule («group.max»), `clause` the place in the school's regulation
    («1.4»), empty where the regulation names none. `url` is the page that mends it, if one does.
    """

    code: str
    text: str
    level: str = Level.BLOCK
    clause: str = ""
    url: str = ""

    @property
    def is_block(self) -> bool:
        return self.level == Level.BLOCK

    def __str__(self) -> str:
        if not self.clause:
            return self.text
        return f"{self.text} ({clause_in_words(self.clause)})"


def clause_in_words(clause: str) -> str:
    """«п. 1.4»; a place that is no point, «приложение 2», stands as it is; empty for none."""
    return _("п. %s") % clause if clause[:1].isdigit() else clause


def blocks(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.is_block]


def warnings(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if not finding.is_block]
