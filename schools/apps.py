from django.apps import AppConfig

from core import terms
from core.i18n import gettext_lazy as _


class SchoolsConfig(AppConfig):
    name = "schools"
    verbose_name = _("Школы и положения")

    def ready(self) -> None:
        from .terms import words_of_id

        terms.told_by(words_of_id)
