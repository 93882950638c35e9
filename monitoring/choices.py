"""Kinds of questions, sides and stages of a survey, and what their answers may be."""

from django.db.models import TextChoices

from core.i18n import gettext_lazy as _


class SurveyStage(TextChoices):
    ENTRY = "entry", _("вход")
    EXIT = "exit", _("выход")


class Side(TextChoices):
    MENTOR = "mentor", _("{mentor}")
    MENTEE = "mentee", _("{mentee}")


class QuestionKind(TextChoices):
    SCALE = "scale", _("балл по шкале")
    YES_NO = "yes_no", _("да или нет")
    TEXT = "text", _("текст")
    CHOICE = "choice", _("один вариант")


class HeadcountGroup(TextChoices):
    """Of whom a share is taken. The base knows participants only, so the whole is typed."""

    PUPILS = "pupils", _("{students}, всего")
    TEACHERS = "teachers", _("педагоги, всего")
    PUPILS_OF_AGE = "pupils_of_age", _("{students} названного возраста, всего")
    YOUNG_SPECIALISTS = "young_specialists", _("молодые специалисты, всего")
    ENTERPRISES = "enterprises", _("предприятия муниципалитета, всего")


YES, NO = 1, 0
LONGEST_TEXT = 2000

# Fewer answers than this are not shown together: a mean of three people tells what each one said.
FEWEST_ANSWERS = 5
