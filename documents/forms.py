"""The code of a paper, typed from its first page."""

from django import forms

from core.i18n import gettext_lazy as _

from .queries import normalise_code


class CheckForm(forms.Form):
    code = forms.CharField(
        label=_("Код проверки"),
        max_length=40,
        help_text=_("Стоит внизу первой страницы, например 7KQ2-M9XA-PV4H."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        code = normalise_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("Введите буквы и цифры кода."))
        return code
