"""One small school in which every kind of object exists once, with a user for each role."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from accounts.actions import invite_person
from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.models import Job
from documents.testing import make_bundle_of
from monitoring.choices import QuestionKind, Side, SurveyStage
from monitoring.links import hash_of
from monitoring.models import Question, Survey, SurveyRequest
from orders.actions import approve_order
from orders.actions.proofs import attach_scan as attach_proof
from orders.testing import (
    make_asked,
    make_asking,
    make_order,
    make_representation,
    make_submitted,
)
from pairing.choices import WishKind
from pairing.models import PairWish, Proposal, ProposalRun
from pairing.testing import CHANGE_TEXTS, make_pair
from plans.models import Activity, TypicalPlan
from plans.testing import make_plan
from portal.models import Notification
from registry.actions import attach_scan, grant_view, keep_wording, record_consent
from registry.choices import Base, ListName, Relation
from registry.models import (
    ClassMove,
    Consent,
    FormerPlace,
    Guardianship,
    ImportBatch,
    Person,
    SavedView,
)
from registry.testing import make_appointment, make_mentee, make_mentor, make_person
from schools.models import School
from schools.testing import make_line, make_school, make_target

from .world_life import life_objects
from .world_pairs import pair_objects
from .world_partners import partner_objects
from .world_selection import selection_objects
from .world_wishes import wish_objects

TOKEN = "a-token-of-a-survey"


@dataclass
class World:
    """`users` by role; `objects` by the name that the permission table uses."""

    school: School
    users: dict[str, User] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)


def make_world() -> World:
    world = World(make_school())
    for role in Role.values:
        world.users[role] = make_user(role, world.school)
    _people(world)
    _pairs(world)
    world.objects |= wish_objects(
        world.school, world.objects["mentor_card"], world.objects["mentee_card"]
    )
    world.objects |= pair_objects(world)
    _papers(world)
    _surveys(world)
    _desk(world)
    return world


def _people(world: World) -> None:
    school, users = world.school, world.users
    mentor = make_mentor(school, user=users[Role.MENTOR])
    mentee = make_mentee(school, user=users[Role.MENTEE])
    parent = make_person(school, user=users[Role.PARENT], kind="parent")
    world.objects |= {
        "mentor_card": mentor,
        "mentee_card": mentee,
        "mentee_person": mentee.person,
        "mentor_person": mentor.person,
        "guardianship": Guardianship.objects.create(
            school=school, child=mentee.person, guardian=parent, relation=Relation.MOTHER
        ),
        "consent": Consent.objects.filter(person=mentee.person).first(),
        "given_consent": _given_consent(mentee.person),
        "former_place": FormerPlace.objects.create(
            school=school,
            person=mentee.person,
            until=datetime.date(2025, 8, 31),
            kind=mentee.person.kind,
            class_name="7А",
        ),
        "class_move": ClassMove.objects.create(
            school=school, since=datetime.date(2025, 9, 1), made_by=users[Role.CURATOR]
        ),
        "appointment": make_appointment(make_person(school, post="учитель")),
        **selection_objects(school, mentor.person, make_person(school, post="учитель")),
        **partner_objects(school, mentor.person),
        **life_objects(school),
        "saved_view": SavedView.objects.create(
            school=school,
            owner=users[Role.CURATOR],
            list_name=ListName.MENTEES,
            name="Без пары",
            query="paired=no&col=",
            is_shared=True,
        ),
    }


def _given_consent(child: Person) -> Consent:
    """Signed on our own sheet, with a scan."""
    wording = keep_wording(child.school, kind="publication", signer="representative")
    consent = record_consent(
        child,
        kind="publication",
        signer="representative",
        given_on=timezone.localdate(),
        wording=wording,
        actor=None,
    )
    return attach_scan(consent, name="Лист.png", content=b"\x89PNG\r\n\x1a\n", actor=None)


def _pairs(world: World) -> None:
    school, objects = world.school, world.objects
    plan = make_plan(school, mentor_user=world.users[Role.MENTOR], mentee=objects["mentee_card"])
    run = ProposalRun.objects.create(school=school, programme=school.programmes.get())
    grant_view(
        plan.member.mentee.person, plan.member.mentor.person, reason=f"pair:{plan.member.pair_id}"
    )
    objects |= {
        "plan": plan,
        "activity": Activity.objects.create(
            plan=plan, number=1, title="Разбор", period="октябрь", responsible="наставник"
        ),
        "typical_plan": TypicalPlan.objects.create(
            school=school,
            form=plan.member.pair.form,
            title="Типовой план",
            lines=[{"title": "Знакомство", "period": "сентябрь", "responsible": "наставник"}],
        ),
        "pair": plan.member.pair,
        "feedback": plan.member.feedback,
        "member": plan.member,
        "chosen_pair": make_pair(school),
        "run": run,
        "wish": PairWish.objects.create(
            programme=school.programmes.get(),
            mentor=make_mentor(school),
            mentee=make_mentee(school),
            kind=WishKind.FORBIDDEN,
        ),
        "proposal": Proposal.objects.create(
            run=run, mentor=make_mentor(school), mentee=make_mentee(school), score=50
        ),
    }


def _papers(world: World) -> None:
    school = world.school
    programme, curator = school.programmes.get(), world.users[Role.CURATOR]
    make_asking(programme, {"replacement": CHANGE_TEXTS["replacement"]})
    named = [world.objects["mentor_card"].person]
    world.objects["order"] = make_order(programme, curator)
    # Its last point names the one whom it names, so that there is what to extract.
    control = f"Контроль возложить на лицо: {named[0].full_name}."
    waiting = make_submitted(programme, curator, people=named, control=control)
    world.objects["asked_order"] = make_asked(programme, curator)
    world.objects["signed_order"] = approve_order(waiting, actor=world.users[Role.DIRECTOR])
    world.objects["order_proof"] = attach_proof(
        world.objects["signed_order"], name="Скан.pdf", content=b"%PDF-1.4", actor=None
    )
    world.objects["representation"] = make_representation(programme, curator)
    world.objects["bundle"] = make_bundle_of(world.objects["signed_order"], curator)
    world.objects["order_task"] = world.objects["signed_order"].tasks.get()


def _surveys(world: World) -> None:
    school, objects = world.school, world.objects
    survey = Survey.objects.create(
        school=school,
        form=objects["pair"].form,
        side=Side.MENTEE,
        stage=SurveyStage.ENTRY,
        title="Анкета",
    )
    objects |= {
        "survey": survey,
        "question": Question.objects.create(
            survey=survey, number=1, text="Чего вы ждёте?", kind=QuestionKind.TEXT
        ),
        "survey_request": SurveyRequest.objects.create(
            school=school,
            survey=survey,
            member=objects["member"],
            person=objects["mentee_person"],
            due_on=timezone.localdate() + datetime.timedelta(days=7),
            token_hash=hash_of(TOKEN),
        ),
        "answered_request": SurveyRequest.objects.create(
            school=school,
            survey=survey,
            member=objects["member"],
            person=objects["mentor_card"].person,
            due_on=timezone.localdate(),
            token_hash=hash_of("another"),
            answered_at=timezone.now(),
        ),
    }


def _desk(world: World) -> None:
    school, users = world.school, world.users
    world.objects |= {
        "batch": ImportBatch.objects.create(
            school=school,
            base=Base.MENTEES,
            filename="база.csv",
            content="ФИО;Год рождения\n".encode(),
        ),
        "job": Job.objects.create(
            kind="documents.render_document",
            key="a-job",
            title="Изготовление документа",
            school_id=school.pk,
            created_by=users[Role.CURATOR],
        ),
        "notification": Notification.objects.create(
            school=school, user=users[Role.CURATOR], key="a", text="Новость", url="/"
        ),
        "invitation": invite_person(
            school, actor=None, email="new@example.org", role=Role.MENTOR
        ).invitation,
        "membership": users[Role.MENTOR].memberships.get(),
        "programme": school.programmes.get(),
        "road_map_line": make_line(school.programmes.get(), proof=True),
        "target": make_target(school),
        "regulation": school.regulations.get(),
        "signatory": school.signatories.get(),
        "form": school.forms.first(),
        "direction": school.directions.first(),
    }
