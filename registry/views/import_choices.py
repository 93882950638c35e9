"""Choosing what of a checked file is taken, on the page of its differences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from core.i18n import gettext_lazy

from ..actions import choose_rows, leave_wrong_rows
from ..models import ImportBatch
from .imports import ImportActionView

LONGEST_NUMBER = 9


class ImportChooseView(ImportActionView):
    """The rows of one page: `shown`, of them `take`, and `field` as «number:name»."""

    success_message = gettext_lazy("Выбор сохранён.")

    def act(self, obj: ImportBatch, **data: Any) -> None:
        post = self.request.POST
        pairs = (text.partition(":") for text in post.getlist("field"))
        choose_rows(
            obj,
            actor=self.request.user,
            shown=set(_numbers(post.getlist("shown"))),
            taken=set(_numbers(post.getlist("take"))),
            fields={(int(n), name) for n, _sign, name in pairs if list(_numbers([n]))},
        )

    def get_return_url(self, obj: ImportBatch) -> str:
        post = self.request.POST
        query = urlencode({name: post[name] for name in ("show", "page") if post.get(name)})
        return f"{obj.get_absolute_url()}?{query}#rows"


class ImportLeaveWrongView(ImportActionView):
    def act(self, obj: ImportBatch, **data: Any) -> None:
        leave = self.request.POST.get("leave") == "1"
        leave_wrong_rows(obj, actor=self.request.user, leave=leave)


def _numbers(texts: Iterable[str]) -> Iterable[int]:
    return (
        int(text)
        for text in texts
        if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    )
