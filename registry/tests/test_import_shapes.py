"""Real tables of schools: every file is read whole, and every value stands where it should."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from registry.actions import apply_import, check_file, correct_reading
from registry.choices import Base, RowStatus
from registry.models import ImportBatch, Person, RememberedHeading
from registry.reading.fields import CARD_FIELDS, PERSON_FIELDS
from schools.models import MentoringForm, School

from .shapes import EMPLOYERS, FOLDER, PUPILS, SHAPES, Shape

IDS = [shape.file for shape in SHAPES]
# The same tables, opened and saved under another format by LibreOffice Calc 7.4.
SAVED_BY_CALC = sorted((FOLDER.parent / "saved_by_calc").iterdir())
OWN_WORDS = next(shape for shape in SHAPES if shape.file.startswith("12"))


@pytest.fixture
def forms(school: School) -> None:
    """The forms that the files name and the school of the tests has not."""
    for code, name, mentor in (("p-p", PUPILS, "pupil"), ("e-p", EMPLOYERS, "employer")):
        MentoringForm.objects.get_or_create(
            school=school,
            name=name,
            defaults={"code": code, "mentor_kind": mentor, "mentee_kind": "pupil"},
        )


def check(school: School, shape: Shape) -> ImportBatch:
    return check_file(
        school, base=shape.base, filename=shape.file, content=shape.content, actor=None
    )


def written(base: str) -> dict[str, dict[str, Any]]:
    """Everybody in the base, with every value that is not empty."""
    card = "mentor_card" if base == Base.MENTORS else "mentee_card"
    found = {}
    for person in Person.objects.select_related(f"{card}__form"):
        own = getattr(person, card)
        values = {name: getattr(person, name) for name in PERSON_FIELDS[3:]}
        values |= {name: getattr(own, name) for name in CARD_FIELDS[base] if name != "form_id"}
        values["form"] = own.form.name if own.form else ""
        found[str(person)] = {name: _plain(value) for name, value in values.items() if value}
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


@pytest.mark.usefixtures("forms")
@pytest.mark.parametrize("shape", SHAPES, ids=IDS)
def test_a_table_of_each_shape_is_read_whole(school: School, shape: Shape) -> None:
    batch = check(school, shape)
    if shape.told:
        batch = correct_reading(batch, told=shape.told, actor=None)

    assert [row.errors for row in batch.rows.exclude(status=RowStatus.NEW)] == []
    apply_import(batch, actor=None)

    assert written(shape.base) == shape.people


@pytest.mark.usefixtures("forms")
@pytest.mark.parametrize("path", SAVED_BY_CALC, ids=lambda path: path.name)
def test_a_table_saved_by_calc_is_read_whole(school: School, path: Path) -> None:
    shape = next(shape for shape in SHAPES if shape.file.startswith(path.stem))

    batch = check_file(
        school, base=shape.base, filename=path.name, content=path.read_bytes(), actor=None
    )
    apply_import(batch, actor=None)

    assert written(shape.base) == shape.people


def test_ten_of_the_twelve_need_nobody_to_correct_the_guess() -> None:
    assert len(SHAPES) == 12
    assert sum(not shape.told for shape in SHAPES) >= 10


@pytest.mark.usefixtures("forms")
@pytest.mark.parametrize("shape", SHAPES, ids=IDS)
def test_the_same_table_again_changes_nobody(school: School, shape: Shape) -> None:
    first = check(school, shape)
    apply_import(first, actor=None)

    assert check(school, shape).counts["same"] == len(shape.people)


def test_a_correction_is_remembered_for_the_same_headings(school: School) -> None:
    correct_reading(check(school, OWN_WORDS), told=OWN_WORDS.told, actor=None)

    again = check(school, OWN_WORDS)
    apply_import(again, actor=None)

    assert written(Base.MENTEES) == OWN_WORDS.people
    assert {line["how"] for line in again.columns["columns"]} == {"content", "remembered"}


def test_what_was_remembered_is_forgotten_where_the_guess_is_right_again(school: School) -> None:
    told = dict(OWN_WORDS.told) | {"columns": {"0": "full_name", "3": ""}}
    correct_reading(check(school, OWN_WORDS), told=OWN_WORDS.told, actor=None)
    assert RememberedHeading.objects.filter(key="чего хочет", name="request").exists()

    correct_reading(check(school, OWN_WORDS), told=told, actor=None)

    assert not RememberedHeading.objects.filter(key="чего хочет").exists()


def test_a_school_does_not_remember_for_another(school: School, other_school: School) -> None:
    correct_reading(check(school, OWN_WORDS), told=OWN_WORDS.told, actor=None)

    found = check(other_school, OWN_WORDS).columns["columns"]
    assert "remembered" not in {line["how"] for line in found}
