"""Lines of the mentees' base from a workbook: checked, compared, written with their trail.

The references read the same bytes: django-import-export's own import row by row (a look for the
person, the person, the card, nothing checked), and the limit, python-calamine and COPY with
nothing checked at all. Ours commits, so all of it happens in a database made for it and dropped.
The memory is that of a process which does nothing else.
"""

from __future__ import annotations

import datetime
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice, product
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import tablib
import xlsxwriter
from django.conf import settings
from django.db import connection, transaction
from import_export import fields, resources, widgets
from python_calamine import CalamineWorkbook

from core.bulk import insert_rows
from core.russian.names import normalise_key
from registry.actions import apply_import, check_file
from registry.choices import Base
from registry.models import ImportRow, MenteeCard, Person
from schools.choices import ParticipantKind
from schools.models import Direction, MentoringForm, School

from . import Result, medians, peak_mb, seconds

ROWS, MANY = 10_000, 100_000
FORM = "учитель – ученик"
DIRECTION = "Профориентация"
# The twelve columns of a base as schools keep it; the mentor's name comes by pairs.
HEAD = (
    "№ п/п",
    "ФИО наставляемого",
    "Контактные данные для связи (данные представителя)",
    "Год рождения наставляемого",
    "Основной запрос наставляемого",
    "Класс / должность",
    "Дата вхождения в программу",
    "ФИО наставника",
    "Форма наставничества",
    "Направление наставничества",
    "Интересы",
    "Ссылка на кейс/отзыв наставляемого, размещенные на сайте организации",
)
_numbers = count(1)


class NotAll(Exception):
    """Somebody wrote another number of people than the file has: the times say nothing then."""


def run(turns: int) -> Iterator[Result]:
    few, many = workbook(ROWS), workbook(MANY)
    with scratch_database():
        _ours(few, ROWS)
        own, bare = medians(turns, lambda: _ours(few, ROWS), lambda: _bare(few))
        slow = seconds(lambda: _row_by_row(few, ROWS))
        peak = peak_alone(few, ROWS)
        yield Result("import", own, "django-import-export, row by row", slow, "s", peak)
        yield Result("import", own, "python-calamine + COPY, nothing checked", bare, "s", peak)
        # As many rows in small files, one after another: whatever slows the machine slows both.
        one_by_one, own_many, bare_many = medians(
            (turns + 1) // 2,
            lambda: _one_by_one(few, ROWS, MANY // ROWS),
            lambda: _ours(many, MANY),
            lambda: _bare(many),
        )
        peak = peak_alone(many, MANY)
        times = f"{MANY // ROWS} times {ROWS:,} rows"
        name = f"import: {MANY:,} rows"
        yield Result(name, own_many, times, one_by_one, "s", peak)
        yield Result(
            name, own_many, "python-calamine + COPY, nothing checked", bare_many, "s", peak
        )


def peak_alone(content: bytes, rows: int) -> float:
    """The most memory of a process of its own that checks and writes the file, in MB."""
    with NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        database = str(connection.settings_dict["NAME"])
        command = [
            sys.executable,
            "-m",
            "mentoring.benchmarks.alone",
            file.name,
            database,
            str(rows),
        ]
        done = subprocess.run(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, check=True)
    return float(done.stdout.split()[-1])


def import_alone(path: str, rows: int) -> float:
    """What `alone` does in its process."""
    _ours(Path(path).read_bytes(), rows)
    return peak_mb()


@contextmanager
def scratch_database() -> Iterator[None]:
    old = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"{old}_bench"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(old, verbosity=0)


def _ours(content: bytes, rows: int) -> None:
    school = _school()
    batch = check_file(
        school, base=Base.MENTEES, filename="bench.xlsx", content=content, actor=None
    )
    apply_import(batch, actor=None)
    _expect(school, rows)


def _one_by_one(content: bytes, rows: int, files: int) -> None:
    for _file in range(files):
        _ours(content, rows)


def _row_by_row(content: bytes, rows: int) -> None:
    school = _school()
    data = tablib.Dataset().load(content, format="xlsx")
    CardResource(school).import_data(data, raise_errors=True, use_transactions=True)
    _expect(school, rows)


def _bare(content: bytes) -> None:
    """Into the rows of an import, the widest table without triggers."""
    school = _school()
    batch = check_file(
        school, base=Base.MENTEES, filename="bench.csv", content=_ONE_LINE, actor=None
    )
    table = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    rows = ((batch.pk, number, "new", row) for number, row in enumerate(table[1:], 3))
    with transaction.atomic():
        insert_rows(ImportRow, ["batch_id", "number", "status", "data"], map(_plain, rows))


_ONE_LINE = "ФИО наставляемого\nПримеров Иван".encode()


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    *head, cells = row
    return (*head, [cell if isinstance(cell, str | float) else str(cell) for cell in cells])


class KeyWidget(widgets.CharWidget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return normalise_key(value)


class CardResource(resources.ModelResource):
    """What one writes by that library's book: fields, a look by name, a hook for the card."""

    contacts = fields.Field("contacts", HEAD[2])
    birth_year = fields.Field("birth_year", HEAD[3], widget=widgets.IntegerWidget())
    class_name = fields.Field("class_name", HEAD[5])
    name_key = fields.Field("name_key", HEAD[1], widget=KeyWidget())

    class Meta:
        model = Person
        fields = ("contacts", "birth_year", "class_name", "name_key")
        import_id_fields = ("name_key",)

    def __init__(self, school: School) -> None:
        super().__init__()
        self.school = school
        self.form = school.forms.get()
        self.direction = school.directions.get()

    def get_queryset(self) -> Any:
        return Person.objects.filter(school=self.school)

    def before_save_instance(self, instance: Person, row: Any, **kwargs: Any) -> None:
        instance.school = self.school
        instance.last_name, instance.first_name, instance.middle_name = row[HEAD[1]].split()
        instance.kind = ParticipantKind.PUPIL

    def after_save_instance(self, instance: Person, row: Any, **kwargs: Any) -> None:
        MenteeCard.objects.create(
            school=self.school,
            person=instance,
            form=self.form,
            direction=self.direction,
            request=row[HEAD[4]],
            interests=row[HEAD[10]],
            joined_on=row[HEAD[6]].date(),
            case_url=row[HEAD[11]] or "",
        )


def _school() -> School:
    number = next(_numbers)
    school = School.objects.create(
        slug=f"bench-{os.getpid()}-{number}",
        name="Школа",
        short_name=f"Школа {number}",
        city="г. Примерск",
    )
    MentoringForm.objects.create(
        school=school,
        code="teacher-pupil",
        name=FORM,
        mentor_kind=ParticipantKind.STAFF,
        mentee_kind=ParticipantKind.PUPIL,
    )
    Direction.objects.create(school=school, code="career", name=DIRECTION)
    return school


def _expect(school: School, rows: int) -> None:
    people = Person.objects.filter(school=school).count()
    cards = MenteeCard.objects.filter(school=school).count()
    if (people, cards) != (rows, rows):
        raise NotAll(f"{people} people, {cards} cards of {rows}")


def workbook(rows: int) -> bytes:
    """Made-up people, all of different names."""
    letters = "абвгдежзиклмнопрстуфхцчшэюя"
    middles = ("Ивановна", "Петровна", "Ильинична", "Львовна", "Олеговна", "Юрьевна")
    names = (
        f"Примерова{a}{b}{c} Анна {middle}"
        for a, b, c, middle in product(letters, letters, letters, middles)
    )
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, HEAD)
        for number, name in enumerate(islice(names, rows), 1):
            sheet.write_number(number, 0, number)
            sheet.write_string(number, 1, name)
            sheet.write_string(
                number,
                2,
                f"+7 900 {number // 10_000:03} {number // 100 % 100:02} {number % 100:02} (мама)",
            )
            sheet.write_number(number, 3, 2008 + number % 8)
            sheet.write_string(number, 4, "подтянуть математику, подготовиться к олимпиаде")
            sheet.write_string(number, 5, f"{5 + number % 7}{letters[number % 4].upper()}")
            sheet.write_datetime(number, 6, datetime.date(2026, 9, 1 + number % 28), day)
            sheet.write_string(number, 7, f"Наставников{letters[number % 27]} Иван Петрович")
            sheet.write_string(number, 8, FORM)
            sheet.write_string(number, 9, DIRECTION)
            sheet.write_string(number, 10, "шахматы, музыка")
            if number % 10 == 0:  # who has come to the end has a case
                sheet.write_string(number, 11, f"https://school.example/cases/{number}")
    return file.getvalue()
