"""The rules of a regulation, each as a typed field with its clause."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import DateField
from schools.models import Regulation
from schools.rules import RULE_GROUPS, RULES, Rule, check_rules

YES, NO = "yes", "no"
UNSET = ("", _("не задано"))


def value_name(rule: Rule) -> str:
    return f"value-{rule.key}"


def clause_name(rule: Rule) -> str:
    return f"clause-{rule.key}"


def _int_field(rule: Rule) -> forms.Field:
    return forms.IntegerField(min_value=rule.minimum, max_value=rule.maximum, required=False)


def _bool_field(rule: Rule) -> forms.Field:
    choices = [UNSET, (YES, _("да")), (NO, _("нет"))]
    return forms.ChoiceField(choices=choices, required=False)


def _text_field(rule: Rule) -> forms.Field:
    return forms.CharField(max_length=300, required=False)


def _choice_field(rule: Rule) -> forms.Field:
    return forms.ChoiceField(choices=[UNSET, *rule.options], required=False)


def _choices_field(rule: Rule) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=rule.options, required=False, widget=forms.CheckboxSelectMultiple
    )


def _items_field(rule: Rule) -> forms.Field:
    return forms.CharField(
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Каждое с новой строки."),
    )


FIELDS: dict[str, Callable[[Rule], forms.Field]] = {
    "int": _int_field,
    "bool": _bool_field,
    "text": _text_field,
    "choice": _choice_field,
    "choices": _choices_field,
    "items": _items_field,
    "lines": _items_field,
    "day": _text_field,
    "points": _text_field,
}


class RulesForm(forms.Form):
    """Everything that a regulation can set. An empty value is a rule that the act doesn't set."""

    reason = forms.CharField(
        label=_("Почему меняется"),
        max_length=500,
        required=False,
        help_text=_("Например: решение педагогического совета, протокол и дата."),
    )
    valid_from = DateField(label=_("Новая редакция действует с"))
    move_programme = forms.BooleanField(
        label=_("Применять и в программе, которая уже идёт"),
        required=False,
        help_text=_("К новым парам и планам. Начатые планы остаются под прежней редакцией."),
    )

    def __init__(self, *args: Any, regulation: Regulation, **kwargs: Any) -> None:
        self.regulation = regulation
        super().__init__(*args, **kwargs)
        for rule in RULES.values():
            entry = regulation.rules.get(rule.key, {})
            field = FIELDS[rule.kind](rule)
            field.label = rule.title
            field.initial = to_input(rule, entry.get("value"))
            self.fields[value_name(rule)] = field
            self.fields[clause_name(rule)] = forms.CharField(
                label=_("Пункт"), max_length=50, required=False, initial=entry.get("clause", "")
            )
        self.fields["valid_from"].initial = timezone.localdate()
        self.helper = _helper()

    def clean_valid_from(self) -> datetime.date:
        day = self.cleaned_data["valid_from"]
        if day < self.regulation.valid_from:
            raise forms.ValidationError(_("Редакция не может действовать раньше прежней."))
        return day

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if self.errors:
            return data
        for problem in check_rules(self.rules()):
            self.add_error(None, problem)
        if self.rules() != self.regulation.rules and not data.get("reason", "").strip():
            self.add_error("reason", _("Напишите, почему меняется правило."))
        return data

    def rules(self) -> dict[str, Any]:
        """The rules document that was typed; notes of values that stand are kept."""
        found = {}
        for key, rule in RULES.items():
            old = self.regulation.rules.get(key, {})
            value = from_input(rule, self.cleaned_data.get(value_name(rule)), old.get("value"))
            if value is None:
                continue
            entry: dict[str, Any] = {"value": value}
            if clause := self.cleaned_data.get(clause_name(rule), "").strip():
                entry["clause"] = clause
            if "note" in old and old["value"] == value:
                entry["note"] = old["note"]
            found[key] = entry
        return found


def to_input(rule: Rule, value: Any) -> Any:
    if value is None:
        return [] if rule.kind == "choices" else ""
    if rule.kind == "bool":
        return YES if value else NO
    if rule.kind == "items":
        return "\n".join(item["title"] for item in value)
    return value


def from_input(rule: Rule, typed: Any, old: Any) -> Any:
    """The value for the rules document; None where nothing was typed."""
    if typed in (None, "", []):
        return None
    if rule.kind == "bool":
        return typed == YES
    if rule.kind == "items":
        return _reasons(typed, old or []) or None
    return typed


def _reasons(typed: str, old: list[dict[str, str]]) -> list[dict[str, str]]:
    """A title that stood there keeps its code, so that past replacements keep their reason."""
    codes = {item["title"]: item["code"] for item in old}
    taken = set(codes.values())
    reasons = []
    for title in dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()):
        if title not in codes:
            number = next(n for n in range(1, 1000) if f"own-{n}" not in taken)
            codes[title] = f"own-{number}"
            taken.add(codes[title])
        reasons.append({"code": codes[title], "title": title})
    return reasons


def _helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(
        *(
            Fieldset(
                title,
                *(
                    Div(value_name(rule), clause_name(rule), css_class="rule-fields")
                    for rule in rules
                ),
            )
            for title, rules in RULE_GROUPS
        ),
        Fieldset(_("Новая редакция"), "reason", "valid_from", "move_programme"),
    )
    return helper
