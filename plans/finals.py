"""The mentor's final document: which one the regulation wants, and its sections."""

from __future__ import annotations

from core.i18n import gettext as _
from schools.rules import RuleSet, rules_of

from .choices import FinalForm
from .models import Feedback
from .rules import named_sections

# The one section of a document of which the regulation names none.
WHOLE = "text"


def rules_for_final(feedback: Feedback) -> RuleSet:
    """The rules that its pair began under."""
    return rules_of(feedback.member.plan.regulation)


def final_sections(feedback: Feedback) -> dict[str, str]:
    """Code → title, in the order of the regulation."""
    rules = rules_for_final(feedback)
    named = named_sections(rules, "final.sections", feedback.texts)
    if WHOLE in named or not rules.value("final.sections"):
        named[WHOLE] = _("Текст документа")
    return named


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
