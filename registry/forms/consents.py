"""Consents from paper, their withdrawal, the closed block."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from django import forms

from core.clock import today
from core.fields import DateField
from core.i18n import gettext_lazy as _

from ..choices import Base, ConsentKind, ConsentSigner, ConsentWay
from ..models import Person
from .people import offer_categories


class ConsentForm(forms.Form):
    """A signed sheet is written down. The names of the fields are those of the action."""

    kind = forms.ChoiceField(label=_("На что"), choices=ConsentKind.choices)
    signer = forms.ChoiceField(label=_("Кто подписал"), choices=ConsentSigner.choices)
    representative = forms.ModelChoiceField(
        label=_("{Guardian}"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("не указан"),
        help_text=_(
            "Если {guardian:подписал/подписала/подписало} {guardian} и {guardian:он "
            "записан/она записана/оно записано} в карточке."
        ),
    )
    way = forms.ChoiceField(
        label=_("Как дано"),
        choices=[(way.value, way.label) for way in (ConsentWay.PAPER, ConsentWay.ORAL)],
        initial=ConsentWay.PAPER,
        required=False,
    )
    given_on = DateField(label=_("Дата согласия"))
    expires_on = DateField(
        label=_("Действует до"), required=False, help_text=_("Пусто: до отзыва.")
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        guardians = Person.objects.filter(wards__child=person)
        cast(forms.ModelChoiceField, self.fields["representative"]).queryset = guardians
        self.fields["given_on"].initial = today()
        if len(guardians) == 1:
            self.fields["representative"].initial = guardians[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["way"] = data.get("way") or ConsentWay.PAPER
        if data.get("signer") == ConsentSigner.SELF:
            data["representative"] = None
        return data


class WithdrawForm(forms.Form):
    withdrawn_on = DateField(label=_("С какого дня"), initial=today)


class PaperConsentsForm(forms.Form):
    """The date of many signed sheets; the people are chosen in the list."""

    given_on = DateField(label=_("Дата на листах"))


class SignForm(forms.Form):
    is_read = forms.BooleanField(
        label=_("Текст прочитан, даю согласие"),
        error_messages={"required": _("Отметьте, что текст прочитан.")},
    )


class SpecialNoteForm(forms.Form):
    """The closed block; which categories there are, the regulation says."""

    categories = forms.MultipleChoiceField(
        label=_("Категории"), required=False, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(
        label=_("Сведения особой категории"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Здоровье, учёт, трудная ситуация: только то, без чего наставничество не поможет. "
            "Каждый просмотр записывается."
        ),
    )

    def __init__(
        self, *args: Any, person: Person, kept: Collection[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_categories(self, Base.MENTEES, person.school, kept)
