"""Who of the curators a point means, as papers say it: in Russian whatever the interface speaks."""

from __future__ import annotations

from core.terms import expand
from schools.models import Programme
from schools.rules import rules_of
from schools.templating import Value

# What curators share out between them, of one and of all.
_PARTS = {"direction": ("направления", "направлений"), "form": ("формы", "форм")}


def curators_in_charge(programme: Programme) -> dict[str, Value]:
    """Who of several curators answers, so that «ответственный» is somebody."""
    rules = rules_of(programme.regulation)
    one, all_of_them = expand("{curator}"), expand("{curators}")
    if part := _PARTS.get(rules.value("curator.scope") or ""):
        return {
            "curator_of_pair": f"{one} {part[0]}",
            "curators_of_parts": f"{all_of_them} {part[1]}",
        }
    is_one = rules.value("curator.cardinality") != "many"
    return {"curator_of_pair": one, "curators_of_parts": one if is_one else all_of_them}
