"""Terms of keeping, and files whose term is over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core.audit import record
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext as _
from schools.models import School

from ..choices import RecordKind
from ..keeping import EDITABLE, terms_of
from ..models import ImportBatch, KeepingTerm
from ..queries.keeping import files_due, forget_number_due
from .saving import save_checked


@transaction.atomic
def save_keeping_terms(
    school: School, terms: Mapping[str, tuple[int | None, str]], *, actor: Any
) -> list[str]:
    """Kind → months and where it is said; the kinds that changed. None is «never destroyed»."""
    before = terms_of(school.pk)
    changed = []
    for kind, (months, note) in terms.items():
        if kind not in EDITABLE:
            raise DomainError(_("Срок хранения «%s» не меняют.") % RecordKind(kind).label)
        known = before[kind]
        if (months, note.strip()) == (known.months, str(known.note)):
            continue
        row = KeepingTerm.objects.filter(school=school, kind=kind).first()
        row = row or KeepingTerm(school=school, kind=kind, keep_from=known.keep_from)
        row.months, row.note = months, note.strip()
        save_checked(row)
        changed.append(str(kind))
    transaction.on_commit(lambda: forget_number_due(school.pk, today()))
    if changed:
        record(
            "keeping.saved",
            school,
            actor=actor,
            text=_("Изменены сроки хранения."),
            data={
                "terms": {kind: [before[kind].months, terms[kind][0]] for kind in changed},
            },
        )
    return changed


@transaction.atomic
def drop_old_files(school: School, *, actor: Any) -> int:
    """Files of imports past their term; the rows stay, so that an import can be undone."""
    keys = [batch.pk for batch in files_due(school.pk, today())]
    rows = ImportBatch.objects.select_for_update().filter(pk__in=keys)
    number = rows.update(content=b"")
    transaction.on_commit(lambda: forget_number_due(school.pk, today()))
    if number:
        record(
            "import.files_dropped",
            school,
            actor=actor,
            text=_("Удалены файлы прежних загрузок, срок хранения которых вышел."),
            data={"count": number},
        )
    return number
