"""A whole year in an empty school, from the first order to the next year's programme.

Nothing here knows a regulation: what is done, by whom and how often, the programme's rules, order
kinds, forms and road map say.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.choices import Role
from accounts.models import User
from core import clock
from core.errors import DomainError
from core.i18n import gettext as _
from core.terms import using
from monitoring.choices import SurveyStage
from orders.kinds import opening_kinds
from orders.models import Order
from pairing.actions import draft_pairs_order
from pairing.models import Pair
from plans.finals import reader_of
from plans.models import Feedback, Plan
from plans.rules import approver_of
from registry.models import Appointment
from schools.actions import close_programme, continue_programme, start_programme
from schools.choices import PairsChoice
from schools.cycles import next_year
from schools.models import MentoringForm, Programme, School
from schools.queries import current_programme, latest_regulation
from schools.rules import RuleSet, rules_of
from schools.terms import words_of
from schools.texts import OrderKind
from schools.years import Year

from . import acts, contracts, papers, people
from .cast import Cast
from .names import Names

DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(days=7)
# A short programme has less time for each step: an eighth of it at most.
STEPS = 8


def play_year(
    school: School,
    programme: Programme | None = None,
    *,
    mentors: int | None = None,
    mentees: int | None = None,
    users: Mapping[str, User] | None = None,
) -> list[str]:
    """Play a programme, the current one if none is given; a line for each thing made.

    `users` are accounts that the school has, by role; others are invited. Without numbers there
    are as few people as show each form. Raises `DomainError` where the bases are not empty or
    there is no programme.
    """
    with using(words_of(school)):
        programme = programme or current_programme(school)
        if programme is None:
            raise DomainError(_("У {school:genitive} нет действующей программы наставничества."))
        if school.mentor_cards.exists() or school.mentee_cards.exists():
            raise DomainError(
                _(
                    "В {school:prepositional} уже есть люди. Год проигрывают в "
                    "{school:пустом/пустой} {school:prepositional}."
                )
            )
        forms = people.forms_to_play(programme)
        if not forms:
            raise DomainError(
                _("Ни одной форме программы положение не даёт и {mentors}, и {mentees}.")
            )
        played = _Year(programme, forms, mentors, mentees)
        with clock.on(programme.starts_on):
            return list(played.play(users or {}))


@dataclass(slots=True)
class _Year:
    programme: Programme
    forms: Sequence[MentoringForm]
    mentors: int | None
    mentees: int | None
    cast: Cast = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        school = self.programme.school
        self.cast = Cast(school, Names(school_seed(school)), self.rules)

    @property
    def rules(self) -> RuleSet:
        return rules_of(self.programme.regulation)

    @property
    def step(self) -> datetime.timedelta:
        length = self.programme.ends_on - self.programme.starts_on
        return datetime.timedelta(days=max(1, min(WEEK.days, length.days // STEPS // 2)))

    def play(self, users: Mapping[str, User]) -> Iterator[str]:
        day = self.programme.starts_on
        self.cast.take(users)
        self.cast.engage_office(*self._office())
        yield _("Роли: %(count)s") % {"count": len(self.cast.users)}
        kinds = opening_kinds(self.programme)
        late = [kind for kind in kinds if papers.needs_the_bases(kind, self.cast)]
        for number, kind in enumerate(kind for kind in kinds if kind not in late):
            yield _told(self._issue(kind, day + DAY * number))
        papers.appoint_the_rest(self.programme, self.cast, day=day + DAY * len(kinds))
        day = max(day + self.step, day + DAY * (len(kinds) + 1))
        with clock.on(day):
            yield from self._fill_bases(day)
        for kind in (*late, *papers.other_kinds(self.programme, before_pairs=True)):
            day += DAY
            yield _told(self._issue(kind, day))
        appointed = Appointment.objects.filter(school=self.programme.school).count()
        yield _("Назначений на роли: %(count)s") % {"count": appointed}
        with clock.on(day + self.step):
            yield from self._make_pairs()
        yield from self._work()
        yield from self._finish()

    def _office(self) -> list[str]:
        """Who signs in: by the regulation's roles; where it names none, by what its orders give."""
        used = self.rules.value("roles.used")
        if used is None:
            kinds = opening_kinds(self.programme)
            used = {part.role for kind in kinds for part in kind.appoints} or {Role.CURATOR.value}
        appointed = (Role.COORDINATOR, Role.CURATOR, Role.PSYCHOLOGIST)
        return [
            Role.ADMINISTRATOR,
            Role.DIRECTOR,
            *(role for role in appointed if role in used),
        ]

    def _issue(self, kind: OrderKind, day: datetime.date) -> Order:
        return papers.issue_order(kind, programme=self.programme, cast=self.cast, day=day)

    def _fill_bases(self, day: datetime.date) -> Iterator[str]:
        keeper, names = self.cast.keeper, self.cast.names
        size = acts.group_size(self.programme) or 0
        first = [self.forms[0]]
        given = people.add_mentors(
            self.programme,
            _repeated([*self.forms, *first], self.mentors),
            names,
            joined_on=day,
            actor=keeper,
        )
        asking = people.add_mentees(
            self.programme,
            _repeated([*self.forms, *first * size], self.mentees),
            names,
            joined_on=day,
            actor=keeper,
        )
        parents = people.add_parents(asking, names, actor=keeper)
        sheets = people.collect_consents([*given, *asking], given_on=day, actor=keeper)
        self.cast.engage_person(Role.MENTOR, given[0].person)
        acts.prepare_typical_plans(self.programme, self.forms, actor=keeper)
        yield _("База {mentors:genitive}: %(count)s") % {"count": len(given)}
        yield _("База {mentees:genitive}: %(count)s") % {"count": len(asking)}
        yield _("{Parents}: %(count)s, согласий: %(sheets)s") % {
            "count": len(parents),
            "sheets": sheets,
        }

    def _make_pairs(self) -> Iterator[str]:
        """The regulation's first order about pairs for most of them, the next for the last one."""
        keeper = self.cast.keeper
        pairs = acts.bind_everybody(self.programme, actor=keeper)
        contracts.sign_papers(pairs, actor=keeper)
        yield _("Пары и группы: %(count)s") % {"count": len(pairs)}
        kinds = papers.pair_kinds(self.programme)
        parts = [pairs[:-1], pairs[-1:]] if len(kinds) > 1 and len(pairs) > 1 else [pairs]
        for kind, part in zip(kinds, parts, strict=False):
            order = draft_pairs_order(part, programme=self.programme, actor=keeper, kind=kind.code)
            yield _told(papers.pass_order(order, self.cast))

    def _work(self) -> Iterator[str]:
        keeper, pairs = self.cast.keeper, list(self.programme.pairs.all())
        begun = min(pair.starts_on for pair in pairs) if pairs else self.programme.starts_on
        plans = list(Plan.objects.filter(member__pair__programme=self.programme))
        with clock.on(begun + self.step):
            for plan in plans:
                acts.send_plan(
                    plan, mentor=self._author(plan), curator=self.cast.acting(approver_of(plan))
                )
            yield _("Индивидуальные планы действуют: %(count)s") % {"count": len(plans)}
            if self._measures("entry"):
                yield self._ask(SurveyStage.ENTRY, begun + 3 * self.step, lift=0)
                acts.measure(self.programme, actor=keeper, after=False)
        meetings = sum(acts.meet_all_year(pair, actor=keeper) for pair in pairs)
        last = self.programme.ends_on
        marks = sum(acts.mark_done(plan, actor=keeper, until=last) for plan in plans)
        yield _("Встреч: %(meetings)s, выполненных мероприятий: %(marks)s") % {
            "meetings": meetings,
            "marks": marks,
        }

    def _author(self, plan: Plan) -> User:
        """The mentor with an account writes; for the others the keeper of the bases does."""
        user = self.cast.users.get(Role.MENTOR)
        authors = rules_of(plan.regulation).value("plan.authors") or [Role.MENTOR]
        is_own = user is not None and plan.member.pair.mentor.person.user_id == user.pk
        return user if user and is_own and Role.MENTOR in authors else self.cast.keeper

    def _measures(self, kind: str) -> bool:
        """Whether the regulation measures then. A report after both needs both."""
        if self.rules.value("monitoring.both_measurements"):
            return True
        points = self.rules.value("monitoring.points")
        return points is None or any(point["kind"] == kind for point in points)

    def _ask(self, stage: str, due_on: datetime.date, *, lift: int) -> str:
        sent, answered = acts.ask_and_answer(
            self.programme,
            stage=stage,
            due_on=due_on,
            actor=self.cast.keeper,
            share=1,
            lift=lift,
        )
        return _("Анкеты (%(stage)s): отправлено %(sent)s, ответов %(answered)s") % {
            "stage": SurveyStage(stage).label,
            "sent": sent,
            "answered": answered,
        }

    def _finish(self) -> Iterator[str]:
        keeper, pairs = self.cast.keeper, list(self.programme.pairs.all())
        last_day = max([self.programme.ends_on, *(pair.ends_on for pair in pairs)])
        near = min([self.programme.ends_on, *(pair.ends_on for pair in pairs)]) - 2 * self.step
        letters = list(Feedback.objects.filter(member__pair__programme=self.programme))
        with clock.on(near):
            if self._measures("exit"):
                yield self._ask(SurveyStage.EXIT, near + self.step, lift=3)
                before = self._measures("entry")
                acts.measure(self.programme, actor=keeper, before=before, after=True)
            for feedback in letters:
                reader = self.cast.acting(reader_of(feedback))
                acts.write_feedback(feedback, mentor=self._writer(feedback), curator=reader)
            wants_swot = self.rules.value("monitoring.swot") is not None
            swots = acts.weigh(self.programme, actor=keeper) if wants_swot else 0
        yield _("Итоговых документов: %(count)s, SWOT: %(swots)s") % {
            "count": len(letters),
            "swots": swots,
        }
        for kind in papers.other_kinds(self.programme, before_pairs=False):
            near += DAY
            yield _told(self._issue(kind, near))
        rounds = acts.look_in(self.programme, self._monitors(), until=self.programme.ends_on)
        lines = acts.walk_the_road_map(self.programme, actor=keeper, until=self.programme.ends_on)
        yield _("Записей мониторинга: %(rounds)s, строк дорожной карты: %(lines)s") % {
            "rounds": rounds,
            "lines": lines,
        }
        yield from self._close(pairs, last_day)

    def _writer(self, feedback: Feedback) -> User:
        user = self.cast.users.get(Role.MENTOR)
        is_own = user is not None and feedback.member.pair.mentor.person.user_id == user.pk
        return user if user and is_own else self.cast.keeper

    def _monitors(self) -> list[User]:
        """Of those whom the regulation names, who can sign in."""
        named = self.rules.value("monitoring.actors") or [Role.CURATOR]
        found = [self.cast.users[role] for role in named if role in self.cast.users]
        return found or [self.cast.keeper]

    def _close(self, pairs: Sequence[Pair], last_day: datetime.date) -> Iterator[str]:
        """All pairs but one end on their day; that one goes on in the next programme.

        Of grown-ups, if there are such: a child may be of the age to sign by then.
        """
        keeper, old = self.cast.keeper, self.programme
        reasons = self.rules.value("completion.reasons")
        reason = reasons[0]["code"] if reasons else ""
        grown_up = [pair for pair in pairs if not _has_minors(pair, last_day)]
        stays = (grown_up or pairs)[-1:] if len(pairs) > 1 else []
        over = [pair for pair in pairs if pair not in stays]
        ended = acts.finish(over, reason=reason, actor=keeper)
        with clock.on(last_day):
            new = continue_programme(
                old,
                actor=keeper,
                **self._next(),
                forms=old.forms.all(),
                directions=old.directions.all(),
                is_planned=True,
                pairs=PairsChoice.CONTINUE,
            )
            ended += acts.finish(stays, reason=reason, actor=keeper)
            close_programme(old, actor=keeper)
            start_programme(new, actor=keeper)
        yield _("Завершено пар и групп: %(count)s") % {"count": ended}
        yield _("Следующая программа: %(title)s, продолжается пар: %(count)s") % {
            "title": new.title,
            "count": new.pairs.count(),
        }

    def _next(self) -> dict[str, Any]:
        old = self.programme
        first = old.ends_on + DAY
        regulation = latest_regulation(old.school, first) or old.regulation
        year = next_year(regulation, old) or Year(first, first + (old.ends_on - old.starts_on))
        return {"regulation": regulation, "year": year}


def _told(order: Order) -> str:
    return _("Приказ № %(number)s от %(date)s: %(title)s") % {
        "number": order.number,
        "date": f"{order.signed_on:%d.%m.%Y}",
        "title": order.title,
    }


def _has_minors(pair: Pair, day: datetime.date) -> bool:
    people = [pair.mentor.person, *(member.mentee.person for member in pair.members.all())]
    return any(person.is_minor_on(day) for person in people)


def _repeated(rows: Sequence[MentoringForm], count: int | None) -> list[MentoringForm]:
    """The rows, or as many as are wanted of them, from the first one again."""
    count = len(rows) if count is None else count
    return [rows[number % len(rows)] for number in range(count)]


def school_seed(school: School) -> int:
    return sum(map(ord, school.slug))
