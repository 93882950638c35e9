"""A representative: somebody who is in the system already, or a new person."""

from __future__ import annotations

from typing import Any, cast

from crispy_forms.layout import Column, Row
from django import forms

from core.i18n import gettext_lazy as _
from schools.choices import ParticipantKind

from ..choices import Relation
from ..models import Person
from .people import NameMixin, helper


class RelationForm(forms.Form):
    """Somebody who was found in the base; the choice is limited to who may be seen."""

    guardian = forms.ModelChoiceField(Person.objects.none(), widget=forms.HiddenInput)
    relation = forms.ChoiceField(label=_("Кем приходится"), choices=Relation.choices)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        guardian = cast(forms.ModelChoiceField, self.fields["guardian"])
        guardian.queryset = Person.objects.visible_to(user)


class NewGuardianForm(NameMixin, forms.ModelForm):
    relation = forms.ChoiceField(label=_("Кем приходится"), choices=Relation.choices)

    class Meta:
        model = Person
        fields = ["last_name", "first_name", "middle_name", "gender", "contacts", "email"]
        help_texts = {"gender": _("Определится по отчеству.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_name"].required = True
        self.helper = helper(
            Row(Column("last_name"), Column("first_name"), Column("middle_name")),
            Row(Column("relation"), Column("gender")),
            Row(Column("contacts"), Column("email")),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.guess(data)
        self.instance.kind = ParticipantKind.PARENT
        return data


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Фамилия или имя"), required=False, max_length=100)
