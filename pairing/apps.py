from django.apps import AppConfig

from core.i18n import gettext_lazy as _


class PairingConfig(AppConfig):
    name = "pairing"
    verbose_name = _("Пары")

    def ready(self) -> None:
        from . import receivers
