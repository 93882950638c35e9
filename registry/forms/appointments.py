"""Appointments that were made on paper, and their end."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Row
from django import forms

from accounts.forms import offer
from core.clock import today
from core.fields import DateField
from core.i18n import gettext_lazy as _
from schools.choices import AppointedRole
from schools.models import Direction, MentoringForm
from schools.rules import RuleSet

from .people import helper

# Parts that a curator may have by the rule `curator.scope`; without the rule, any.
PARTS: dict[str | None, tuple[str, ...]] = {
    "school": (),
    "direction": ("direction",),
    "form": ("form",),
    None: ("direction", "form"),
}


class AppointmentForm(forms.Form):
    role = forms.ChoiceField(label=_("Роль"))
    direction = forms.ModelChoiceField(
        Direction.objects.none(),
        label=_("Направление"),
        required=False,
        empty_label=_("не выбрано"),
        help_text=_("Только для {curator:genitive}."),
    )
    form = forms.ModelChoiceField(
        MentoringForm.objects.none(),
        label=_("Форма наставничества"),
        required=False,
        empty_label=_("не выбрано"),
        help_text=_("Только для {curator:genitive}."),
    )
    basis = forms.CharField(
        label=_("Основание"),
        max_length=300,
        help_text=_("Например: приказ от 01.09.2026 № 12-ОД."),
    )
    valid_from = DateField(label=_("С какого дня"))
    valid_to = DateField(label=_("По какой день"), required=False, help_text=_("Пусто: без срока."))

    def __init__(
        self, *args: Any, user: Any, rules: RuleSet, roles: frozenset[str], **kwargs: Any
    ) -> None:
        """`roles` are those that the person may be given."""
        super().__init__(*args, **kwargs)
        choices = [(role.value, role.label) for role in AppointedRole if role in roles]
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [("", _("выберите")), *choices]
        parts = PARTS[rules.value("curator.scope")]
        for name, model in (("direction", Direction), ("form", MentoringForm)):
            if name in parts:
                offer(self.fields[name], model.objects.visible_to(user).filter(is_active=True))
            else:
                del self.fields[name]
        self.helper = helper(
            Row(Column("role"), *(Column(name) for name in parts)),
            "basis",
            Row(Column("valid_from"), Column("valid_to")),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("valid_from"), data.get("valid_to")
        if since and until and until < since:
            self.add_error("valid_to", _("Последний день раньше первого."))
        return data


class EndAppointmentForm(forms.Form):
    day = DateField(label=_("Последний день"), initial=today)
    reason = forms.CharField(
        label=_("Почему"), max_length=300, help_text=_("Например: приказ от 20.12.2026 № 30-ОД.")
    )
