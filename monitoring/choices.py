"""Kinds of questions, sides and stages of a survey."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SurveyStage(TextChoices):
    ENTRY = "entry", _("вход")
    EXIT = "exit", _("выход")


class Side(TextChoices):
    MENTOR = "mentor", _("наставник")
    MENTEE = "mentee", _("наставляемый")


class QuestionKind(TextChoices):
    SCALE = "scale", _("балл от 1 до 10")
    YES_NO = "yes_no", _("да или нет")
    TEXT = "text", _("текст")
    CHOICE = "choice", _("один вариант")


SCALE_MIN, SCALE_MAX = 1, 10
