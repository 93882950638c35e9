"""The cases of a name, as computed and as corrected."""

from __future__ import annotations

from typing import Any

from django import forms

from core.i18n import gettext_lazy as _
from core.russian.cases import Case
from core.russian.names import decline

from ..models import Person

PARTS = ("last", "first", "middle")
OBLIQUE = tuple(case for case in Case if case is not Case.NOMINATIVE)
MAX_LENGTH = 100
TITLES = {
    Case.GENITIVE: _("Родительный: нет кого?"),
    Case.DATIVE: _("Дательный: дать кому?"),
    Case.ACCUSATIVE: _("Винительный: вижу кого?"),
    Case.INSTRUMENTAL: _("Творительный: доволен кем?"),
    Case.PREPOSITIONAL: _("Предложный: говорю о ком?"),
}


class NameFormsForm(forms.Form):
    """Fifteen fields, `dative_last`; what equals the computed form is not kept as a correction."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        for case in OBLIQUE:
            computed = decline(person.name_parts, case)
            own = person.name_forms.get(case, {})
            for part in PARTS:
                if not getattr(computed, part):
                    continue
                self.fields[f"{case}_{part}"] = forms.CharField(
                    max_length=MAX_LENGTH,
                    required=False,
                    widget=forms.TextInput(attrs={"class": "form-control"}),
                    initial=own.get(part) or getattr(computed, part),
                    label=f"{TITLES[case]} {getattr(person.name_parts, part)}",
                )

    def rows(self) -> list[tuple[Any, list[Any]]]:
        """(title of the case, its fields) for the table of the page."""
        return [
            (
                TITLES[case],
                [self[f"{case}_{part}"] for part in PARTS if f"{case}_{part}" in self.fields],
            )
            for case in OBLIQUE
        ]

    def corrections(self) -> dict[str, dict[str, str]]:
        """What differs from the computed forms, as `Person.name_forms` keeps it."""
        found: dict[str, dict[str, str]] = {}
        for case in OBLIQUE:
            computed = decline(self.person.name_parts, case)
            for part in PARTS:
                typed = self.cleaned_data.get(f"{case}_{part}", "")
                if typed and typed != getattr(computed, part):
                    found.setdefault(case.value, {})[part] = typed
        return found


def names_in_cases(person: Person) -> list[tuple[Any, str]]:
    """(title of the case, the whole name in it), corrections included."""
    return [(TITLES[case], person.full_name_in(case)) for case in OBLIQUE]
