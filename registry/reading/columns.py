"""Which columns a base may have, and by which headings people call them.

The table is data: a new synonym is a word more, a new column an entry more. Headings are compared
after `heading_key`, once as they stand and once without the words of the base itself
(«наставника» in the mentors' base), so «ФИО», «ФИО наставника» and «1. Ф.И.О. наставника» are one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from core.russian.text import fold
from core.terms import USUAL, expand, using, words

from ..choices import Base

PAIR = "pair"
IGNORED = "ignored"
# Several columns of these are put together: the mother's telephone and the father's.
JOINED = frozenset(("phone", "contacts", "guardian_name"))
# The column that the marked workbook gets; it comes back with the mended file.
REASONS = "Что исправить"


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is what it fills, `read` how a cell of it is read, `limit` how long it may be.

    `template` is the title, with terms where the school's own words stand in it.
    """

    name: str
    template: str
    read: str = "line"
    synonyms: tuple[str, ...] = ()
    limit: int = 0

    @property
    def title(self) -> str:
        return expand(self.template)


_NAME = (
    Column(
        "full_name",
        "ФИО",
        "name",
        ("Ф. И. О.", "ФИО полностью", "Фамилия, имя, отчество", "Фамилия Имя Отчество (полностью)",
         "Фамилия и имя", "Фамилия, имя", "Полное имя", "Участник"),
        200,
    ),
    Column("last_name", "Фамилия", "name_part", (), 100),
    Column("first_name", "Имя", "name_part", ("Имя, отчество", "Имя и отчество", "Имя Отчество"),
           150),
    Column("middle_name", "Отчество", "name_part", ("Отчество (при наличии)",), 100),
)  # fmt: skip

_COMMON = (
    Column("gender", "Пол", "gender"),
    Column("birth_year", "Год рождения", "birth", ("Год рожд.", "Г. р.")),
    Column(
        "birth_date",
        "Дата рождения",
        "birth",
        ("Дата рожд.", "День рождения", "Число, месяц, год рождения", "Д. р."),
    ),
    Column("class_name", "{Class}", "line", ("Группа", "Класс (группа)", "Класс/группа"), 50),
    Column("post", "Должность", "line", ("Должность, предмет", "Занимаемая должность"), 200),
    Column(
        "place",
        "{Class} / должность",
        "line",
        ("Класс или должность", "Должность / класс", "Класс, должность", "Класс (должность)",
         "Класс/группа/должность"),
        200,
    ),
    Column(
        "email",
        "Электронная почта",
        "email",
        ("E-mail", "Email", "Почта", "Эл. почта", "Адрес электронной почты", "Эл. адрес",
         "Электронный адрес"),
        254,
    ),
    Column(
        "phone",
        "Телефон",
        "line",
        ("Номер телефона", "Контактный телефон", "Мобильный телефон", "Сотовый телефон", "Тел.",
         "Телефон для связи"),
        500,
    ),
    Column(
        "guardian_name",
        "ФИО {guardian:genitive}",
        "line",
        ("ФИО родителя", "ФИО родителей", "ФИО представителя", "ФИО матери", "ФИО мамы",
         "ФИО отца", "ФИО папы", "Родитель", "Родители", "Законный представитель", "Мама", "Папа",
         "Мать", "Отец", "ФИО родителя (законного представителя)"),
        300,
    ),
    Column(
        "joined_on",
        "Дата вхождения в программу",
        "date",
        ("Дата вхождения", "Дата входа в программу", "Дата включения в программу",
         "Дата вступления в программу"),
    ),
    Column("form", "Форма наставничества", "form", ("Форма",)),
    Column("interests", "Интересы", "text", ("Увлечения", "Хобби", "Интересы, увлечения"), 5000),
)  # fmt: skip

_MENTORS = (
    Column(
        "contacts",
        "Контактные данные для связи",
        "line",
        ("Контактные данные", "Контакты", "Телефон, e-mail", "Телефон и почта", "Контакт"),
        500,
    ),
    Column(
        "workplace",
        "Место работы/учебы {mentor:genitive}",
        "line",
        ("Место работы (учебы)", "Место работы", "Место учебы", "Место работы или учебы",
         "Организация", "Место работы, должность"),
        500,
    ),
    Column(
        "competencies",
        "Основные компетенции {mentor:genitive}",
        "text",
        ("Компетенции", "Ключевые компетенции", "Чем может помочь"),
        5000,
    ),
    Column(
        "achievements",
        "Важные для программы достижения {mentor:genitive}",
        "text",
        ("Достижения", "Важные достижения"),
        5000,
    ),
    Column(
        "wished_age",
        "Желаемый возраст {mentees:genitive}",
        "line",
        ("Возраст наставляемых", "Желаемый возраст", "Желаемый возраст наставляемого"),
        100,
    ),
    Column(
        "time_resource",
        "Ресурс времени на программу наставничества",
        "line",
        ("Ресурс времени на программу", "Ресурс времени", "Сколько времени может уделять"),
        200,
    ),
    Column(
        "places",
        "Сколько {mentees:genitive} может взять",
        "places",
        ("Количество наставляемых", "Число наставляемых", "Количество мест", "Мест"),
    ),
    Column(
        "case_url",
        "Ссылка на кейс/отзыв {mentor:genitive}, размещенные на сайте организации",
        "url",
        ("Ссылка на кейс/отзыв наставника", "Ссылка на кейс", "Ссылка на отзыв"),
        500,
    ),
    Column("full_name", "ФИО {mentor:genitive}", "name", ("Наставник",), 200),
    Column("", "ФИО {mentee:genitive} ({mentees:genitive})", PAIR,
           ("ФИО наставляемых", "Наставляемый", "Наставляемые")),
    Column("", "Место работы/учебы {mentee:genitive}", PAIR, ("Место учебы наставляемого",
                                                        "Место работы/учебы наставляемых")),
)  # fmt: skip

_MENTEES = (
    Column(
        "contacts",
        "Контактные данные для связи (данные представителя)",
        "line",
        ("Контактные данные", "Контактные данные для связи", "Контакты", "Контакт",
         "Контактные данные представителя", "Контактные данные родителя", "Контакты родителей"),
        500,
    ),
    Column(
        "phone",
        "Телефон",
        "line",
        ("Телефон родителя", "Телефон представителя", "Телефон родителей"),
        500,
    ),
    Column("workplace", "Место работы/учебы", "line", ("Место работы", "Место учебы"), 300),
    Column(
        "request",
        "Основной запрос",
        "text",
        ("Запрос", "Основной запрос наставляемого", "Запрос наставляемого", "Потребность"),
        5000,
    ),
    Column("direction", "Направление наставничества", "direction", ("Направление",)),
    Column(
        "case_url",
        "Ссылка на кейс/отзыв {mentee:genitive}, размещенные на сайте организации",
        "url",
        ("Ссылка на кейс/отзыв наставляемого", "Ссылка на кейс", "Ссылка на отзыв"),
        500,
    ),
    Column("full_name", "ФИО {mentee:genitive}", "name", ("Наставляемый", "ФИО обучающегося",
                                                      "ФИО ученика"), 200),
    Column("", "ФИО {mentor:genitive}", PAIR, ("Наставник",)),
    Column("", "Место работы/учебы {mentor:genitive}", PAIR, ("Место работы наставника",
                                                     "Должность наставника")),
    Column("", "Отметка о прохождении программы", PAIR, ("Отметка о прохождении",)),
    Column(
        "areas",
        "Области запроса",
        "text",
        ("Область запроса", "Темы запроса", "Тема запроса", "Области", "Предметы"),
        2000,
    ),
)  # fmt: skip

_PAIR = (
    Column("", "Дата завершения программы", PAIR, ("Дата завершения", "Дата окончания программы")),
    Column("", "Результаты программы", PAIR, ("Результаты", "Результат программы", "Результат")),
    Column("", "№ п/п", IGNORED, ("№", "п/п", "N", "No", "Номер", "Номер по порядку")),
    Column("", REASONS, IGNORED),
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    Base.MENTORS: (*_NAME, *_COMMON, *_MENTORS, *_PAIR),
    Base.MENTEES: (*_NAME, *_COMMON, *_MENTEES, *_PAIR),
}
# What the official form of each base has for people to fill, in its order: the empty workbook.
TEMPLATE: dict[str, tuple[str, ...]] = {
    Base.MENTORS: (
        "full_name", "contacts", "birth_year", "workplace", "competencies", "achievements",
        "interests", "wished_age", "time_resource", "places", "joined_on", "form", "case_url",
    ),
    Base.MENTEES: (
        "full_name", "contacts", "birth_year", "request", "areas", "place", "joined_on", "form",
        "direction", "interests", "case_url",
    ),
}  # fmt: skip

_OWN_WORDS: dict[str, frozenset[str]] = {
    Base.MENTORS: frozenset(("наставника", "наставников")),
    Base.MENTEES: frozenset(
        ("наставляемого", "наставляемых", "обучающегося", "ученика", "студента", "стажера")
    ),
}
_NOT_LETTERS = re.compile(r"[^а-яa-z0-9]+")
_NUMBER = re.compile(r"^\d+ ")
_PARENTHESES = re.compile(r"\([^()]*\)")


def heading_key(text: str) -> str:
    """By this headings are compared: small letters, no signs, no number in front."""
    return _NUMBER.sub("", _NOT_LETTERS.sub(" ", fold(text)).strip())


@cache
def _table(base: str) -> dict[str, Column]:
    """Every heading that is known, to its column. What stands later in the list wins."""
    table: dict[str, Column] = {}
    with using(USUAL):
        for column in COLUMNS[base]:
            for heading in (column.title, *column.synonyms):
                table[heading_key(heading)] = column
    return table


def _in_usual_words(key: str) -> str:
    """The key with the school's own words replaced by the usual ones: «фио стажера»."""
    own_to_usual: dict[str, str] = {}
    for code, noun in words().items():
        usual = USUAL[code]
        if noun is not usual:  # compared by value this would be the dearest line of a short file
            pairs = zip(noun.singular + noun.plural, usual.singular + usual.plural, strict=True)
            for own, word in pairs:
                # Of forms that look alike the first is taken, so the genitive before the rest.
                own_to_usual.setdefault(heading_key(own), heading_key(word))
    for own in sorted(own_to_usual, key=len, reverse=True):
        key = re.sub(rf"(?<!\w){re.escape(own)}(?!\w)", own_to_usual[own], key)
    return key


def column_of(base: str, heading: str) -> Column | None:
    """The column that a heading of the file means; None where nobody knows."""
    table = _table(base)
    keys = [heading_key(text) for text in (heading, _PARENTHESES.sub(" ", heading))]
    for key in (*keys, *map(_in_usual_words, keys)):
        own = " ".join(word for word in key.split() if word not in _OWN_WORDS[base])
        found = table.get(key) or (table.get(own) if own else None)
        if found:
            return found
    return None


def known_headings(base: str) -> dict[str, Column]:
    """Every heading that is foreseen, by its key."""
    return _table(base)


@cache
def columns_by_name(base: str) -> dict[str, Column]:
    return {column.name: column for column in COLUMNS[base] if column.name}
