"""A file that is attached to something: looked at by what is inside before it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from core.errors import FileError
from core.i18n import gettext_lazy as _
from schools.proofs import MEDIA_TYPES, check_proof, check_size


class ProofField(forms.FileField):
    """`clean` gives the file's name and bytes, None where none was chosen.

    `endings` are what the browser offers first; what may be attached, `schools.proofs` says.
    """

    def __init__(self, *, endings: Iterable[str] = tuple(MEDIA_TYPES), **kwargs: Any) -> None:
        accept = ",".join(f".{ending}" for ending in endings)
        messages = {"empty": _("Файл пустой."), "required": _("Выберите файл.")}
        kwargs.setdefault("widget", forms.ClearableFileInput(attrs={"accept": accept}))
        super().__init__(error_messages=messages, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file: UploadedFile | None = super().clean(data, initial)
        if file is None:
            return None
        try:
            check_size(file.size or 0)
            content = file.read()
            check_proof(file.name or "", content)
        except FileError as error:
            raise forms.ValidationError(str(error)) from error
        return file.name or "", content
