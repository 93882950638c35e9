"""States and formats of an issued paper, states of a school's own template."""

from django.db.models import IntegerChoices, TextChoices

from core.i18n import gettext_lazy as _


class FileFormat(TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"


class BundleFormat(TextChoices):
    PDF = "pdf", _("один PDF")
    ZIP = "zip", _("архив")


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


class EmblemHeight(IntegerChoices):
    """In millimetres of paper; css/paper.css has a class for each."""

    SMALL = 15, _("15 мм")
    MIDDLE = 20, _("20 мм")
    BIG = 25, _("25 мм")
    BIGGEST = 30, _("30 мм")


class TemplateState(TextChoices):
    """A template is looked at before it is used; one that was used is kept."""

    TRIED = "tried", _("проверяется")
    USED = "used", _("действует")
    KEPT = "kept", _("хранится")


TEMPLATE_TRANSITIONS: dict[str, frozenset[str]] = {
    TemplateState.TRIED: frozenset({TemplateState.USED, TemplateState.KEPT}),
    TemplateState.USED: frozenset({TemplateState.KEPT}),
    # An old version may be taken again.
    TemplateState.KEPT: frozenset({TemplateState.USED}),
}
