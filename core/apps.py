from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from core.i18n import gettext_lazy as _

# The triggers' own library lets a setting of the session switch any of them off. Nothing here
# does so, and nobody shall: what a trigger keeps stands against every statement.
_NEVER_IGNORE = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME)
RETURNS BOOLEAN AS 'BEGIN RETURN FALSE; END;' LANGUAGE plpgsql
"""


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Ядро")

    def ready(self) -> None:
        post_migrate.connect(keep_triggers_on, sender=self)


def keep_triggers_on(*, using: str, **kwargs: Any) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(_NEVER_IGNORE)
