"""A merge that can be undone and an act of destruction, for the routes of the life of data."""

from __future__ import annotations

from typing import Any

from registry.actions.erasing import erase_people
from registry.actions.merging import merge_people
from registry.choices import ErasureMode
from registry.testing import make_person
from schools.models import School


def life_objects(school: School) -> dict[str, Any]:
    kept, gone = make_person(school), make_person(school)
    return {
        "merge": merge_people(kept, gone, choices={}, actor=None),
        "erasure": erase_people(
            [make_person(school)],
            mode=ErasureMode.DESTROYED,
            reason="программа окончена",
            commission=["Директор, П. П. Петрова"],
            actor=None,
        ),
    }
