from django.apps import AppConfig

from core.i18n import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "orders"
    verbose_name = _("Приказы")

    def ready(self) -> None:
        from . import receivers
