"""The texts of the feedback in the order of its form (S0, annex 2)."""

from django import forms

from ..models import Feedback


class FeedbackForm(forms.ModelForm):
    class Meta:
        model = Feedback
        fields = [
            "studied",
            "tasks_done",
            "qualities",
            "shortcomings",
            "to_study",
            "potential",
            "extra",
        ]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in fields}
