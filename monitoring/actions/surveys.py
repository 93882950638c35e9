"""Questionnaires: made from the regulation, sent to the people of pairs."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.audit import record
from core.errors import DomainError
from core.transitions import lock
from pairing.choices import PairState
from pairing.models import PairMember
from registry.models import Person
from schools.models import MentoringForm, Programme, Regulation, School
from schools.texts import QuestionText, survey_texts

from ..choices import Side, SurveyStage
from ..links import new_token
from ..models import Question, Survey, SurveyRequest


@dataclass(frozen=True, slots=True)
class Sent:
    """A questionnaire on its way; `token` is known only now."""

    request: SurveyRequest
    token: str


@transaction.atomic
def create_surveys(school: School, *, regulation: Regulation, actor: Any) -> list[Survey]:
    """One questionnaire for each form, side and stage; those that are there stay as they are."""
    made = []
    for form in school.forms.all():
        for text in survey_texts(regulation, form.code):
            survey, created = Survey.objects.get_or_create(
                school=school,
                form=form,
                side=text.side,
                stage=text.stage,
                defaults={"title": _title(text.title, form), "intro": text.intro},
            )
            if created:
                _add_questions(survey, text.questions)
                made.append(survey)
    if made:
        text = _("Созданы анкеты: %(count)s.") % {"count": len(made)}
        record("monitoring.create_surveys", school, actor=actor, text=text)
    return made


def _title(title: str, form: MentoringForm) -> str:
    return f"{title}: {form.name}"[:200]


def _add_questions(survey: Survey, texts: tuple[QuestionText, ...]) -> None:
    by_code: dict[str, Question] = {}
    for number, text in enumerate(texts, 1):
        by_code[text.code] = Question.objects.create(
            survey=survey,
            number=number,
            text=text.text,
            kind=text.kind,
            options=list(text.options),
            depends_on=by_code.get(text.after_yes),
            is_required=text.required,
        )


@transaction.atomic
def send_surveys(
    programme: Programme, *, stage: str, due_on: datetime.date, actor: Any
) -> list[Sent]:
    """Send the questionnaires of a stage to both sides of every pair in force.

    Who has been sent theirs is not asked again. Raises `DomainError` where nobody is left to
    ask, or the day has passed.
    """
    if due_on < clock.today():
        raise DomainError(_("Срок ответа уже прошёл."))
    surveys = {
        (survey.form_id, survey.side): survey
        for survey in Survey.objects.filter(school_id=programme.school_id, stage=stage)
    }
    known = set(
        SurveyRequest.objects.filter(
            survey__stage=stage, member__pair__programme=programme
        ).values_list("survey_id", "member_id", "person_id")
    )
    sent = []
    for member, side, person in _people_to_ask(programme):
        survey = surveys.get((member.pair.form_id, side))
        if survey and (survey.pk, member.pk, person.pk) not in known:
            token, token_hash = new_token()
            request = SurveyRequest(
                school_id=programme.school_id,
                survey=survey,
                member=member,
                person=person,
                due_on=due_on,
                token_hash=token_hash,
                sent_by=actor if getattr(actor, "pk", None) else None,
            )
            sent.append(Sent(request, token))
    if not sent:
        raise DomainError(_("Всем участникам действующих пар эти анкеты уже отправлены."))
    SurveyRequest.objects.bulk_create([item.request for item in sent])
    record(
        "monitoring.send_surveys",
        programme,
        actor=actor,
        text=_("Отправлены анкеты (%(stage)s): %(count)s.")
        % {"stage": SurveyStage(stage).label, "count": len(sent)},
        data={"due_on": due_on.isoformat()},
    )
    return sent


def _people_to_ask(programme: Programme) -> list[tuple[PairMember, str, Person]]:
    members = PairMember.objects.filter(
        pair__programme=programme, pair__state=PairState.ACTIVE
    ).select_related("pair", "mentee__person", "mentor__person")
    people = []
    for member in members:
        people.append((member, Side.MENTEE, member.mentee.person))
        people.append((member, Side.MENTOR, member.mentor.person))
    return people


@transaction.atomic
def renew_link(request: SurveyRequest, *, actor: Any) -> Sent:
    """A new one-time link for an unanswered questionnaire; the old one stops working."""
    request = lock(request)
    if request.answered_at is not None:
        raise DomainError(_("На эту анкету уже ответили."))
    token, request.token_hash = new_token()
    request.save(update_fields=["token_hash", "updated_at"])
    record(
        "monitoring.renew_link",
        request,
        actor=actor,
        text=_("Создана новая ссылка на анкету."),
        about=[request.person],
    )
    return Sent(request, token)
