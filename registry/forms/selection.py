"""Applications of candidates, and what those who choose write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from crispy_forms.layout import Column, Row
from django import forms

from accounts.forms import offer
from core.clock import today
from core.fields import DateField
from core.i18n import gettext_lazy as _
from schools.forms import ProofField
from schools.models import MentoringForm, School

from ..actions.selection import Said
from ..choices import ApplicationWay, CriterionLevel, Verdict
from ..models import MentorApplication, Person
from ..rules import rules_for
from ..selection import questions_of
from .people import helper

LONG = forms.Textarea(attrs={"rows": 4})


class WrittenForm(forms.Form):
    """What a candidate writes; `written()` is what the actions take.

    The questions are those of the act; without any the candidate writes freely.
    """

    form = forms.ModelChoiceField(
        MentoringForm.objects.none(),
        label=_("Форма наставничества"),
        required=False,
        empty_label=_("пока не решено"),
    )
    phone = forms.CharField(
        label=_("Телефон"), max_length=100, widget=forms.TextInput(attrs={"type": "tel"})
    )
    email = forms.EmailField(label=_("Электронная почта"), required=False)
    about = forms.CharField(
        label=_("О себе: почему хотите быть {mentor:instrumental} и чем можете помочь"),
        required=False,
        max_length=5000,
        widget=LONG,
    )
    portfolio_sheets = forms.IntegerField(label=_("Портфолио, листов"), required=False, min_value=0)
    portfolio = ProofField(
        label=_("Файл портфолио"),
        required=False,
        help_text=_("Необязательно: PDF, DOCX, XLSX, JPG или PNG, не больше 10 МБ."),
    )
    has_read_act = forms.BooleanField(
        label=_("С положением о наставничестве ознакомлен(а)"),
        error_messages={"required": _("Без этой отметки заявление не подать.")},
    )

    def __init__(
        self,
        *args: Any,
        school: School,
        application: MentorApplication | None = None,
        **kwargs: Any,
    ) -> None:
        initial = kwargs.pop("initial", None) or {}
        if application is not None:
            names = ("form", "phone", "email", "about", "portfolio_sheets", "has_read_act")
            initial = {name: getattr(application, name) for name in names} | initial
        super().__init__(*args, **kwargs | {"initial": initial})
        offer(self.fields["form"], MentoringForm.objects.filter(school=school, is_active=True))
        kept = (
            {row["question"]: row["answer"] for row in application.answers} if application else {}
        )
        self.questions = list(dict.fromkeys([*questions_of(rules_for(school)), *kept]))
        for number, question in enumerate(self.questions):
            self.fields[f"answer_{number}"] = forms.CharField(
                label=question,
                required=False,
                max_length=5000,
                widget=LONG,
                initial=kept.get(question, ""),
            )
        if self.questions:
            self.fields["about"].label = _("О себе")
        self.helper = helper(
            *self.head(),
            "form",
            Row(Column("phone"), Column("email")),
            "about",
            *(f"answer_{number}" for number in range(len(self.questions))),
            Row(Column("portfolio_sheets"), Column("portfolio")),
            "has_read_act",
        )

    def head(self) -> list[Any]:
        return []

    def written(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = ("form", "phone", "email", "about", "portfolio_sheets", "has_read_act")
        return {name: data[name] for name in names} | {
            "portfolio": data["portfolio"],
            "answers": [
                {"question": question, "answer": data[f"answer_{number}"].strip()}
                for number, question in enumerate(self.questions)
            ],
        }


class EnteredForm(WrittenForm):
    """The same, typed in from paper; a nomination names who put the candidate forward."""

    way = forms.ChoiceField(
        label=_("Что подано"),
        choices=ApplicationWay.choices,
        initial=ApplicationWay.APPLICATION,
        help_text=_("Заявление пишет сам кандидат, представление – те, кто его выдвигает."),
    )
    nominated_by = forms.CharField(
        label=_("Кто выдвигает"),
        max_length=300,
        required=False,
        help_text=_("Для представления: коллектив, комиссия, администрация."),
    )
    applied_on = DateField(label=_("Дата на бумаге"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["applied_on"].initial = today()
        self.fields["has_read_act"].required = False
        self.fields["phone"].required = False

    def head(self) -> list[Any]:
        return [Row(Column("way"), Column("applied_on")), "nominated_by"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("way") == ApplicationWay.NOMINATION:
            if not data.get("nominated_by"):
                self.add_error("nominated_by", _("Укажите, кто выдвигает кандидата."))
        elif not data.get("has_read_act"):
            self.add_error("has_read_act", _("Без этой отметки заявление не подать."))
        return data

    def written(self) -> dict[str, Any]:
        names = ("way", "nominated_by", "applied_on")
        return super().written() | {name: self.cleaned_data[name] for name in names}


class InviteForm(forms.Form):
    due_on = DateField(label=_("Заполнить до"))


class InterviewForm(forms.Form):
    held_on = DateField(label=_("Дата беседы"), initial=today)
    held_by = forms.CharField(label=_("Кто беседовал"), max_length=300)
    text = forms.CharField(label=_("Заметки"), max_length=10000, widget=LONG)


class MarksForm(forms.Form):
    """A level for each criterion; the criteria are the act's."""

    def __init__(
        self, *args: Any, criteria: Sequence[str], mine: dict[str, str], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.criteria = criteria
        for number, criterion in enumerate(criteria):
            self.fields[f"mark_{number}"] = forms.ChoiceField(
                label=criterion,
                required=False,
                choices=[("", _("не отмечено")), *CriterionLevel.choices],
                initial=mine.get(criterion, ""),
            )

    def levels(self) -> dict[str, str]:
        return {
            criterion: self.cleaned_data[f"mark_{number}"]
            for number, criterion in enumerate(self.criteria)
        }


class ApprovalForm(forms.Form):
    candidate_agreed_on = DateField(label=_("Кандидат согласен, дата"), required=False)
    curator_agreed_on = DateField(label=_("{Curator} согласен, дата"), required=False)


class DecisionForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Решение"),
        choices=[(v.value, v.label) for v in (Verdict.ACCEPTED, Verdict.DECLINED)],
    )
    basis = forms.CharField(
        label=_("Основание"), max_length=300, help_text=_("Например: приказ от 01.09.2026 № 12-ОД.")
    )
    note = forms.CharField(label=_("Пояснение"), max_length=500, required=False)


class PeopleField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return ", ".join(filter(None, [obj.full_name, obj.place]))


class MeetingForm(forms.Form):
    number = forms.CharField(label=_("Номер протокола"), max_length=30)
    held_on = DateField(label=_("Дата заседания"))
    present = PeopleField(
        Person.objects.none(),
        label=_("Кто был"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Отметьте, кто был на заседании.")},
    )
    secretary = forms.CharField(label=_("Секретарь"), max_length=200, required=False)
    heard = forms.CharField(
        label=_("О чём говорили"), max_length=10000, required=False, widget=LONG
    )

    def __init__(self, *args: Any, members: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [person.pk for person in members]
        field = cast(PeopleField, self.fields["present"])
        field.queryset = Person.objects.filter(pk__in=keys)
        self.helper = helper(
            Row(Column("number"), Column("held_on")), "present", "secretary", "heard"
        )


class SaidForm(forms.Form):
    """One candidate of a meeting."""

    verdict = forms.ChoiceField(
        label=_("Решение"), required=False, choices=[("", _("не решали")), *Verdict.choices]
    )
    votes_for = forms.IntegerField(label=_("За"), required=False, min_value=0)
    votes_against = forms.IntegerField(label=_("Против"), required=False, min_value=0)
    votes_none = forms.IntegerField(label=_("Воздержались"), required=False, min_value=0)
    note = forms.CharField(label=_("Пояснение"), max_length=500, required=False)

    def __init__(self, *args: Any, application: MentorApplication, **kwargs: Any) -> None:
        self.application = application
        super().__init__(*args, **kwargs | {"prefix": f"a{application.pk}"})

    def said(self) -> Said | None:
        return Said(**self.cleaned_data) if self.cleaned_data["verdict"] else None


def said_forms(
    applications: Iterable[MentorApplication], kept: dict[int, Any], data: Any = None
) -> Iterator[SaidForm]:
    """A form for each candidate. `kept`: verdicts that stand already, by application."""
    for application in applications:
        verdict = kept.get(application.pk)
        names = Said.__slots__
        initial = {name: getattr(verdict, name) for name in names} if verdict else {}
        yield SaidForm(data, application=application, initial=initial)
