from django.apps import AppConfig

from core.i18n import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Ядро")
