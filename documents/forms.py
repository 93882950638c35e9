"""The code of a paper as it is typed, the emblem of a letterhead, a school's own template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from core.i18n import gettext_lazy as _

from .checking import digest_of, read_hash
from .choices import EmblemHeight
from .docx_safety import MAX_BYTES as MAX_TEMPLATE
from .pictures import MAX_BYTES as MAX_PICTURE
from .queries import normalise_code

MAX_CHECKED = 30 * 1024 * 1024


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


class EmblemForm(forms.Form):
    content = forms.FileField(
        label=_("Картинка"),
        required=False,
        help_text=_("Герб или эмблема: PNG или JPEG до 2 МБ, лучше на белом фоне."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    height = forms.TypedChoiceField(
        label=_("Высота на бумаге"),
        choices=EmblemHeight.choices,
        coerce=int,
        initial=EmblemHeight.MIDDLE,
    )

    def clean_content(self) -> bytes | None:
        return _read(self.cleaned_data["content"], MAX_PICTURE)


class TemplateForm(forms.Form):
    kind = forms.ChoiceField(label=_("Вид приказа"), required=False)
    file = forms.FileField(
        label=_("Файл Word (.docx)"),
        help_text=_("До 3 МБ, без макросов."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def __init__(self, *args: Any, kinds: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(kinds.items())  # type: ignore[attr-defined]

    def clean_file(self) -> tuple[str, bytes | None]:
        file = self.cleaned_data["file"]
        return file.name, _read(file, MAX_TEMPLATE)


def _read(file: Any, limit: int) -> bytes | None:
    """The bytes; a file that is too big is not read."""
    if not file:
        return None
    if file.size > limit:
        raise forms.ValidationError(_("Файл больше %s МБ.") % (limit // 1024**2))
    return file.read()


class FileCheckForm(forms.Form):
    """The file that somebody holds, or its control sum: one of the two."""

    file = forms.FileField(
        label=_("Файл PDF или DOCX"),
        required=False,
        help_text=_("Файл сравнят и сразу забудут: он нигде не сохраняется. До 30 МБ."),
        error_messages={"empty": _("Файл пустой.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx"}),
    )
    digest = forms.CharField(
        label=_("Или контрольная сумма SHA-256"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None and file.size > MAX_CHECKED:
            raise forms.ValidationError(_("Файл больше 30 МБ."))
        return file

    def clean_digest(self) -> str:
        text = self.cleaned_data["digest"].strip()
        digest = read_hash(text)
        if text and not digest:
            raise forms.ValidationError(
                _("Контрольная сумма SHA-256 – 64 знака: цифры и буквы от a до f.")
            )
        return digest

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("file") and not data.get("digest"):
            raise forms.ValidationError(_("Выберите файл или впишите контрольную сумму."))
        return data

    def found(self) -> str:
        """The control sum to look for."""
        file = self.cleaned_data["file"]
        return digest_of(file.chunks()) if file else self.cleaned_data["digest"]
