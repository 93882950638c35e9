"""Questionnaires: made from the regulation, sent to the people of pairs."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from core import clock
from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from core.jobs import start_job
from core.transitions import lock
from registry.choices import AskedBy
from schools.models import MentoringForm, Programme, Regulation, School
from schools.rules import RULES
from schools.texts import QuestionText, survey_texts

from ..choices import QuestionKind, SurveyStage
from ..links import new_token
from ..models import Question, Survey, SurveyRequest
from ..queries import ToAsk, people_to_ask
from ..rules import scale_of


@dataclass(frozen=True, slots=True)
class Sent:
    """A questionnaire on its way; `token` is known only now. `way` says who needs the link."""

    request: SurveyRequest
    token: str
    way: str


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
                defaults={"title": title_of(text.title, form.name), "intro": text.intro},
            )
            if created:
                _add_questions(survey, text.questions)
                made.append(survey)
    if made:
        words = _("Созданы анкеты: %(count)s.") % {"count": len(made)}
        record("monitoring.create_surveys", school, actor=actor, text=words)
    return made


@transaction.atomic
def create_survey(
    school: School,
    *,
    form: MentoringForm,
    side: str,
    stage: str,
    title: str,
    actor: Any,
    intro: str = "",
    source: Survey | None = None,
) -> Survey:
    """A questionnaire of the school's own, with the questions of `source` if one is given.

    Copied questions keep their codes, so that entry and exit are still compared. Raises
    `DomainError` where the form has such a questionnaire.
    """
    lock(school)
    place = {"form": form, "side": side, "stage": stage}
    if school.surveys.filter(**place).exists():
        raise DomainError(_("Такая анкета уже есть: измените её."), code="form")
    survey = school.surveys.create(title=title.strip(), intro=intro.strip(), **place)
    if source is not None:
        _copy_questions(source, survey)
    record("monitoring.create_survey", survey, actor=actor, text=_("Создана анкета."))
    return survey


def _copy_questions(source: Survey, survey: Survey) -> None:
    copies: dict[int, Question] = {}
    for question in source.questions.all():
        copies[question.pk] = Question.objects.create(
            survey=survey,
            number=question.number,
            code=question.code,
            text=question.text,
            kind=question.kind,
            options=question.options,
            depends_on=copies.get(question.depends_on_id or 0),
            is_required=question.is_required,
        )


def title_of(title: str, form: str) -> str:
    return f"{title}: {form}"[:200]


def _add_questions(survey: Survey, texts: tuple[QuestionText, ...]) -> None:
    by_code: dict[str, Question] = {}
    for number, text in enumerate(texts, 1):
        by_code[text.code] = Question.objects.create(
            survey=survey,
            number=number,
            code=text.code,
            text=text.text,
            kind=text.kind,
            options=list(text.options),
            depends_on=by_code.get(text.after_yes),
            is_required=text.required,
        )


@transaction.atomic
def send_surveys(
    programme: Programme, *, stage: str, due_on: datetime.date, actor: Any, site: str = ""
) -> list[Sent]:
    """Send the questionnaires of a stage to both sides of the pairs that the actor looks after.

    Who has been sent theirs is not asked again, nor by two senders at once. With a `site`, the
    address of this server, those who can be reached by mail are written to in the background.
    Raises `DomainError` where nobody is left to ask, the day has passed, or the regulation doesn't
    say by which marks to answer.
    """
    if due_on < clock.today():
        raise DomainError(_("Срок ответа уже прошёл."))
    programme = lock(programme)
    people = people_to_ask(programme, stage=stage, actor=actor)
    if not people:
        raise DomainError(_("Всем участникам пар эти анкеты уже отправлены."))
    scale = _scale(programme, {row.survey for row in people})
    sent = [_sent(row, due_on=due_on, actor=actor, scale=scale) for row in people]
    SurveyRequest.objects.bulk_create([item.request for item in sent])
    record(
        "monitoring.send_surveys",
        programme,
        actor=actor,
        text=_("Отправлены анкеты (%(stage)s): %(count)s.")
        % {"stage": SurveyStage(stage).label, "count": len(sent)},
        data={"due_on": due_on.isoformat()},
    )
    by_mail = [item.request.pk for item in sent if item.way != AskedBy.PAPER]
    if site and by_mail:
        start_job(
            "monitoring.mail_surveys",
            actor=actor,
            title=_("Письма с анкетами"),
            school_id=programme.school_id,
            key=f"monitoring.mail_surveys:{by_mail[0]}",
            args={"requests": by_mail, "site": site},
        )
    return sent


def _scale(programme: Programme, surveys: set[Survey]) -> tuple[int | None, int | None]:
    asked = Question.objects.filter(survey__in=surveys, kind=QuestionKind.SCALE)
    if not asked.exists():
        return None, None
    scale = scale_of(programme)
    if scale is None:
        titles = {"low": RULES["survey.scale_from"].title, "high": RULES["survey.scale_to"].title}
        text = _("В анкетах есть баллы: впишите в положение правила «%(low)s» и «%(high)s».")
        raise DomainError(text % titles)
    return scale


def _sent(
    row: ToAsk, *, due_on: datetime.date, actor: Any, scale: tuple[int | None, int | None]
) -> Sent:
    token, token_hash = new_token()
    request = SurveyRequest(
        school_id=row.survey.school_id,
        survey=row.survey,
        member=row.member,
        person=row.person,
        due_on=due_on,
        scale_from=scale[0],
        scale_to=scale[1],
        token_hash=token_hash,
        sent_by=actor if getattr(actor, "pk", None) else None,
    )
    return Sent(request, token, row.way)


@transaction.atomic
def renew_link(request: SurveyRequest, *, actor: Any) -> Sent:
    """A new one-time link for an unanswered questionnaire; the old one stops working.

    A term that has passed moves to today: a link lives so long after its term.
    """
    request = lock(request)
    if request.answered_at is not None:
        raise DomainError(_("На эту анкету уже ответили."))
    token, request.token_hash = new_token()
    request.due_on = max(request.due_on, clock.today())
    request.save(update_fields=["token_hash", "due_on", "updated_at"])
    record(
        "monitoring.renew_link",
        request,
        actor=actor,
        text=_("Создана новая ссылка на анкету."),
        about=[request.person],
    )
    return Sent(request, token, AskedBy.PAPER)
