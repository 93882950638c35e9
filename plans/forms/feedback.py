"""The texts of the feedback in the order of its form (S0, annex 2)."""

from django import forms

from ..actions.feedback import TEXTS
from ..models import Feedback


class FeedbackForm(forms.ModelForm):
    class Meta:
        model = Feedback
        fields = list(TEXTS)
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in TEXTS}
