from django.apps import AppConfig

from core.i18n import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Рабочее место")

    def ready(self) -> None:
        from . import receivers
