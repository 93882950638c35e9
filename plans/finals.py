"""The mentor's final document in its two forms: which texts it has and which of them it needs."""

from __future__ import annotations

from typing import Any

from schools.rules import RuleSet, rules_of

from .choices import FinalForm
from .models import Feedback

# Texts in the order of the form; the report is S4, section 7, the feedback S0, annex 2.
TEXTS: dict[str, tuple[str, ...]] = {
    FinalForm.FEEDBACK: (
        "studied",
        "tasks_done",
        "qualities",
        "shortcomings",
        "to_study",
        "potential",
        "extra",
    ),
    FinalForm.REPORT: ("work_done", "proposals", "conclusions"),
}
# What the form can't go without; shortcomings and the rest may honestly be empty.
REQUIRED: dict[str, tuple[str, ...]] = {
    FinalForm.FEEDBACK: ("studied", "tasks_done", "qualities", "potential"),
    FinalForm.REPORT: ("work_done", "conclusions"),
}


def rules_for_final(feedback: Feedback) -> RuleSet:
    """The rules that its pair began under."""
    return rules_of(feedback.member.plan.regulation)


def label_of(name: str) -> str:
    """What a text of the document is headed by."""
    column: Any = Feedback._meta.get_field(name)
    return str(column.verbose_name)


def final_form(rules: RuleSet) -> FinalForm | None:
    """Which document the mentor owes at the end; None where the regulation wants none."""
    value = rules.value("final.document")
    return FinalForm(value) if value in FinalForm.values else None


def final_title(feedback: Feedback) -> str:
    """What the regulation calls the document, or else the bare word."""
    return rules_for_final(feedback).value("final.title") or feedback.get_form_display()


def reader_of(feedback: Feedback) -> str:
    """The role that has to read it; empty where the regulation names nobody."""
    return rules_for_final(feedback).value("final.reader") or ""
