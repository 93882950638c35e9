"""The scan of a signed sheet: checked, kept, handed over under record."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from core.transitions import lock
from schools.proofs import check_proof, proof_name

from ..choices import ConsentWay
from ..models import Consent, ConsentScan
from .saving import save_checked

SCANS = frozenset({"pdf", "jpg", "jpeg", "png"})


@transaction.atomic
def attach_scan(consent: Consent, *, name: str, content: bytes, actor: Any) -> Consent:
    """Keep the signed sheet; a scan that was there before is replaced.

    Raises `FileError` for what is no scan, `DomainError` where nothing was signed on paper.
    """
    consent = lock(consent)
    if consent.way != ConsentWay.PAPER:
        raise DomainError(_("Скан прикладывают к согласию, которое подписали на бумаге."))
    check_proof(name, content)
    kept = proof_name(name)
    if kept.rpartition(".")[2].lower() not in SCANS:
        raise DomainError(_("Скан листа: PDF, JPG или PNG."))
    before, consent.scan_name = consent.scan_name, kept
    save_checked(consent)
    values = {"content": content, "sha256": hashlib.sha256(content).hexdigest()}
    scan, _is_new = ConsentScan.objects.update_or_create(consent=consent, defaults=values)
    record(
        "consent.scan_attached",
        consent,
        actor=actor,
        text=_("Приложен скан согласия: %(kind)s.") % {"kind": consent.get_kind_display()},
        about=[consent.person],
        data={"before": before, "sha256": scan.sha256},
    )
    return consent


@transaction.atomic
def open_scan(consent: Consent, *, actor: Any) -> ConsentScan | None:
    """The file, if there is one. On it stand an address and a passport: a look is on record."""
    scan = ConsentScan.objects.filter(consent=consent).first()
    if scan is not None:
        record(
            "consent.scan_opened",
            consent,
            actor=actor,
            text=_("Открыт скан согласия: %(kind)s.") % {"kind": consent.get_kind_display()},
            about=[consent.person],
        )
    return scan
