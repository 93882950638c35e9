"""Errors that a person is meant to read. Views show their text; nothing else is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .findings import Finding


class DomainError(Exception):
    """Something that a person asked for can't be done; the text says why and what to do."""

    def __init__(self, message: str, *, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return str(self.message)


class RuleViolation(DomainError):
    """The regulation forbids it. Carries the findings, blocks first."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = sorted(findings, key=lambda finding: not finding.is_block)
        super().__init__("; ".join(str(finding) for finding in self.findings), code="rule")


class StateError(DomainError):
    """The object is in a state that has no way to the wanted one."""


class FileError(DomainError):
    """A file that was given can't be read as what it should be."""
