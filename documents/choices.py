"""States and formats of an issued paper."""

from django.db.models import TextChoices

from core.i18n import gettext_lazy as _


class FileFormat(TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"


class DocumentState(TextChoices):
    IN_FORCE = "in_force", _("действует")
    AMENDED = "amended", _("действует с изменениями")
    CANCELLED = "cancelled", _("отменён")


DOCUMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    DocumentState.IN_FORCE: frozenset({DocumentState.AMENDED, DocumentState.CANCELLED}),
    # What had changed it may be cancelled itself.
    DocumentState.AMENDED: frozenset({DocumentState.IN_FORCE, DocumentState.CANCELLED}),
    DocumentState.CANCELLED: frozenset(),
}
