"""How to fill in each column of a base, in a sentence: for the page and for the empty workbook."""

from __future__ import annotations

from typing import Any

from core.i18n import gettext_lazy as _

from .choices import Base

_HELP: dict[str, Any] = {
    "full_name": _("Обязательно. Фамилия, имя и отчество полностью; отчества может не быть."),
    "birth_year": _("Четыре цифры, например 2012. Можно указать и полную дату рождения."),
    "request": _("С чем нужна помощь, своими словами."),
    "areas": _("К чему относится запрос, через запятую: математика, олимпиады."),
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


# What follows from something else is told in lists and files, never typed.
_MEANING: dict[str, Any] = {
    "name": _("Фамилия, имя и отчество полностью."),
    "request": _("С чем нужна помощь, словами того, кто вносил."),
    "areas": _("Области, к которым отнесён запрос: по ним подбирают {mentor:accusative}."),
    "place": _("{Class} для {student:genitive}, должность для взрослого."),
    "workplace": _("Место работы или учёбы и должность."),
    "birth_year": _("Год рождения; полная дата, если она известна, стоит в карточке."),
    "competencies": _("В чём человек может помочь."),
    "wished_age": _("С кем {mentor:nominative} хотел бы заниматься, словами."),
    "time_resource": _("Сколько времени человек готов отдавать, словами."),
    "places": _(
        "Сколько {mentees:genitive} готов взять; пусто, если действует число из положения."
    ),
    "joined_on": _("С какого дня человек в программе."),
    "form": _("Форма пары, а пока её нет, форма из карточки."),
    "direction": _("Направление из положения. Направления особой категории не выгружаются."),
    "pair_names": _("С кем человек в паре сейчас, а если пара завершена, с кем был."),
    "pair_workplace": _("Где учится или работает другой человек пары."),
    "ends_on": _("Последний день пары по приказу."),
    "results": _("Итог, записанный при завершении пары."),
    "passed": _("Пройдена ли программа; берётся из завершения пары."),
    "case_url": _("Адрес опубликованного кейса или отзыва."),
    "contacts": _("Телефон, почта; для несовершеннолетнего {guardian:genitive}."),
    "interests": _("Чем человек увлекается."),
    "achievements": _("Что важно знать о {mentor:prepositional} участникам программы."),
}


def column_meaning(name: str) -> str:
    """What a column of a list or a file says, for whoever reads it."""
    return str(_MEANING[name])


def column_help(base: str, name: str) -> Any:
    return _CONTACTS[Base(base)] if name == "contacts" else _HELP[name]
