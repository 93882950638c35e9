"""A file to import, and what is said on confirming it."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from core.clock import today
from core.fields import DateField
from core.i18n import gettext_lazy as _

from ..choices import Base


class ImportForm(forms.Form):
    base = forms.ChoiceField(
        label=_("Какая это база"), choices=Base.choices, widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=_("Файл"),
        help_text=_(
            "Таблица Excel, LibreOffice или CSV. Сначала файл проверится, в базу ничего не попадёт."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.txt"}),
        error_messages={"empty": _("Файл пустой."), "required": _("Выберите файл.")},
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_FILE_BYTES:
            limit = settings.IMPORT_MAX_FILE_BYTES // 1024**2
            raise forms.ValidationError(
                _("Файл больше %(limit)s МБ. Разделите его на части."), params={"limit": limit}
            )
        return file


class ConfirmForm(forms.Form):
    """`with_consents` is asked of those who may record consents."""

    with_consents = forms.BooleanField(
        label=_("Согласия на участие и на обработку персональных данных собраны на бумаге"),
        required=False,
    )
    consents_on = DateField(label=_("Дата согласий"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day: datetime.date | None = data.get("consents_on")
        if not data.get("with_consents"):
            data["consents_on"] = None
        elif "consents_on" not in self.errors:
            if day is None:
                self.add_error("consents_on", _("Укажите дату, когда согласия подписаны."))
            elif day > today():
                self.add_error("consents_on", _("Дата ещё не наступила."))
        return data
