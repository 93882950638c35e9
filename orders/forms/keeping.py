"""What is kept of an order besides its text: its number, the next number, marks in its sheets."""

from __future__ import annotations

from django import forms

from core.fields import DateField
from core.forms import SeenForm
from core.i18n import gettext_lazy as _

from ..rules import LONGEST_NUMBER

# The fields of a journal, which a refusal brings back as they were typed.
TYPED_OF_JOURNAL = ("number", "signed_on")


class ApproveForm(SeenForm):
    """`number` and `signed_on` where the school numbers its orders by hand, after its journal."""

    number = forms.CharField(
        label=_("Номер приказа по журналу {school:genitive}"),
        max_length=LONGEST_NUMBER,
        required=False,
    )
    signed_on = DateField(
        label=_("Дата приказа по журналу"),
        required=False,
        help_text=_("Под приказом будет подпись того, кто подписывает в этот день."),
    )


class NextNumberForm(forms.Form):
    series = forms.CharField(max_length=50, widget=forms.HiddenInput)
    number = forms.IntegerField(label=_("Следующий номер"), min_value=1)


class MarkForm(forms.Form):
    """Which lines of a sheet to fill: those that are ticked."""

    marked_on = DateField(label=_("Дата"))
    remark = forms.CharField(
        label=_("Замечание"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
