"""Sending questionnaires and editing them."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accounts.forms import offer
from core import clock
from core.fields import DateField
from core.i18n import gettext_lazy as _
from schools.models import MentoringForm

from ..choices import QuestionKind, Side, SurveyStage
from ..models import Question, Survey


class SendForm(forms.Form):
    due_on = DateField(label=_("Ответить до"))

    def clean_due_on(self) -> datetime.date:
        due_on = self.cleaned_data["due_on"]
        if due_on < clock.today():
            raise ValidationError(_("Этот день уже прошёл."))
        return due_on


class SurveyForm(forms.ModelForm):
    class Meta:
        model = Survey
        fields = ["title", "intro"]
        widgets = {"intro": forms.Textarea(attrs={"rows": 5})}


class NewSurveyForm(forms.ModelForm):
    """`source`: a questionnaire whose questions are taken over."""

    form = forms.ModelChoiceField(
        MentoringForm.objects.none(),
        label=_("Форма наставничества"),
        empty_label=_("выберите"),
    )
    side = forms.ChoiceField(
        label=_("Кто отвечает"), choices=Side.choices, widget=forms.RadioSelect
    )
    stage = forms.ChoiceField(
        label=_("Когда"), choices=SurveyStage.choices, widget=forms.RadioSelect
    )
    source = forms.ModelChoiceField(
        Survey.objects.none(),
        label=_("Взять вопросы из анкеты"),
        required=False,
        empty_label=_("начать без вопросов"),
    )

    class Meta:
        model = Survey
        fields = ["form", "side", "stage", "title", "source", "intro"]
        widgets = {"intro": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = MentoringForm.objects.visible_to(user)
        offer(self.fields["form"], rows.filter(is_active=True))
        offer(self.fields["source"], Survey.objects.visible_to(user))


class QuestionForm(forms.Form):
    """A question of one questionnaire; what it may refer to is that questionnaire's own."""

    text = forms.CharField(label=_("Вопрос"), max_length=500, widget=forms.Textarea({"rows": 2}))
    kind = forms.ChoiceField(label=_("Как отвечают"), choices=QuestionKind.choices)
    options = forms.CharField(
        label=_("Варианты"),
        required=False,
        help_text=_("Только для выбора одного варианта. Каждый с новой строки."),
        widget=forms.Textarea({"rows": 4}),
    )
    is_required = forms.BooleanField(label=_("Ответ обязателен"), required=False, initial=True)
    depends_on = forms.ModelChoiceField(
        Question.objects.none(),
        label=_("Задавать только после «да» на вопрос"),
        required=False,
        empty_label=_("задавать всегда"),
    )
    twin = forms.ModelChoiceField(
        Question.objects.none(),
        label=_("Сравнивать ответы с вопросом"),
        required=False,
        empty_label=_("не сравнивать"),
        help_text=_("Вопрос такой же анкеты на другом этапе: вход сравнивают с выходом."),
    )
    number = forms.IntegerField(label=_("Место в анкете"), min_value=1, required=False)

    def __init__(
        self, *args: Any, survey: Survey, question: Question | None = None, **kwargs: Any
    ) -> None:
        if question is not None:
            kwargs["initial"] = _initial(question)
        super().__init__(*args, **kwargs)
        own = survey.questions.filter(kind=QuestionKind.YES_NO)
        if question is not None:
            own = own.filter(number__lt=question.number)
        self._offer("depends_on", own)
        self._offer("twin", twins_of(survey))

    def _offer(self, name: str, rows: QuerySet[Question]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def clean_options(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]


def twins_of(survey: Survey) -> QuerySet[Question]:
    """Questions by a scale of the same form and side in the other stage."""
    other = SurveyStage.EXIT if survey.stage == SurveyStage.ENTRY else SurveyStage.ENTRY
    return Question.objects.filter(
        survey__school_id=survey.school_id,
        survey__form_id=survey.form_id,
        survey__side=survey.side,
        survey__stage=other,
        kind=QuestionKind.SCALE,
    )


def _initial(question: Question) -> dict[str, Any]:
    twin = twins_of(question.survey).filter(code=question.code).first() if question.code else None
    return {
        "text": question.text,
        "kind": question.kind,
        "options": "\n".join(question.options),
        "is_required": question.is_required,
        "depends_on": question.depends_on_id,
        "twin": twin,
        "number": question.number,
    }
