"""Rules in words: their groups on a page, and a value as a person reads it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .rules import RULES, Rule

# Groups of rules by the first word of the key, in the order of the page.
RULE_GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (gettext_lazy("Пары, группы и участники"), ("group", "mentor", "participants")),
    (gettext_lazy("Сроки"), ("term", "bases")),
    (gettext_lazy("Согласия"), ("consents",)),
    (gettext_lazy("Индивидуальный план"), ("plan",)),
    (gettext_lazy("Итоговый документ"), ("final",)),
    (gettext_lazy("Мониторинг"), ("monitoring", "survey")),
    (gettext_lazy("Замена и завершение"), ("replacement", "completion")),
    (gettext_lazy("Роли и приказы"), ("curator", "roles", "orders")),
)


def grouped_rules() -> list[tuple[Any, list[Rule]]]:
    return [
        (title, [rule for key, rule in RULES.items() if key.partition(".")[0] in words])
        for title, words in RULE_GROUPS
    ]


def value_in_words(rule: Rule, value: Any) -> str:
    """«5», «да», «куратор, наставник»; «не задано» for None."""
    if value is None:
        return _("не задано")
    if rule.kind == "bool":
        return _("да") if value else _("нет")
    if rule.kind == "choice":
        return str(dict(rule.options).get(value, value))
    if rule.kind == "choices":
        titles = dict(rule.options)
        return ", ".join(str(titles.get(code, code)) for code in value)
    if rule.kind == "reasons":
        return "; ".join(item["title"] for item in value)
    return str(value)
