"""A field for each kind of rule, and the way from a rule's value to what is typed and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from core.i18n import gettext
from core.i18n import gettext_lazy as _
from schools.rules import Rule
from schools.words import allowed_in_words, day_in_words, month_day_of

YES, NO = "yes", "no"
UNSET = ("", _("не задано"))
LINE_LENGTH = 300


def value_name(rule: Rule) -> str:
    return f"value-{rule.key}"


def clause_name(rule: Rule) -> str:
    return f"clause-{rule.key}"


def note_name(rule: Rule) -> str:
    return f"note-{rule.key}"


class WholeField(forms.IntegerField):
    """A whole number; what is wrong is told with what the rule allows."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        super().__init__(required=False)
        self.error_messages["invalid"] = self.allowed()
        self.widget.attrs |= {"min": rule.minimum, "max": rule.maximum, "class": "rule-number"}

    def allowed(self) -> str:
        return gettext("Нужно %s.") % allowed_in_words(self.rule)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not self.rule.minimum <= value <= self.rule.maximum:
            raise forms.ValidationError(self.allowed())


class DayOfYearField(forms.CharField):
    """A day of every year, typed as people write it; `clean` gives «10-01»."""

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        found = month_day_of(typed)
        if found is None:
            text = gettext("«%s» – не день года. Напишите день и месяц: «1 октября» или «01.10».")
            raise forms.ValidationError(text % typed)
        return found


class LinesField(forms.CharField):
    """Texts, each on a line of its own; `clean` gives the list without blanks and repeats."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 4}))

    def clean(self, value: Any) -> list[str]:
        typed = super().clean(value)
        lines = [" ".join(line.split()) for line in typed.splitlines()]
        for number, line in enumerate(lines, start=1):
            if len(line) > LINE_LENGTH:
                text = gettext("Строка %(number)s длиннее %(longest)s знаков.")
                raise forms.ValidationError(text % {"number": number, "longest": LINE_LENGTH})
        return list(dict.fromkeys(line for line in lines if line))


class LabelsInput(forms.MultiWidget):
    """A line for each thing that a form can print: what the act calls it."""

    template_name = "schools/widgets/labels.html"

    def __init__(self, rule: Rule) -> None:
        self.titles = [title for _code, title in rule.options]
        super().__init__([forms.TextInput() for _title in self.titles])

    def decompress(self, value: Any) -> list[str]:
        return value or [""] * len(self.titles)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for title, part in zip(self.titles, context["widget"]["subwidgets"], strict=True):
            part["title"] = title
        return context


class LabelsField(forms.MultiValueField):
    """`clean` gives a text for each option, "" for what is not printed."""

    def __init__(self, rule: Rule) -> None:
        fields = [forms.CharField(max_length=LINE_LENGTH, required=False) for _ in rule.options]
        super().__init__(fields, widget=LabelsInput(rule), required=False, require_all_fields=False)

    def compress(self, data_list: list[str]) -> list[str]:
        return [" ".join((text or "").split()) for text in data_list]


def _bool_field(rule: Rule) -> forms.Field:
    choices = [UNSET, (YES, _("да")), (NO, _("нет"))]
    return forms.ChoiceField(choices=choices, required=False)


def _text_field(rule: Rule) -> forms.Field:
    return forms.CharField(max_length=LINE_LENGTH, required=False)


def _choice_field(rule: Rule) -> forms.Field:
    return forms.ChoiceField(choices=[UNSET, *rule.options], required=False)


def _choices_field(rule: Rule) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=rule.options, required=False, widget=forms.CheckboxSelectMultiple
    )


def _day_field(rule: Rule) -> forms.Field:
    attrs = {"placeholder": _("1 октября"), "class": "rule-number"}
    return DayOfYearField(max_length=30, required=False, widget=forms.TextInput(attrs=attrs))


# Points are lines of a formset (`points`), so they have no field here.
_FIELDS: dict[str, Callable[[Rule], forms.Field]] = {
    "int": WholeField,
    "bool": _bool_field,
    "text": _text_field,
    "choice": _choice_field,
    "choices": _choices_field,
    "items": lambda rule: LinesField(),
    "labels": LabelsField,
    "lines": lambda rule: LinesField(),
    "day": _day_field,
}


def value_field(rule: Rule) -> forms.Field:
    """The field of the rule's value, with what the rule does as its help."""
    field = _FIELDS[rule.kind](rule)
    field.label = rule.title
    field.help_text = rule.effect
    if rule.kind in ("items", "lines"):
        field.help_text = f"{rule.effect} {gettext('Каждое значение – с новой строки.')}"
    return field


def to_input(rule: Rule, value: Any) -> Any:
    """What stands in the field for a value of the rules document."""
    if value is None:
        return [] if rule.kind in ("choices", "labels") else ""
    if rule.kind == "bool":
        return YES if value else NO
    if rule.kind == "labels":
        titles = {item["code"]: item["title"] for item in value}
        return [titles.get(code, "") for code, _title in rule.options]
    if rule.kind == "items":
        return "\n".join(item["title"] for item in value)
    if rule.kind == "lines":
        return "\n".join(value)
    if rule.kind == "day":
        return day_in_words(value)
    return value


def from_input(rule: Rule, typed: Any, old: Any) -> Any:
    """The value for the rules document; None where nothing was typed."""
    if typed in (None, "", []):
        return None
    if rule.kind == "bool":
        return typed == YES
    if rule.kind == "labels":
        return _labels(rule, typed, old or [])
    if rule.kind == "items":
        return _items(typed, old or [])
    if rule.kind == "choices":
        return _in_old_order(typed, old or [])
    return typed


def _in_old_order(typed: list[str], old: list[str]) -> list[str]:
    """A browser sends boxes in the order of the page; the act's own order stays."""
    return [code for code in old if code in typed] + [code for code in typed if code not in old]


def _labels(rule: Rule, typed: list[str], old: list[dict[str, str]]) -> list[dict[str, str]] | None:
    """In the act's own order; what it has not named before comes after it."""
    codes = [code for code, _title in rule.options]
    titles = {code: text for code, text in zip(codes, typed, strict=True) if text}
    order = _in_old_order(list(titles), [item["code"] for item in old])
    return [{"code": code, "title": titles[code]} for code in order] or None


def _items(titles: list[str], old: list[dict[str, str]]) -> list[dict[str, str]]:
    """A title that stood there keeps its code, so that past replacements keep their reason."""
    codes = {item["title"]: item["code"] for item in old}
    taken = set(codes.values())
    items = []
    for title in titles:
        if title not in codes:
            codes[title] = own_code(taken)
            taken.add(codes[title])
        items.append({"code": codes[title], "title": title})
    return items


def own_code(taken: set[str]) -> str:
    """A code that a line typed by the school gets."""
    return next(f"own-{n}" for n in range(1, 10000) if f"own-{n}" not in taken)
