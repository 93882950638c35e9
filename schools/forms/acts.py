"""An act of a school: what it is called, its stamps, since when it holds and for which forms."""

from __future__ import annotations

import datetime
from typing import Any, cast

from django import forms
from django.db.models import Q

from core import clock
from core.fields import DateField
from core.i18n import gettext_lazy as _
from schools.acts import STAMPS_MAX, forms_on_offer, lacking, runs_under
from schools.choices import ActKind, ProgrammeState
from schools.models import MentoringForm, Programme, Regulation, School
from schools.presets import Preset

from .order_lines import Line, PlainForm, lines_of

CHECKBOXES = forms.CheckboxSelectMultiple


class NewActForm(forms.Form):
    """An act that begins as a preset, as another act of the school, or with nothing."""

    kind = forms.ChoiceField(label=_("Вид акта"), choices=ActKind.choices)
    title = forms.CharField(
        label=_("Название"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    valid_from = DateField(label=_("Действует с"))
    covers = forms.MultipleChoiceField(
        label=_("Какие формы охватывает"),
        required=False,
        widget=CHECKBOXES,
        help_text=_("Ни одной не отмечено: охватывает все."),
    )
    new_forms = forms.MultipleChoiceField(
        label=_("Добавить {school:dative} формы образца"), required=False, widget=CHECKBOXES
    )
    new_directions = forms.MultipleChoiceField(
        label=_("Добавить {school:dative} направления образца"), required=False, widget=CHECKBOXES
    )
    moved = forms.ModelMultipleChoiceField(
        label=_("Применять в программах, которые уже идут"),
        queryset=Programme.objects.none(),
        required=False,
        widget=CHECKBOXES,
        help_text=_("К новым парам и планам. Начатое остаётся под прежним актом."),
    )

    def __init__(
        self,
        *args: Any,
        school: School,
        user: Any,
        preset: Preset | None = None,
        source: Regulation | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = clock.today()
        if preset is not None:
            self.initial.update({name: preset.regulation[name] for name in ("kind", "title")})
        if source is not None:
            self.initial["kind"] = source.kind
            self.initial["covers"] = [form.code for form in source.forms.all()]
        cast(forms.MultipleChoiceField, self.fields["covers"]).choices = forms_on_offer(
            school, preset
        )
        lacked = lacking(school, preset)
        for name, offered in (("new_forms", lacked.forms), ("new_directions", lacked.directions)):
            choices = [(row["code"], row["name"]) for row in offered]
            field = cast(forms.MultipleChoiceField, self.fields[name])
            field.choices = choices
            field.initial = [code for code, _name in choices]
            if not choices:
                del self.fields[name]
        running = Programme.objects.visible_to(user).exclude(state=ProgrammeState.CLOSED)
        cast(forms.ModelMultipleChoiceField, self.fields["moved"]).queryset = running
        if not running.exists():
            del self.fields["moved"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        day = self.cleaned_data.get("valid_from")
        if day and day > clock.today() and self.cleaned_data.get("moved"):
            self.add_error(
                "moved", _("Акт ещё не действует: программу переведёте в первый его день.")
            )
        return self.cleaned_data


class ActForm(PlainForm):
    """What stands on the title page of a version, and the days and forms it holds for."""

    kind = forms.ChoiceField(label=_("Вид акта"), choices=ActKind.choices)
    title = forms.CharField(
        label=_("Название"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Название и вид общие у всех редакций."),
    )
    valid_from = DateField(label=_("Действует с"))
    valid_to = DateField(label=_("По"), required=False, help_text=_("Пусто: бессрочно."))
    covered = forms.ModelMultipleChoiceField(
        label=_("Какие формы охватывает"),
        queryset=MentoringForm.objects.none(),
        required=False,
        widget=CHECKBOXES,
        help_text=_("Ни одной не отмечено: охватывает все."),
    )
    body = forms.CharField(
        label=_("Текст акта"),
        required=False,
        max_length=300_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Если {school} хранит его здесь: печатается после грифов и названия."),
    )
    reason = forms.CharField(
        label=_("Почему меняется"),
        max_length=500,
        required=False,
        help_text=_("Обязательно, если по акту уже идёт программа."),
    )

    def __init__(self, *args: Any, regulation: Regulation, user: Any, **kwargs: Any) -> None:
        self.regulation = regulation
        names = ("kind", "title", "valid_from", "valid_to", "body")
        initial = {name: getattr(regulation, name) for name in names}
        initial["covered"] = list(regulation.forms.all())
        super().__init__(*args, **kwargs | {"initial": initial})
        field = cast(forms.ModelMultipleChoiceField, self.fields["covered"])
        # A form that is switched off stays only where the act covers it already.
        kept = Q(is_active=True) | Q(pk__in=[form.pk for form in initial["covered"]])
        field.queryset = MentoringForm.objects.visible_to(user).filter(kept)

    def clean(self) -> dict[str, Any]:
        super().clean()
        since: datetime.date | None = self.cleaned_data.get("valid_from")
        until: datetime.date | None = self.cleaned_data.get("valid_to")
        if since and until and until < since:
            self.add_error("valid_to", _("Последний день действия раньше первого."))
        if not self.cleaned_data.get("reason", "").strip() and runs_under(self.regulation):
            self.add_error(
                "reason", _("По этому акту идёт программа: напишите, почему он меняется.")
            )
        return self.cleaned_data


class StampLine(Line):
    """A stamp: any part that is blank is printed as a line to fill by hand."""

    kind = forms.CharField(
        label=_("Вид грифа"),
        max_length=50,
        widget=forms.TextInput(attrs={"list": "stamp-kinds"}),
    )
    body = forms.CharField(label=_("Орган или должность"), max_length=200, required=False)
    act = forms.CharField(
        label=_("Документ"),
        max_length=50,
        required=False,
        widget=forms.TextInput(attrs={"list": "stamp-acts"}),
    )
    number = forms.CharField(label=_("Номер"), max_length=50, required=False)
    date = forms.CharField(label=_("Дата"), max_length=50, required=False)

    def row(self) -> dict[str, Any]:
        names = ("kind", "body", "act", "number", "date")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data[name]}


StampLines = lines_of(StampLine, STAMPS_MAX)
