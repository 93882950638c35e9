"""Input of who asks that a pair be changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from core import clock
from core.fields import DateField
from core.i18n import gettext_lazy as _

from ..choices import ChangeKind, PairKind, RequestSide
from ..models import Pair, PairMember

LONGEST = 2000
WORDS: dict[str, dict[str, Any]] = {
    RequestSide.MENTEE: {
        ChangeKind.REPLACEMENT: _("назначить {mentor:другого/другую} {mentor:accusative}"),
        ChangeKind.EXTENSION: _("продлить срок"),
        ChangeKind.COMPLETION: _("завершить досрочно"),
        ChangeKind.LEAVING: _("выйти из группы"),
    },
    RequestSide.MENTOR: {
        ChangeKind.REPLACEMENT: _("сложить обязанности {mentor:genitive}"),
        ChangeKind.EXTENSION: _("продлить срок"),
        ChangeKind.COMPLETION: _("завершить досрочно"),
    },
}


class AskForm(forms.Form):
    """What is asked and why. Who keeps the pairs writes down whose paper it is and its day."""

    side = forms.ChoiceField(label=_("Что подано"))
    member = forms.ModelChoiceField(
        label=_("{Mentee}"), queryset=PairMember.objects.none(), required=False
    )
    kind = forms.ChoiceField(label=_("О чём просьба"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Почему"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5})
    )
    asked_on = DateField(label=_("Дата на бумаге"))

    def __init__(
        self,
        *args: Any,
        pair: Pair,
        sides: Iterable[str],
        members: Any,
        keeps: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        self.sides = list(sides)
        self.pair = pair
        fields["side"].choices = [(side, RequestSide(side).label) for side in self.sides]
        fields["kind"].choices = list(self._kinds())
        fields["kind"].initial = ChangeKind.REPLACEMENT
        fields["asked_on"].initial = clock.today()
        self.members = list(members)
        cast(forms.ModelChoiceField, fields["member"]).queryset = members
        if not keeps:
            del self.fields["asked_on"]
        if len(self.sides) == 1:
            del self.fields["side"]
        if len(self.members) < 2 or RequestSide.MENTEE not in self.sides:
            del self.fields["member"]

    def _kinds(self) -> Iterable[tuple[str, Any]]:
        """Of the side that asks; who writes down a paper chooses among the plain words."""
        if len(self.sides) > 1:
            kinds = [kind for kind in ChangeKind if kind != ChangeKind.JOINING]
            titles: dict[str, Any] = {kind.value: kind.label for kind in kinds}
        else:
            titles = WORDS.get(self.sides[0], WORDS[RequestSide.MENTEE])
        is_group = self.pair.kind == PairKind.GROUP
        return [
            (kind, title)
            for kind, title in titles.items()
            if kind != ChangeKind.LEAVING or is_group
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data.setdefault("side", self.sides[0])
        if data["side"] != RequestSide.MENTEE:
            data["member"] = None
        elif data.get("member") is None:
            if len(self.members) == 1:
                data["member"] = self.members[0]
            else:
                self.add_error("member", _("Укажите, чьё это ходатайство."))
        return data

    def given(self) -> dict[str, Any]:
        """What `ask_change` takes."""
        data = self.cleaned_data
        return {
            "side": data["side"],
            "kind": data["kind"],
            "text": data["text"],
            "member": data["member"],
            "asked_on": data.get("asked_on"),
        }


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Ответ"), max_length=LONGEST)


class ReopenForm(forms.Form):
    reason = forms.CharField(label=_("В чём ошибка"), max_length=1000)
