"""Pages of the import: past ones, a new file, what it would do, confirming, undoing."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views import View
from django.views.generic import DetailView, FormView

from core.action_views import ActionView
from core.errors import FileError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.lists import Column, Empty, ListPage
from core.models import Job
from core.permissions import Permitted
from core.responses import saved_file
from schools.models import Direction, MentoringForm

from ..actions import (
    check_file,
    discard_import,
    recheck_import,
    start_import,
    start_undo,
)
from ..choices import Base, ImportState, RowStatus
from ..column_help import column_help
from ..exports import XLSX
from ..forms import ConfirmForm, ImportForm
from ..models import ImportBatch
from ..queries.import_rows import ATTENTION, FIXED, count_attention, row_lines, rows_to_show
from ..queries.imports import import_job, taken_counts
from ..reading.columns import TEMPLATE, columns_by_name
from ..workbooks import empty_workbook, marked_workbook

PERMISSION = "registry.import_base"
ROWS_ON_PAGE = 50
FIX_TITLES = {
    "phone": gettext_lazy("Телефоны записаны в одном виде: +7 900 000 00 00"),
    "spaces": gettext_lazy("Лишние пробелы убраны"),
    "date": gettext_lazy("Даты и годы прочитаны из текста"),
    "name": gettext_lazy("Имена записаны как полагается: буквы, пробелы, порядок слов"),
    "class": gettext_lazy("{Classes} записаны в одном виде: 8А"),
    "email": gettext_lazy("Адрес почты отделён от остального в ячейке"),
}
CHOOSABLE = (RowStatus.NEW, RowStatus.CHANGED, RowStatus.WRONG)
# A job that broke down leaves «applying» behind: it may be confirmed again.
UNWRITTEN = (ImportState.CHECKED, ImportState.APPLYING)


def visible_batches(request: HttpRequest) -> QuerySet[ImportBatch]:
    """Without the files themselves, which are big."""
    rows = ImportBatch.objects.visible_to(request.user).select_related("school", "created_by")
    return rows.defer("content")


class ImportListView(ListPage):
    permission_required = PERMISSION
    model = ImportBatch
    columns = (
        Column("created_at", gettext_lazy("Когда"), sort="created_at", css="nowrap"),
        Column("filename", gettext_lazy("Файл"), is_header=True),
        Column("base", gettext_lazy("База")),
        Column("state", gettext_lazy("Состояние")),
        Column("counts", gettext_lazy("Строки")),
        Column("created_by", gettext_lazy("Кто")),
    )
    default_sort = "-created_at"
    template_name = "registry/import_list.html"
    row_template = "registry/_import_row.html"
    empty = Empty(
        gettext_lazy("Загрузок ещё не было"),
        gettext_lazy(
            "Возьмите таблицу, которую {school} уже ведёт: колонки узнаются по заголовкам."
        ),
        "registry:import_create",
        gettext_lazy("Загрузить таблицу"),
        "upload",
    )

    def get_queryset(self) -> QuerySet[ImportBatch]:
        return visible_batches(self.request)


class ImportCreateView(Permitted, FormView):
    permission_required = PERMISSION
    template_name = "registry/import_create.html"
    form_class = ImportForm

    def get_initial(self) -> dict[str, Any]:
        base = self.request.GET.get("base", "")
        return {"base": base} if base in Base.values else {}

    def form_valid(self, form: ImportForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            batch = check_file(
                self.request.user.school,
                base=form.cleaned_data["base"],
                filename=file.name,
                content=file.read(),
                actor=self.request.user,
            )
        except FileError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        return HttpResponseRedirect(batch.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(guides=[guide_of(base) for base in Base], **kwargs)


def guide_of(base: Base) -> dict[str, Any]:
    """The columns of a base, and how to fill in each."""
    found = columns_by_name(base)
    lines = [(found[name].title, column_help(base, name)) for name in TEMPLATE[base]]
    return {"base": base, "lines": lines}


class ImportDetailView(Permitted, DetailView):
    permission_required = PERMISSION
    context_object_name = "batch"

    def get_template_names(self) -> list[str]:
        turns_page = self.request.htmx and self.request.htmx.target == "list"
        return [f"registry/{'_import_rows' if turns_page else 'import_detail'}.html"]

    def get_queryset(self) -> QuerySet[ImportBatch]:
        return visible_batches(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch, attention = self.object, count_attention(self.object)
        shown = self._shown(batch, attention)
        page = Paginator(rows_to_show(batch, shown), ROWS_ON_PAGE).get_page(
            self.request.GET.get("page")
        )
        counts = {status: batch.counts.get(status, 0) for status in RowStatus.values}
        taken, job = taken_counts(batch), import_job(batch)
        is_waiting = batch.state == ImportState.APPLYING and bool(job and not job.is_finished)
        return super().get_context_data(
            tiles=[(status.value, status.label, counts[status]) for status in RowStatus],
            attention=attention,
            shown=shown,
            page_obj=page,
            lines=row_lines(batch, page.object_list),
            job=job,
            is_own_job=bool(job and job.created_by_id == self.request.user.pk),
            is_waiting=is_waiting,
            may_confirm=batch.state in UNWRITTEN and not is_waiting,
            writes=taken[RowStatus.NEW] + taken[RowStatus.CHANGED],
            taken=taken,
            left=sum(batch.counts.values()) - sum(taken.values()),
            chooses=shown in CHOOSABLE and batch.state == ImportState.CHECKED,
            counts=counts,
            reading=reading_of(batch),
            shown_fix=shown.removeprefix(FIXED) if shown.startswith(FIXED) else "",
            asks=shown == RowStatus.ASKED and batch.state == ImportState.CHECKED,
            confirm=kwargs.pop("confirm", None) or ConfirmForm(),
            **kwargs,
        )

    def _shown(self, batch: ImportBatch, attention: int) -> str:
        """What is asked for, else what matters most: mistakes, changes, new people."""
        asked = self.request.GET.get("show", "")
        if asked in RowStatus.values or asked == ATTENTION or asked in fix_names(batch):
            return asked
        if batch.counts.get(RowStatus.WRONG):
            return RowStatus.WRONG
        if batch.counts.get(RowStatus.ASKED):
            return RowStatus.ASKED
        if attention:
            return ATTENTION
        order = (RowStatus.CHANGED, RowStatus.NEW, RowStatus.SAME)
        return next((status for status in order if batch.counts.get(status)), RowStatus.REPEATED)


def fix_names(batch: ImportBatch) -> list[str]:
    return [f"{FIXED}{fix['kind']}" for fix in batch.columns.get("fixes", ())]


def reading_of(batch: ImportBatch) -> dict[str, Any]:
    """How the file was read, as the page shows it."""
    told = batch.columns
    columns = told.get("columns", [])
    strangers = sum(1 for line in columns if line["is_unknown"] and line["heading"])
    loaded = sum(1 for line in columns if line["name"])
    titles = {name: column.title for name, column in columns_by_name(batch.base).items()}
    return {
        "columns": [line | {"title": titles.get(line["name"], "")} for line in columns],
        "loaded": loaded,
        # Where many columns are strangers, mistakes of rows may say that the reading is wrong.
        "is_known": strangers * 2 < loaded,
        "fixes": [
            fix | {"title": FIX_TITLES[fix["kind"]], "show": f"{FIXED}{fix['kind']}"}
            for fix in told.get("fixes", ())
        ],
    }


class ImportActionView(ActionView):
    """A button of an import. Where it starts a job, the job's page is next."""

    permission_required = PERMISSION
    model = ImportBatch
    job: Job | None = None

    def get_return_url(self, obj: ImportBatch) -> str:
        return self.job.get_absolute_url() if self.job else obj.get_absolute_url()


class ImportApplyView(ImportActionView):
    form_class = ConfirmForm

    def act(self, obj: ImportBatch, **data: Any) -> None:
        may_record = self.request.user.has_perm("registry.record_consent")
        consents_on = data["consents_on"] if may_record else None
        self.job = start_import(obj, actor=self.request.user, consents_on=consents_on)


class ImportUndoView(ImportActionView):
    def act(self, obj: ImportBatch, **data: Any) -> None:
        self.job = start_undo(obj, actor=self.request.user)


class ImportRecheckView(ImportActionView):
    success_message = gettext_lazy("Файл проверен заново.")

    def act(self, obj: ImportBatch, **data: Any) -> None:
        recheck_import(obj, actor=self.request.user)


class ImportDiscardView(ImportActionView):
    success_message = gettext_lazy("Проверенный файл удалён, база не изменилась.")

    def act(self, obj: ImportBatch, **data: Any) -> None:
        discard_import(obj, actor=self.request.user)

    def get_return_url(self, obj: ImportBatch) -> str:
        return reverse("registry:import_list")


class ImportWorkbookView(Permitted, DetailView):
    """The same file with the reasons in it."""

    permission_required = PERMISSION

    def get_queryset(self) -> QuerySet[ImportBatch]:
        return ImportBatch.objects.visible_to(self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        batch = self.get_object()
        name = _("%(file)s, что исправить.xlsx") % {"file": PurePath(batch.filename).stem}
        try:
            content = marked_workbook(batch)
        except FileError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(batch.get_absolute_url())
        return workbook_response(content, name)


class ImportTemplateView(Permitted, View):
    """An empty workbook with the columns of a base."""

    permission_required = PERMISSION

    def get(self, request: HttpRequest, base: str) -> HttpResponse:
        if base not in Base.values:
            raise Http404
        forms = MentoringForm.objects.visible_to(request.user).filter(is_active=True)
        directions = Direction.objects.visible_to(request.user).filter(is_active=True)
        content = empty_workbook(
            base,
            forms=forms.values_list("name", flat=True),
            directions=directions.values_list("name", flat=True),
        )
        label = str(Base(base).label)
        return workbook_response(content, f"{label[:1].upper()}{label[1:]}.xlsx")


def workbook_response(content: bytes, filename: str) -> HttpResponse:
    return saved_file(content, name=filename, media_type=XLSX)
