"""Scans of agreements, certificates and labour papers: checked, kept, opened under record."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from core.transitions import lock
from schools.proofs import check_proof, proof_name

from ..models import Certificate, KeptScan, LabourTerms, PartnerAgreement, Person
from .consent_scans import SCANS

Scanned = PartnerAgreement | Certificate | LabourTerms
LINKS: dict[type, str] = {
    PartnerAgreement: "agreement",
    Certificate: "certificate",
    LabourTerms: "labour",
}


@transaction.atomic
def keep_scan(paper: Scanned, *, name: str, content: bytes, actor: Any) -> Scanned:
    """A scan that was there before is replaced. Raises `FileError` for what is no scan."""
    paper = lock(paper)
    check_proof(name, content)
    kept = proof_name(name)
    if kept.rpartition(".")[2].lower() not in SCANS:
        raise DomainError(_("Скан листа: PDF, JPG или PNG."))
    paper.scan_name = kept
    paper.save(update_fields=["scan_name", "updated_at"])
    values = {"content": content, "sha256": hashlib.sha256(content).hexdigest()}
    whose: dict[str, Any] = {LINKS[type(paper)]: paper}
    scan, _is_new = KeptScan.objects.update_or_create(defaults=values, **whose)
    text = _("Приложен скан: %(paper)s.") % {"paper": paper._meta.verbose_name}
    record(
        "scan.kept", paper, actor=actor, text=text, about=about(paper), data={"sha256": scan.sha256}
    )
    return paper


@transaction.atomic
def look_at_scan(paper: Scanned, *, actor: Any) -> KeptScan | None:
    """The file, if there is one. On it may stand a passport or a criminal record."""
    scan = KeptScan.objects.filter(**{LINKS[type(paper)]: paper}).first()
    if scan is not None:
        text = _("Открыт скан: %(paper)s.") % {"paper": paper._meta.verbose_name}
        record("scan.opened", paper, actor=actor, text=text, about=about(paper))
    return scan


def about(paper: Scanned) -> list[Person]:
    return [paper.person] if paper.person is not None else []
