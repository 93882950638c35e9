"""Whom a stage's questionnaires still have to be sent to, and who comes with a link."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from core import clock
from pairing.choices import PairState
from pairing.models import PairMember
from pairing.models.standing import standing
from registry.choices import AskedBy
from registry.models import Person
from schools.models import Programme

from ..choices import Side, SurveyStage
from ..delivery import GUARDIANS, way_of
from ..links import LINK_GRACE, hash_of
from ..models import Survey, SurveyRequest

# At the end also those whose pair is over are asked.
BEGUN = (PairState.ACTIVE, PairState.COMPLETED, PairState.ENDED_EARLY)


@dataclass(frozen=True, slots=True)
class ToAsk:
    """Somebody who has not been sent the questionnaire yet."""

    survey: Survey
    member: PairMember
    person: Person

    @property
    def way(self) -> str:
        return way_of(self.person)


def people_to_ask(programme: Programme, *, stage: str, actor: Any) -> list[ToAsk]:
    """Both sides of every pair that the actor is in charge of; without an actor, of all pairs.

    A constant number of queries, however many pairs there are.
    """
    surveys = {
        (survey.form_id, survey.side): survey
        for survey in Survey.objects.filter(school_id=programme.school_id, stage=stage)
    }
    known = set(
        SurveyRequest.objects.filter(
            survey__stage=stage, member__pair__programme=programme
        ).values_list("survey_id", "member_id", "person_id")
    )
    found = []
    for member in _members(programme, stage, actor):
        sides = {Side.MENTEE: member.mentee.person, Side.MENTOR: member.mentor.person}
        for side, person in sides.items():
            survey = surveys.get((member.pair.form_id, side))
            if survey and (survey.pk, member.pk, person.pk) not in known:
                found.append(ToAsk(survey, member, person))
    return found


def _members(programme: Programme, stage: str, actor: Any) -> QuerySet[PairMember]:
    is_user = getattr(actor, "scope", None) is not None
    rows = PairMember.objects.visible_to(actor) if is_user else PairMember.objects.all()
    return (
        rows.filter(_asked(stage), pair__programme=programme)
        .select_related("pair", "mentee__person__user", "mentor__person__user")
        .prefetch_related(f"mentee__person__{GUARDIANS}", f"mentor__person__{GUARDIANS}")
    )


def _asked(stage: str) -> Q:
    if stage == SurveyStage.EXIT:
        return Q(pair__state__in=BEGUN)
    return standing(clock.today(), "pair__")


@dataclass(frozen=True, slots=True)
class Preview:
    """What the sending of a stage would do."""

    total: int
    mentors: int
    mentees: int
    by_account: int
    by_mail: int
    on_paper: int


def preview_of(people: list[ToAsk]) -> Preview:
    sides = Counter(row.survey.side for row in people)
    ways = Counter(row.way for row in people)
    return Preview(
        total=len(people),
        mentors=sides[Side.MENTOR],
        mentees=sides[Side.MENTEE],
        by_account=ways[AskedBy.ACCOUNT],
        by_mail=ways[AskedBy.MAIL],
        on_paper=ways[AskedBy.PAPER],
    )


def open_request(token: str, today: datetime.date) -> SurveyRequest | None:
    """What a one-time link opens; None for a link that is unknown, used or too old."""
    return (
        SurveyRequest.objects.filter(
            token_hash=hash_of(token),
            answered_at__isnull=True,
            due_on__gte=today - LINK_GRACE,
        )
        .select_related("survey__school", "person", *OF_PAIR)
        .first()
    )


OF_PAIR = ("member__mentee__person", "member__pair__mentor__person", "member__pair__form")
