"""Twelve spreadsheets in `data/imports`, each kept in another way, and what each of them says.

`told` is what a person has to say for the file to be read whole; ten files and more need nothing.
`data/build_imports.py` made the files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from registry.choices import Base

FOLDER = Path(__file__).parent / "data" / "imports"
PUPIL, STAFF, EMPLOYER = "pupil", "staff", "employer"
TEACHER_PUPIL, TEACHERS = "учитель – ученик", "учитель – учитель"
PUPILS, EMPLOYERS = "ученик – ученик", "работодатель – ученик"


@dataclass(frozen=True)
class Shape:
    """A person is the full name and everything that is written of it but empty values."""

    file: str
    base: str
    people: Mapping[str, Mapping[str, Any]]
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        return (FOLDER / self.file).read_bytes()


def pupil(gender: str, year: int, day: str = "", **more: Any) -> dict[str, Any]:
    told = {"kind": PUPIL, "gender": gender, "birth_year": year, "birth_date": day}
    return {name: value for name, value in (told | more).items() if value}


def adult(gender: str, kind: str = STAFF, **more: Any) -> dict[str, Any]:
    return {"kind": kind} | ({"gender": gender} if gender else {}) | more


SHAPES = (
    Shape(
        "01_form_with_title.xlsx",
        Base.MENTEES,
        {
            "Примерова Анна Ильинична": pupil(
                "f", 2012, contacts="+7 900 200 01 01 (мама, Вера)", request="подтянуть физику",
                class_name="8А", joined_on="2026-09-07", form=TEACHER_PUPIL,
            ),
            "Образцов Пётр Львович": pupil(
                "m", 2011, contacts="+7 900 200 01 02 (папа)", request="выбрать профессию",
                class_name="9Б", joined_on="2026-09-08", form=TEACHER_PUPIL,
            ),
            "Выдуманова Ольга Никитична": adult(
                "f", birth_year=1999, contacts="+7 900 200 01 03", request="освоиться в школе",
                post="учитель химии", joined_on="2026-09-09", form=TEACHERS,
            ),
        },
    ),
    Shape(
        "02_merged_header.xlsx",
        Base.MENTEES,
        {
            "Небылицын Тимур Русланович": pupil(
                "m", 2012, "2012-03-04", class_name="7Б", email="timur@example.org",
                contacts="Небылицына Алла Олеговна (мама); +7 900 200 02 01 (мама);"
                " +7 900 200 02 02",
            ),
            "Сказкина Ева": pupil(
                "", 2012, "2012-11-30", class_name="7Б",
                contacts="Сказкина Инна Львовна (мама); +7 900 200 02 03 (мама)",
            ),
            "Былинин Марк Олегович": pupil(
                "m", 2011, "2011-01-15", class_name="8В", contacts="+7 900 200 02 04"
            ),
        },
    ),
    Shape(
        "03_three_columns.xls",
        Base.MENTEES,
        {
            "Вымышлева Дарья Сергеевна": pupil(
                "f", 2012, "2012-03-01", class_name="8А", contacts="+7 900 200 03 01 (мама)",
                request="математика", joined_on="2026-09-01",
            ),
            "Несуществуев Артём Ильич": pupil(
                "m", 2011, "2011-03-05", class_name="9Б", contacts="+7 900 200 03 02 (папа)",
                request="не пропускать уроки", joined_on="2026-09-01",
            ),
            "Кара-Примерова Лейла Тимур кызы": pupil(
                "f", 2012, class_name="8А", contacts="+7 900 200 03 03 (мама)",
                request="найти друзей", joined_on="2026-09-01",
            ),
            "Пробников Лев": pupil(
                "", 2013, "2013-05-06", class_name="7В", joined_on="2026-09-15"
            ),
        },
    ),
    Shape(
        "04_mentors.ods",
        Base.MENTORS,
        {
            "Идеалова Нина Петровна": adult(
                "f", contacts="+7 900 200 04 01, idealova@example.org", workplace="школа",
                post="учитель физики", email="idealova@example.org",
                competencies="физика, олимпиады", interests="шахматы", places=2,
                joined_on="2026-09-01",
            ),
            "Пробкин Олег Ильич": adult(
                "m", contacts="probkin@example.org; тел. +7 900 200 04 02", workplace="школа",
                post="педагог-психолог", email="probkin@example.org", competencies="общение",
                places=1, joined_on="2026-10-01",
            ),
            "Фантазёров Глеб": adult(
                "", EMPLOYER, contacts="+7 900 200 04 03", workplace="АО «Завод-Пример»",
                post="инженер", competencies="робототехника", interests="дрон",
                joined_on="2026-09-03",
            ),
        },
    ),
    Shape(
        "05_cp1251.csv",
        Base.MENTEES,
        {
            "Тестова Алёна Игоревна": pupil(
                "f", 2013, class_name="6Б", request="русский язык; чтение", form=PUPILS,
                contacts="+7 900 200 05 01, +7 900 200 05 02 папа",
            ),
            "Тестов Игнат Маркович": pupil(
                "m", 2010, class_name="10А", contacts="+7 900 200 05 03", form=PUPILS
            ),
            "Проверкина Майя Олеговна": pupil(
                "f", 2012, class_name="7", contacts="2-15-30", request="поверить в себя"
            ),
        },
    ),
    Shape(
        "06_utf16_tabs.csv",
        Base.MENTORS,
        {
            "Черновикова Зоя Яковлевна": adult(
                "f", post="учитель начальных классов", email="zoya@example.org",
                contacts="+7 900 200 06 01", competencies="чтение, письмо",
                wished_age="7-10 лет", time_resource="2 часа", form=TEACHER_PUPIL,
            ),
            "Макетов Иван Фомич": adult(
                "m", post="учитель математики", email="maketov@example.org",
                contacts="+7 900 200 06 02", competencies="алгебра", wished_age="любой",
                time_resource="1 час", form=TEACHERS,
            ),
        },
    ),
    Shape(
        "07_utf8_bars.csv",
        Base.MENTEES,
        {
            "Эскизова Мира Артуровна": pupil(
                "f", 2012, "2012-04-09", class_name="8А", joined_on="2026-09-01",
                contacts="mama@example.org, +7 900 200 07 01",
            ),
            "Набросков Ян": pupil(
                "", 2012, "2012-04-09", class_name="8А", joined_on="2026-09-01",
                contacts="бабушка +7 900 200 07 02",
            ),
            "Штрихова Юлия Ивановна": pupil(
                "f", 2012, class_name="8А", joined_on="2026-10-05", contacts="н/д: 2-10-10"
            ),
        },
    ),
    Shape(
        "08_on_its_side.xlsx",
        Base.MENTORS,
        {
            "Вымышленный Егор Ильич": adult(
                "m", birth_year=1980, birth_date="1980-02-03", workplace="школа",
                post="учитель истории", contacts="+7 900 200 08 01", email="egor@example.org",
                competencies="проекты", form=TEACHER_PUPIL, joined_on="2026-09-01",
            ),
            "Условная Тая Олеговна": adult(
                "f", birth_year=1990, workplace="школа", post="социальный педагог",
                contacts="+7 900 200 08 02", competencies="конфликты", form=TEACHER_PUPIL,
                joined_on="2026-09-02",
            ),
            "Допустимов Ян Янович": adult(
                "m", EMPLOYER, birth_year=1975, birth_date="1975-05-12",
                workplace="ООО «Ромашка-Пример»", post="технолог", contacts="+7 900 200 08 03",
                email="yan@example.org", competencies="химия", form=EMPLOYERS,
                joined_on="2026-09-03",
            ),
        },
    ),
    Shape(
        "09_several_sheets.xlsx",
        Base.MENTEES,
        {
            "Моделев Савва Ильич": pupil(
                "m", 2015, "2015-07-08", class_name="5А", contacts="+7 900 200 09 01",
                request="адаптация",
            ),
            "Копиева Злата Андреевна": pupil(
                "f", 2015, "2015-12-01", class_name="5Б", request="дружба"
            ),
            "Шаблонов Рим Ильдарович": pupil(
                "m", 2014, "2014-02-02", class_name="6А", contacts="+7 900 200 09 02"
            ),
        },
    ),
    Shape(
        "10_classes_as_titles.ods",
        Base.MENTEES,
        {
            "Рисунков Лука Ильич": pupil(
                "m", 2012, class_name="8А", contacts="мама Анна +7 900 200 10 01"
            ),
            "Чертежова Сабина Маратовна": pupil(
                "f", 2012, class_name="8А", contacts="+7 900 200 10 02"
            ),
            "Графикова Инга Павловна": pupil("f", 2011, class_name="8Б"),
        },
    ),
    Shape(
        "11_no_headings.csv",
        Base.MENTEES,
        {
            "Загадкин Мирон Ильич": pupil(
                "m", 2013, class_name="7А", contacts="+7 900 200 11 01", interests="шахматы"
            ),
            "Ребусова Ася Денисовна": pupil(
                "f", 2012, class_name="7Б", contacts="+7 900 200 11 02", interests="танцы"
            ),
            "Шарадов Пётр Олегович": pupil("m", 2013, class_name="7А"),
        },
        told={"sheet": "", "header": 0, "sideways": False, "columns": {"4": "interests"}},
    ),
    Shape(
        "12_own_words.xlsx",
        Base.MENTEES,
        {
            "Самоделкина Вика Олеговна": pupil(
                "f", 0, class_name="9А", contacts="+7 900 200 12 01", request="петь",
                joined_on="2026-09-10",
            ),
            "Кубиков Данил Игоревич": pupil(
                "m", 0, class_name="9Б", contacts="+7 900 200 12 02", request="лепить",
                joined_on="2026-09-11",
            ),
        },
        told={
            "sheet": "Sheet",
            "header": 1,
            "sideways": False,
            "columns": {
                "0": "full_name", "1": "class_name", "2": "phone", "3": "request",
                "4": "joined_on",
            },
        },
    ),
)  # fmt: skip
