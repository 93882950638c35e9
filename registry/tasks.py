"""Background work of the bases: an import is written, an import is undone."""

from __future__ import annotations

import datetime
from typing import Any

from core.errors import DomainError
from core.i18n import gettext as _
from core.jobs import Progress, handles


@handles("registry.apply_import")
def apply_import_job(progress: Progress) -> dict[str, Any]:
    """An attempt that can't be made leaves the file as it was before: checked."""
    from .actions import apply_import, reopen_import
    from .models import ImportBatch

    batch = ImportBatch.objects.get(pk=progress.args["batch_id"])
    day = progress.args["consents_on"]
    total = sum(batch.counts.values())
    progress.report(0, total, _("Сверяем строки с базой и записываем их"))
    try:
        batch = apply_import(
            batch,
            actor=progress.job.created_by,
            consents_on=datetime.date.fromisoformat(day) if day else None,
        )
    except DomainError:
        reopen_import(batch)
        raise
    progress.report(total, total)
    counts = {"new": batch.counts["new"], "changed": batch.counts["changed"]}
    text = _("Добавлено: %(new)s, изменено: %(changed)s.") % counts
    if day:
        # A file that was loaded before may bring nothing else.
        text += " " + _("Согласия записаны.")
    return {"text": text}


@handles("registry.undo_import")
def undo_import_job(progress: Progress) -> dict[str, Any]:
    from .actions import undo_import
    from .models import ImportBatch

    batch = ImportBatch.objects.get(pk=progress.args["batch_id"])
    progress.report(0, 0, _("Возвращаем прежние сведения"))
    undo_import(batch, actor=progress.job.created_by)
    return {"text": _("Загрузка отменена, прежние сведения возвращены.")}


@handles("registry.mail_consent_requests")
def mail_consent_requests_job(progress: Progress) -> dict[str, Any]:
    from .actions import mail_consent_requests

    args = progress.args
    made = mail_consent_requests(args["requests"], site=args["site"], report=progress.report)
    text = _("Отправлено писем: %(n)s.") % {"n": made["letters"]}
    if made["refused"]:
        text += " " + _("Почта не приняла: %(n)s.") % {"n": made["refused"]}
    return {"text": text}
