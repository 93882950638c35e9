"""What a regulation can say, and how the other apps ask it.

`RULES` is the register of rule keys: the type of the value, its limits, the words for it. The
numbers themselves stand in no code: they are in the school's regulation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.choices import Level
from core.findings import Finding

from .models import Regulation


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a regulation may set. `kind`: int, bool, text, choice, choices or reasons.

    `reasons` is a list of `{"code": …, "title": …}`, in the school's order.
    """

    key: str
    title: Any
    kind: str
    minimum: int = 0
    maximum: int = 1000
    options: tuple[tuple[str, Any], ...] = ()
    unit: Any = ""


ROLE_OPTIONS = (
    ("curator", gettext_lazy("куратор")),
    ("mentor", gettext_lazy("наставник")),
    ("mentee", gettext_lazy("наставляемый")),
    ("coordinator", gettext_lazy("координатор")),
    ("director", gettext_lazy("директор")),
    ("psychologist", gettext_lazy("педагог-психолог")),
)

RULES: dict[str, Rule] = {
    rule.key: rule
    for rule in (
        Rule("group.min", gettext_lazy("Наименьшая группа"), "int", 1, 100),
        Rule("group.max", gettext_lazy("Наибольшая группа"), "int", 1, 100),
        Rule(
            "mentor.max_mentees",
            gettext_lazy("Наставляемых у одного наставника, не больше"),
            "int",
            1,
            100,
        ),
        Rule("mentor.groups_exempt", gettext_lazy("Группы в этот предел не входят"), "bool"),
        Rule(
            "mentor.default_places",
            gettext_lazy("Мест у наставника, если в карточке не указано"),
            "int",
            1,
            100,
        ),
        Rule("participants.age_min", gettext_lazy("Возраст наставляемого от, лет"), "int", 0, 100),
        Rule("participants.age_max", gettext_lazy("Возраст обучающегося до, лет"), "int", 0, 100),
        Rule(
            "participants.parent_own_child",
            gettext_lazy("Родитель может быть наставником своего ребёнка"),
            "bool",
        ),
        Rule("term.min_months", gettext_lazy("Срок не меньше, месяцев"), "int", 1, 60),
        Rule("term.max_months", gettext_lazy("Срок не больше, месяцев"), "int", 1, 60),
        Rule(
            "term.applies_to",
            gettext_lazy("Срок ограничивает"),
            "choice",
            options=(("plan", gettext_lazy("план")), ("pair", gettext_lazy("пару"))),
        ),
        Rule("consents.participation", gettext_lazy("Согласие на участие обязательно"), "bool"),
        Rule(
            "consents.child_from",
            gettext_lazy("С какого возраста подписывает и сам ребёнок, лет"),
            "int",
            10,
            18,
        ),
        Rule("bases.mentees_due", gettext_lazy("Срок базы наставляемых"), "text"),
        Rule("bases.mentors_due", gettext_lazy("Срок базы наставников"), "text"),
        Rule("plan.title", gettext_lazy("Название плана"), "text"),
        Rule("plan.authors", gettext_lazy("Кто составляет план"), "choices", options=ROLE_OPTIONS),
        Rule("plan.approver", gettext_lazy("Кто утверждает план"), "choice", options=ROLE_OPTIONS),
        Rule(
            "plan.signatures",
            gettext_lazy("Чьи подписи стоят в плане"),
            "choices",
            options=ROLE_OPTIONS,
        ),
        Rule("final.title", gettext_lazy("Итоговый документ наставника"), "text"),
        Rule(
            "final.due_working_days_before",
            gettext_lazy("Итоговый документ не позднее, рабочих дней до завершения"),
            "int",
            0,
            60,
        ),
        Rule(
            "monitoring.points",
            gettext_lazy("Когда измеряют"),
            "choices",
            options=(
                ("entry", gettext_lazy("на входе")),
                ("intermediate", gettext_lazy("промежуточно")),
                ("exit", gettext_lazy("на выходе")),
                ("final", gettext_lazy("итог")),
            ),
        ),
        Rule("replacement.reasons", gettext_lazy("Причины замены наставника"), "reasons"),
        Rule("completion.reasons", gettext_lazy("Причины завершения"), "reasons"),
        Rule(
            "curator.scope",
            gettext_lazy("Куратор отвечает за"),
            "choice",
            options=(
                ("school", gettext_lazy("всю школу")),
                ("direction", gettext_lazy("своё направление")),
                ("form", gettext_lazy("свою форму")),
            ),
        ),
        Rule("roles.coordinator_enabled", gettext_lazy("Есть координатор"), "bool"),
        Rule("orders.number_mask", gettext_lazy("Вид номера приказа"), "text"),
        Rule(
            "survey.satisfied_from",
            gettext_lazy("Удовлетворён: средний балл не ниже"),
            "int",
            1,
            10,
        ),
    )
}


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

    def finding(self, key: str, text: str, *, level: str = Level.BLOCK) -> Finding:
        """A finding of this rule, with the clause that the regulation names for it."""
        return Finding(code=key, text=text, level=level, clause=self.clause(key))

    def reason_title(self, key: str, code: str) -> str:
        titles = {item["code"]: item["title"] for item in self.value(key) or []}
        return titles.get(code, code)


def rules_of(regulation: Regulation) -> RuleSet:
    return RuleSet(regulation.rules)


def check_rules(rules: Mapping[str, Any]) -> list[str]:
    """What is wrong with a rules document, in words that name the key and what is allowed."""
    problems: list[str] = []
    for key, entry in rules.items():
        rule = RULES.get(key)
        if rule is None:
            problems.append(_("«%(key)s»: такого правила нет.") % {"key": key})
        elif not isinstance(entry, Mapping) or "value" not in entry:
            problems.append(_("«%(key)s»: нужно поле value.") % {"key": key})
        elif not set(entry) <= {"value", "clause", "note"}:
            problems.append(_("«%(key)s»: допустимы value, clause и note.") % {"key": key})
        else:
            problems.extend(f"«{key}»: {text}" for text in _check_value(rule, entry["value"]))
    for low, high in (("group.min", "group.max"), ("term.min_months", "term.max_months")):
        if all(_is_int((rules.get(key) or {}).get("value")) for key in (low, high)):
            if rules[low]["value"] > rules[high]["value"]:
                problems.append(_("«%(low)s» больше, чем «%(high)s».") % {"low": low, "high": high})
    return problems


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _check_value(rule: Rule, value: Any) -> list[str]:
    options = [code for code, _title in rule.options]
    if rule.kind == "int":
        if not _is_int(value) or not rule.minimum <= value <= rule.maximum:
            return [
                _("нужно целое число от %(min)s до %(max)s.")
                % {"min": rule.minimum, "max": rule.maximum}
            ]
    elif rule.kind == "bool":
        if not isinstance(value, bool):
            return [_("нужно да или нет.")]
    elif rule.kind == "text":
        if not isinstance(value, str) or not value.strip():
            return [_("нужен непустой текст.")]
    elif rule.kind == "choice":
        if value not in options:
            return [_("допустимо одно из: %(options)s.") % {"options": ", ".join(options)}]
    elif rule.kind == "choices":
        if not isinstance(value, list) or not set(value) <= set(options):
            return [_("допустимы значения: %(options)s.") % {"options": ", ".join(options)}]
    elif not _are_reasons(value):
        return [_("нужен список из code и title.")]
    return []


def _are_reasons(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, Mapping) and set(item) == {"code", "title"} and all(item.values())
        for item in value
    )
