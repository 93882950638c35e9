from django.apps import AppConfig

from core.i18n import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Документы")
