"""How an order is signed, and the files that show it."""

from __future__ import annotations

from django import forms

from core.i18n import gettext_lazy as _
from documents.choices import FileFormat
from documents.signing import ENDINGS, MAX_BYTES
from schools.forms import ProofField

from ..choices import Signing

SCANS = ("pdf", "jpg", "jpeg", "png")


class SigningForm(forms.Form):
    way = forms.ChoiceField(label=_("Как подписывают"), choices=Signing.choices)


class ScanForm(forms.Form):
    scan = ProofField(
        label=_("Скан приказа с подписью"),
        help_text=_("PDF, JPG или PNG, не больше 10 МБ. Несколько страниц удобнее одним PDF."),
        endings=SCANS,
    )


class SignatureForm(forms.Form):
    signature = forms.FileField(
        label=_("Файл подписи"),
        help_text=_("Отсоединённая подпись .sig или .p7s под PDF или DOCX с этой страницы."),
        error_messages={"required": _("Выберите файл."), "empty": _("Файл пустой.")},
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{e}" for e in ENDINGS)}),
    )
    signed_format = forms.ChoiceField(
        label=_("Какой файл подписан"),
        choices=FileFormat.choices,
        help_text=_("Нужно для подписи по ГОСТ: для других алгоритмов система узнает сама."),
    )

    def clean_signature(self) -> tuple[str, bytes]:
        file = self.cleaned_data["signature"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("Файл подписи больше 1 МБ: это не подпись."))
        return file.name, file.read()


class SetAsideForm(forms.Form):
    reason = forms.CharField(label=_("Почему файл отложен"), max_length=300)
