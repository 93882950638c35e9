"""A file checked and loaded in one call, for the tests of the import."""

from __future__ import annotations

import datetime
from typing import Any

from registry.actions import apply_import, check_file
from registry.choices import Base
from registry.models import ImportBatch
from schools.models import School

from .spreadsheets import mentees_book

YESTERDAY = datetime.date(2026, 9, 1)
FIRST, SECOND = "Пробная Анна Ильинична", "Второв Пётр Львович"


def check(school: School, content: bytes, actor: Any = None, base: str = Base.MENTEES):
    return check_file(school, base=base, filename="база.xlsx", content=content, actor=actor)


def load(school: School, *rows: Any, actor: Any = None, **options: Any) -> ImportBatch:
    return apply_import(check(school, mentees_book(*rows), actor), actor=actor, **options)


def statuses(batch: ImportBatch) -> list[tuple[int, str]]:
    return list(batch.rows.values_list("number", "status"))
