"""The mentors' texts as a school writes them, and who signed the sheet."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from core.clock import today
from core.fields import DateField
from core.i18n import gettext_lazy as _

from ..models import Person, PrincipleText
from .selection import PeopleField

MARK = " | "


class PrincipleForm(forms.Form):
    """A point is a line; «heading | text» makes a heading of its own."""

    title = forms.CharField(label=_("Название"), max_length=200)
    points = forms.CharField(
        label=_("Пункты"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Каждый с новой строки. Заголовок отделяют чертой: «Слушает | не перебивает»."),
    )
    exceptions_intro = forms.CharField(
        label=_("Перед исключениями"), max_length=500, required=False
    )
    exceptions = forms.CharField(
        label=_("Исключения"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("О чём {mentor} не молчит. Каждое с новой строки."),
    )
    asks_again = forms.BooleanField(
        label=_("Ознакомить с новой редакцией всех заново"), required=False
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, text: PrincipleText, **kwargs: Any) -> None:
        initial = {
            "title": text.title,
            "points": "\n".join(
                point if isinstance(point, str) else MARK.join(point) for point in text.points
            ),
            "exceptions_intro": text.exceptions_intro,
            "exceptions": "\n".join(text.exceptions),
            "seen_version": text.version,
        }
        super().__init__(*args, **kwargs | {"initial": initial})

    def clean_points(self) -> list[Any]:
        found: list[Any] = []
        for line in _lines(self.cleaned_data["points"]):
            heading, mark, rest = line.partition(MARK.strip())
            pair = [heading.strip(), rest.strip()]
            found.append(pair if mark and all(pair) else line)
        return found

    def clean_exceptions(self) -> list[str]:
        return _lines(self.cleaned_data["exceptions"])


class SignedForm(forms.Form):
    people = PeopleField(
        Person.objects.none(),
        label=_("Кто подписал"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Выберите хотя бы одного человека.")},
    )
    read_on = DateField(label=_("Дата на листе"), initial=today)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PeopleField, self.fields["people"]).queryset = people


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
