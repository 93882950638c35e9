"""What papers of all kinds print alike."""

from __future__ import annotations

from schools.models import School

from .models import Emblem
from .paper import EMBLEM_HEIGHT, Letterhead


def letterhead_of(school: School) -> Letterhead:
    emblem = Emblem.objects.filter(school=school).first()
    return Letterhead(
        name=school.name,
        short_name=school.short_name,
        founder=school.founder,
        second_name=school.second_name,
        emblem=emblem.picture_id if emblem else "",
        emblem_height=emblem.height if emblem else EMBLEM_HEIGHT,
    )
