"""The form of a questionnaire, made of its questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from core.i18n import gettext_lazy as _

from ..actions import is_asked
from ..choices import LONGEST_TEXT, NO, YES, QuestionKind
from ..models import Question, SurveyRequest

YES_NO = [(str(YES), _("да")), (str(NO), _("нет"))]


@dataclass(frozen=True, slots=True)
class Line:
    """A question with its field, as the page shows it."""

    question: Question
    field: BoundField
    parent: Question | None

    @property
    def parent_name(self) -> str:
        """The name of the field that this one depends on."""
        return f"q{self.parent.pk}" if self.parent else ""


class AnswerForm(forms.Form):
    """A field for each question. What depends on a «yes» is required and kept after it only."""

    use_required_attribute = False

    def __init__(self, request: SurveyRequest, *args: Any, **kwargs: Any) -> None:
        self.questions = list(request.survey.questions.all())
        super().__init__(*args, **kwargs)
        for question in self.questions:
            self.fields[f"q{question.pk}"] = _field(question, request.scale)

    def lines(self) -> Iterator[Line]:
        by_key = {question.pk: question for question in self.questions}
        for question in self.questions:
            parent = by_key.get(question.depends_on_id or 0)
            yield Line(question, self[f"q{question.pk}"], parent)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        answers = self.answers
        for question in self.questions:
            name = f"q{question.pk}"
            if not question.is_required or name in self.errors or data.get(name):
                continue
            if is_asked(question, answers):
                self.add_error(name, _("Ответьте, пожалуйста."))
        return data

    @property
    def answers(self) -> dict[int, Any]:
        """Question id → value, for the action."""
        values = ((q.pk, self.cleaned_data.get(f"q{q.pk}")) for q in self.questions)
        return {key: value for key, value in values if value not in (None, "")}


def _field(question: Question, scale: tuple[int, int]) -> forms.Field:
    common: dict[str, Any] = {"label": question.text, "required": False}
    if question.kind == QuestionKind.TEXT:
        return forms.CharField(
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
            **common,
        )
    is_scale = question.kind == QuestionKind.SCALE
    low, high = scale
    choices: Any = {
        QuestionKind.SCALE: [(str(mark), str(mark)) for mark in range(low, high + 1)],
        QuestionKind.YES_NO: YES_NO,
        QuestionKind.CHOICE: [(option, option) for option in question.options],
    }[QuestionKind(question.kind)]
    return forms.ChoiceField(
        choices=choices,
        widget=forms.RadioSelect(
            attrs={"class": "scale-input" if is_scale else "form-check-input"}
        ),
        error_messages={"invalid_choice": _("Выберите один из ответов.")},
        **common,
    )
