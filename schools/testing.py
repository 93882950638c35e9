"""Boring, valid schools for tests."""

from __future__ import annotations

import datetime
from itertools import count
from typing import Any

from .actions import update_regulation_rules
from .choices import ActKind, ParticipantKind, ProgrammeState, TargetGroup
from .models import (
    Direction,
    MentoringForm,
    Programme,
    Regulation,
    RoadMapLine,
    RoadMapProof,
    School,
    Signatory,
    Stage,
    Target,
)

_numbers = count(1)

RULES = {
    "group.max": {"value": 5, "clause": "1.4"},
    "group.min": {"value": 2},
    "participants.parent_own_child": {"value": False, "clause": "1.2"},
    "term.min_months": {"value": 3, "clause": "3.8"},
    "term.max_months": {"value": 12, "clause": "3.8"},
    "term.applies_to": {"value": "plan"},
    "selection.steps": {"value": ["заявление", "беседа"]},
    "selection.criteria": {"value": ["хочет быть наставником", "учитель – ученик: ведёт кружок"]},
    "mentor.default_places": {"value": 3},
    "consents.participation": {"value": True, "clause": "3.6"},
    "plan.title": {"value": "Индивидуальный план осуществления наставничества"},
    "plan.authors": {"value": ["curator", "mentor"], "clause": "4.1"},
    "plan.approver": {"value": "curator", "clause": "4.1"},
    "plan.signatures": {"value": ["curator", "mentor"]},
    "plan.sections": {
        "value": [
            {"code": "advice", "title": "Советы наставника"},
            {"code": "help", "title": "Помощь"},
        ]
    },
    "survey.scale_from": {"value": 1},
    "survey.scale_to": {"value": 10},
    "monitoring.points": {"value": [{"code": "entry", "title": "вход", "kind": "entry"}]},
    "final.document": {"value": "feedback"},
    "final.sections": {
        "value": [
            {"code": "learnt", "title": "Чему научился"},
            {"code": "potential", "title": "Что дальше"},
        ]
    },
    "final.reader": {"value": "curator"},
    "final.title": {"value": "Отзыв о результатах наставничества"},
    "final.due_working_days_before": {"value": 5, "clause": "3.10"},
}


def make_school(**fields: Any) -> School:
    """A school with a signatory, rules after S0, two forms, a direction, an active programme."""
    number = next(_numbers)
    values = {
        "slug": f"school-{number}",
        "name": f"Муниципальное общеобразовательное учреждение «Школа № {number}»",
        "short_name": f"Школа № {number}",
        "city": "г. Примерск",
    }
    school = School.objects.create(**values | fields)
    Signatory.objects.create(
        school=school,
        post="Директор",
        last_name="Примерова",
        first_name="Анна",
        middle_name="Сергеевна",
        gender="f",
        valid_from=datetime.date(2020, 1, 1),
    )
    for code, name, mentor_kind, mentee_kind in (
        ("teacher-pupil", "учитель – ученик", ParticipantKind.STAFF, ParticipantKind.PUPIL),
        ("teacher-teacher", "учитель – учитель", ParticipantKind.STAFF, ParticipantKind.STAFF),
    ):
        MentoringForm.objects.create(
            school=school, code=code, name=name, mentor_kind=mentor_kind, mentee_kind=mentee_kind
        )
    Direction.objects.create(
        school=school, code="study", name="Учебно-профессиональное наставничество"
    )
    make_programme(school)
    return school


def make_regulation(school: School, **fields: Any) -> Regulation:
    values = {
        "kind": ActKind.REGULATION,
        "title": f"Положение о наставничестве {next(_numbers)}",
        "valid_from": datetime.date(2020, 1, 1),
        "rules": dict(RULES),
    }
    return Regulation.objects.create(school=school, **values | fields)


def make_line(programme: Programme, *, proof: bool = False, **fields: Any) -> RoadMapLine:
    """The next line of a programme's road map, of its first stage, with a proof if asked."""
    stage, _is_new = Stage.objects.get_or_create(
        programme=programme, number=1, defaults={"title": "Подготовка условий"}
    )
    position = programme.road_map_lines.count() + 1
    values = {"stage": stage, "position": position, "title": f"Мероприятие {position}"}
    line = RoadMapLine.objects.create(programme=programme, **values | fields)
    if proof:
        RoadMapProof.objects.create(line=line, content=b"%PDF-1.7 ...", sha256="0" * 64)
        line.proof_name = "протокол.pdf"
        line.save()
    return line


def make_target(school: School, **fields: Any) -> Target:
    values = {"group": TargetGroup.PUPILS, "year": 2026, "percent": 30}
    return Target.objects.create(school=school, **values | fields)


def make_programme(school: School, **fields: Any) -> Programme:
    values = {
        "title": "Программа наставничества на 2026/2027 учебный год",
        "starts_on": datetime.date(2026, 9, 1),
        "ends_on": datetime.date(2027, 5, 28),
        "state": ProgrammeState.ACTIVE,
    }
    if "regulation" not in fields:
        values["regulation"] = make_regulation(school)
    return Programme.objects.create(school=school, **values | fields)


def adopt_rules(programme: Programme, actor: Any, **rules: object) -> Regulation:
    """A new version with these rules, to which the programme goes over."""
    named = {key.replace("__", "."): {"value": value} for key, value in rules.items()}
    version = update_regulation_rules(
        programme.regulation,
        actor=actor,
        rules=programme.regulation.rules | named,
        reason="так решили",
        moved=[programme],
    )
    programme.refresh_from_db()
    return version
