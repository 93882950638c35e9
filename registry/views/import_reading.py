"""How a checked file is read, corrected by a person; and who of it is who."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views import View

from core.errors import DomainError, FileError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.permissions import Permitted

from ..actions import answer_questions, ask_again, correct_reading
from ..choices import ImportState
from ..forms.import_reading import AnswersForm, ReadingForm, view_of
from ..models import ImportBatch
from ..queries.imports import remembered_headings
from ..reading.layout import Told
from ..reading.preview import Preview, preview_of
from .imports import PERMISSION, ImportActionView


class ImportReadingView(Permitted, View):
    """GET shows a guess, for the sheet and the header of the address where they are given."""

    permission_required = PERMISSION

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = self._batch(pk)
        told = _asked(request.GET) if "header" in request.GET else Told.from_json(batch.told)
        return self._page(batch, self._preview(batch, told, request.GET.get("view", "")))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = self._batch(pk)
        asked = _asked(request.POST)
        preview = self._preview(batch, asked)
        if preview is None or request.POST.get("view") != view_of(preview):
            # another table is asked for than the one whose columns were seen
            return self._page(batch, preview)
        form = ReadingForm(preview, request.POST)
        if not form.is_valid():
            return self._page(batch, preview, form)
        try:
            correct_reading(batch, told=form.told(), actor=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self._page(batch, preview, form)
        messages.success(
            request, _("Файл прочитан так, как вы указали. В следующий раз узнаем сами.")
        )
        return HttpResponseRedirect(batch.get_absolute_url())

    def _batch(self, pk: int) -> ImportBatch:
        rows = ImportBatch.objects.visible_to(self.request.user)
        return get_object_or_404(rows, pk=pk, state=ImportState.CHECKED)

    def _preview(self, batch: ImportBatch, told: Told, seen: str = "") -> Preview | None:
        """None where there is no such table; another sheet is guessed anew."""
        parts = seen.split("/", 2)
        turned, sheet = parts[1:] if len(parts) == 3 else ("", told.sheet)
        if sheet != told.sheet or (turned and turned != str(int(bool(told.sideways)))):
            told = Told(told.sheet, None, told.sideways)
        remembered = remembered_headings(batch.school_id, batch.base)
        content = bytes(batch.content)
        try:
            return preview_of(content, batch.base, told, remembered)
        except FileError:
            pass
        try:
            first = Told(told.sheet, 1, bool(told.sideways))
            return preview_of(content, batch.base, first, remembered)
        except FileError as error:
            messages.error(self.request, str(error))
            return None

    def _page(
        self, batch: ImportBatch, preview: Preview | None, form: ReadingForm | None = None
    ) -> HttpResponse:
        if preview is None:
            return HttpResponseRedirect(batch.get_absolute_url())
        context: dict[str, Any] = {"batch": batch, "form": form or ReadingForm(preview)}
        is_part = self.request.htmx and self.request.htmx.target == "reading"
        name = "_import_reading" if is_part else "import_reading"
        return render(self.request, f"registry/{name}.html", context)


def _asked(data: QueryDict) -> Told:
    """What of the address or the form says which table is meant."""
    header = data.get("header", "")
    return Told(
        data.get("sheet") or None,
        int(header[:7]) if header.isdecimal() else None,
        data.get("lies") == "columns",
    )


class ImportAnswerView(ImportActionView):
    success_message = gettext_lazy("Ответы приняты.")

    def act(self, obj: ImportBatch, **data: Any) -> None:
        answers = AnswersForm(self.request.POST).answers()
        if not answers:
            raise DomainError(_("Выберите ответ хотя бы в одной строке."))
        answer_questions(obj, answers=answers, actor=self.request.user)


class ImportAskAgainView(ImportActionView):
    def act(self, obj: ImportBatch, **data: Any) -> None:
        ask_again(obj, actor=self.request.user)
