"""The rules of a regulation, each as a typed field with its clause and note; the new version."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from core import clock
from core.fields import DateField
from core.forms import SeenForm
from core.i18n import gettext_lazy as _
from schools.acts import is_open, wants_reason
from schools.differences import Side, changes_between, is_same_value, programmes_of
from schools.models import Programme, Regulation
from schools.queries import preset_rules
from schools.rules import LIMIT_PAIRS, RULE_GROUPS, RULES, Rule, check_rules

from .points import PointFormSet, point_errors, point_lines, points_name, points_of
from .rule_fields import clause_name, from_input, note_name, to_input, value_field, value_name


@dataclass(frozen=True, slots=True)
class RuleInput:
    """The inputs of one rule on the page; `preset` is None where it stands as in the preset."""

    rule: Rule
    value: Any
    points: Any
    clause: Any
    note: Any
    is_set: bool
    preset: Side | None

    @property
    def has_errors(self) -> bool:
        fields = [self.clause, self.note, *([self.value] if self.value else [])]
        return any(field.errors for field in fields) or bool(
            self.points is not None and self.points.is_bound and not self.points.is_valid()
        )


def _low_area() -> forms.Textarea:
    """An input of one line that grows with its text."""
    return forms.Textarea(attrs={"rows": 1, "class": "rule-note-input"})


@dataclass(frozen=True, slots=True)
class InputGroup:
    title: Any
    rows: list[RuleInput]
    opened: str = ""

    @property
    def number_set(self) -> int:
        return sum(row.is_set for row in self.rows)

    @property
    def number_different(self) -> int:
        return sum(row.preset is not None for row in self.rows)

    @property
    def is_open(self) -> bool:
        return any(row.has_errors or row.rule.key == self.opened for row in self.rows)


class RulesForm(forms.Form):
    """Everything that a regulation can set. An empty value is a rule that the act doesn't set."""

    def __init__(self, *args: Any, regulation: Regulation, **kwargs: Any) -> None:
        self.regulation = regulation
        self.points: dict[str, Any] = {}
        super().__init__(*args, **kwargs)
        for rule in RULES.values():
            self._add_fields(rule, regulation.rules.get(rule.key, {}))

    def _add_fields(self, rule: Rule, entry: Mapping[str, Any]) -> None:
        if rule.kind == "points":
            self.points[rule.key] = PointFormSet(
                self.data if self.is_bound else None,
                initial=point_lines(entry.get("value")),
                prefix=points_name(rule),
            )
        else:
            field = value_field(rule)
            field.initial = to_input(rule, entry.get("value"))
            self.fields[value_name(rule)] = field
        for name, label, longest in (
            (clause_name(rule), _("Пункт"), 50),
            (note_name(rule), _("Примечание"), 500),
        ):
            part = name.partition("-")[0]
            widget: forms.Widget = forms.TextInput() if part == "clause" else _low_area()
            widget.attrs["aria-label"] = f"{label}: {rule.title}"
            self.fields[name] = forms.CharField(
                label=label,
                max_length=longest,
                required=False,
                initial=entry.get(part, ""),
                widget=widget,
            )

    def clean(self) -> dict[str, Any]:
        super().clean()
        for key, formset in self.points.items():
            for text in point_errors(formset) if not formset.is_valid() else ():
                self.add_error(None, f"{RULES[key].title}: {text}")
        for rule in RULES.values():
            self._check_alone(rule, self.entry(rule))
        rules = self.rules()
        for low, high in LIMIT_PAIRS:
            if low in rules and high in rules and value_name(RULES[high]) not in self.errors:
                for problem in check_rules({key: rules[key] for key in (low, high)}):
                    self.add_error(value_name(RULES[high]), problem)
        return self.cleaned_data

    def _check_alone(self, rule: Rule, entry: Mapping[str, Any] | None) -> None:
        name = value_name(rule)
        if entry is not None and name not in self.errors:
            for problem in check_rules({rule.key: entry}):
                text = problem.removeprefix(f"«{rule.key}»: ")
                self.add_error(name if name in self.fields else None, text)
        is_wrong = rule.key in self.points and not self.points[rule.key].is_valid()
        if entry is None and not (is_wrong or name in self.errors) and self._is_only_told_of(rule):
            text = _("Есть пункт или примечание, а значения нет: впишите его или сотрите их.")
            self.add_error(name if name in self.fields else clause_name(rule), text)

    def _is_only_told_of(self, rule: Rule) -> bool:
        """A clause or a note was typed for a value that isn't there; what stood there goes."""
        old = self.regulation.rules.get(rule.key, {})
        typed = (
            (self.cleaned_data.get(clause_name(rule), ""), old.get("clause", "")),
            (self.cleaned_data.get(note_name(rule), ""), old.get("note", "")),
        )
        return any(words and words != before for words, before in typed)

    def entry(self, rule: Rule) -> dict[str, Any] | None:
        """What was typed for a rule, or None; wrong fields count as empty."""
        old = self.regulation.rules.get(rule.key, {})
        if rule.kind == "points":
            formset = self.points[rule.key]
            value = points_of(formset) if formset.is_valid() else None
        else:
            value = from_input(rule, self.cleaned_data.get(value_name(rule)), old.get("value"))
        if value is None:
            return None
        entry: dict[str, Any] = {"value": value}
        for part, name in (("clause", clause_name(rule)), ("note", note_name(rule))):
            if text := " ".join(self.cleaned_data.get(name, "").split()):
                entry[part] = text
        return entry

    def rules(self) -> dict[str, Any]:
        """The rules document that was typed."""
        entries = {key: self.entry(rule) for key, rule in RULES.items()}
        return {key: entry for key, entry in entries.items() if entry is not None}

    def changes(self) -> list[Any]:
        return changes_between(self.regulation.rules, self.rules())

    def groups(self, *, opened: str = "") -> list[InputGroup]:
        """The inputs in the groups of the register, each beside what the preset has.

        The group with the rule `opened` stands open, as do those with a mistake.
        """
        preset = preset_rules(self.regulation)
        if self.is_bound:
            self.is_valid()
        return [
            InputGroup(title, [self._input(rule, preset) for rule in rules], opened)
            for title, rules in RULE_GROUPS
        ]

    def _input(self, rule: Rule, preset: Mapping[str, Any] | None) -> RuleInput:
        entry = self.entry(rule) if self.is_bound else self.regulation.rules.get(rule.key)
        original = (preset or {}).get(rule.key)
        differs = preset is not None and not is_same_value(rule, entry, original)
        name = value_name(rule)
        return RuleInput(
            rule=rule,
            value=self[name] if name in self.fields else None,
            points=self.points.get(rule.key),
            clause=self[clause_name(rule)],
            note=self[note_name(rule)],
            is_set=entry is not None,
            preset=Side(rule, original) if differs else None,
        )

    def typed(self) -> Iterator[tuple[str, str]]:
        """Name and value of everything that was sent for the rules, to be sent once more."""
        heads = ("value-", "clause-", "note-", "points-")
        sent: Any = self.data
        for name in sent:
            if name.startswith(heads):
                yield from ((name, value) for value in sent.getlist(name))


def as_in_preset(data: QueryDict, rule: Rule, entry: Mapping[str, Any] | None) -> QueryDict:
    """What was sent, with the inputs of one rule as the preset has them."""
    new = data.copy()
    entry = entry or {}
    if rule.kind == "points":
        _put_points(new, points_name(rule), point_lines(entry.get("value")))
    elif rule.kind == "labels":
        texts = to_input(rule, entry.get("value")) or [""] * len(rule.options)
        for number, text in enumerate(texts):
            new[f"{value_name(rule)}_{number}"] = text
    else:
        typed = to_input(rule, entry.get("value"))
        new.setlist(value_name(rule), typed if isinstance(typed, list) else [str(typed)])
    new[clause_name(rule)] = entry.get("clause", "")
    new[note_name(rule)] = entry.get("note", "")
    return new


def _put_points(data: QueryDict, prefix: str, lines: list[dict[str, Any]]) -> None:
    for name in [name for name in data if name.startswith(f"{prefix}-")]:
        del data[name]
    total = len(lines) + 1
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(total), str(len(lines))
    for number, line in enumerate(lines):
        for name, value in line.items():
            data[f"{prefix}-{number}-{name}"] = str(value)


class VersionForm(SeenForm):
    """Why the act changes, since when, and which programmes go over.

    A version that is open yet keeps its day; a reason is asked where a programme runs under it.
    """

    reason = forms.CharField(
        label=_("Почему меняется"),
        max_length=500,
        help_text=_("Например: решение {council:genitive}, протокол и дата."),
        error_messages={"required": _("Напишите, почему меняется акт.")},
    )
    valid_from = DateField(label=_("Новая редакция действует с"))
    moved = forms.ModelMultipleChoiceField(
        label=_("Применять и в программах, которые уже идут"),
        queryset=Programme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "К новым парам, планам и приказам. Что начато, остаётся под прежней редакцией."
        ),
    )

    def __init__(self, *args: Any, regulation: Regulation, user: Any, **kwargs: Any) -> None:
        self.regulation = regulation
        super().__init__(*args, **kwargs)
        self.fields["seen_at"].initial = regulation.updated_at.isoformat()
        self.is_open = is_open(regulation)
        self.fields["reason"].required = wants_reason(regulation)
        self.fields["valid_from"].initial = max(clock.today(), regulation.valid_from)
        programmes = programmes_of(regulation, of=user)
        if self.is_open:
            del self.fields["valid_from"]
            programmes = [row for row in programmes if row.regulation_id != regulation.pk]
        if programmes:
            keys = [programme.pk for programme in programmes]
            field: Any = self.fields["moved"]
            field.queryset = Programme.objects.filter(pk__in=keys)
            # Whoever leaves it as it is expects the change to be obeyed.
            field.initial = field.queryset if regulation.valid_from <= clock.today() else None
        else:
            del self.fields["moved"]

    def clean_valid_from(self) -> datetime.date:
        day = self.cleaned_data["valid_from"]
        if day < self.regulation.valid_from:
            text = _("Не раньше прежней редакции: она действует с %s.")
            raise forms.ValidationError(text % f"{self.regulation.valid_from:%d.%m.%Y}")
        return day

    def clean(self) -> dict[str, Any]:
        super().clean()
        seen_at = self.cleaned_data.pop("seen_at", None)
        if seen_at and seen_at != self.regulation.updated_at:
            text = _(
                "Пока вы правили, акт изменили. Откройте страницу заново и внесите правку ещё раз."
            )
            self.add_error(None, text)
        day = self.cleaned_data.get("valid_from")
        if day and day > clock.today() and self.cleaned_data.get("moved"):
            self.add_error(
                "moved",
                _(
                    "В этот день редакция ещё не действует: снимите отметку, а программу"
                    " переведите в первый день редакции, на её странице."
                ),
            )
        return self.cleaned_data
