"""What a regulation can say (`register`), if it may (`checking`), how it is asked (`ruleset`)."""

from .checking import check_rules, is_month_day, is_writable, mask_problems
from .register import LIMIT_PAIRS, RULE_GROUPS, RULES
from .rule import Rule
from .ruleset import RuleSet, rules_of

__all__ = [
    "LIMIT_PAIRS",
    "RULES",
    "RULE_GROUPS",
    "Rule",
    "RuleSet",
    "check_rules",
    "is_month_day",
    "is_writable",
    "mask_problems",
    "rules_of",
]
