"""The labour papers of a mentor, and their early end."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Fieldset, Row
from django import forms

from core.clock import today
from core.fields import DateField
from core.i18n import gettext_lazy as _

from ..choices import EndedBy, LabourBasis
from ..models import LabourTerms
from .consents import ScanField
from .people import helper


class LabourForm(forms.ModelForm):
    """What the consent and the agreement say; the dates are written down once they are signed."""

    starts_on = DateField(label=_("С какого дня"))
    ends_on = DateField(label=_("По какой день"), required=False)
    consent_on = DateField(label=_("Согласие подписано"), required=False)
    signed_on = DateField(label=_("Соглашение подписано"), required=False)
    scan = ScanField(required=False)

    class Meta:
        model = LabourTerms
        fields = [
            "basis",
            "note",
            "starts_on",
            "ends_on",
            "contract",
            "number",
            "content",
            "work_form",
            "payment",
            "ground",
            "conditions",
            "consent_on",
            "signed_on",
        ]
        widgets = {
            "basis": forms.RadioSelect,
            "content": forms.Textarea(attrs={"rows": 3}),
            "payment": forms.Textarea(attrs={"rows": 2}),
            "conditions": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].choices = LabourBasis.choices  # type: ignore[attr-defined]
        self.helper = helper(
            "basis",
            "note",
            Row(Column("starts_on"), Column("ends_on")),
            Fieldset(
                _("Дополнительное соглашение"),
                Row(Column("contract"), Column("number")),
                "content",
                "work_form",
                "payment",
                "ground",
                "conditions",
            ),
            Fieldset(_("Когда подпишут"), Row(Column("consent_on"), Column("signed_on")), "scan"),
        )

    def clean(self) -> dict[str, Any]:
        """What is part of the post needs no agreement, and the other way round."""
        data = super().clean() or self.cleaned_data
        is_signed = data.get("signed_on") is not None
        if data.get("basis") == LabourBasis.IN_POST:
            if not data.get("note"):
                self.add_error("note", _("Укажите, где записано, что это входит в должность."))
            return data
        if not data.get("ends_on") and "ends_on" not in self.errors:
            self.add_error("ends_on", _("У соглашения есть срок: укажите последний день."))
        for name in ("content", "work_form", "payment"):
            if is_signed and not data.get(name):
                self.add_error(name, _("В подписанном соглашении это должно быть указано."))
        return data


class EndLabourForm(forms.Form):
    """By whom, when they said so, and the last day."""

    ended_by = forms.ChoiceField(label=_("Кто прекращает"), choices=EndedBy.choices)
    notice_on = DateField(
        label=_("Когда об этом предупредили"), help_text=_("Дата уведомления или заявления.")
    )
    on = DateField(label=_("Последний день"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notice_on"].initial = today()
