"""Makes the spreadsheets of `imports/`: twelve schools, twelve ways to keep a table.

Run by hand where one has to change; the tests read the files as they are:
    python -m venv v && v/bin/pip install openpyxl xlwt && v/bin/python build_imports.py
Every person in them is made up. What the tests expect of each file stands in `shapes.py`.
"""

# ruff: noqa: E501  rows of tables stay rows

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.styles import Font

HERE = Path(__file__).parent / "imports"
DAY = datetime.date


def save_csv(name: str, rows: list[list[Any]], separator: str, encoding: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    (HERE / name).write_bytes(text.getvalue().encode(encoding))


def titled_and_numbered() -> None:
    """The official form as it is printed: title, approval, № column, columns numbered."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Приложение 3 к положению"])
    sheet.append([])
    sheet.append(["БАЗА НАСТАВЛЯЕМЫХ на 2026/2027 учебный год"])
    sheet.merge_cells("A3:H3")
    sheet["A3"].font = Font(bold=True)
    sheet.append([])
    sheet.append(["№ п/п", "ФИО наставляемого", "Контактные данные для связи (данные представителя)",
                  "Год рождения наставляемого", "Основной запрос наставляемого", "Класс / должность",
                  "Дата вхождения в программу", "Форма наставничества"])  # fmt: skip
    sheet.append([1, 2, 3, 4, 5, 6, 7, 8])
    sheet.append([1, "Примерова Анна Ильинична", "+7 900 200 01 01 (мама, Вера)", 2012,
                  "подтянуть физику", "8А", DAY(2026, 9, 7), "учитель – ученик"])  # fmt: skip
    sheet.append([])
    sheet.append([2, "Образцов Пётр Львович", "+7 900 200 01 02 (папа)", 2011,
                  "выбрать профессию", "9 «Б» класс", DAY(2026, 9, 8), "Учитель - ученик"])  # fmt: skip
    sheet.append([3, "Выдуманова  Ольга Никитична ", "+7 900 200 01 03", 1999,
                  "освоиться в школе", "учитель химии", DAY(2026, 9, 9), "учитель – учитель"])  # fmt: skip
    book.save(HERE / "01_form_with_title.xlsx")


def merged() -> None:
    """A header of two rows, groups over columns, a class merged over its pupils."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Дети"
    sheet.append(["№", "Ученик", None, "Мама", None, "Контакты", None, "Класс"])
    sheet.append([None, "Фамилия, имя, отчество", "Дата рождения", "ФИО", "телефон",
                  "телефон", "почта", None])  # fmt: skip
    for area in ("A1:A2", "B1:C1", "D1:E1", "F1:G1", "H1:H2"):
        sheet.merge_cells(area)
    sheet.append([1, "Небылицын Тимур Русланович", DAY(2012, 3, 4), "Небылицына Алла Олеговна",
                  89002000201, "8-900-200-02-02", "timur@example.org", "7Б"])  # fmt: skip
    sheet.append([2, "Сказкина Ева", DAY(2012, 11, 30), "Сказкина Инна Львовна",
                  "8(900)2000203", None, None, None])  # fmt: skip
    sheet.append([3, "Былинин Марк Олегович", DAY(2011, 1, 15), "—", None,
                  "9002000204", None, "8В"])  # fmt: skip
    sheet.merge_cells("H3:H4")
    book.save(HERE / "02_merged_header.xlsx")


def three_columns_xls() -> None:
    """Excel of 2003: the name in three columns, headings in other words, dates as text."""
    import xlwt  # noqa: PLC0415  only this one needs it

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Список 2026")
    rows: list[list[Any]] = [
        ["Список наставляемых МБОУ «Пример»"],
        [],
        ["Фамилия", "Имя", "Отчество", "Число, месяц, год рожд.", "Класс обучения",
         "Тел. мамы", "Тел. папы", "В чём нужна помощь", "С какого числа в программе"],
        ["ВЫМЫШЛЕВА", "ДАРЬЯ", "СЕРГЕЕВНА", "1 марта 2012 г.", "8а", "89002000301", "",
         "математика", "1 сентября 2026 г."],
        ["Несуществуев", "Артём", "Ильич", "05.03.11", "9-Б", "", "8 900 200 03 02",
         "не пропускать уроки", "01.09.26"],
        ["Кара-Примерова", "Лейла", "Тимур кызы", "2012 г.р.", "8 А", 89002000303.0, "нет",
         "найти друзей", "сентябрь 2026"],
    ]  # fmt: skip
    for number, row in enumerate(rows):
        for index, value in enumerate(row):
            if value != "":
                sheet.write(number, index, value)
    day = xlwt.XFStyle()
    day.num_format_str = "DD.MM.YYYY"
    sheet.write(6, 0, "Пробников")
    sheet.write(6, 1, "Лев")
    sheet.write(6, 3, DAY(2013, 5, 6), day)
    sheet.write(6, 4, "7в")
    sheet.write(6, 8, DAY(2026, 9, 15), day)
    book.save(str(HERE / "03_three_columns.xls"))


OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def save_ods(
    name: str, sheets: dict[str, list[list[Any]]], spans: dict[tuple[int, int], tuple[int, int]]
) -> None:
    """The least that an OpenDocument table is. `spans` are rows and columns of merged cells."""
    space = " ".join(f'xmlns:{p}="{OFFICE}:{p}:1.0"' for p in ("office", "table", "text"))
    tables = []
    for title, rows in sheets.items():
        lines = []
        for r, row in enumerate(rows):
            cells = "".join(_ods_cell(value, spans.get((r, c))) for c, value in enumerate(row))
            lines.append(f"<table:table-row>{cells or '<table:table-cell/>'}</table:table-row>")
        tables.append(f'<table:table table:name="{escape(title)}">{"".join(lines)}</table:table>')
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type='
        '"application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet"
        )
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {space} '
            f'office:version="1.2">{body}</office:document-content>',
        )


def _ods_cell(value: Any, span: tuple[int, int] | None) -> str:
    spanned = ""
    if span:
        spanned = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, datetime.date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value}"{spanned}>'
            f"<text:p>{value:%d.%m.%Y}</text:p></table:table-cell>"
        )
    if isinstance(value, int):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}"{spanned}>'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell office:value-type="string"{spanned}>'
        f"<text:p>{escape(value)}</text:p></table:table-cell>"
    )


def mentors_ods() -> None:
    """LibreOffice: headings in other words, telephone and mail in one cell, merged workplace."""
    rows: list[list[Any]] = [
        ["Наши наставники", None, None, None, None, None, None],
        ["Ф.И.О. педагога", "Тел., e-mail", "Где работает, кем", "Чем может помочь ученикам",
         "Увлечения, хобби", "Сколько подопечных готов взять", "Дата начала работы"],
        ["Идеалова Нина Петровна", "8(900)200-04-01, idealova@example.org",
         "школа, учитель физики", "физика, олимпиады", "шахматы", 2, DAY(2026, 9, 1)],
        ["Пробкин Олег Ильич", "probkin@example.org; тел. 89002000402", "школа, педагог-психолог",
         "общение", None, 1, "1 окт. 2026 г."],
        ["Фантазёров Глеб", "+7-900-200-04-03", "АО «Завод-Пример», инженер",
         "робототехника", "дрон", None, DAY(2026, 9, 3)],
        ["Итого: 3 наставника", None, None, None, None, 3, None],
        [None, None, None, None, None, None, None],
        ["Заместитель директора", None, "____________", None, "Е. Е. Примерная", None, None],
    ]  # fmt: skip
    save_ods("04_mentors.ods", {"Лист1": rows}, {(0, 0): (1, 7)})


def cp1251() -> None:
    """Exported from another programme: Windows-1251, semicolons, every telephone its own way."""
    save_csv(
        "05_cp1251.csv",
        [
            ["ФИО ребёнка", "Г.р.", "Класс", "Телефон", "Запрос", "Вид наставничества"],
            ["Тестова Алёна Игоревна", "2013", "6Б", "8 (900) 200-05-01, 8 (900) 200-05-02 папа",
             "русский язык; чтение", "ученик - ученик"],
            ["Тестов Игнат Маркович", "2010", "10А", "900 200 05 03", "-", "ученик – ученик"],
            ["Проверкина Майя Олеговна", "2012", "7", "2-15-30", "поверить в себя", ""],
        ],
        ";",
        "cp1251",
    )  # fmt: skip


def utf16() -> None:
    """«Текст Юникод» of Excel: UTF-16 and tabs."""
    save_csv(
        "06_utf16_tabs.csv",
        [
            ["Наставник", "Должность", "E-mail", "Мобильный", "Компетенции", "Желаемый возраст",
             "Времени в неделю", "Форма"],
            ["Черновикова Зоя Яковлевна", "учитель начальных классов", "Zoya@Example.org",
             "+79002000601", "чтение, письмо", "7-10 лет", "2 часа", "учитель – ученик"],
            ["Макетов Иван Фомич", "учитель математики", "maketov@example.org, 8-900-200-06-02",
             "", "алгебра", "любой", "1 час", "учитель – учитель"],
        ],
        "\t",
        "utf-16",
    )  # fmt: skip


def pipes() -> None:
    """UTF-8 with its mark, bars between cells, dates of every kind."""
    save_csv(
        "07_utf8_bars.csv",
        [
            ["Выгрузка от 01.10.2026", "", "", "", ""],
            ["Учащийся", "Дата рождения", "Класс/группа", "Контакты родителей", "Зачислен в программу (дата)"],
            ["Эскизова Мира Артуровна", "2012-04-09", "8А", "mama@example.org, +7(900)2000701", "01/09/2026"],
            ["Набросков Ян", "09.04.12", "8А", "бабушка 89002000702", "2026/2027"],
            ["Штрихова Юлия Ивановна", "апр. 2012", "8 А", "н/д: 2-10-10", "«5» октября 2026 г."],
        ],
        "|",
        "utf-8-sig",
    )  # fmt: skip


def on_its_side() -> None:
    """A form that lies on its side: fields down, people across."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Анкеты"
    sheet.append(["Анкеты наставников"])
    for row in (
        ["", "Анкета 1", "Анкета 2", "Анкета 3"],
        ["ФИО наставника", "Вымышленный Егор Ильич", "Условная Тая Олеговна", "Допустимов Ян Янович"],
        ["Дата рождения", DAY(1980, 2, 3), "1990", "12 мая 1975 г."],
        ["Место работы/учебы наставника", "школа, учитель истории", "школа, социальный педагог",
         "ООО «Ромашка-Пример», технолог"],
        ["Телефон", 89002000801, "8 900 200 08 02", "+7 900 200-08-03"],
        ["Электронная почта", "egor@example.org", None, "yan@example.org"],
        ["Основные компетенции", "проекты", "конфликты", "химия"],
        ["Форма наставничества", "учитель – ученик", "учитель – ученик", "работодатель – ученик"],
        ["Дата вхождения в программу", DAY(2026, 9, 1), DAY(2026, 9, 2), "03.09.2026"],
    ):  # fmt: skip
        sheet.append(row)
    book.save(HERE / "08_on_its_side.xlsx")


def several_sheets() -> None:
    """A workbook of a whole programme: the table is on the third sheet, totals under it."""
    book = openpyxl.Workbook()
    book.active.title = "Титул"
    book.active.append(["Программа наставничества"])
    book.active.append(["Школа-пример, 2026/2027"])
    events = book.create_sheet("План мероприятий")
    events.append(["Мероприятие", "Срок", "Ответственный"])
    events.append(["Встреча с родителями", "сентябрь", "Примерная Е. Е."])
    sheet = book.create_sheet("Наставляемые")
    sheet.append([])
    sheet.append([None, "Ф. И. О. обучающегося", "Кл.", "Дата рожд.", "Моб. тел.", "Потребность",
                  "ФИО наставника", "Результаты", "Примечание"])  # fmt: skip
    sheet.append([None, "Моделев Савва Ильич", "5А", DAY(2015, 7, 8), "89002000901",
                  "адаптация", "Идеалова Нина Петровна", "", "из другой школы"])  # fmt: skip
    sheet.append(
        [None, "Копиева Злата Андреевна", "5Б", DAY(2015, 12, 1), None, "дружба", None, None, None]
    )
    sheet.append([None, "Ф. И. О. обучающегося", "Кл.", "Дата рожд.", "Моб. тел.", "Потребность",
                  "ФИО наставника", "Результаты", "Примечание"])  # fmt: skip
    sheet.append(
        [
            None,
            "Шаблонов Рим Ильдарович",
            "6А",
            DAY(2014, 2, 2),
            "8-900-200-09-02",
            "",
            None,
            None,
            None,
        ]
    )
    sheet.append([None, "Всего", "3"])
    sheet.append([])
    sheet.append([None, "Директор школы", None, "_________", None, "И. И. Примеров"])
    sheet.append([None, "«__» _________ 2026 г."])
    hidden = book.create_sheet("Справочник")
    hidden.append(["Класс", "Число учеников"])
    hidden.append(["5А", 25])
    book.save(HERE / "09_several_sheets.xlsx")


def classes_as_titles() -> None:
    """Classes stand above their pupils in rows of their own; headings with slips of the pen."""
    rows: list[list[Any]] = [
        ["№", "Фамилия, имя, отчетсво ученика", "Год рождения", "Контатные данные"],
        [None, "8А класс", None, None],
        [1, "Рисунков Лука Ильич", 2012, "мама Анна 8 900 200 10 01"],
        [2, "Чертежова Сабина Маратовна", 2012, "8 900 200 10 02"],
        [None, "8 «Б»", None, None],
        [1, "Графикова Инга Павловна", 2011, None],
    ]  # fmt: skip
    save_ods("10_classes_as_titles.ods", {"8 классы": rows}, {(1, 1): (1, 3), (4, 1): (1, 3)})


def without_headings() -> None:
    """Nobody wrote what the columns are: names are found, the rest is asked."""
    save_csv(
        "11_no_headings.csv",
        [
            ["Загадкин Мирон Ильич", "7А", "2013", "89002001101", "шахматы"],
            ["Ребусова Ася Денисовна", "7Б", "2012", "89002001102", "танцы"],
            ["Шарадов Пётр Олегович", "7А", "2013", "", ""],
        ],
        ",",
        "utf-8",
    )  # fmt: skip


def own_words() -> None:
    """Headings that only their author understands."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Кто", "Откуда", "Куда звонить", "Чего хочет", "Когда пришёл"])
    sheet.append(["Самоделкина Вика Олеговна", "9А", "8 900 200 12 01", "петь", DAY(2026, 9, 10)])
    sheet.append(["Кубиков Данил Игоревич", "9Б", "8 900 200 12 02", "лепить", DAY(2026, 9, 11)])
    book.save(HERE / "12_own_words.xlsx")


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for build in (
        titled_and_numbered, merged, three_columns_xls, mentors_ods, cp1251, utf16, pipes,
        on_its_side, several_sheets, classes_as_titles, without_headings, own_words,
    ):  # fmt: skip
        build()
