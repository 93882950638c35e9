from django.apps import AppConfig

from core.i18n import gettext_lazy as _


class SchoolsConfig(AppConfig):
    name = "schools"
    verbose_name = _("Школы и положения")
