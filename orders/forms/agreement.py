"""Who is asked to agree, and what they answer."""

from __future__ import annotations

from typing import cast

from django import forms

from core.i18n import gettext_lazy as _
from registry.models import Person

from ..models import Order


class ReviewerForm(forms.Form):
    person = forms.ModelChoiceField(
        label=_("С кем согласовать"),
        queryset=Person.objects.filter(user__isnull=False, mentee_card__isnull=True),
        help_text=_("Тот, кто входит в систему. Другие подписывают лист на бумаге."),
    )

    @classmethod
    def of(cls, order: Order) -> ReviewerForm:
        """To choose from: those of the school who aren't in the sheet yet."""
        form = cls()
        field = cast("forms.ModelChoiceField[Person]", form.fields["person"])
        people = Person.objects.filter(
            school=order.school_id, user__isnull=False, mentee_card__isnull=True
        )
        asked = order.reviewers.values("person")
        field.queryset = people.exclude(pk__in=asked).order_by("last_name", "first_name", "pk")
        return form


class AgreeForm(forms.Form):
    remark = forms.CharField(
        label=_("Замечание"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Пусто: согласны. С замечанием приказ сначала исправят и спросят вас снова."),
    )
