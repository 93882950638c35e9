"""Who carries a point out, by when, and that it is done."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Q

from core.fields import DateField
from core.i18n import gettext_lazy as _
from registry.models import Person

from ..models import OrderTask


class AssignForm(forms.Form):
    """Anybody of the staff may be chosen: those who sign in, and those whom the order names."""

    person = forms.ModelChoiceField(
        label=_("Исполнитель"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("не назначен"),
        help_text=_("Увидит поручение на своей главной, пока оно не исполнено."),
    )
    due_on = DateField(label=_("Срок"), required=False)

    @classmethod
    def of(cls, task: OrderTask, data: Any = None) -> AssignForm:
        form = cls(data, initial={"person": task.person_id, "due_on": task.due_on})
        people = Person.objects.filter(school=task.school_id).filter(
            Q(user__isnull=False, mentee_card__isnull=True)
            | Q(orders__order=task.order_id, mentee_card__isnull=True)
            | Q(pk=task.person_id)
        )
        field = cast("forms.ModelChoiceField[Person]", form.fields["person"])
        field.queryset = people.distinct().order_by("last_name", "first_name", "pk")
        return form


class DoneForm(forms.Form):
    done_on = DateField(label=_("Исполнено"))
    result = forms.CharField(
        label=_("Чем исполнено"),
        required=False,
        max_length=300,
        help_text=_("Например: планы утверждены, протокол № 4."),
    )
