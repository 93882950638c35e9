from django.apps import AppConfig

from core.i18n import gettext_lazy as _


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = _("Базы")

    def ready(self) -> None:
        from . import receivers, selection_access
