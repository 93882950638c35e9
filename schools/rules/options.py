"""Values that rules choose from: codes for the data, words for people."""

from __future__ import annotations

from typing import Any

from core.i18n import gettext_lazy as _
from schools.choices import AppointedRole, ParticipantKind

Options = tuple[tuple[str, Any], ...]

# Who acts: roles of sign-in, and bodies that the school appoints.
ROLE_OPTIONS: Options = (
    ("curator", _("куратор")),
    ("mentor", _("наставник")),
    ("mentee", _("наставляемый")),
    ("coordinator", _("координатор")),
    ("director", _("директор")),
    ("psychologist", _("педагог-психолог")),
)
BODY_OPTIONS: Options = (
    *ROLE_OPTIONS,
    ("administrator", _("администратор системы")),
    ("working_group", _("рабочая группа")),
    ("council", _("методический совет наставников")),
    ("class_teacher", _("классный руководитель")),
)
APPOINTED_OPTIONS: Options = tuple(AppointedRole.choices)
PARTICIPANT_OPTIONS: Options = tuple(ParticipantKind.choices)

BOUNDED_OPTIONS: Options = (
    ("plan", _("план")),
    ("pair", _("пару")),
    ("programme", _("персонализированную программу")),
)
CYCLE_OPTIONS: Options = (
    ("school", _("учебный год")),
    ("calendar", _("календарный год")),
    ("months", _("число месяцев")),
)
FINAL_OPTIONS: Options = (
    ("feedback", _("отзыв по форме")),
    ("report", _("отчёт: работа, предложения, выводы")),
    ("none", _("не нужен")),
)
PLAN_SECTION_OPTIONS: Options = (
    ("recommendations", _("рекомендации наставника")),
    ("help", _("методическая и практическая помощь")),
    ("needs", _("анализ потребностей")),
    ("strengths", _("сильные и слабые стороны")),
    ("goals", _("цели и задачи")),
    ("results", _("планируемые результаты")),
    ("facts", _("оценка фактических результатов")),
    ("corrections", _("корректировки")),
)
METHOD_OPTIONS: Options = (
    ("curator", _("представление куратора")),
    ("meeting", _("общая встреча и анкета предпочтений")),
    ("mentee_chooses", _("наставляемый выбирает из предложенных")),
)
SWOT_OPTIONS: Options = (
    ("school", _("один на школу")),
    ("form", _("по каждой форме")),
)
SCOPE_OPTIONS: Options = (
    ("school", _("всю школу")),
    ("direction", _("своё направление")),
    ("form", _("свою форму")),
)
CARDINALITY_OPTIONS: Options = (
    ("one", _("один")),
    ("many", _("несколько")),
)
NUMBERING_OPTIONS: Options = (
    ("auto", _("присваивает система")),
    ("hand", _("вписывают по журналу школы")),
)
CONTRACT_OPTIONS: Options = (
    ("organisation", _("соглашение с организацией")),
    ("person", _("договор с человеком")),
)
SITE_OPTIONS: Options = (
    ("acts", _("положение, программа, дорожная карта")),
    ("mentors", _("реестр наставников")),
    ("pairs", _("сведения о парах")),
    ("practices", _("лучшие практики")),
    ("honours", _("доска почёта")),
    ("partners", _("партнёры")),
)
INDICATOR_OPTIONS: Options = (
    ("pupil_mentors", _("обучающиеся в роли наставника")),
    ("young_specialists", _("молодые специалисты в роли наставляемого")),
    ("enterprises", _("предприятия, давшие наставников")),
    ("mentees_satisfied", _("удовлетворённые наставляемые")),
    ("mentors_satisfied", _("удовлетворённые наставники")),
)

# When monitoring measures. The last two need a value: a day of the year, or per cent of the term.
POINT_OPTIONS: Options = (
    ("entry", _("при входе в программу")),
    ("exit", _("на выходе из программы")),
    ("half_year", _("по итогам полугодия")),
    ("middle", _("в середине срока")),
    ("final", _("по завершении")),
    ("day", _("в названный день года")),
    ("percent", _("когда прошла часть срока")),
)
