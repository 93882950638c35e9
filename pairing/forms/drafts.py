"""Input about drafts of a matching."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime

from core.i18n import gettext_lazy as _

from ..choices import Goal
from ..models import ProposalRun
from ..weights import GOALS


class ProposeForm(forms.Form):
    """What to aim at, and a name for the draft; both may stay as they are."""

    goal = forms.ChoiceField(
        label=_("Цель подбора"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(text.goal.value, text.goal.label) for text in GOALS],
    )
    name = forms.CharField(label=_("Название проекта"), required=False, max_length=60)

    @property
    def goals(self) -> list[dict[str, Any]]:
        """The choices with what each means, for the page."""
        chosen = self["goal"].value() or Goal.MOST_PEOPLE
        return [
            {"value": text.goal.value, "label": text.goal.label, "meaning": text.meaning}
            | {"is_chosen": text.goal == chosen}
            for text in GOALS
        ]


class NameForm(forms.Form):
    name = forms.CharField(label=_("Название проекта"), required=False, max_length=60)


class TwoForm(forms.Form):
    """A mentor and a mentee by the keys of their cards."""

    mentor = forms.IntegerField(label=_("{Mentor}"), min_value=1, max_value=2**62)
    mentee = forms.IntegerField(label=_("{Mentee}"), min_value=1, max_value=2**62)


class OneForm(forms.Form):
    """A mentee by the key of their card."""

    mentee = forms.IntegerField(label=_("{Mentee}"), min_value=1, max_value=2**62)


class DraftChoiceField(forms.ModelChoiceField):
    """Two drafts may have one name: when they were calculated tells them apart."""

    def label_from_instance(self, obj: Any) -> str:
        if not obj.name:
            return str(obj)
        when = date_format(localtime(obj.created_at), "d.m.Y H:i")
        return f"{obj.name} ({when}), {obj.get_goal_display()}"


class CompareForm(forms.Form):
    """Two of the drafts that the user sees."""

    one = DraftChoiceField(label=_("Первый проект"), queryset=ProposalRun.objects.none())
    two = DraftChoiceField(label=_("Второй проект"), queryset=ProposalRun.objects.none())

    def __init__(self, *args: Any, drafts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name in ("one", "two"):
            fields[name].queryset = drafts
            fields[name].empty_label = None
