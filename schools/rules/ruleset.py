"""How the other apps ask a regulation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation

from core.choices import Level
from core.findings import Finding
from schools.models import Regulation

from .register import RULES


class RuleSet:
    """The rules of one regulation, asked by key. Unset means None and is not enforced."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._rules = rules

    def value(self, key: str) -> Any:
        RULES[key]  # a key that no regulation can set is a mistake of the caller
        entry = self._rules.get(key)
        return None if entry is None else entry.get("value")

    def clause(self, key: str) -> str:
        return (self._rules.get(key) or {}).get("clause", "")

    def finding(self, key: str, text: str, *, level: str = Level.BLOCK, url: str = "") -> Finding:
        """A finding of this rule, with the clause that the regulation names for it."""
        return Finding(code=key, text=text, level=level, clause=self.clause(key), url=url)

    def labels(self, key: str) -> dict[str, str]:
        """Code → heading of what a form prints, in its order.

        An act that says nothing of it has everything printed, in plain words and in Russian.
        """
        named = {item["code"]: item["title"] for item in self.value(key) or []}
        if named:
            return named
        with translation.override("ru"):
            titles = {code: str(title) for code, title in RULES[key].options}
        return {code: title[:1].upper() + title[1:] for code, title in titles.items()}

    def title_of(self, key: str, code: str) -> str:
        """The words of an item of a list; its code where the school has dropped it."""
        titles = {item["code"]: item["title"] for item in self.value(key) or []}
        return titles.get(code, code)


def rules_of(regulation: Regulation) -> RuleSet:
    return RuleSet(regulation.rules)
