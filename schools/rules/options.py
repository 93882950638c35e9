"""Values that rules choose from: codes for the data, words for people."""

from __future__ import annotations

from typing import Any

from core.i18n import gettext_lazy as _
from schools.choices import AppointedRole, ParticipantKind

Options = tuple[tuple[str, Any], ...]

# Who acts: roles of sign-in, and bodies that the school appoints.
ROLE_OPTIONS: Options = (
    ("curator", _("{curator}")),
    ("mentor", _("{mentor}")),
    ("mentee", _("{mentee}")),
    ("coordinator", _("{coordinator}")),
    ("director", _("{director}")),
    ("psychologist", _("{psychologist}")),
)
BODY_OPTIONS: Options = (
    *ROLE_OPTIONS,
    ("administrator", _("администратор системы")),
    ("working_group", _("рабочая группа")),
    ("council", _("методический совет {mentors:genitive}")),
    ("class_teacher", _("{class_teacher}")),
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
    ("feedback", _("отзыв")),
    ("report", _("отчёт")),
    ("none", _("не нужен")),
)
METHOD_OPTIONS: Options = (
    ("curator", _("представление {curator:genitive}")),
    ("meeting", _("общая встреча и анкета предпочтений")),
    ("mentee_chooses", _("{mentee} выбирает из предложенных")),
)
SWOT_OPTIONS: Options = (
    ("school", _("один на {school:accusative}")),
    ("form", _("по каждой форме")),
)
SCOPE_OPTIONS: Options = (
    ("school", _("{school:весь/всю/всё} {school:accusative}")),
    ("direction", _("своё направление")),
    ("form", _("свою форму")),
)
CARDINALITY_OPTIONS: Options = (
    ("one", _("один")),
    ("many", _("несколько")),
)
NUMBERING_OPTIONS: Options = (
    ("auto", _("присваивает система")),
    ("hand", _("вписывают по журналу {school:genitive}")),
)
SIGNING_OPTIONS: Options = (
    ("paper", _("на бумаге, скан прикладывают к приказу")),
    ("electronic", _("файлом электронной подписи, его прикладывают к приказу")),
    ("system", _("утверждением здесь, с отметкой о простой электронной подписи")),
)
CONTRACT_OPTIONS: Options = (
    ("organisation", _("соглашение с организацией")),
    ("person", _("договор с человеком")),
)
SITE_OPTIONS: Options = (
    ("acts", _("положение, программа, дорожная карта")),
    ("mentors", _("реестр {mentors:genitive}")),
    ("pairs", _("сведения о парах")),
    ("practices", _("лучшие практики")),
    ("honours", _("доска почёта")),
    ("partners", _("партнёры")),
)
INDICATOR_OPTIONS: Options = (
    ("pupil_mentors", _("{students} в роли {mentor:genitive}")),
    ("young_specialists", _("молодые специалисты в роли {mentee:genitive}")),
    ("enterprises", _("предприятия, давшие {mentors:accusative}")),
    ("mentees_satisfied", _("удовлетворённые {mentees}")),
    ("mentors_satisfied", _("удовлетворённые {mentors}")),
)

# Texts by which mentors work; the words of each are the school's own.
PRINCIPLE_OPTIONS: Options = (
    ("manifest", _("манифест {mentor:genitive}")),
    ("code", _("кодекс {mentor:genitive}")),
    ("principles", _("руководящие принципы {mentor:genitive}")),
)

# What a form prints, by the headings that the act gives them.
PLAN_HEAD_OPTIONS: Options = (
    ("mentee", _("{mentee}")),
    ("mentee_class", _("{class} {mentee:genitive}")),
    ("mentee_post", _("должность {mentee:genitive}")),
    ("mentor", _("{mentor}")),
    ("mentor_post", _("должность {mentor:genitive}")),
    ("period", _("срок")),
)
PLAN_COLUMN_OPTIONS: Options = (
    ("number", _("номер")),
    ("title", _("мероприятие")),
    ("period", _("срок")),
    ("responsible", _("ответственный")),
    ("mark", _("что сделано")),
)
FINAL_HEAD_OPTIONS: Options = (
    ("mentor", _("{mentor}")),
    ("mentee", _("{mentee}")),
    ("period", _("срок")),
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
