"""From a finding to the rule that it is about."""

from __future__ import annotations

from django import template
from django.urls import reverse

from schools.rules import RULES

register = template.Library()


@register.simple_tag
def rule_url(code: str) -> str:
    """Where the register explains the rule; empty for a finding that no rule makes."""
    return f"{reverse('schools:rule_list')}#{code}" if code in RULES else ""
