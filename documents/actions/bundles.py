"""Many papers asked for at once, made by a worker, kept for some days."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import transaction

from core.audit import record
from core.choices import JobState
from core.clock import now, today
from core.errors import DomainError
from core.i18n import gettext as _
from core.jobs import start_job
from core.models import Job
from schools.models import School

from ..bundles import BUNDLE_JOB, MOST, Report, address_of, bundle_kind, packed
from ..choices import BundleFormat
from ..models import Bundle

# They name people, and can be made again from what they were made of.
KEPT = timedelta(days=7)


@transaction.atomic
def ask_bundle(owner: Any, *, kind: str, format: str, actor: Any) -> Job:  # noqa: A002
    """Have a worker make the papers of those whom the asker may see. Asked again: made anew.

    While they are being made, the job that makes them is returned. `owner` is the row whose page
    asks; it has a school and a page.
    """
    sort = bundle_kind(kind)
    if sort is None:
        raise DomainError(_("Выберите, какие бумаги изготовить."))
    if format not in BundleFormat.values:
        raise DomainError(_("Выберите, изготовить один PDF или архив."))
    keys = list(sort.keys_of(owner, actor))
    if not keys:
        raise DomainError(_("«%s»: изготавливать нечего.") % sort.title)
    if len(keys) > MOST:
        raise DomainError(
            _("«%(title)s»: бумаг %(count)s, за один раз изготавливают до %(most)s.")
            % {"title": sort.title, "count": len(keys), "most": MOST}
        )
    bundle, _is_new = Bundle.objects.select_for_update().get_or_create(
        owner=address_of(owner),
        kind=kind,
        format=format,
        asked_by=actor,
        defaults={"school": owner.school, "kept_until": today() + KEPT},
    )
    key = f"{BUNDLE_JOB}:{bundle.pk}"
    working = Job.objects.filter(key=key, state__in=[JobState.QUEUED, JobState.RUNNING]).first()
    if working is not None:
        return working
    bundle.keys, bundle.content, bundle.made_at = keys, None, None
    bundle.total, bundle.kept_until = 0, today() + KEPT
    bundle.save()
    record(
        "documents.ask_bundle",
        owner,
        actor=actor,
        text=_("Заказаны бумаги сразу для всех: %s.") % sort.title,
        data={"kind": kind, "format": format, "count": len(keys)},
    )
    return start_job(
        BUNDLE_JOB,
        actor=actor,
        title=str(sort.title),
        school_id=bundle.school_id,
        key=key,
        args={"bundle_id": bundle.pk},
        next_url=f"{owner.get_absolute_url()}#bundles",
    )


def make_bundle(bundle_id: int, *, report: Report) -> dict[str, Any]:
    """Safe to run twice: after a kill it is begun anew, what is made is not made again.

    Not in a transaction, so that the page sees how far it is.
    """
    bundle = Bundle.objects.filter(pk=bundle_id).first()
    if bundle is None:
        return {}
    if bundle.made_at is None:
        kind = bundle_kind(bundle.kind)
        owner = _owner_of(bundle)
        if kind is None or owner is None:
            raise DomainError(_("Того, из чего делают эти бумаги, больше нет."))
        sheets = list(kind.sheets_of(owner, bundle.keys))
        if not sheets:
            raise DomainError(_("«%s»: изготавливать нечего.") % kind.title)
        content = packed(sheets, bundle.format, report)
        bundle.total = len(sheets)
        Bundle.objects.filter(pk=bundle.pk, made_at=None).update(
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            total=bundle.total,
            made_at=now(),
        )
    return {"text": _made_text(bundle)}


def _made_text(bundle: Bundle) -> str:
    text = _("Готово, бумаг: %s.") % bundle.total
    missing = len(bundle.keys) - bundle.total
    if missing > 0:
        text += " " + _("Не получилось: %s, их имён нет в тексте.") % missing
    return text


def _owner_of(bundle: Bundle) -> Any:
    label, _colon, pk = bundle.owner.rpartition(":")
    return apps.get_model(label)._default_manager.filter(pk=pk).first()


@transaction.atomic
def drop_old_bundles() -> int:
    """Those whose days are over. Nobody did it, so the trail has nothing to say."""
    return Bundle.objects.filter(kept_until__lt=today()).delete()[0]


@transaction.atomic
def drop_bundles_of(school: School) -> None:
    """Somebody of the school is destroyed, and any of its bundles may name them."""
    Bundle.objects.filter(school=school).delete()
