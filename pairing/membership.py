"""Who is in a group on which day, and what forbids somebody to join it or to leave it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from core.choices import Level
from core.errors import DomainError
from core.findings import Finding
from core.i18n import gettext as _
from core.russian.dates import short_date
from registry.models import MenteeCard
from schools.rules import rules_of

from .choices import PairKind
from .facts import read_facts
from .intents import intent_of
from .models import Pair, PairMember
from .queries import forbidden_pairs
from .rules import ban_findings, findings_of, size_findings

ONE_DAY = datetime.timedelta(days=1)
# What is said of a group as a whole; the rest is said of the one who joins.
OF_WHOLE = ("group.max", "group.min", "mentor.max_mentees", "pair.places")


def members_on(pair: Pair, day: datetime.date) -> list[PairMember]:
    """Those who are in the pair on that day."""
    return [
        member
        for member in pair.members.select_related("mentee__person")
        if member.joined_on <= day <= member.left_on
    ]


def fullest_day(pair: Pair, since: datetime.date) -> datetime.date:
    """The day from `since` on when the group has most members: others may join later."""
    days = {since, *(member.joined_on for member in pair.members.all() if member.joined_on > since)}
    return max(sorted(days), key=lambda day: len(members_on(pair, day)))


def joining_findings(
    pair: Pair, mentee: MenteeCard, day: datetime.date, *, for_order: bool = False
) -> list[Finding]:
    """What forbids the mentee to be in the group from that day to its end, on any of the days."""
    if pair.kind != PairKind.GROUP:
        text = _("Принимают в группу, а здесь пара: составьте группу заново")
        return [Finding("group.individual", text)]
    if not pair.starts_on <= day <= pair.ends_on:
        return [Finding("group.day", _("Первый день должен быть внутри срока группы"))]
    rules = rules_of(pair.regulation)
    present = [member.mentee for member in members_on(pair, fullest_day(pair, day))]
    facts = read_facts(
        [pair.mentor],
        [*present, mentee],
        rules=rules,
        starts_on=day,
        ends_on=pair.ends_on,
        without=[pair.pk],
    )
    alone = replace(
        intent_of(pair, [mentee]),
        starts_on=day,
        began_on=pair.starts_on,
        for_order=for_order,
        may_exceed_max=True,
    )
    found = [*ban_findings(alone, forbidden_pairs(pair.programme))]
    found += [f for f in findings_of(alone, rules, facts) if f.code not in OF_WHOLE]
    if any(member.mentee_id == mentee.pk for member in _during(pair, day)):
        found.insert(0, Finding("group.member", _("Этот человек уже в группе")))
    else:
        found += size_findings(replace(alone, mentees=[*present, mentee]), rules, facts)
    return sorted(dict.fromkeys(found), key=lambda finding: not finding.is_block)


def _during(pair: Pair, day: datetime.date) -> Sequence[PairMember]:
    return [member for member in pair.members.all() if member.left_on >= day]


def leaving_findings(member: PairMember, on: datetime.date) -> list[Finding]:
    """What forbids a member to leave after that day; a group that gets too small only warns."""
    pair = member.pair
    if member.leaves_on is not None:
        text = _("По приказу участник уже выходит %s: чтобы изменить это, отмените тот приказ")
        return [Finding("group.leaving", text % short_date(member.leaves_on))]
    if not member.joined_on <= on <= member.left_on:
        return [Finding("group.day", _("Последний день должен быть внутри срока участника"))]
    left = [row for row in members_on(pair, min(on + ONE_DAY, pair.ends_on)) if row != member]
    if not left:
        text = _("Больше в группе никого: завершите её целиком")
        return [Finding("group.last", text)]
    rules = rules_of(pair.regulation)
    low = rules.value("group.min")
    if low is None or len(left) >= low:
        return []
    text = _("В группе останется %(number)s, а по положению не меньше %(limit)s: наберите ещё")
    values = {"number": len(left), "limit": low}
    return [rules.finding("group.min", text % values, level=Level.WARNING)]


def member_of(pair: Pair, mentee: MenteeCard) -> PairMember:
    """The row of somebody who is in the pair. Raises `DomainError` where nobody is."""
    row = pair.members.filter(mentee=mentee, is_binding=True).select_related("mentee__person")
    found = row.order_by("-joined_on").first()
    if found is None:
        raise DomainError(_("Этого человека в группе уже нет."))
    return found
