"""Those who choose: interview notes, marks by criteria, meetings, decisions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from core.audit import record
from core.clock import today
from core.errors import DomainError, RuleViolation
from core.findings import blocks
from core.i18n import gettext as _
from core.transitions import lock, move
from schools.models import School
from schools.queries import current_programme

from ..choices import (
    APPLICATION_TRANSITIONS,
    MEETING_TRANSITIONS,
    ApplicationState,
    CardState,
    CriterionLevel,
    MeetingState,
    Verdict,
)
from ..models import (
    CriterionMark,
    InterviewNote,
    MeetingVerdict,
    MentorApplication,
    MentorCard,
    Person,
    SelectionMeeting,
)
from ..rules import rules_for
from ..selection import criteria_for, deciding_body, members_of, presence_findings
from .cards import restore_card, save_mentor_card
from .saving import check_day, save_checked

STATES = {
    Verdict.ACCEPTED: ApplicationState.ACCEPTED,
    Verdict.DECLINED: ApplicationState.DECLINED,
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a meeting says of a candidate; votes where they were counted."""

    verdict: str
    votes_for: int | None = None
    votes_against: int | None = None
    votes_none: int | None = None
    note: str = ""

    @property
    def votes(self) -> int:
        return sum(vote or 0 for vote in (self.votes_for, self.votes_against, self.votes_none))


@transaction.atomic
def note_interview(
    application: MentorApplication, *, held_on: datetime.date, held_by: str, text: str, actor: Any
) -> InterviewNote:
    """Keep what was heard; only those who choose read it."""
    check_day(held_on)
    note = InterviewNote(
        school_id=application.school_id,
        application=application,
        held_on=held_on,
        held_by=held_by,
        text=text,
        written_by=actor if getattr(actor, "pk", None) else None,
    )
    save_checked(note)
    record(
        "mentorapplication.interviewed",
        application,
        actor=actor,
        text=_("Записана беседа с кандидатом."),
        about=[application.person],
    )
    return note


@transaction.atomic
def mark_criteria(
    application: MentorApplication, levels: Mapping[str, str], *, actor: Any
) -> list[CriterionMark]:
    """The actor's marks, criterion by criterion; an empty one is taken back."""
    application = lock(application)
    if application.state not in (ApplicationState.SUBMITTED, ApplicationState.REVIEWED):
        raise DomainError(_("Отмечают тех кандидатов, о которых ещё не решено."))
    known = criteria_of(application)
    if any(criterion not in known for criterion in levels):
        raise DomainError(_("Такого критерия в положении нет: обновите страницу."))
    if any(level and level not in CriterionLevel.values for level in levels.values()):
        raise DomainError(_("Такой отметки не бывает."))
    marks = []
    for criterion, level in levels.items():
        mine = {"application": application, "criterion": criterion, "marked_by": actor}
        if not level:
            CriterionMark.objects.filter(**mine).delete()
            continue
        defaults = {"level": level, "school_id": application.school_id}
        marks.append(CriterionMark.objects.update_or_create(**mine, defaults=defaults)[0])
    record(
        "mentorapplication.marked",
        application,
        actor=actor,
        text=_("Кандидат отмечен по критериям."),
        about=[application.person],
    )
    return marks


def criteria_of(application: MentorApplication) -> list[str]:
    school = application.person.school
    names = school.forms.values_list("name", flat=True)
    return criteria_for(rules_for(school), application.form, names)


@transaction.atomic
def sign_approval_sheet(
    application: MentorApplication,
    *,
    candidate_agreed_on: datetime.date | None,
    curator_agreed_on: datetime.date | None,
    actor: Any,
) -> MentorApplication:
    """The two lines of a nomination's approval sheet, as they were signed."""
    application = lock(application)
    if not application.is_nomination:
        raise DomainError(_("Лист согласования бывает только у представления."))
    if not application.is_open:
        raise DomainError(_("По этому представлению уже решено."))
    for day in (candidate_agreed_on, curator_agreed_on):
        if day is not None:
            check_day(day)
    application.candidate_agreed_on = candidate_agreed_on
    application.curator_agreed_on = curator_agreed_on
    if save_checked(application):
        record(
            "mentorapplication.agreed",
            application,
            actor=actor,
            text=_("Заполнен лист согласования."),
            about=[application.person],
        )
    return application


@transaction.atomic
def decide_application(
    application: MentorApplication, *, verdict: str, basis: str, actor: Any, note: str = ""
) -> MentorApplication:
    """A decision without a meeting: on a nomination, or where the act names nobody who meets."""
    application = lock(application)
    by_meeting = deciding_body(rules_for(application.person.school)) is not None
    if by_meeting and not application.is_nomination:
        raise DomainError(_("Заявления рассматривают на заседании: запишите его протокол."))
    if not basis.strip():
        raise DomainError(_("Укажите основание: приказ или решение."))
    return _decide(application, verdict=verdict, basis=basis, note=note, day=today(), actor=actor)


@transaction.atomic
def save_meeting(
    meeting: SelectionMeeting | None,
    *,
    school: School,
    held_on: datetime.date,
    number: str,
    present: Iterable[Person],
    actor: Any,
    secretary: str = "",
    heard: str = "",
) -> SelectionMeeting:
    """Begin the protocol of a meeting, or correct it before it is closed."""
    check_day(held_on)
    rules = rules_for(school)
    body = deciding_body(rules)
    if body is None:
        text = _("В положении не названо, какая комиссия отбирает {mentors:accusative}.")
        raise DomainError(text)
    if meeting is None:
        programme = current_programme(school, held_on)
        meeting = SelectionMeeting(school=school, programme=programme, body=body)
    else:
        meeting = lock(meeting)
        _check_draft(meeting)
    members = members_of(school, meeting.body, held_on)
    present = list(present)
    strangers = {person.pk for person in present} - {row.person_id for row in members}
    if strangers:
        raise DomainError(_("Отметили того, кто в этот день не назначен в комиссию."))
    meeting.held_on, meeting.number = held_on, number.strip()
    meeting.secretary, meeting.heard = secretary.strip(), heard.strip()
    is_new = meeting.pk is None
    save_checked(meeting)
    meeting.present.set(present)
    record(
        "selectionmeeting.saved",
        meeting,
        actor=actor,
        text=_("Начат протокол заседания.") if is_new else _("Изменён протокол заседания."),
    )
    return meeting


@transaction.atomic
def say_of_candidates(
    meeting: SelectionMeeting, said: Mapping[MentorApplication, Said | None], *, actor: Any
) -> SelectionMeeting:
    """What the meeting says of each; None takes a candidate off it."""
    meeting = lock(meeting)
    _check_draft(meeting)
    present = meeting.present.count()
    for application, saying in said.items():
        if application.school_id != meeting.school_id:
            raise DomainError(_("Кандидат из {school:другого/другой} {school:genitive}."))
        rows = MeetingVerdict.objects.filter(meeting=meeting, application=application)
        if saying is None:
            rows.delete()
            continue
        if saying.verdict not in Verdict.values:
            raise DomainError(_("Такого решения не бывает."))
        if saying.votes > present:
            raise DomainError(
                _("%(name)s: голосов %(votes)s, а присутствовали %(present)s.")
                % {
                    "name": application.person.short_name,
                    "votes": saying.votes,
                    "present": present,
                }
            )
        values = {name: getattr(saying, name) for name in Said.__slots__}
        MeetingVerdict.objects.update_or_create(
            meeting=meeting, application=application, defaults=values
        )
    record("selectionmeeting.said", meeting, actor=actor, text=_("Записаны решения о кандидатах."))
    return meeting


@transaction.atomic
def close_meeting(meeting: SelectionMeeting, *, actor: Any) -> SelectionMeeting:
    """The protocol is signed: applications are decided, mentors come into the base.

    Raises `RuleViolation` with what the regulation says against such a meeting.
    """
    meeting = lock(meeting)
    _check_draft(meeting)
    rules = rules_for(meeting.school)
    members = members_of(meeting.school, meeting.body, meeting.held_on)
    found = presence_findings(meeting.body, meeting.present.all(), rules=rules, members=members)
    if blocked := blocks(found):
        raise RuleViolation(blocked)
    verdicts = list(meeting.verdicts.select_related("application__person__school"))
    if not verdicts:
        raise DomainError(_("Ни о ком не решено: отметьте решения о кандидатах."))
    for row in verdicts:
        if row.verdict == Verdict.POSTPONED:
            continue
        _decide(
            lock(row.application),
            verdict=row.verdict,
            basis=str(meeting),
            note=row.note,
            day=meeting.held_on,
            actor=actor,
        )
    meeting = move(meeting, MeetingState.CLOSED, MEETING_TRANSITIONS)
    record(
        "selectionmeeting.closed",
        meeting,
        actor=actor,
        text=_("Протокол заседания подписан."),
        about=[row.application.person for row in verdicts],
    )
    return meeting


def _check_draft(meeting: SelectionMeeting) -> None:
    if not meeting.is_draft:
        raise DomainError(_("Протокол подписан: изменить его нельзя."))


def _decide(
    application: MentorApplication,
    *,
    verdict: str,
    basis: str,
    note: str,
    day: datetime.date,
    actor: Any,
) -> MentorApplication:
    if verdict not in STATES:
        raise DomainError(_("Выберите: включить в реестр или отклонить."))
    is_agreed = application.is_agreed or not application.is_nomination
    if verdict == Verdict.ACCEPTED and not is_agreed:
        text = _("%s: в листе согласования нет подписи кандидата или {curator:genitive}.")
        raise DomainError(text % application.person.short_name)
    if application.state == ApplicationState.SUBMITTED:
        application = move(application, ApplicationState.REVIEWED, APPLICATION_TRANSITIONS)
    application = move(
        application,
        STATES[Verdict(verdict)],
        APPLICATION_TRANSITIONS,
        decided_on=day,
        decision_basis=basis.strip()[:300],
        decision_note=note.strip()[:500],
    )
    if verdict == Verdict.ACCEPTED:
        _into_the_base(application, day, actor)
    record(
        f"mentorapplication.{application.state}",
        application,
        actor=actor,
        text=_("Решение о кандидате: %s.") % application.get_state_display(),
        about=[application.person],
        data={"basis": application.decision_basis},
    )
    return application


def _into_the_base(application: MentorApplication, day: datetime.date, actor: Any) -> None:
    """The card of a mentor: a new one, one out of the archive, or the one that is there."""
    card = MentorCard.objects.filter(person=application.person).first()
    if card is None:
        card = MentorCard(person=application.person, form=application.form, joined_on=day)
        save_mentor_card(card, actor=actor)
    elif card.state == CardState.ARCHIVED:
        restore_card(card, actor=actor)
