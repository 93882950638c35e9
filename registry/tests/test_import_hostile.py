"""Every hostile file is refused in words or read as harmless text, within 256 MB."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings

from core.errors import FileError
from registry.models import ImportBatch, Person
from registry.workbooks import marked_workbook
from schools.models import School

from .hostile import FILES, NAME, book, sheet, text_row
from .loading import check

LIMIT_MB = 256
TEXT = {
    "macros", "an archive inside", "links to other books", "a formula", "markup in a cell",
    "a cell of 30,000 characters", "sixteen thousand columns", "a million rows declared",
    "signs that nobody sees", "a table that repeats a row a million times",
    "a table that repeats a cell a billion times",
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """What became of each file, and the memory that took, in a process of its own."""
    folder = tmp_path_factory.mktemp("hostile")
    paths: list[Path] = []
    for number, make in enumerate(FILES.values()):
        paths.append(folder / str(number))
        paths[-1].write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-m", "registry.tests.hostile", *map(str, paths)],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    lines = [line.split(" ", 1) for line in done.stdout.splitlines()]
    return {name: (int(mb), text) for name, (mb, text) in zip(FILES, lines, strict=True)}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_in_words_or_read_within_the_memory(
    name: str, told: dict[str, tuple[int, str]]
) -> None:
    mb, text = told[name]

    assert text.startswith("read " if name in TEXT else "refused "), text
    assert mb <= LIMIT_MB


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_writes_nothing_into_the_base(name: str, school: School) -> None:
    try:
        batch = check(school, FILES[name]())
    except FileError:
        assert not ImportBatch.objects.exists()
    else:
        data = batch.rows.get().data
        assert all("\u202e" not in str(value) for value in data.values())
    assert not Person.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["macros", "a formula", "links to other books"])
def test_of_a_formula_the_value_is_taken(name: str, school: School) -> None:
    row = check(school, FILES[name]()).rows.get()

    words = (row.data[part] for part in ("last_name", "first_name", "middle_name"))
    assert " ".join(words) == NAME


@pytest.mark.django_db
def test_a_marked_workbook_gives_what_a_formula_came_to(school: School) -> None:
    formula = f"<row r='2'><c r='A2' t='str'><f>T(1)</f><v>{NAME}</v></c></row>"
    batch = check(school, book(sheet(formula + text_row(3, "8"))))

    marked = openpyxl.load_workbook(io.BytesIO(marked_workbook(batch)))

    cell = marked.active["A2"]
    assert (cell.value, cell.data_type) == (NAME, "s")
