"""What a regulation can say, and how the other apps ask it.

`RULES` is the register of rule keys: the type of the value, its limits, the words for it. The
numbers themselves stand in no code: they are in the school's regulation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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

# The first of the two may not be more than the second.
LIMIT_PAIRS = (
    ("group.min", "group.max"),
    ("term.min_months", "term.max_months"),
    ("participants.age_min", "participants.age_max"),
)


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
            problems.extend(f"«{key}»: {text}" for text in _check_entry(rule, entry))
    if not problems:
        problems.extend(_crossed_limits(rules))
    return problems


def _crossed_limits(rules: Mapping[str, Any]) -> Iterator[str]:
    for low, high in LIMIT_PAIRS:
        if low in rules and high in rules and rules[low]["value"] > rules[high]["value"]:
            yield _("«%(low)s» больше, чем «%(high)s».") % {
                "low": RULES[low].title,
                "high": RULES[high].title,
            }


def _check_entry(rule: Rule, entry: Mapping[str, Any]) -> Iterator[str]:
    yield from _check_value(rule, entry["value"])
    if "clause" in entry and not _is_text(entry["clause"], longest=50):
        yield _("пункт положения – непустой текст до 50 знаков.")
    if "note" in entry and not _is_text(entry["note"], longest=500):
        yield _("примечание – непустой текст до 500 знаков.")


def _is_text(value: Any, *, longest: int) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= longest


def _check_value(rule: Rule, value: Any) -> Iterator[str]:
    yield from _CHECKS[rule.kind](rule, value)


def _check_int(rule: Rule, value: Any) -> Iterator[str]:
    is_int = isinstance(value, int) and not isinstance(value, bool)
    if not is_int or not rule.minimum <= value <= rule.maximum:
        yield _("нужно целое число от %(min)s до %(max)s.") % {
            "min": rule.minimum,
            "max": rule.maximum,
        }


def _check_bool(rule: Rule, value: Any) -> Iterator[str]:
    if not isinstance(value, bool):
        yield _("нужно да или нет.")


def _check_text(rule: Rule, value: Any) -> Iterator[str]:
    if not _is_text(value, longest=300):
        yield _("нужен непустой текст до 300 знаков.")
    elif rule.key == "orders.number_mask":
        yield from mask_problems(value)


def _check_choice(rule: Rule, value: Any) -> Iterator[str]:
    if not isinstance(value, str) or value not in dict(rule.options):
        yield _("допустимо одно из: %(options)s.") % {"options": ", ".join(dict(rule.options))}


def _check_choices(rule: Rule, value: Any) -> Iterator[str]:
    if not _are_options(value, dict(rule.options)):
        yield _("допустимы без повторов: %(options)s.") % {"options": ", ".join(dict(rule.options))}


def _check_reasons(rule: Rule, value: Any) -> Iterator[str]:
    if not _are_reasons(value):
        yield _("нужен непустой список из code и title, code не повторяются.")


_CHECKS: dict[str, Callable[[Rule, Any], Iterator[str]]] = {
    "int": _check_int,
    "bool": _check_bool,
    "text": _check_text,
    "choice": _check_choice,
    "choices": _check_choices,
    "reasons": _check_reasons,
}


def _are_options(value: Any, options: Mapping[str, Any]) -> bool:
    return (
        isinstance(value, list)
        and len(value) > 0
        and all(isinstance(item, str) and item in options for item in value)
        and len(value) == len(set(value))
    )


def _are_reasons(value: Any) -> bool:
    if not isinstance(value, list) or not value:
        return False
    for item in value:
        if not isinstance(item, Mapping) or set(item) != {"code", "title"}:
            return False
        if not _is_text(item["code"], longest=50) or not _is_text(item["title"], longest=300):
            return False
    return len({item["code"] for item in value}) == len(value)


def mask_problems(mask: str) -> Iterator[str]:
    """A mask of order numbers is any text around one `{number}`; `{year}` may stand there too."""
    rest = mask.replace("{number}", "", 1)
    if rest == mask or set("{}") & set(rest.replace("{year}", "", 1)):
        yield _("в виде номера стоит одно {number}, может стоять {year}: «{number}-од».")
