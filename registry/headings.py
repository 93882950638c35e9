"""Columns of the two bases: those of the regulation's annexes, in their order and words."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from core.i18n import gettext_lazy as _

from .choices import Base

# S3, annex 4.
MENTOR_FORM: dict[str, Any] = {
    "name": _("ФИО наставника"),
    "contacts": _("Контактные данные для связи"),
    "workplace": _("Место работы/учебы наставника"),
    "competencies": _("Основные компетенции наставника"),
    "achievements": _("Важные для программы достижения наставника"),
    "interests": _("Интересы наставника"),
    "wished_age": _("Желаемый возраст наставляемых"),
    "time_resource": _("Ресурс времени на программу наставничества"),
    "joined_on": _("Дата вхождения в программу"),
    "pair_names": _("ФИО наставляемого (наставляемых)"),
    "form": _("Форма наставничества"),
    "pair_workplace": _("Место работы/учебы наставляемого"),
    "ends_on": _("Дата завершения программы"),
    "results": _("Результаты программы"),
    "case_url": _("Ссылка на кейс/отзыв наставника, размещенные на сайте организации"),
}

# S3, annex 3.
MENTEE_FORM: dict[str, Any] = {
    "name": _("ФИО наставляемого"),
    "contacts": _("Контактные данные для связи (данные представителя)"),
    "birth_year": _("Год рождения наставляемого"),
    "request": _("Основной запрос наставляемого"),
    "joined_on": _("Дата вхождения в программу"),
    "pair_names": _("ФИО наставника"),
    "form": _("Форма наставничества"),
    "pair_workplace": _("Место работы/учебы наставника"),
    "ends_on": _("Дата завершения программы"),
    "results": _("Результаты программы"),
    "case_url": _("Ссылка на кейс/отзыв наставляемого, размещенные на сайте организации"),
    "passed": _("Отметка о прохождении программы"),
}

FORMS = {Base.MENTORS: MENTOR_FORM, Base.MENTEES: MENTEE_FORM}

# What the lists show beyond the forms.
OTHER: dict[str, Any] = {
    "place": _("Класс / должность"),
    "direction": _("Направление наставничества"),
    "places": _("Сколько наставляемых может взять"),
    "interests": _("Интересы"),
    "readiness": _("Готовность"),
}


def heading(base: str, name: str) -> Any:
    return FORMS[Base(base)].get(name) or OTHER[name]


def printed_heading(base: str, name: str) -> str:
    """The heading in a file: Russian whatever the interface, so that it can be read back."""
    with translation.override("ru"):
        return str(heading(base, name))
