"""The roles that a user may have in a school."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    ADMINISTRATOR = "administrator", _("администратор")
    DIRECTOR = "director", _("директор")
    COORDINATOR = "coordinator", _("координатор")
    CURATOR = "curator", _("куратор")
    MENTOR = "mentor", _("наставник")
    MENTEE = "mentee", _("наставляемый")
    PARENT = "parent", _("родитель")
    PSYCHOLOGIST = "psychologist", _("педагог-психолог")
    OBSERVER = "observer", _("наблюдатель")


# Roles that see every row of their school; a curator does too, unless the membership limits it.
WHOLE_SCHOOL = (Role.ADMINISTRATOR, Role.DIRECTOR, Role.COORDINATOR)
