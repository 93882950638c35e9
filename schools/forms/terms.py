"""A word of the school in its twelve forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from core.i18n import gettext_lazy as _
from core.russian.cases import Case
from core.russian.nouns import CASES, Noun
from schools.terms import LONGEST, NUMBERS, terms_problems

CASE_TITLES = {
    Case.NOMINATIVE: _("Именительный (кто? что?)"),
    Case.GENITIVE: _("Родительный (кого? чего?)"),
    Case.DATIVE: _("Дательный (кому? чему?)"),
    Case.ACCUSATIVE: _("Винительный (кого? что?)"),
    Case.INSTRUMENTAL: _("Творительный (кем? чем?)"),
    Case.PREPOSITIONAL: _("Предложный (о ком? о чём?)"),
}
NUMBER_TITLES = {"singular": _("единственное число"), "plural": _("множественное число")}
GENDER_TITLES = [("m", _("мужской: он")), ("f", _("женский: она")), ("n", _("средний: оно"))]


class TermForm(forms.Form):
    """Fields `singular_genitive` and so on, by case, checked as all terms are."""

    gender = forms.ChoiceField(label=_("Род"), choices=GENDER_TITLES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, code: str, noun: Noun, **kwargs: Any) -> None:
        self.code = code
        super().__init__(*args, **kwargs)
        self.initial["gender"] = noun.gender
        for case in CASES:
            for number in NUMBERS:
                self.initial[f"{number}_{case}"] = noun.form(case, plural=number == "plural")
                self.fields[f"{number}_{case}"] = forms.CharField(
                    label=f"{CASE_TITLES[case]}, {NUMBER_TITLES[number]}", max_length=LONGEST
                )

    @property
    def rows(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        for case in CASES:
            yield CASE_TITLES[case], [self[f"{number}_{case}"] for number in NUMBERS]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in [name for name in data if name != "gender"]:
            data[name] = " ".join(data[name].split())
        if not self.errors:
            for problem in terms_problems({self.code: self.term}):
                place, _colon, what = problem.partition(": ")
                name = "_".join(place.split(".")[1:])
                self.add_error(name if name in self.fields else None, what)
        return data

    @property
    def term(self) -> dict[str, Any]:
        forms_of = {
            number: [self.cleaned_data[f"{number}_{case}"] for case in CASES] for number in NUMBERS
        }
        return {**forms_of, "gender": self.cleaned_data["gender"]}
