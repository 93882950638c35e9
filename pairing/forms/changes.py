"""Input about a pair in force: another mentor, more time, the end."""

from __future__ import annotations

from typing import Any

from django import forms

from core import clock
from core.fields import DateField
from core.i18n import gettext_lazy as _
from registry.choices import EndedBy
from schools.rules import rules_of

from ..changing import kind_of_order, reasons_of
from ..choices import ChangeKind
from ..models import Pair
from ..paper_rules import asks_who_ends

LONG = forms.Textarea(attrs={"rows": 3})


class PairChangeForm(forms.Form):
    """Why, and what the order for it asks besides. `change` is the kind of the change."""

    change: str

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pair = pair
        self.rules = rules_of(pair.regulation)
        self.order_kind = kind_of_order(pair, self.change)
        reasons = reasons_of(self.rules, self.change)
        self.fields["reason"] = self._reason([(row["code"], row["title"]) for row in reasons])
        for row in self.order_kind.fields if self.order_kind else ():
            self.fields[f"field_{row.code}"] = self._asked(row.kind, row.title, row.required)

    def _reason(self, titles: list[tuple[str, str]]) -> forms.Field:
        if titles:
            return forms.ChoiceField(label=_("Причина"), choices=[("", _("выберите")), *titles])
        return forms.CharField(label=_("Причина"), max_length=300)

    def _asked(self, kind: str, title: str, required: bool) -> forms.Field:
        if kind == "date":
            return DateField(label=title, required=required)
        if kind == "long_text":
            return forms.CharField(label=title, required=required, widget=LONG)
        return forms.CharField(label=title, required=required, max_length=500)

    def of_order(self) -> dict[str, Any]:
        """What was typed for the order, by the codes of its fields."""
        kind = self.order_kind
        rows = kind.fields if kind else ()
        return {row.code: self.cleaned_data.get(f"field_{row.code}") for row in rows}


class ReplaceForm(PairChangeForm):
    """From which day the new mentor goes on; who it is, is ticked in the list beside."""

    change = ChangeKind.REPLACEMENT

    day = DateField(label=_("Первый день {mentor:нового/новой} {mentor:genitive}"))
    ends_on = DateField(label=_("Последний день пары"), required=False)
    mentor = forms.IntegerField(
        label=_("{mentor:Новый/Новая/Новое} {mentor}"),
        error_messages={"required": _("Выберите {mentor:нового/новую/новое} {mentor:accusative}.")},
    )

    field_order = ("day", "ends_on", "reason")

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, pair=pair, **kwargs)
        self.fields["day"].initial = clock.today()
        self.fields["ends_on"].initial = pair.ends_on
        if self.rules.value("replacement.keep_period"):
            del self.fields["ends_on"]
        self.order_fields(self.field_order)

    @property
    def shown(self) -> list[forms.BoundField]:
        return [field for field in self if field.name != "mentor"]

    def given(self) -> dict[str, Any]:
        """What `draft_replacement` takes, but for the mentor."""
        data = self.cleaned_data
        return {
            "day": data["day"],
            "ends_on": data.get("ends_on"),
            "reason": data["reason"],
            "fields": self.of_order(),
        }


class ExtendForm(PairChangeForm):
    change = ChangeKind.EXTENSION

    ends_on = DateField(label=_("Новый последний день"))

    def given(self) -> dict[str, Any]:
        """What `draft_extension` takes, and without `fields` what `extend_pair` does."""
        data = {"ends_on": self.cleaned_data["ends_on"], "reason": self.cleaned_data["reason"]}
        return data | ({"fields": self.of_order()} if self.order_kind else {})


class EndForm(PairChangeForm):
    """Why and when a pair is over, and what came of it for each mentee."""

    change = ChangeKind.COMPLETION

    on = DateField(label=_("Последний день"))
    early = forms.BooleanField(label=_("Завершить досрочно"), required=False)

    field_order = ("reason", "on", "early", "ended_by", "notice_on", "by_order")

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, pair=pair, **kwargs)
        self.release_note = self.rules.value("completion.release_note") or ""
        today = clock.today()
        self.fields["on"].initial = min(today, pair.ends_on)
        self.fields["early"].initial = today < pair.ends_on
        reason = self.fields["reason"]
        reason.label = _("Причина завершения")
        if self.order_kind:
            self.fields["by_order"] = forms.BooleanField(
                label=_("Составить приказ: «%(name)s»") % {"name": self.order_kind.name},
                required=False,
                initial=today < pair.ends_on,
                help_text=_("Досрочно пару завершают только приказом."),
            )
            for row in self.order_kind.fields:
                self.fields[f"field_{row.code}"].required = False
        elif not isinstance(reason, forms.ChoiceField):
            reason.required = False
            reason.widget = forms.HiddenInput()
        self.asks_who = asks_who_ends(pair)
        if self.asks_who:
            self.fields["ended_by"] = forms.ChoiceField(
                label=_("Если досрочно: кто прекращает"),
                choices=[("", _("выберите")), *EndedBy.choices],
                required=False,
            )
            self.fields["notice_on"] = DateField(
                label=_("Когда об этом предупредили"),
                required=False,
                help_text=_("Дата уведомления или заявления: от неё считаются рабочие дни."),
            )
        self.order_fields(self.field_order)
        self.members = list(pair.members.select_related("mentee__person"))
        for member in self.members:
            label = _("Результаты: %(name)s") % {"name": member.mentee.person.short_name}
            self.fields[f"result_{member.pk}"] = forms.CharField(
                label=label,
                required=False,
                initial=member.result,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def is_by_order(self) -> bool:
        return bool(self.cleaned_data.get("by_order"))

    def results(self) -> dict[int, str]:
        return {member.pk: self.cleaned_data[f"result_{member.pk}"] for member in self.members}

    def given(self) -> dict[str, Any]:
        """What `draft_completion` takes where it is by order, or else what `end_pair` does."""
        data: dict[str, Any] = {key: self.cleaned_data[key] for key in ("reason", "on")}
        data["results"] = self.results()
        if self.asks_who:
            data |= {key: self.cleaned_data[key] for key in ("ended_by", "notice_on")}
        if self.is_by_order:
            return data | {"fields": self.of_order()}
        return data | {"early": self.cleaned_data["early"]}
