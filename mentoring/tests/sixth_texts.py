"""Orders, road map and year of the invented sixth school, as somebody types them."""

from __future__ import annotations

from typing import Any

ACT = "Порядок шефства на стажировке"
SHORT_NAME = "Колледж «Мартен»"
SCHOOL = {
    "kind": "college",
    "name": "Индустриальный колледж «Мартен»",
    "short_name": SHORT_NAME,
    "city": "г. Плавск",
}
# Code of the word, the word itself: its forms are proposed by the page.
WORDS = {"director": "заведующая", "mentee": "стажёр", "mentor": "шеф", "coordinator": "методист"}
SIGNATORY = {
    "post": "Заведующая",
    "last_name": "Громова",
    "first_name": "Вера",
    "middle_name": "Павловна",
    "gender": "f",
}
FORMS = (
    ("мастер – стажёр", "staff", "student", ("у печи", "на разливке")),
    ("выпускник – стажёр", "graduate", "student", ("первая неделя",)),
)
DIRECTIONS = ("Плавка", "Прокат")

INTRODUCTION: dict[str, Any] = {
    "effect": "",
    "main": {
        "name": "О начале шефства",
        "title": "О начале шефства в {year} году",
        "preamble": "По решению Совета шефов (протокол № {minutes}) и «{regulation}»",
        "control": "Исполнение проверяю сама.",
        "number_mask": "П-{number}",
    },
    "sheets": ("approval_sheet", "acquaintance"),
    "fields": ({"title": "Номер протокола Совета шефов", "code": "minutes"},),
    "appoints": (
        {"role": "coordinator", "minimum": "1", "maximum": "1"},
        {"role": "psychologist", "minimum": "1", "maximum": "1"},
    ),
    "points": (
        {"text": "Начать шефство {mentors_word:genitive} над {mentees_word:instrumental}:"},
        {
            "text": "объявить набор {mentors_word:genitive}",
            "level": "1",
            "executor": "{coordinator}",
            "due": "{starts_on}",
        },
        {
            "text": "Поручить шефство: {person:dative}.",
            "repeat": "appointed",
            "role": "coordinator",
        },
        {
            "text": "Беседы со {mentees_word:instrumental} ведёт {person}.",
            "repeat": "appointed",
            "role": "psychologist",
        },
    ),
    "annexes": (
        {"title": "Порядок", "kind": "regulation"},
        {"title": "Маршрут стажировки", "kind": "road_map"},
        {"title": "Участки", "kind": "table", "columns": "Участок\nМест\nСмена"},
    ),
}
PAIRS: dict[str, Any] = {
    "effect": "",
    "main": {
        "name": "О допуске на стажировку",
        "title": "О допуске {mentees_word:genitive} на стажировку",
        "preamble": "Согласно «{regulation}»",
    },
    "sheets": (),
    "fields": (),
    "appoints": (),
    "points": (
        {"text": "Допустить к печи:"},
        {
            "text": "{mentees:accusative}; отвечает {mentor} (форма «{form}»), по {pair_ends_on}",
            "level": "1",
            "repeat": "pairs",
        },
        {"text": "Справки о стажировке сдавать {coordinator:dative}."},
    ),
    "annexes": ({"title": "Смены", "kind": "pairs"},),
}
COMPLETION: dict[str, Any] = {
    "effect": "completion",
    "main": {
        "name": "О выпуске со стажировки",
        "title": "О выпуске со стажировки",
        "preamble": "Основание: {reason}",
    },
    "sheets": (),
    "fields": (),
    "appoints": (),
    "points": ({"text": "Завершить с {changed_on} шефство над {mentees:instrumental}."},),
    "annexes": (),
}
ORDER_KINDS = (INTRODUCTION, PAIRS, COMPLETION)

ROAD_MAP_TITLE = "Маршрут стажировки"
# Heading, then what stands under it.
COLUMNS = (
    ("Участок пути", "stage"),
    ("Что делаем", "title"),
    ("К какому сроку", "term"),
    ("Кто ведёт", "responsible"),
    ("Чем подтверждаем", "documents"),
)
YEAR = {
    "title": "Стажировка {year}",
    "starts": "1 февраля",
    "ends": "30 сентября",
    "reporting_documents": "Листы стажировки\nСправки о стажировке",
}
STAGES: tuple[dict[str, Any], ...] = (
    {"level": "0", "title": "Загрузка", "term": "первый месяц"},
    {
        "level": "1",
        "title": "Обойти участки",
        "term": "первая неделя",
        "responsible": "методист",
        "documents": "журнал обхода",
        "roles": ("coordinator",),
    },
    {"level": "0", "title": "Плавка", "term": "до середины срока"},
    {"level": "1", "title": "Провести пробную плавку", "documents": "карта плавки"},
    {"level": "0", "title": "Выпуск", "term": "последний месяц"},
    {"level": "1", "title": "Собрать справки", "responsible": "заведующая"},
)
MEASUREMENTS: tuple[dict[str, Any], ...] = (
    {"title": "Брак на участке, тонн", "fewer_is_better": ("on",)},
    {"title": "Смен без замечаний"},
)
TARGET = {"group": "pupils", "percent": "35"}
