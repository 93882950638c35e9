"""Input about wishes: opening a round, one person's list, what stands on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from core.fields import DateField
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.russian.text import fold

from ..actions.preferences import MOST_OFFERED
from ..asking import Shown
from ..choices import DECLINED, MOST_WISHES, RoundKind
from ..models import Preference, WishRequest

PLACES = (
    ("", gettext_lazy("не отмечаю")),
    ("1", gettext_lazy("на 1-м месте")),
    ("2", gettext_lazy("на 2-м месте")),
    ("3", gettext_lazy("на 3-м месте")),
    (str(DECLINED), gettext_lazy("лучше не вместе")),
)


class RoundForm(forms.Form):
    """What people are asked, until when, and how many of the other side each one is shown."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Что спросить"),
        choices=RoundKind.choices,
        widget=forms.RadioSelect,
    )
    closes_on = DateField(label=gettext_lazy("Ответить до"))
    offered = forms.IntegerField(
        label=gettext_lazy("Сколько кандидатур показать каждому"),
        min_value=1,
        max_value=MOST_OFFERED,
        help_text=gettext_lazy(
            "Покажем самых подходящих из тех, с кем пара возможна. Для выбора хватает трёх–пяти, "
            "после общей встречи – столько, сколько на ней было людей."
        ),
    )

    def __init__(self, *args: Any, with_choice: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_choice:
            kind = self.fields["kind"]
            kind.widget = forms.HiddenInput()
            kind.initial = RoundKind.WISHES
            fields: dict[str, Any] = self.fields
            fields["kind"].choices = [(RoundKind.WISHES, "")]


class WishesForm(forms.Form):
    """One person's list: a place for each candidate, or the one whom they take."""

    note = forms.CharField(
        label=gettext_lazy("Что ещё важно знать {curator:dative}"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Например, кого вы имели в виду, если такого человека здесь нет."),
    )

    def __init__(
        self,
        *args: Any,
        request: WishRequest,
        shown: Sequence[Shown],
        said: dict[int, int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_choice = request.round.is_choice
        self.shown = shown
        said = said or {}
        self.fields["note"].initial = request.note
        if self.is_choice:
            picked = [key for key, rank in said.items() if rank == 1]
            self.fields["pick"] = forms.ChoiceField(
                label=_("Кого вы выбираете"),
                choices=[(str(one.key), one.name) for one in shown if not one.is_full],
                initial=str(picked[0]) if picked else "",
                error_messages={"required": _("Выберите одного человека.")},
            )
            return
        for one in shown:
            rank = said.get(one.key)
            self.fields[self.name_of(one)] = forms.ChoiceField(
                label=one.name,
                choices=PLACES,
                required=False,
                initial="" if rank is None else str(rank),
            )

    @staticmethod
    def name_of(one: Shown) -> str:
        return f"c{one.key}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.is_choice or self.errors:
            return cleaned
        found: dict[str, str] = {}
        for one in self.shown:
            place = cleaned.get(self.name_of(one), "")
            if place in ("", str(DECLINED)):
                continue
            if place in found:
                text = _("На %(place)s-м месте уже %(name)s: на одно место назовите одного.")
                self.add_error(self.name_of(one), text % {"place": place, "name": found[place]})
            found[place] = one.name
        if not any(cleaned.get(self.name_of(one)) for one in self.shown):
            self.add_error(None, _("Отметьте хотя бы одного человека."))
        return cleaned

    @property
    def ranks(self) -> dict[int, int]:
        if self.is_choice:
            return {int(self.cleaned_data["pick"]): 1}
        places = {one.key: self.cleaned_data.get(self.name_of(one), "") for one in self.shown}
        return {key: int(place) for key, place in places.items() if place != ""}

    def rows(self) -> list[tuple[Shown, Any]]:
        """Each candidate with the field of their place."""
        if self.is_choice:
            return [(one, None) for one in self.shown]
        return [(one, self[self.name_of(one)]) for one in self.shown]


class Names:
    """People of a base by what somebody types: the whole name, or as much as tells them apart."""

    def __init__(self, cards: Iterable[Any]) -> None:
        self.labels: dict[int, str] = {}
        self.folded: dict[int, str] = {}
        for card in cards:
            label = ", ".join(filter(None, [card.person.full_name, card.person.place]))
            self.labels[card.pk] = label
            self.folded[card.pk] = fold(label)

    def find(self, typed: str) -> int:
        """Raises `ValidationError` where nobody, or more than one, is called so."""
        text = fold(" ".join(typed.split()))
        same = [key for key, label in self.folded.items() if label == text]
        found = same or [key for key, label in self.folded.items() if label.startswith(text)]
        if not found:
            message = _("«%(name)s»: такого человека в базе нет.") % {"name": typed}
            raise forms.ValidationError(message)
        if len(found) > 1:
            few = "; ".join(self.labels[key] for key in found[:3])
            message = _("«%(name)s» – подходит не один человек: %(few)s. Допишите имя.")
            raise forms.ValidationError(message % {"name": typed, "few": few})
        return found[0]


class PaperRow(forms.Form):
    """One sheet of paper: names on their places, and those whom the person would rather not have.

    Several of the latter are separated by «;».
    """

    def __init__(
        self,
        data: Any = None,
        *,
        request: WishRequest,
        said: Sequence[Preference],
        names: Names,
    ) -> None:
        super().__init__(data, prefix=f"r{request.pk}")
        self.request, self.names = request, names
        self.is_choice = request.round.is_choice
        places = 1 if self.is_choice else MOST_WISHES
        titles = [_("%(place)s-е место") % {"place": place} for place in range(1, places + 1)]
        known = {one.rank: self._label(one) for one in said if one.rank != DECLINED}
        for place, title in enumerate(titles, 1):
            self._add(f"p{place}", _("Выбор") if self.is_choice else title, known.get(place, ""))
        if not self.is_choice:
            never = "; ".join(self._label(one) for one in said if one.rank == DECLINED)
            self._add("never", _("Лучше не вместе"), never)

    def _add(self, name: str, label: str, initial: str) -> None:
        base = "mentors" if self.request.is_of_mentee else "mentees"
        attrs = {"list": f"names-{base}", "class": "form-control", "autocomplete": "off"}
        self.fields[name] = forms.CharField(
            label=label, required=False, initial=initial, widget=forms.TextInput(attrs=attrs)
        )

    def _label(self, one: Preference) -> str:
        other = one.mentor if self.request.is_of_mentee else one.mentee
        label = ", ".join(filter(None, [other.person.full_name, other.person.place]))
        return self.names.labels.get(other.pk, label)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.ranks: dict[int, int] = {}
        for name in self.fields:
            parts = cleaned.get(name, "").split(";") if name == "never" else [cleaned.get(name, "")]
            for text in filter(None, (part.strip() for part in parts)):
                try:
                    key = self.names.find(text)
                except forms.ValidationError as error:
                    self.add_error(name, error)
                    continue
                if key in self.ranks:
                    self.add_error(name, _("Этот человек в строке уже назван."))
                self.ranks[key] = DECLINED if name == "never" else int(name[1:])
        return cleaned
