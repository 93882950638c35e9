"""The marked workbook is the same file with reasons in it; the empty one can be loaded back."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.styles import Font

from registry.actions import apply_import, check_file
from registry.choices import Base
from registry.exports import csv_of, xlsx_of
from registry.models import ImportBatch, MenteeCard, MentorCard, Person
from registry.reading.columns import REASONS
from registry.resources import RESOURCES
from registry.testing import make_mentee, make_mentor
from registry.workbooks import MAX_KEPT_BYTES, REPEATED, WRONG, empty_workbook, marked_workbook
from schools.models import School

from . import spreadsheets
from .shapes import SHAPES
from .spreadsheets import MENTEE_HEAD, cells_of, csv_file, mentee, mentees_book, saved, workbook

YEAR = "Год рождения наставляемого"


def check(school: School, content: bytes, base: str = Base.MENTEES) -> ImportBatch:
    return check_file(school, base=base, filename="база.xlsx", content=content, actor=None)


def marked_sheet(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def fill_of(cell) -> str:
    return cell.fill.start_color.rgb[-6:] if cell.fill.fill_type else ""


def test_wrong_cells_are_coloured_and_the_reason_stands_at_the_end(school: School) -> None:
    content = mentees_book(mentee(), mentee("Второв Пётр Ильич", year=2031), mentee())

    sheet = marked_sheet(marked_workbook(check(school, content)))

    assert [cell.value for cell in sheet[1]] == [*MENTEE_HEAD, REASONS]
    assert sheet["H2"].value is None
    assert sheet["H3"].value == (
        f"{YEAR}: «2031» — этот год ещё не наступил. Нужно: год четырьмя цифрами, от 1920 до 2026."
    )
    assert sheet["H4"].value == "Этот человек уже есть в строке 2."
    assert [fill_of(sheet[name]) for name in ("C2", "C3", "A3", "H3", "H4")] == [
        "",
        WRONG,
        "",
        WRONG,
        REPEATED,
    ]


def test_the_look_of_the_file_is_kept(school: School) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Мои наставляемые"
    sheet.append(["Школьная база"])
    sheet.merge_cells("A1:C1")
    sheet.append(MENTEE_HEAD)
    sheet.append(mentee(year=2031))
    sheet["A3"].font = Font(bold=True, color="FF0000FF")
    sheet.column_dimensions["A"].width = 44
    book.create_sheet("Ещё лист")["A1"] = "не трогать"

    found = openpyxl.load_workbook(io.BytesIO(marked_workbook(check(school, saved(book)))))

    sheet = found["Мои наставляемые"]
    assert found.sheetnames == ["Мои наставляемые", "Ещё лист"]
    assert found["Ещё лист"]["A1"].value == "не трогать"
    assert (sheet["A3"].font.bold, sheet.column_dimensions["A"].width) == (True, 44)
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]
    assert sheet["H2"].value == REASONS


def test_the_marked_file_can_be_mended_and_loaded(school: School) -> None:
    first = check(school, mentees_book(mentee(year=2031)))
    book = openpyxl.load_workbook(io.BytesIO(marked_workbook(first)))
    book.active["C2"] = 2012

    second = check(school, saved(book))
    again = marked_sheet(marked_workbook(second))

    assert second.counts["new"] == 1
    assert second.columns["unknown"] == []
    assert [cell.value for cell in again[1]] == [*MENTEE_HEAD, REASONS]


def test_a_csv_comes_back_as_a_workbook(school: School) -> None:
    content = csv_file(
        [["Школьная база"], MENTEE_HEAD, mentee(year=2031), mentee("", request="=1+1")],
        encoding="cp1251",
    )

    sheet = marked_sheet(marked_workbook(check(school, content)))

    assert [cell.value for cell in sheet[2]] == [*MENTEE_HEAD, REASONS]
    assert "ещё не наступил" in sheet["H3"].value
    assert (fill_of(sheet["C3"]), fill_of(sheet["A4"])) == (WRONG, WRONG)
    assert (sheet["D4"].value, sheet["D4"].data_type) == ("=1+1", "s")


def test_text_like_a_formula_stays_text_in_the_marked_file(school: School) -> None:
    book = openpyxl.load_workbook(io.BytesIO(mentees_book(mentee(year=2031))))
    book.active["D2"].value = "=1+1"
    book.active["D2"].data_type = "s"

    sheet = marked_sheet(marked_workbook(check(school, saved(book))))

    assert (sheet["D2"].value, sheet["D2"].data_type) == ("=1+1", "s")


def test_a_file_too_big_to_keep_its_look_comes_back_plain(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = check(school, mentees_book(mentee(year=2031)))
    monkeypatch.setattr("registry.workbooks.MAX_KEPT_BYTES", 10)

    sheet = marked_sheet(marked_workbook(batch))

    assert MAX_KEPT_BYTES > 10
    assert sheet["A2"].value == "Пробная Анна Ильинична"
    assert "ещё не наступил" in sheet["H2"].value


def test_a_workbook_that_openpyxl_can_not_open_comes_back_plain(school: School) -> None:
    good = mentees_book(mentee(year=2031))
    rule = b"<dataValidations><dataValidation sqref='#REF!'/></dataValidations></worksheet>"
    sheet_xml = spreadsheets.part_of(good).replace(b"</worksheet>", rule)
    content = spreadsheets.with_part(good, "xl/worksheets/sheet1.xml", sheet_xml)
    with pytest.raises(TypeError):
        openpyxl.load_workbook(io.BytesIO(content))

    sheet = marked_sheet(marked_workbook(check(school, content)))

    assert "ещё не наступил" in sheet["H2"].value


@pytest.mark.parametrize("base", Base.values)
def test_the_empty_workbook_is_filled_and_loaded(school: School, base: str) -> None:
    forms = list(school.forms.values_list("name", flat=True))
    content = empty_workbook(base, forms=forms, directions=["Учебное"])
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    head = [cell.value for cell in sheet[1]]
    sheet["A2"] = "Пробная Анна Ильинична"
    sheet.cell(2, head.index("Форма наставничества") + 1, forms[0])

    batch = check(school, saved(book), base)
    apply_import(batch, actor=None)

    assert batch.counts["new"] == 1
    assert (batch.columns["unknown"], batch.columns["other_sheets"]) == ([], [])
    assert len(batch.columns["filled"]) == len(head)
    assert str(Person.objects.get()) == "Пробная Анна Ильинична"


def test_the_empty_workbook_offers_the_schools_own_forms() -> None:
    forms = ["учитель – ученик", "учитель – учитель"]

    book = openpyxl.load_workbook(
        io.BytesIO(empty_workbook(Base.MENTEES, forms=forms, directions=[]))
    )

    (rule,) = book.worksheets[0].data_validations.dataValidation
    sheet_name, area = rule.formula1.replace("'", "").split("!")
    cells = [cell.value for (cell,) in book[sheet_name][area.replace("$", "")]]
    assert cells == forms
    assert "Направление наставничества" not in cells_of(saved(book))[0]


@pytest.mark.parametrize("write", [xlsx_of, lambda _title, head, rows: csv_of(head, rows)])
@pytest.mark.parametrize(
    ("base", "make", "model", "fields"),
    [
        (
            Base.MENTORS,
            make_mentor,
            MentorCard,
            {"workplace": "ООО «Пример», цех 2", "post": "инженер", "competencies": "=1+1"},
        ),
        (Base.MENTEES, make_mentee, MenteeCard, {"request": "-1, +1", "interests": "@шахматы"}),
    ],
)
def test_what_was_exported_can_be_loaded_back(
    school: School, base: str, make, model, fields, write
) -> None:
    make(school, contacts="+7 900 000 00 03", **fields)
    resource = RESOURCES[base]()
    rows = resource.rows(model.objects.select_related("person", "form"))

    batch = check(school, write("База", resource.get_export_headers(), rows), base)

    assert [(row.status, row.errors, row.changes) for row in batch.rows.all()] == [("same", [], {})]
    assert batch.columns["unknown"] == []


def shape(name: str, school: School, old: bytes = b"", new: bytes = b"") -> ImportBatch:
    """One of the twelve tables, with something in it spoilt."""
    one = next(one for one in SHAPES if one.file.startswith(name))
    content = one.content.replace(old, new) if old else one.content
    return check_file(school, base=one.base, filename=one.file, content=content, actor=None)


def test_an_old_workbook_comes_back_as_a_new_one_with_its_sheet(school: School) -> None:
    batch = shape("03", school, b"05.03.11", b"35.03.11")
    book = openpyxl.load_workbook(io.BytesIO(marked_workbook(batch)))

    sheet = book.active
    assert (book.sheetnames, sheet["J3"].value) == (["Список 2026"], REASONS)
    assert "такой даты нет" in sheet["J5"].value
    assert (fill_of(sheet["D5"]), fill_of(sheet["D4"])) == (WRONG, "")


def test_merged_cells_of_a_libreoffice_table_stay_merged(school: School) -> None:
    batch = shape("04", school)

    sheet = marked_sheet(marked_workbook(batch))

    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:G1"]


def test_a_form_on_its_side_gets_the_reasons_under_it(school: School) -> None:
    book = openpyxl.Workbook()
    for line in zip(MENTEE_HEAD, mentee(), mentee("Второв Пётр Ильич", year=2031), strict=True):
        book.active.append(line)
    batch = check(school, saved(book))

    sheet = marked_sheet(marked_workbook(batch))

    assert (batch.columns["sideways"], sheet["A8"].value) == (True, REASONS)
    assert (sheet["B8"].value, fill_of(sheet["C3"])) == (None, WRONG)
    assert "ещё не наступил" in sheet["C8"].value


def test_a_form_on_its_side_too_big_to_keep_its_look_comes_back_plain(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    for line in zip(MENTEE_HEAD, mentee(), mentee("Второв Пётр Ильич", year=2031), strict=True):
        book.active.append(line)
    monkeypatch.setattr("registry.workbooks.MAX_KEPT_BYTES", 10)

    sheet = marked_sheet(marked_workbook(check(school, saved(book))))

    assert (sheet["A8"].value, fill_of(sheet["C3"])) == (REASONS, WRONG)
    assert "ещё не наступил" in sheet["C8"].value


def test_a_wrong_row_far_down_keeps_its_place(school: School) -> None:
    rows = [mentee(f"Пробная Анна {'А' * n}евна".title(), year=1950 + n) for n in range(1, 40)]

    batch = check(school, workbook([MENTEE_HEAD, *rows, mentee("")]))

    assert "имя не указано" in marked_sheet(marked_workbook(batch))["H41"].value
