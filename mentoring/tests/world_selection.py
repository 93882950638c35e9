"""A candidate, a nomination, a meeting, a course and the mentors' texts, once each."""

from __future__ import annotations

import datetime
from typing import Any

from registry.actions.acquaintance import keep_texts
from registry.models import Person
from registry.testing_selection import (
    ask_acquaintance,
    make_application,
    make_course,
    make_listener,
    make_meeting,
    make_session,
)
from schools.models import School


def selection_objects(school: School, mentor: Person, other: Person) -> dict[str, Any]:
    ask_acquaintance(school)
    course = make_course(school)
    session = make_session(course)
    listener = make_listener(
        course,
        mentor,
        certificate_number="1",
        certificate_on=datetime.date(2026, 9, 30),
    )
    return {
        "application": make_application(mentor, portfolio=True),
        "nomination": make_application(other, way="nomination", nominated_by="коллектив"),
        "meeting": make_meeting(school),
        "course": course,
        "training_session": session,
        "listener": listener,
        "principle_text": keep_texts(school)[0],
    }
