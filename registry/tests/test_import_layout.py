"""The table is found wherever it stands, and its columns whatever they are called."""

from __future__ import annotations

import pytest

from core.errors import FileError
from registry.choices import Base
from registry.headings import FORMS
from registry.reading.columns import COLUMNS, TEMPLATE, column_of, columns_by_name
from registry.reading.layout import data_rows, find_layout, letters_of
from registry.reading.sheets import SEPARATORS, sheets_of

from .spreadsheets import MENTEE_HEAD, MENTOR_HEAD, csv_file, mentee, mentees_book, mentor, workbook


def layout_of(content: bytes, base: str = Base.MENTEES):
    return find_layout(sheets_of(content), base)


def names_of(content: bytes, base: str = Base.MENTEES) -> list[str]:
    layout, _sheet = layout_of(content, base)
    return [place.column.name for place in layout.places]


def numbers_of(content: bytes) -> list[int]:
    layout, sheet = layout_of(content)
    return [number for number, _row in data_rows(layout, sheet.load(None))]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("ФИО наставника", "full_name"),
        ("ФИО", "full_name"),
        ("1. Ф.И.О. наставника", "full_name"),
        ("  фио\nНАСТАВНИКА ", "full_name"),
        ("Фамилия, имя, отчество (полностью)", "full_name"),
        ("Фамилия", "last_name"),
        ("Контактные данные", "contacts"),
        ("e-mail", "email"),
        ("Эл. почта", "email"),
        ("Место работы/учёбы наставника", "workplace"),
        ("Должность", "post"),
        ("Компетенции наставника", "competencies"),
        ("Желаемый возраст наставляемых", "wished_age"),
        ("Ресурс времени на программу наставничества", "time_resource"),
        ("Дата вхождения", "joined_on"),
        ("Форма", "form"),
        ("ФИО наставляемого (наставляемых)", ""),
        ("Место работы/учебы наставляемого", ""),
        ("Дата завершения программы", ""),
        ("Результаты", ""),
    ],
)
def test_mentors_headings_are_known_by_many_names(heading: str, name: str) -> None:
    column = column_of(Base.MENTORS, heading)

    assert column is not None
    assert column.name == name


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("ФИО наставляемого", "full_name"),
        ("ФИО ученика", "full_name"),
        ("Год рождения наставляемого", "birth_year"),
        ("Дата рождения", "birth_date"),
        ("Класс / должность", "place"),
        ("Класс", "class_name"),
        ("Контактные данные для связи (данные представителя)", "contacts"),
        ("Контактные данные (телефон мамы)", "contacts"),
        ("Телефон родителя", "phone"),
        ("Запрос", "request"),
        ("Направление", "direction"),
        ("ФИО наставника", ""),
        ("Место работы/учебы наставника", ""),
        ("Отметка о прохождении программы", ""),
    ],
)
def test_mentees_headings_are_known_by_many_names(heading: str, name: str) -> None:
    column = column_of(Base.MENTEES, heading)

    assert column is not None
    assert column.name == name


@pytest.mark.parametrize("heading", ["Рост", "Год рождения наставника", "Контакты наставника"])
def test_a_heading_of_something_else_is_not_guessed(heading: str) -> None:
    assert column_of(Base.MENTEES, heading) is None


@pytest.mark.parametrize("base", Base.values)
def test_every_heading_of_the_official_form_is_known(base: str) -> None:
    strangers = [title for title in FORMS[base].values() if column_of(base, str(title)) is None]

    assert strangers == []


@pytest.mark.parametrize("base", Base.values)
def test_every_column_is_known_by_its_own_title_and_synonyms(base: str) -> None:
    for column in COLUMNS[base]:
        for heading in (column.title, *column.synonyms):
            found = column_of(base, heading)
            assert found is not None
            assert (heading, found.name) == (heading, column.name)


@pytest.mark.parametrize("base", Base.values)
def test_the_empty_workbook_has_only_columns_of_its_base(base: str) -> None:
    assert set(TEMPLATE[base]) <= set(columns_by_name(base))


def test_the_header_is_found_under_a_title_and_blank_rows() -> None:
    content = workbook([["База наставляемых школы"], [], ["2026/2027"], MENTEE_HEAD, mentee()])

    layout, _sheet = layout_of(content)

    assert layout.header == 4
    assert numbers_of(content) == [5]


def test_the_order_of_columns_does_not_matter() -> None:
    content = workbook([MENTEE_HEAD[::-1], mentee()[::-1]])

    layout, _sheet = layout_of(content)

    assert layout.place_of("full_name").index == 6
    assert layout.place_of("form").cell(2) == "A2"


def test_the_row_that_numbers_the_columns_is_no_person() -> None:
    content = mentees_book(list(range(1, 8)), mentee(), mentee("Второв Пётр Ильич"))

    assert numbers_of(content) == [3, 4]


def test_blank_rows_are_passed_over_and_numbers_stay_those_of_the_file() -> None:
    content = mentees_book(mentee(), [None] * 7, ["", "  "], mentee("Второв Пётр Ильич"))

    assert numbers_of(content) == [2, 5]


def test_a_row_with_only_a_number_is_blank() -> None:
    head = ("№ п/п", *MENTEE_HEAD)

    assert numbers_of(workbook([head, [1, *mentee()], [2], [3]])) == [2]


def test_columns_of_the_pair_and_strangers_are_told_apart() -> None:
    head = (*MENTEE_HEAD, "ФИО наставника", "Дата завершения программы", "Рост", "ФИО")

    layout, _sheet = layout_of(workbook([head, mentee()]))

    assert layout.from_pair == ("ФИО наставника", "Дата завершения программы")
    assert layout.unknown == ("Рост",)
    assert layout.repeated == ("ФИО",)


def test_the_sheet_with_the_table_is_found_and_the_others_named() -> None:
    content = workbook(
        [["Титульный лист"]],
        [MENTEE_HEAD, mentee()],
        [MENTEE_HEAD, mentee("Второв Пётр Ильич")],
        names=["Титул", "8А", "9Б"],
    )

    layout, sheet = layout_of(content)

    assert (layout.sheet, sheet.name) == ("8А", "8А")
    assert layout.other_sheets == ["9Б"]


def test_a_guide_that_names_the_columns_is_not_taken_for_a_table() -> None:
    guide = [[heading, "как заполнять"] for heading in MENTEE_HEAD]

    layout, _sheet = layout_of(workbook(guide, [MENTEE_HEAD, mentee()]))

    assert layout.sheet == "Лист2"
    assert layout.other_sheets == []


def test_the_other_base_is_recognised_and_said_so() -> None:
    content = workbook([MENTOR_HEAD, mentor()])

    with pytest.raises(FileError, match="Похоже, это база наставников"):
        layout_of(content, Base.MENTEES)


def test_a_table_without_the_name_says_which_column_is_missing() -> None:
    with pytest.raises(FileError, match="нет колонки «ФИО наставника»"):
        layout_of(workbook([["Рост", "Вес"], [1, 2]]), Base.MENTORS)


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_csv_is_read_in_any_separator_and_encoding(separator: str, encoding: str) -> None:
    row = mentee(request='запятая, точка с запятой; "кавычки"\nи вторая строка')
    content = csv_file([MENTEE_HEAD, row], separator=separator, encoding=encoding)

    layout, sheet = layout_of(content)

    assert len(layout.places) == len(MENTEE_HEAD)
    assert sheet.load(None)[1][3] == row[3]


def test_a_line_for_excel_about_the_separator_is_passed_over() -> None:
    content = b"sep=;\r\n" + csv_file([MENTEE_HEAD, mentee()])

    assert len(names_of(content)) == len(MENTEE_HEAD)


def test_a_csv_with_an_endless_quote_is_refused_in_words() -> None:
    content = ("ФИО наставляемого;Класс\n" + '"' + "Орлов Иван;8А\n" * 20_000).encode()

    with pytest.raises(FileError, match="проверьте в ней кавычки"):
        layout_of(content)[1].load(None)


def test_columns_have_the_letters_that_excel_gives_them() -> None:
    assert [letters_of(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
