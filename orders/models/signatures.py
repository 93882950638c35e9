"""How a signed order was signed: the scan of the paper, the files of electronic signatures."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from accounts.choices import WHOLE_SCHOOL, Role
from core.clock import now
from core.i18n import gettext_lazy as _
from core.scoping import Scope, ScopedQuerySet
from schools.models import School

from ..choices import ProofKind
from .orders import Order

KEPT = (
    "school",
    "order",
    "kind",
    "name",
    "content",
    "sha256",
    "signed_format",
    "signed_sha256",
    "document_hash",
    "report",
    "added_by",
    "added_at",
)


class OrderProofQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> OrderProofQuerySet:
        """For those who keep papers: a scan may show more than the order does."""
        rows = self.filter(school_id=scope.school_id)
        return rows if scope.has(Role.CURATOR, *WHOLE_SCHOOL) else rows.none()


class OrderProof(models.Model):
    """A file that shows how the order was signed, bound to the order by its control sum.

    A detached signature also says of what: `signed_format` is «pdf», «docx» or «json», the
    snapshot; empty where it could not be told. `report` is what `documents.signing` read in it.
    A file that was attached by mistake is set aside with a reason, never removed.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    order = models.ForeignKey(Order, models.CASCADE, related_name="proofs")
    kind = models.CharField(_("что приложено"), max_length=10, choices=ProofKind.choices)
    name = models.CharField(_("имя файла"), max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    signed_format = models.CharField(_("что подписано"), max_length=4, blank=True)
    signed_sha256 = models.CharField(max_length=64, blank=True)
    document_hash = models.CharField(_("контрольная сумма приказа"), max_length=64)
    report = models.JSONField(default=dict, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField(_("когда"), default=now, editable=False)
    set_aside_at = models.DateTimeField(_("отложен"), null=True, blank=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_aside_reason = models.CharField(_("почему отложен"), max_length=300, blank=True)

    objects = models.Manager.from_queryset(OrderProofQuerySet)()

    class Meta:
        verbose_name = _("подтверждение подписи")
        verbose_name_plural = _("подтверждения подписи")
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "sha256"],
                condition=models.Q(set_aside_at__isnull=True),
                name="order_proof_once",
                violation_error_message=_("Этот файл к приказу уже приложен."),
            ),
        ]
        permissions = [("attach_orderproof", "May attach scans and signatures to signed orders")]
        triggers = [
            pgtrigger.ReadOnly(name="order_proof_is_kept", fields=list(KEPT)),
            pgtrigger.Protect(name="order_proof_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name
