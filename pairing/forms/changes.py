"""Input about a pair in force: another mentor, more time, the end."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from core import clock
from core.fields import DateField
from core.i18n import gettext_lazy as _
from core.russian.dates import short_date
from registry.choices import EndedBy
from registry.models import MenteeCard
from schools.rules import rules_of
from schools.texts import OrderKind

from ..changing import kind_of_order, reasons_of
from ..choices import ChangeKind
from ..models import Pair, PairMember, PairRequest
from ..paper_rules import asks_who_ends

LONG = forms.Textarea(attrs={"rows": 3})


class PairChangeForm(forms.Form):
    """Why, and what the order for it asks besides. `change` is the kind of the change.

    With a user, the papers that ask for it and that this user may read can be named as its ground.
    """

    change: str

    def __init__(self, *args: Any, pair: Pair, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pair = pair
        self._ask_request(user)
        self.rules = rules_of(pair.regulation)
        self.order_kind = kind_of_order(pair, self.change)
        reasons = reasons_of(self.rules, self.change)
        self.fields["reason"] = self._reason([(row["code"], row["title"]) for row in reasons])
        add_fields_of(self, self.order_kind)

    def _reason(self, titles: list[tuple[str, str]]) -> forms.Field:
        if titles:
            return forms.ChoiceField(label=_("Причина"), choices=[("", _("выберите")), *titles])
        return forms.CharField(label=_("Причина"), max_length=300)

    def _ask_request(self, user: Any) -> None:
        rows = PairRequest.objects.visible_to(user).filter(pair=self.pair, kind=self.change)
        self.requests = {
            str(row.pk): row for row in rows.waiting().select_related("member__mentee__person")
        }
        if self.requests:
            choices = [(key, request_title(row)) for key, row in self.requests.items()]
            self.fields["request"] = forms.ChoiceField(
                label=_("По чьей просьбе"),
                choices=[*choices, ("", _("по представлению {curator:genitive}"))],
                required=False,
            )
            self.initial.setdefault("request", choices[0][0])

    @property
    def request(self) -> PairRequest | None:
        """The paper that the change answers."""
        return self.requests.get(self.cleaned_data.get("request", ""))

    def _ask_by_order(self, *, early: bool = True) -> None:
        """Whether an order is drafted, where the act leaves it to the school."""
        if self.order_kind is None:
            return
        optional = self.order_kind.optional
        self.fields["by_order"] = forms.BooleanField(
            label=_("Составить приказ: «%(name)s»") % {"name": self.order_kind.name},
            required=False,
            initial=early and not optional,
            help_text=_("По положению приказ для этого не обязателен.") if optional else "",
        )
        for row in self.order_kind.fields:
            self.fields[f"field_{row.code}"].required = False

    @property
    def is_by_order(self) -> bool:
        return bool(self.cleaned_data.get("by_order"))

    def of_order(self) -> dict[str, Any]:
        """What was typed for the order, by the codes of its fields."""
        return fields_of(self, self.order_kind)


class OptionalOrderForm(PairChangeForm):
    """A change that happens at once, unless an order is wanted by the act or by the curator."""

    def _ask_whether_by_order(self) -> None:
        if self.order_kind is not None and self.order_kind.optional:
            self._ask_by_order()

    @property
    def needs_order(self) -> bool:
        return self.order_kind is not None and not self.order_kind.optional

    @property
    def is_by_order(self) -> bool:
        return self.needs_order or super().is_by_order


def add_fields_of(form: forms.Form, kind: OrderKind | None) -> None:
    """What the order of this kind asks besides."""
    for row in kind.fields if kind else ():
        form.fields[f"field_{row.code}"] = _asked(row.kind, row.title, row.required)


def fields_of(form: forms.Form, kind: OrderKind | None) -> dict[str, Any]:
    rows = kind.fields if kind else ()
    return {row.code: form.cleaned_data.get(f"field_{row.code}") for row in rows}


def _asked(kind: str, title: str, required: bool) -> forms.Field:
    if kind == "date":
        return DateField(label=title, required=required)
    if kind == "long_text":
        return forms.CharField(label=title, required=required, widget=LONG)
    return forms.CharField(label=title, required=required, max_length=500)


def request_title(request: PairRequest) -> str:
    """«ходатайство наставляемого от 03.11.2026, П. И. Зуев»."""
    words = _("%(paper)s от %(day)s") % {
        "paper": request.get_side_display(),
        "day": short_date(request.asked_on),
    }
    return f"{words}, {request.member.mentee.person.short_name}" if request.member else words


def ask_who_ends(form: forms.Form, label: str) -> None:
    """An employee's assignment ends: by whom, and since when that is known."""
    form.fields["ended_by"] = forms.ChoiceField(
        label=label, choices=[("", _("выберите")), *EndedBy.choices], required=False
    )
    form.fields["notice_on"] = DateField(
        label=_("Когда об этом предупредили"),
        required=False,
        help_text=_("Дата уведомления или заявления: от неё считаются рабочие дни."),
    )


def who_ends(form: Any) -> dict[str, Any]:
    if not form.asks_who:
        return {}
    return {key: form.cleaned_data[key] for key in ("ended_by", "notice_on")}


class ReplaceForm(PairChangeForm):
    """From which day the new mentor goes on; who it is, is ticked in the list beside."""

    change = ChangeKind.REPLACEMENT

    day = DateField(label=_("Первый день {mentor:нового/новой} {mentor:genitive}"))
    ends_on = DateField(label=_("Последний день пары"), required=False)
    mentor = forms.IntegerField(
        label=_("{mentor:Новый/Новая/Новое} {mentor}"),
        error_messages={"required": _("Выберите {mentor:нового/новую/новое} {mentor:accusative}.")},
    )

    field_order = ("day", "ends_on", "reason", "request", "ended_by", "notice_on")

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, pair=pair, **kwargs)
        self.asks_who = asks_who_ends(pair)
        if self.asks_who:
            ask_who_ends(self, _("Кто прекращает поручение"))
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
            "request": self.request,
            **who_ends(self),
        }


class ExtendForm(OptionalOrderForm):
    change = ChangeKind.EXTENSION

    ends_on = DateField(label=_("Новый последний день"))

    field_order = ("ends_on", "reason", "request", "by_order")

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, pair=pair, **kwargs)
        self._ask_whether_by_order()
        self.order_fields(self.field_order)

    def given(self) -> dict[str, Any]:
        """What `draft_extension` takes where it is by order, or else what `extend_pair` does."""
        data = {"ends_on": self.cleaned_data["ends_on"], "reason": self.cleaned_data["reason"]}
        data["request"] = self.request
        return data | ({"fields": self.of_order()} if self.is_by_order else {})


class EndForm(PairChangeForm):
    """Why and when a pair is over, and what came of it for each mentee."""

    change = ChangeKind.COMPLETION

    on = DateField(label=_("Последний день"))
    early = forms.BooleanField(label=_("Завершить досрочно"), required=False)

    field_order = ("reason", "on", "early", "request", "ended_by", "notice_on", "by_order")

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, pair=pair, **kwargs)
        self.release_note = self.rules.value("completion.release_note") or ""
        today = clock.today()
        self.fields["on"].initial = min(today, pair.ends_on)
        self.fields["early"].initial = today < pair.ends_on
        reason = self.fields["reason"]
        reason.label = _("Причина завершения")
        self._ask_by_order(early=today < pair.ends_on)
        if self.order_kind and not self.order_kind.optional:
            self.fields["by_order"].help_text = _("Досрочно пару завершают только приказом.")
        elif not isinstance(reason, forms.ChoiceField) and self.order_kind:
            reason.required = False
        elif not isinstance(reason, forms.ChoiceField):
            reason.required = False
            reason.widget = forms.HiddenInput()
        self.asks_who = asks_who_ends(pair)
        if self.asks_who:
            ask_who_ends(self, _("Если досрочно: кто прекращает"))
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

    def results(self) -> dict[int, str]:
        return {member.pk: self.cleaned_data[f"result_{member.pk}"] for member in self.members}

    def given(self) -> dict[str, Any]:
        """What `draft_completion` takes where it is by order, or else what `end_pair` does."""
        data: dict[str, Any] = {key: self.cleaned_data[key] for key in ("reason", "on")}
        data |= {"results": self.results(), "request": self.request, **who_ends(self)}
        if self.is_by_order:
            return data | {"fields": self.of_order()}
        return data | {"early": self.cleaned_data["early"]}


class JoinForm(forms.Form):
    """Who joins a group, and from which day."""

    mentee = forms.ModelChoiceField(
        label=_("Кого принять"), queryset=MenteeCard.objects.none(), empty_label=_("выберите")
    )
    day = DateField(label=_("Первый день"))

    def __init__(self, *args: Any, pair: Pair, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_kind = kind_of_order(pair, ChangeKind.JOINING)
        bound = PairMember.objects.binding_on(clock.today())
        members = bound.filter(pair=pair).order_by().values("mentee")
        rows = MenteeCard.objects.visible_to(user).active().exclude(pk__in=members)
        field = cast(forms.ModelChoiceField, self.fields["mentee"])
        field.queryset = rows.select_related("person").order_by("person__search_name", "pk")
        self.fields["day"].initial = max(clock.today(), pair.starts_on)
        add_fields_of(self, self.order_kind)

    @property
    def is_by_order(self) -> bool:
        return self.order_kind is not None

    def given(self) -> dict[str, Any]:
        """What `draft_joining` takes where it is by order, or else what `join_group` does."""
        data = {key: self.cleaned_data[key] for key in ("mentee", "day")}
        return data | ({"fields": fields_of(self, self.order_kind)} if self.is_by_order else {})


class LeaveForm(OptionalOrderForm):
    """Why a member leaves, and the last day."""

    change = ChangeKind.LEAVING

    on = DateField(label=_("Последний день в группе"))

    field_order = ("on", "reason", "request", "by_order")

    def __init__(self, *args: Any, member: PairMember, **kwargs: Any) -> None:
        super().__init__(*args, pair=member.pair, **kwargs)
        self.fields["on"].initial = min(clock.today(), member.left_on)
        self._ask_whether_by_order()
        self.order_fields(self.field_order)

    def given(self) -> dict[str, Any]:
        """What `draft_leaving` takes where it is by order, or else what `leave_group` does."""
        data = {key: self.cleaned_data[key] for key in ("on", "reason")}
        data["request"] = self.request
        return data | ({"fields": self.of_order()} if self.is_by_order else {})
