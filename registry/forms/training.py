"""Courses, sessions, listeners, attendance, certificates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from crispy_forms.layout import Column, Row
from django import forms

from core.clock import today
from core.fields import DateField
from core.i18n import gettext_lazy as _

from ..choices import Attendance
from ..models import Person, TrainingCourse, TrainingListener, TrainingSession
from .people import helper
from .selection import PeopleField


class CourseForm(forms.ModelForm):
    class Meta:
        model = TrainingCourse
        fields = ["title", "purpose", "materials", "basis"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("purpose", "materials")}
        help_texts = {
            "title": _("Например: «Первые шаги {mentor:genitive}», осенние занятия."),
            "materials": _("Книги, ссылки, памятки: каждое с новой строки."),
            "basis": _("Например: приказ от 01.09.2026 № 12-ОД. Пусто: впишут на бумаге."),
        }


class SessionForm(forms.ModelForm):
    held_on = DateField(label=_("Дата"))
    hours = forms.DecimalField(label=_("Часов"), decimal_places=1, localize=True)

    class Meta:
        model = TrainingSession
        fields = ["held_on", "starts_at", "topic", "hours", "teacher", "place", "materials"]
        widgets = {"starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(
            "topic",
            Row(Column("held_on"), Column("starts_at"), Column("hours")),
            Row(Column("teacher"), Column("place")),
            "materials",
        )


class ListenersForm(forms.Form):
    people = PeopleField(
        Person.objects.none(),
        label=_("Кого добавить"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Выберите хотя бы одного человека.")},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PeopleField, self.fields["people"]).queryset = people


class AttendanceForm(forms.Form):
    """A mark for each listener."""

    def __init__(
        self,
        *args: Any,
        listeners: Iterable[TrainingListener],
        marks: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.listeners = list(listeners)
        # Nearly everybody comes: only who did not has to be changed.
        unmarked = "" if marks else Attendance.PRESENT
        for listener in self.listeners:
            self.fields[f"l{listener.pk}"] = forms.ChoiceField(
                label=listener.person.full_name,
                required=False,
                choices=[("", _("не отмечено")), *Attendance.choices],
                initial=marks.get(listener.pk, unmarked),
            )

    def marks(self) -> dict[TrainingListener, str]:
        return {one: self.cleaned_data[f"l{one.pk}"] for one in self.listeners}


class ListenersField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.person.full_name


class CertificatesForm(forms.Form):
    listeners = ListenersField(
        TrainingListener.objects.none(),
        label=_("Кому"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Выберите хотя бы одного слушателя.")},
    )
    first_number = forms.CharField(
        label=_("Первый номер"), max_length=40, help_text=_("Следующие пойдут по порядку.")
    )
    given_on = DateField(label=_("Дата"), initial=today)

    def __init__(self, *args: Any, course: TrainingCourse, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(ListenersField, self.fields["listeners"])
        rows = course.listeners.filter(certificate_number="")
        field.queryset = rows.select_related("person")
