from django.apps import AppConfig

from core.i18n import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Планы")

    def ready(self) -> None:
        from . import receivers
