"""The roles that a user may have in a school."""

from django.db.models import TextChoices

from core.i18n import gettext_lazy as _


class Role(TextChoices):
    ADMINISTRATOR = "administrator", _("администратор")
    DIRECTOR = "director", _("{director}")
    COORDINATOR = "coordinator", _("{coordinator}")
    CURATOR = "curator", _("{curator}")
    MENTOR = "mentor", _("{mentor}")
    MENTEE = "mentee", _("{mentee}")
    PARENT = "parent", _("{parent}")
    PSYCHOLOGIST = "psychologist", _("{psychologist}")
    OBSERVER = "observer", _("наблюдатель")


# Roles that see every row of their school; a curator does too, unless the membership limits it.
WHOLE_SCHOOL = (Role.ADMINISTRATOR, Role.DIRECTOR, Role.COORDINATOR)

# The accounts of a demonstration school: one for each role, all with this password. They can sign
# in only where settings.MENTORING_DEMO says that no people's data are.
# Nobody gets mail in the top-level domain .example, so an address there is always made up.
MADE_UP_DOMAIN = ".example"
DEMO_DOMAIN = "demo.example"
DEMO_PASSWORD = "demo-nastavnik-2026"  # noqa: S105  shown on the sign-in page of a demonstration


def demo_email(role: str) -> str:
    return f"{role}@{DEMO_DOMAIN}"


def is_made_up_email(email: str) -> bool:
    return email.lower().endswith(MADE_UP_DOMAIN)
