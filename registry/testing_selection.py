"""Candidates, meetings, courses for tests. The act of the tests' school has a working group."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from schools.choices import AppointedRole
from schools.models import School

from .choices import ApplicationState, ApplicationWay
from .models import (
    MentorApplication,
    Person,
    PortfolioFile,
    SelectionMeeting,
    TrainingCourse,
    TrainingListener,
    TrainingSession,
)

ON = datetime.date(2026, 9, 1)
YEAR = "2026–2027"


def ask_acquaintance(school: School) -> None:
    """The act has mentors acquainted with two texts."""
    regulation = school.regulations.get()
    asked = {"value": ["manifest", "code"], "clause": "4.1"}
    regulation.rules = {**regulation.rules, "acquaintance.documents": asked}
    regulation.save()


def make_application(
    person: Person, *, portfolio: bool = False, **fields: Any
) -> MentorApplication:
    values = {
        "state": ApplicationState.SUBMITTED,
        "way": ApplicationWay.APPLICATION,
        "year": YEAR,
        "phone": "+7 900 000-00-00",
        "has_read_act": True,
        "applied_on": ON,
    } | fields
    application = MentorApplication.objects.create(school=person.school, person=person, **values)
    if portfolio:
        application.portfolio_name = "Портфолио.pdf"
        application.save()
        PortfolioFile.objects.create(application=application, content=b"%PDF-1.7")
    return application


def make_meeting(school: School, present: Any = (), **fields: Any) -> SelectionMeeting:
    values = {"body": AppointedRole.WORKING_GROUP, "number": "1", "held_on": ON} | fields
    meeting = SelectionMeeting.objects.create(school=school, **values)
    meeting.present.set(present)
    return meeting


def make_course(school: School, **fields: Any) -> TrainingCourse:
    return TrainingCourse.objects.create(school=school, **{"title": "Школа наставников"} | fields)


def make_session(course: TrainingCourse, **fields: Any) -> TrainingSession:
    values = {"held_on": ON, "topic": "Первая встреча", "hours": Decimal(2)} | fields
    return TrainingSession.objects.create(school=course.school, course=course, **values)


def make_listener(course: TrainingCourse, person: Person, **fields: Any) -> TrainingListener:
    return TrainingListener.objects.create(
        school=course.school, course=course, person=person, **fields
    )
