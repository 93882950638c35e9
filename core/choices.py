"""States and levels that every app shares."""

from django.db.models import TextChoices

from core.i18n import gettext_lazy as _


class JobState(TextChoices):
    QUEUED = "queued", _("в очереди")
    RUNNING = "running", _("выполняется")
    DONE = "done", _("готово")
    FAILED = "failed", _("не получилось")


class Level(TextChoices):
    """How much a finding weighs: a block stops the action, a warning is shown and recorded."""

    BLOCK = "block", _("нельзя")
    WARNING = "warning", _("обратите внимание")
