"""A meeting: which kind, when, about what."""

from django import forms

from core.fields import DateField

from ..models import Meeting


class MeetingForm(forms.ModelForm):
    held_on = DateField(label=Meeting._meta.get_field("held_on").verbose_name.capitalize())

    class Meta:
        model = Meeting
        fields = ["kind", "held_on", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}
