"""A merge that can be undone, an act of destruction, and how the papers of the school look."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image

from documents.actions.letterhead import set_emblem
from documents.actions.templates import upload_template
from documents.testing_docx import make_template
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
        "emblem": set_emblem(school, content=_picture(), height=20, actor=None),
        "paper_template": upload_template(
            school, kind="", name="Бланк.docx", content=make_template(), actor=None
        ),
    }


def _picture() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (200, 200), "navy").save(stream, "PNG")
    return stream.getvalue()
