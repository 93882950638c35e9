"""A whole year in an empty school, from the bases to the feedback, with what was made."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from accounts.choices import Role
from core import clock
from core.errors import DomainError
from core.i18n import gettext as _
from monitoring.choices import SurveyStage
from plans.models import Feedback, Plan
from schools.models import Programme, School
from schools.queries import current_programme
from schools.rules import rules_of

from . import acts, people
from .cast import Cast
from .names import Names

WEEK = datetime.timedelta(days=7)


def play_year(school: School, *, mentors: int = 12, mentees: int = 24) -> Iterator[str]:
    """Play the current programme from its first day to its last; a line for each thing made.

    Raises `DomainError` where the school is not empty or has no programme.
    """
    programme = current_programme(school)
    if programme is None:
        raise DomainError(_("У {school:genitive} нет действующей программы наставничества."))
    if school.people.exists():
        raise DomainError(
            _(
                "В {school:prepositional} уже есть люди. Год проигрывают в "
                "{school:пустом/пустой} {school:prepositional}."
            )
        )
    with clock.on(programme.starts_on):
        yield from _begin(programme, mentors=mentors, mentees=mentees)


def _begin(programme: Programme, *, mentors: int, mentees: int) -> Iterator[str]:
    school, names = programme.school, Names(school_seed(programme.school))
    cast = Cast(school, names)
    cast.engage_office()
    curator, first_day = cast[Role.CURATOR], programme.starts_on
    yield _("Роли: %(count)s") % {"count": len(cast.users)}

    given = people.add_mentors(school, names, count=mentors, joined_on=first_day, actor=curator)
    asking = people.add_mentees(school, names, count=mentees, joined_on=first_day, actor=curator)
    parents = people.add_parents(asking[: mentees // 2], names, actor=curator)
    sheets = people.collect_consents([*given, *asking], given_on=first_day, actor=curator)
    mentor = cast.engage_person(Role.MENTOR, given[0].person)
    yield _("База {mentors:genitive}: %(count)s") % {"count": len(given)}
    yield _("База {mentees:genitive}: %(count)s") % {"count": len(asking)}
    yield _("{Parents}: %(count)s, согласий: %(sheets)s") % {
        "count": len(parents),
        "sheets": sheets,
    }
    with clock.on(first_day + WEEK):
        pairs = acts.propose_and_choose(programme, share=1, actor=curator)
        order = acts.sign_order(
            pairs, programme=programme, by=curator, director=cast[Role.DIRECTOR]
        )
    yield _("Пары и группы: %(count)s") % {"count": len(pairs)}
    yield _("Приказ № %(number)s от %(date)s") % {
        "number": order.number,
        "date": f"{order.signed_on:%d.%m.%Y}",
    }
    yield from _work(programme, cast, mentor_user=mentor)


def _work(programme: Programme, cast: Cast, *, mentor_user: object) -> Iterator[str]:
    curator = cast[Role.CURATOR]
    pairs = list(programme.pairs.all())
    begun = pairs[0].starts_on
    plans = list(Plan.objects.filter(member__pair__programme=programme))
    with clock.on(begun + WEEK):
        for plan in plans:
            acts.send_plan(plan, mentor=curator, curator=curator)
        yield _("Индивидуальные планы утверждены: %(count)s") % {"count": len(plans)}
        sent, answered = acts.ask_and_answer(
            programme,
            stage=SurveyStage.ENTRY,
            due_on=begun + 3 * WEEK,
            actor=curator,
            share=1,
            lift=0,
        )
        yield _("Анкеты на входе: отправлено %(sent)s, ответов %(answered)s") % {
            "sent": sent,
            "answered": answered,
        }
        acts.measure(programme, actor=curator, with_after=False)
    days = [begun + WEEK * number for number in (1, 3, 8)]
    meetings = sum(acts.meet(pair, actor=curator, days=days) for pair in pairs)
    marks = sum(acts.mark_done(plan, actor=curator, until=programme.ends_on) for plan in plans)
    yield _("Встреч: %(meetings)s, выполненных мероприятий: %(marks)s") % {
        "meetings": meetings,
        "marks": marks,
    }
    yield from _finish(programme, cast)


def _finish(programme: Programme, cast: Cast) -> Iterator[str]:
    curator = cast[Role.CURATOR]
    pairs = list(programme.pairs.all())
    last_day = max(pair.ends_on for pair in pairs)
    with clock.on(last_day - 2 * WEEK):
        sent, answered = acts.ask_and_answer(
            programme,
            stage=SurveyStage.EXIT,
            due_on=last_day,
            actor=curator,
            share=1,
            lift=3,
        )
        letters = list(Feedback.objects.filter(member__pair__programme=programme))
        for feedback in letters:
            acts.write_feedback(feedback, mentor=curator, curator=curator)
        acts.measure(programme, actor=curator, with_after=True)
        swots = acts.weigh(programme, actor=curator)
    yield _("Анкеты на выходе: отправлено %(sent)s, ответов %(answered)s") % {
        "sent": sent,
        "answered": answered,
    }
    yield _("Отзывов: %(count)s, SWOT: %(swots)s") % {"count": len(letters), "swots": swots}
    reasons = rules_of(programme.regulation).value("completion.reasons")
    reason = reasons[0]["code"] if reasons else ""
    ended = acts.finish(pairs, reason=reason, actor=curator)
    yield _("Завершено пар и групп: %(count)s") % {"count": ended}


def school_seed(school: School) -> int:
    return sum(map(ord, school.slug))
