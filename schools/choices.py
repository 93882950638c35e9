"""Kinds of organisations, acts and people that a school tells apart."""

from django.db.models import TextChoices
from django.utils.functional import lazy

from core.i18n import gettext
from core.i18n import gettext_lazy as _


class OrganisationKind(TextChoices):
    SCHOOL = "school", _("школа")
    COLLEGE = "college", _("колледж или техникум")
    KINDERGARTEN = "kindergarten", _("детский сад")
    OTHER = "other", _("другая организация")


class ActKind(TextChoices):
    REGULATION = "regulation", _("положение")
    PROGRAMME = "programme", _("программа")
    TARGET_MODEL = "target_model", _("целевая модель")
    ROAD_MAP = "road_map", _("дорожная карта")


class ProgrammeState(TextChoices):
    PLANNED = "planned", _("готовится")
    ACTIVE = "active", _("идёт")
    CLOSED = "closed", _("завершена")


PROGRAMME_TRANSITIONS: dict[str, frozenset[str]] = {
    ProgrammeState.PLANNED: frozenset({ProgrammeState.ACTIVE}),
    ProgrammeState.ACTIVE: frozenset({ProgrammeState.CLOSED}),
    ProgrammeState.CLOSED: frozenset(),
}


class PairsChoice(TextChoices):
    """What becomes of the pairs of a programme when the next one is made from it."""

    CLOSE = "close", _("завершить вместе с прежней программой")
    CONTINUE = "continue", _("продолжить в новой программе")


def _pupil() -> str:
    """A college says «студент» of those of its own; a second such line in a list misleads."""
    word = gettext("{student}")
    return gettext("школьник") if word == gettext("студент") else word


class ParticipantKind(TextChoices):
    """Who a participant is to the school; a form of mentoring names a kind for each side."""

    PUPIL = "pupil", lazy(_pupil, str)()
    STUDENT = "student", _("студент")
    STAFF = "staff", _("{employee} {school:genitive}")
    PARENT = "parent", _("{parent}")
    GRADUATE = "graduate", _("выпускник")
    EMPLOYER = "employer", _("сотрудник партнёра")
    OTHER = "other", _("другое")


class AppointedRole(TextChoices):
    """Whom an order of the director can appoint; which of them exist, the regulation says."""

    COORDINATOR = "coordinator", _("{coordinator}")
    CURATOR = "curator", _("{curator}")
    WORKING_GROUP_HEAD = "working_group_head", _("руководитель рабочей группы")
    WORKING_GROUP = "working_group", _("член рабочей группы")
    COMMISSION_CHAIR = "commission_chair", _("председатель комиссии")
    COMMISSION = "commission", _("член комиссии")
    COUNCIL_HEAD = "council_head", _("руководитель методического совета")
    COUNCIL = "council", _("член методического совета")
    PSYCHOLOGIST = "psychologist", _("{psychologist}")


class TargetGroup(TextChoices):
    """Of whom a target counts the share."""

    PUPILS = "pupils", _("{students}")
    TEACHERS = "teachers", _("педагоги")


class RoadMapGrouping(TextChoices):
    STAGE = "stage", _("по этапам")
    THEME = "theme", _("по темам")
    NONE = "none", _("без разделов")
