"""Input about pairs: by hand, decisions of the board, what came of a pair."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef

from core import clock
from core.fields import DateField
from core.i18n import gettext_lazy as _
from registry.models import MenteeCard, MentorCard
from schools.models import MentoringForm, Programme
from schools.rules import rules_of
from schools.texts import order_kinds

from ..choices import PairKind, WishKind
from ..facts import form_ids_of
from ..intents import default_period
from ..models import PairMember
from ..queries import mentees_of, mentors_of


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
        label=_("{Mentor}"), queryset=MentorCard.objects.none(), empty_label=_("выберите")
    )
    mentees = MenteeChoices(
        label=_("{Mentees}"),
        queryset=MenteeCard.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text=_("Один – пара, несколько – группа."),
    )
    form = forms.ModelChoiceField(
        label=_("Форма наставничества"),
        queryset=MentoringForm.objects.none(),
        required=False,
        empty_label=_("как в карточках"),
    )
    mentoring_kind = forms.ChoiceField(label=_("Вид наставничества"), required=False)
    role_model = forms.ChoiceField(label=_("Ролевая модель"), required=False)
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
        bound = PairMember.objects.binding_on(clock.today()).filter(mentee=OuterRef("pk"))
        mentees = mentees_of(school, user).annotate(is_bound=Exists(bound))
        fields["mentees"].queryset = mentees.order_by(*by_name)
        self._offer_choices(fields)
        start, end = default_period(programme, clock.today())
        self.fields["starts_on"].initial = start
        self.fields["ends_on"].initial = end

    def _offer_choices(self, fields: dict[str, Any]) -> None:
        """The programme's forms, their role models and the regulation's kinds, if there are any."""
        known = form_ids_of(self.programme)
        in_use = self.programme.school.forms.filter(is_active=True)
        in_use = in_use if known is None else in_use.filter(pk__in=known)
        fields["form"].queryset = in_use
        kinds = rules_of(self.programme.regulation).value("pairing.kinds") or []
        titles = [(item["code"], item["title"]) for item in kinds]
        fields["mentoring_kind"].choices = [("", _("не указан")), *titles]
        models = [
            (form.name, [(text, text) for text in form.role_models])
            for form in in_use
            if form.role_models
        ]
        fields["role_model"].choices = [("", _("не указана")), *models]
        for name, offered in (("mentoring_kind", kinds), ("role_model", models)):
            if not offered:
                del self.fields[name]

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
            "form": self.cleaned_data["form"],
            "mentoring_kind": self.cleaned_data.get("mentoring_kind", ""),
            "role_model": self.cleaned_data.get("role_model", ""),
        }


class WishForm(forms.Form):
    kind = forms.ChoiceField(label=_("Решение"), choices=WishKind.choices)
    note = forms.CharField(label=_("Почему"), required=False, max_length=300)


class ChangeForm(forms.Form):
    """Another mentor for the mentee of a proposal."""

    mentor = forms.IntegerField(label=_("{Mentor}"))


class OrderKindForm(forms.Form):
    """Which of the regulation's orders; asked only where more than one makes pairs."""

    kind = forms.ChoiceField(label=_("Вид приказа"), required=False)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in order_kinds(programme.regulation) if kind.makes_pairs]
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(kind.code, kind.name) for kind in kinds]
        self.is_needed = len(kinds) > 1


class ResultForm(forms.Form):
    result = forms.CharField(label=_("Результаты программы"), required=False)
    case_url = forms.URLField(
        label=_("Ссылка на кейс или отзыв"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
