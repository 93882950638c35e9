"""The register of rules: everything that a regulation can set, with its type and its words.

The values stand in no code: they are in the school's regulation. What each rule does when it is
set is said by `effect`, for the page that explains the rules. Every rule here is asked for by
some app, and every rule that is asked for is here: a test of the whole house says so.
"""

from __future__ import annotations

from typing import Any

from core.i18n import gettext_lazy as _

from . import of_papers, of_people, of_staff, of_work
from .rule import Rule

# The groups of the page, in its order.
RULE_GROUPS: tuple[tuple[Any, tuple[Rule, ...]], ...] = (
    (_("Пары и группы"), of_people.PAIRS),
    (_("Участники"), of_people.PARTICIPANTS),
    (_("Сроки и базы"), of_work.TERMS),
    (_("Согласия"), of_people.CONSENTS),
    (_("План, встречи, итоговый документ"), of_work.PLANS),
    (_("Мониторинг и показатели"), of_work.MONITORING),
    (_("Замена и завершение"), of_work.CHANGES),
    (_("Трудовые отношения"), of_staff.LABOUR),
    (_("Роли"), of_people.ROLES),
    (_("Приказы, партнёры, сайт"), of_papers.PAPERS),
)
RULES: dict[str, Rule] = {rule.key: rule for _title, rules in RULE_GROUPS for rule in rules}

# The first of the two may not be more than the second.
LIMIT_PAIRS = (
    ("group.min", "group.max"),
    ("term.min_months", "term.max_months"),
    ("participants.age_min", "participants.age_max"),
    ("indicators.age_from", "indicators.age_to"),
    ("commission.min", "commission.max"),
    ("survey.scale_from", "survey.scale_to"),
    ("survey.satisfied_from", "survey.scale_to"),
)
