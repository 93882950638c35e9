"""A representation as it is typed: its lines are pasted from a sheet or told apart by a bar."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict

from core.errors import DomainError
from core.i18n import gettext_lazy as _
from registry.models import Person
from schools.models import Programme

from ..actions.representations import COLUMNS
from ..annexes import table_rows
from ..hooks import lines_of_pairs, pairs_to_propose
from ..kinds import kinds_of
from ..models import Representation


class RepresentationForm(forms.Form):
    kind = forms.ChoiceField(label=_("Для какого приказа"))
    author = forms.ModelChoiceField(
        label=_("Кто представляет"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("коллектив"),
    )
    author_title = forms.CharField(
        label=_("Должность или коллектив"),
        max_length=300,
        required=False,
        help_text=_("Так, как встанет в подпись: «{curator}», «коллектив отдела»."),
    )
    title = forms.CharField(label=_("О чём"), max_length=500)
    text = forms.CharField(
        label=_("Обоснование"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    lines = forms.CharField(
        label=_("Кого предлагают"),
        max_length=50000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Строка – человек или пара: «Иванова А. П. | {mentor:instrumental} Петрова Б.»."
        ),
    )

    pairs = forms.MultipleChoiceField(
        label=_("Взять из пар программы"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Отмеченные встанут строками в конец списка, их можно править."),
    )

    def __init__(
        self, *args: Any, programme: Programme, user: Any, row: Any = None, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", _initial(row))
        super().__init__(*args, **kwargs)
        self.programme, self.user = programme, user
        offered = pairs_to_propose(programme, user)
        cast(forms.MultipleChoiceField, self.fields["pairs"]).choices = offered
        if not offered:
            del self.fields["pairs"]
        kinds = [(kind.code, kind.name) for kind in kinds_of(programme).values() if _asks(kind)]
        cast(forms.ChoiceField, self.fields["kind"]).choices = kinds
        people = Person.objects.filter(school=programme.school_id, mentee_card__isnull=True)
        field = cast("forms.ModelChoiceField[Person]", self.fields["author"])
        field.queryset = people.filter(user__isnull=False).order_by("last_name", "first_name", "pk")
        if row is not None:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        # They are taken by a button of their own; what is saved are the lines.
        data.pop("pairs", None)
        if not data.get("author") and not data.get("author_title"):
            self.add_error("author_title", _("Укажите, кто представляет: человека или коллектив."))
        try:
            data["rows"] = table_rows(data.pop("lines", ""), COLUMNS)
        except DomainError as error:
            self.add_error("lines", str(error))
        return data

    def with_pairs(self) -> QueryDict:
        """What was typed, with the marked pairs at the end of the lines."""
        typed = cast(QueryDict, self.data).copy()
        marked = set(typed.getlist("pairs"))
        keys = [key for key, _label in pairs_to_propose(self.programme, self.user) if key in marked]
        # Cells are told apart by a bar, or by a tab where there is one.
        sign = "\t" if "\t" in typed.get("lines", "") else " | "
        lines = typed.get("lines", "").splitlines()
        for cells in lines_of_pairs(self.programme, self.user, keys):
            line = sign.join(cell.replace("|", "/") for cell in cells)
            if line not in lines:
                lines.append(line)
        typed["lines"] = "\n".join(lines)
        typed.setlist("pairs", [])
        return typed


def _asks(kind: Any) -> bool:
    return bool(kind.representation)


def _initial(row: Representation | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "author": row.author_id,
        "author_title": row.author_title,
        "title": row.title,
        "text": row.text,
        "lines": "\n".join(" | ".join(line) for line in row.rows),
    }
