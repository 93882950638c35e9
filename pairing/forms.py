"""Input about pairs: by hand, an end, what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef

from core import clock
from core.fields import DateField
from core.i18n import gettext_lazy as _
from registry.models import MenteeCard, MentorCard
from schools.models import Programme
from schools.rules import rules_of
from schools.texts import order_kinds

from .choices import PairKind, WishKind
from .intents import default_period
from .models import Pair, PairMember
from .queries import mentees_of, mentors_of


class MentorChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: MentorCard) -> str:
        return ", ".join(filter(None, [obj.person.full_name, obj.person.place]))


class MenteeChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        text = ", ".join(filter(None, [obj.person.full_name, obj.person.place]))
        return _("%(name)s – уже в паре") % {"name": text} if obj.is_bound else text


class PairForm(forms.Form):
    """A pair or a group by hand. The kind follows from the number of mentees."""

    mentor = MentorChoice(
        label=_("Наставник"), queryset=MentorCard.objects.none(), empty_label=_("выберите")
    )
    mentees = MenteeChoices(
        label=_("Наставляемые"),
        queryset=MenteeCard.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text=_("Один – пара, несколько – группа."),
    )
    starts_on = DateField(label=_("С"))
    ends_on = DateField(label=_("По"))

    def __init__(self, *args: Any, programme: Programme, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        by_name = ("person__search_name", "pk")
        school = programme.school
        visible = MentorCard.objects.visible_to(user).values("pk")
        mentors = mentors_of(school).filter(pk__in=visible).order_by(*by_name)
        fields: dict[str, Any] = self.fields
        fields["mentor"].queryset = mentors
        bound = PairMember.objects.filter(mentee=OuterRef("pk"), is_binding=True)
        mentees = mentees_of(school, user).annotate(is_bound=Exists(bound))
        fields["mentees"].queryset = mentees.order_by(*by_name)
        start, end = default_period(programme, clock.today())
        self.fields["starts_on"].initial = start
        self.fields["ends_on"].initial = end

    def intent(self) -> dict[str, Any]:
        """What `choose_pair` and `pair_findings` take."""
        mentees = list(self.cleaned_data["mentees"])
        kind = PairKind.GROUP if len(mentees) > 1 else PairKind.INDIVIDUAL
        return {
            "mentor": self.cleaned_data["mentor"],
            "mentees": mentees,
            "kind": kind,
            "starts_on": self.cleaned_data["starts_on"],
            "ends_on": self.cleaned_data["ends_on"],
        }


class WishForm(forms.Form):
    kind = forms.ChoiceField(label=_("Решение"), choices=WishKind.choices)
    note = forms.CharField(label=_("Почему"), required=False, max_length=300)


class ChangeForm(forms.Form):
    """Another mentor for the mentee of a proposal."""

    mentor = forms.IntegerField(label=_("Наставник"))


class OrderKindForm(forms.Form):
    """Which of the regulation's orders; asked only where more than one makes pairs."""

    kind = forms.ChoiceField(label=_("Вид приказа"), required=False)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in order_kinds(programme.regulation) if kind.makes_pairs]
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(kind.code, kind.name) for kind in kinds]
        self.is_needed = len(kinds) > 1


class EndForm(forms.Form):
    """Why and when a pair is over, and what came of it for each mentee."""

    reason = forms.ChoiceField(label=_("Причина завершения"))
    on = DateField(label=_("Последний день"))
    early = forms.BooleanField(label=_("Завершить досрочно"), required=False)

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = rules_of(pair.regulation)
        reasons = rules.value("completion.reasons") or []
        titles = [(item["code"], item["title"]) for item in reasons]
        fields: dict[str, Any] = self.fields
        fields["reason"].choices = [("", _("выберите")), *titles]
        if not reasons:
            self.fields["reason"].required = False
            self.fields["reason"].widget = forms.HiddenInput()
        today = clock.today()
        self.fields["on"].initial = min(today, pair.ends_on)
        self.fields["early"].initial = today < pair.ends_on
        self.members = list(pair.members.select_related("mentee__person"))
        for member in self.members:
            label = _("Результаты: %(name)s") % {"name": member.mentee.person.short_name}
            self.fields[f"result_{member.pk}"] = forms.CharField(
                label=label,
                required=False,
                initial=member.result,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def results(self) -> dict[int, str]:
        return {member.pk: self.cleaned_data[f"result_{member.pk}"] for member in self.members}

    def given(self) -> dict[str, Any]:
        """What `end_pair` takes."""
        data: dict[str, Any] = {key: self.cleaned_data[key] for key in ("reason", "on", "early")}
        return data | {"results": self.results()}


class ResultForm(forms.Form):
    result = forms.CharField(label=_("Результаты программы"), required=False)
    case_url = forms.URLField(
        label=_("Ссылка на кейс или отзыв"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
