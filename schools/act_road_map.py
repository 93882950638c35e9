"""The road map that an act gives a programme, and whether a programme may still take it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from .models import Programme, RoadMapLine, Stage
from .models.road_map import RoadMapText
from .road_map import FIELD_OF
from .years import next_date

ActStage = tuple[Stage, list[RoadMapLine]]
TEXTS = ("title", *FIELD_OF.values(), "theme", "roles", "starts_on", "ends_on")


def stages_of_act(programme: Programme) -> list[ActStage]:
    """Stages and lines as the act has them, with days from the programme's first on. Not saved."""
    found: list[ActStage] = []
    position = 0
    for number, row in enumerate(programme.regulation.texts.get("stages", []), start=1):
        stage = Stage(
            programme=programme, number=number, title=row["title"], **_texts(row, programme)
        )
        lines = []
        for line in row.get("lines", []):
            position += 1
            lines.append(
                RoadMapLine(
                    programme=programme,
                    stage=stage,
                    position=position,
                    title=line["title"],
                    number=line.get("number", ""),
                    theme=line.get("theme", ""),
                    **_texts(line, programme),
                )
            )
        found.append((stage, lines))
    return found


def is_marked(programme: Programme) -> bool:
    """Whether a stage or a line is done, or a document proves a line."""
    marked = Q(done_on__isnull=False) | ~Q(proof_name="")
    return (
        programme.road_map_lines.filter(marked).exists()
        or programme.stages.filter(done_on__isnull=False).exists()
    )


def is_as_act(programme: Programme) -> bool:
    """Whether the road map is word for word what the act gives."""
    stages = stages_of_act(programme)
    lines = [line for _stage, rows in stages for line in rows]
    own_stages = list(programme.stages.all())
    own_lines = list(programme.road_map_lines.select_related("stage"))
    return _said([stage for stage, _rows in stages], lines) == _said(own_stages, own_lines)


def may_take(programme: Programme) -> bool:
    """Whether the act has a road map that this programme has not and may take."""
    has_some = bool(programme.regulation.texts.get("stages"))
    return has_some and not is_marked(programme) and not is_as_act(programme)


def _said(stages: list[Stage], lines: list[RoadMapLine]) -> tuple[list[Any], list[Any]]:
    # Numbers of stages: a line that isn't saved yet has no key of its stage.
    of_lines = [(line.stage.number if line.stage else None, _values(line)) for line in lines]
    return [_values(stage) for stage in stages], of_lines


def _values(row: RoadMapText) -> list[Any]:
    return [getattr(row, name, "") for name in TEXTS]


def _texts(row: Mapping[str, Any], programme: Programme) -> dict[str, Any]:
    since = programme.starts_on
    return {
        "content": row.get("content", ""),
        "result": row.get("result", ""),
        "term_text": row.get("term", ""),
        "responsible": row.get("responsible", ""),
        "documents": row.get("documents", ""),
        "roles": row.get("roles", []),
        "starts_on": next_date(row["starts"], since) if "starts" in row else None,
        "ends_on": next_date(row["ends"], since) if "ends" in row else None,
    }
