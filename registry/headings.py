"""Columns of the two bases: those of the regulation's annexes, in their order and words."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from core.i18n import gettext_lazy as _

from .choices import Base

# S3, annex 4.
MENTOR_FORM: dict[str, Any] = {
    "name": _("ФИО {mentor:genitive}"),
    "contacts": _("Контактные данные для связи"),
    "workplace": _("Место работы/учебы {mentor:genitive}"),
    "competencies": _("Основные компетенции {mentor:genitive}"),
    "achievements": _("Важные для программы достижения {mentor:genitive}"),
    "interests": _("Интересы {mentor:genitive}"),
    "wished_age": _("Желаемый возраст {mentees:genitive}"),
    "time_resource": _("Ресурс времени на программу наставничества"),
    "joined_on": _("Дата вхождения в программу"),
    "pair_names": _("ФИО {mentee:genitive} ({mentees:genitive})"),
    "form": _("Форма наставничества"),
    "pair_workplace": _("Место работы/учебы {mentee:genitive}"),
    "ends_on": _("Дата завершения программы"),
    "results": _("Результаты программы"),
    "case_url": _("Ссылка на кейс/отзыв {mentor:genitive}, размещенные на сайте организации"),
}

# S3, annex 3.
MENTEE_FORM: dict[str, Any] = {
    "name": _("ФИО {mentee:genitive}"),
    "contacts": _("Контактные данные для связи (данные представителя)"),
    "birth_year": _("Год рождения {mentee:genitive}"),
    "request": _("Основной запрос {mentee:genitive}"),
    "joined_on": _("Дата вхождения в программу"),
    "pair_names": _("ФИО {mentor:genitive}"),
    "form": _("Форма наставничества"),
    "pair_workplace": _("Место работы/учебы {mentor:genitive}"),
    "ends_on": _("Дата завершения программы"),
    "results": _("Результаты программы"),
    "case_url": _("Ссылка на кейс/отзыв {mentee:genitive}, размещенные на сайте организации"),
    "passed": _("Отметка о прохождении программы"),
}

FORMS = {Base.MENTORS: MENTOR_FORM, Base.MENTEES: MENTEE_FORM}

# What the lists show beyond the forms.
OTHER: dict[str, Any] = {
    "place": _("{Class} / должность"),
    "direction": _("Направление наставничества"),
    "places": _("Сколько {mentees:genitive} может взять"),
    "interests": _("Интересы"),
    "areas": _("Области запроса"),
    "readiness": _("Готовность"),
}


def heading(base: str, name: str) -> Any:
    return FORMS[Base(base)].get(name) or OTHER[name]


def printed_heading(base: str, name: str) -> str:
    """The heading in a file: Russian whatever the interface, so that it can be read back."""
    with translation.override("ru"):
        return str(heading(base, name))
