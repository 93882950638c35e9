"""What papers of all kinds print alike."""

from __future__ import annotations

from schools.models import School

from .paper import Letterhead


def letterhead_of(school: School) -> Letterhead:
    return Letterhead(
        name=school.name,
        short_name=school.short_name,
        founder=school.founder,
        second_name=school.second_name,
    )
