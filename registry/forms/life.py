"""What is asked before two rows are merged and before data are destroyed; terms of keeping."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from core.i18n import gettext_lazy as _

from ..choices import ErasureMode
from ..keeping import EDITABLE, Term
from ..merge_fields import GONE, KEPT, Difference

WORD = _("стереть")


class MergeForm(forms.Form):
    """A choice for each part in which the two differ; `rows` gives them to the page."""

    def __init__(self, *args: Any, differences: Sequence[Difference], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differences = differences
        for one in differences:
            choices = ((KEPT, one.kept or "—"), (GONE, one.gone))
            self.fields[one.part.key] = forms.ChoiceField(
                label=one.part.title,
                choices=choices,
                initial=one.default,
                widget=forms.RadioSelect,
            )

    def rows(self) -> Iterator[tuple[Difference, Any]]:
        for one in self.differences:
            yield one, self[one.part.key]


class ActForm(forms.Form):
    """Why, who signs, and the word that nobody types by mistake."""

    reason = forms.CharField(
        label=_("Основание"),
        max_length=500,
        help_text=_("Например: отзыв согласия от 12.05.2027; программа окончена."),
    )
    commission = forms.CharField(
        label=_("Кто подпишет акт"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("По одному в строке: должность, инициалы и фамилия после запятой."),
    )
    word = forms.CharField(
        label=_("Наберите слово «стереть»"),
        max_length=20,
        help_text=_("Вернуть стёртое будет нельзя."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_word(self) -> str:
        word = self.cleaned_data["word"].strip().lower()
        if word != str(WORD):
            raise forms.ValidationError(_("Наберите «стереть», чтобы подтвердить."))
        return word

    def clean_commission(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["commission"].splitlines()]
        return [line for line in lines if line]


class EraseForm(ActForm):
    mode = forms.ChoiceField(
        label=_("Что сделать"),
        choices=(
            (ErasureMode.DEPERSONALISED, _("обезличить: числа и пары останутся без имени")),
            (ErasureMode.DESTROYED, _("уничтожить: запись уйдёт, где на неё ничто не опирается")),
        ),
        initial=ErasureMode.DEPERSONALISED,
        widget=forms.RadioSelect,
    )
    field_order = ["mode", "reason", "commission", "word"]


class KeepingForm(forms.Form):
    """Months and the ground of each kind that a school may set."""

    def __init__(self, *args: Any, terms: dict[str, Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in EDITABLE:
            term = terms[kind]
            self.fields[f"{kind}_months"] = forms.IntegerField(
                label=_("%(title)s: месяцев") % {"title": term.title.capitalize()},
                min_value=0,
                max_value=1200,
                required=False,
                initial=term.months,
                help_text=_("Пусто: хранить бессрочно."),
            )
            self.fields[f"{kind}_note"] = forms.CharField(
                label=_("Основание"), max_length=500, required=False, initial=str(term.note)
            )

    def terms(self) -> dict[str, tuple[int | None, str]]:
        data = self.cleaned_data
        return {kind: (data[f"{kind}_months"], data[f"{kind}_note"]) for kind in EDITABLE}
