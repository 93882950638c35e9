"""How to fill in each column of a base, in a sentence: for the page and for the empty workbook."""

from __future__ import annotations

from typing import Any

from core.i18n import gettext_lazy as _

from .choices import Base

_HELP: dict[str, Any] = {
    "full_name": _("Обязательно. Фамилия, имя и отчество полностью; отчества может не быть."),
    "birth_year": _("Четыре цифры, например 2012. Можно указать и полную дату рождения."),
    "request": _("С чем нужна помощь, своими словами."),
    "place": _(
        "Для {student:genitive} {class} («8А»), для взрослого должность («{teacher} физики»)."
    ),
    "workplace": _("Место, после запятой должность или {class}: «{school}, {teacher} истории»."),
    "competencies": _("В чём может помочь: предметы, навыки, через запятую."),
    "achievements": _("Что важно знать о {mentor:prepositional} участникам программы."),
    "interests": _("Через запятую."),
    "wished_age": _("Например «11–13», «взрослые», «любой». Ячейка должна быть текстовой."),
    "time_resource": _("Например «2 часа в неделю»."),
    "places": _("Целое число. Если пусто, действует число из положения {school:genitive}."),
    "joined_on": _("Дата, например 01.09.2026."),
    "form": _("Одна из форм, которые есть в {school:prepositional}."),
    "direction": _("Одно из направлений, которые есть в {school:prepositional}."),
    "case_url": _("Адрес страницы, если кейс или отзыв уже опубликован."),
}
_CONTACTS = {
    Base.MENTORS: _(
        "Телефон, почта. По адресу почты {mentor:genitive} можно будет пригласить в систему."
    ),
    Base.MENTEES: _("Телефон или почта. Для несовершеннолетнего — {guardian:genitive}."),
}


def column_help(base: str, name: str) -> Any:
    return _CONTACTS[Base(base)] if name == "contacts" else _HELP[name]
