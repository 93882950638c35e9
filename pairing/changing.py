"""What may be done to a pair in force: reasons, the new mentor's pair, the longer pair."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core import clock
from core.errors import DomainError
from core.findings import Finding
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.russian.dates import short_date
from orders.models import Order
from registry.models import MenteeCard, MentorCard
from schools.choices import ProgrammeState
from schools.rules import RuleSet, rules_of
from schools.texts import OrderKind, order_kinds

from .choices import ENDED, OF_MEMBERS, SIGNED, ChangeKind, ChangeState, PairState
from .facts import read_facts
from .intents import Intent, intent_of
from .models import Pair, PairChange
from .queries import forbidden_pairs
from .rules import ban_findings, findings_of
from .term_rules import exceeding_findings

ONE_DAY = datetime.timedelta(days=1)

WITHOUT_ORDER: dict[str, Any] = {
    ChangeKind.EXTENSION: gettext_lazy("По положению пару продлевают приказом: составьте его."),
    ChangeKind.COMPLETION: gettext_lazy(
        "По положению досрочно пару завершают приказом: составьте его."
    ),
    ChangeKind.JOINING: gettext_lazy("По положению в группу принимают приказом: составьте его."),
    ChangeKind.LEAVING: gettext_lazy("По положению из группы выводят приказом: составьте его."),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of the regulation's list and its words; without a list only the words."""

    code: str
    text: str


def reasons_of(rules: RuleSet, kind: str) -> list[dict[str, str]]:
    """The regulation's list for a change of this kind; empty where any words will do."""
    if kind == ChangeKind.REPLACEMENT:
        return rules.value("replacement.reasons") or []
    if kind == ChangeKind.EXTENSION:
        return rules.value("term.extension_reasons") or []
    if kind in OF_MEMBERS:
        return []
    return rules.value("completion.reasons") or []


def reason_of(rules: RuleSet, kind: str, given: str) -> Reason:
    """Raises `DomainError` where the regulation knows no such reason, or none was given."""
    titles = {item["code"]: item["title"] for item in reasons_of(rules, kind)}
    given = given.strip()
    if titles and given not in titles:
        text = _("Выберите причину из положения: %(reasons)s.")
        raise DomainError(text % {"reasons": "; ".join(titles.values())}, code="reason")
    if not given:
        raise DomainError(_("Напишите причину."), code="reason")
    return Reason(given, titles[given]) if titles else Reason("", given)


def end_reason_of(pair: Pair, rules: RuleSet) -> str:
    """Why the pair is over, in words: of the change that ended it, or of the regulation's list."""
    change = end_of(pair)
    if change is None:
        return rules.title_of("completion.reasons", pair.end_reason)
    if change.kind == ChangeKind.COMPLETION and change.order_id is None:
        return change.reason_text
    return f"{change.get_kind_display()}: {change.reason_text}"


def end_of(pair: Pair) -> PairChange | None:
    """The change by which the pair is over, or will be on a day that an order has set."""
    ending = (ChangeKind.REPLACEMENT, ChangeKind.COMPLETION)
    rows = pair.changes.filter(state__in=SIGNED, kind__in=ending)
    return rows.select_related("order", "successor").order_by("-pk").first()


def kind_of_order(pair: Pair, kind: str) -> OrderKind | None:
    """The order for a change of this kind, as the version that is in force now words it."""
    kinds = order_kinds(pair.programme.regulation)
    return next((row for row in kinds if row.code == kind), None)


def refuse_to_reopen(pair: Pair, change: PairChange | None, by_order: Order | None) -> None:
    """Raises `DomainError` where the end can't be taken back, with what to do instead."""
    if pair.state not in ENDED:
        raise DomainError(
            _("Вернуть можно завершённую пару, а эта – «%s».") % pair.get_state_display()
        )
    if pair.programme.state == ProgrammeState.CLOSED:
        raise DomainError(_("Программа пары завершена: составьте пару в новой программе."))
    if pair.ends_on < clock.today():
        raise DomainError(_("Срок пары истёк %s: составьте новую пару.") % short_date(pair.ends_on))
    if change is None:
        return
    if change.successor is not None and change.successor.state != PairState.CANCELLED:
        raise DomainError(
            _("С этими {mentees:instrumental} уже работает {mentor:другой/другая} {mentor}.")
        )
    if change.order is not None and by_order is None:
        raise DomainError(
            _("Пару завершил приказ № %s: сначала отмените его новым приказом.")
            % change.order.number
        )


def refuse_without_order(pair: Pair, kind: str) -> None:
    """Raises `DomainError` where the regulation wants an order for this change."""
    found = kind_of_order(pair, kind)
    if found is not None and not found.optional:
        raise DomainError(str(WITHOUT_ORDER[kind]))


def waiting_change(pair: Pair) -> PairChange | None:
    """The change of the pair that waits for its order."""
    return pair.changes.filter(state=ChangeState.WAITING).select_related("order").first()


def refuse_unless_free(pair: Pair) -> None:
    """A pair that is in force and that no other draft changes may be changed."""
    if not pair.is_standing_on(clock.today()):
        raise DomainError(
            _("Изменить можно действующую пару, а эта – «%s».") % pair.get_state_display()
        )
    change = waiting_change(pair)
    if change is not None:
        raise DomainError(
            _("Эту пару уже меняет проект приказа «%(order)s». Сначала утвердите или снимите его.")
            % {"order": change.order}
        )
    if pair.closes_on is not None:
        ending = end_of(pair)
        raise DomainError(
            _(
                "По приказу № %(number)s последний день этой пары – %(day)s. Чтобы изменить её,"
                " сначала отмените тот приказ новым."
            )
            % {
                "number": ending.order.number if ending and ending.order else "–",
                "day": short_date(pair.closes_on),
            }
        )


def mentees_on(pair: Pair, day: datetime.date) -> list[MenteeCard]:
    """Those who are still in the pair on that day."""
    members = pair.members.filter(left_on__gte=day).select_related(
        "mentee__person", "mentee__form", "mentee__direction"
    )
    return [member.mentee for member in members]


def began_on(pair: Pair) -> datetime.date:
    """The first day of the mentoring, with whatever mentor it began."""
    day = pair.starts_on
    change = PairChange.objects.filter(successor=pair).select_related("pair").first()
    while change is not None:
        day = change.pair.starts_on
        earlier = PairChange.objects.filter(successor=change.pair)
        change = earlier.select_related("pair").first()
    return day


def last_day(pair: Pair, chosen: datetime.date | None) -> datetime.date:
    """Of the pair with a new mentor: that of the old one where the regulation keeps the term."""
    keeps = rules_of(pair.regulation).value("replacement.keep_period")
    return pair.ends_on if keeps or chosen is None else chosen


def replacement_intent(
    pair: Pair, mentor: MentorCard, *, day: datetime.date, ends_on: datetime.date
) -> Intent:
    return replace(
        intent_of(pair, mentees_on(pair, day)),
        mentor=mentor,
        starts_on=day,
        ends_on=ends_on,
        began_on=began_on(pair),
    )


def replacement_findings(
    pair: Pair,
    mentors: Sequence[MentorCard],
    *,
    day: datetime.date,
    ends_on: datetime.date,
    for_order: bool = False,
) -> dict[int, list[Finding]]:
    """What forbids each of these mentors to go on with the pair, by primary key of the card.

    Everything is checked as for a new pair, under the version that the pair began under. For an
    order the papers of the new mentor have to be there too.
    """
    rules = rules_of(pair.regulation)
    mentees = mentees_on(pair, day)
    facts = read_facts(
        mentors,
        mentees,
        rules=rules,
        starts_on=day,
        ends_on=ends_on,
        without=same_mentoring(pair),
    )
    banned = forbidden_pairs(pair.programme)
    since = began_on(pair)
    return {
        mentor.pk: _of_new_mentor(
            pair,
            replace(
                intent_of(pair, mentees),
                mentor=mentor,
                starts_on=day,
                ends_on=ends_on,
                began_on=since,
                for_order=for_order,
            ),
            rules,
            facts,
            banned,
        )
        for mentor in mentors
    }


def _of_new_mentor(
    pair: Pair, intent: Intent, rules: RuleSet, facts: Any, banned: Collection[tuple[int, int]]
) -> list[Finding]:
    found: list[Finding] = []
    if intent.mentor.pk == pair.mentor_id:
        found.append(
            Finding("replacement.same", _("{mentor:Этот/Эта/Это} {mentor} и сейчас ведёт пару"))
        )
    if intent.starts_on < pair.starts_on:
        found.append(Finding("replacement.day", _("Пара началась позже этого дня")))
    return [*found, *ban_findings(intent, banned), *findings_of(intent, rules, facts)]


def same_mentoring(pair: Pair) -> list[int]:
    """The pair and those that a draft makes of it: they don't stand in its own way."""
    drafts: Iterable[int | None] = pair.changes.values_list("successor_id", flat=True)
    return [pair.pk, *(pk for pk in drafts if pk is not None)]


def extension_findings(pair: Pair, ends_on: datetime.date) -> list[Finding]:
    """What forbids the pair to last until that day, or should be looked at."""
    rules = rules_of(pair.regulation)
    mentees = mentees_on(pair, pair.ends_on)
    facts = read_facts(
        [pair.mentor],
        mentees,
        rules=rules,
        starts_on=pair.starts_on,
        ends_on=ends_on,
        without=[pair.pk],
    )
    since = began_on(pair)
    intent = replace(
        intent_of(pair, mentees),
        ends_on=ends_on,
        began_on=since,
        may_exceed_max=True,
        for_order=True,
        papers_from=min(pair.ends_on + ONE_DAY, ends_on),
    )
    found = [*exceeding_findings(since, ends_on, rules), *findings_of(intent, rules, facts)]
    if ends_on <= pair.ends_on:
        found.insert(0, Finding("extension.day", _("Новый последний день не позже прежнего")))
    return sorted(dict.fromkeys(found), key=lambda finding: not finding.is_block)
