"""What becomes of the pairs of a programme that is closed or goes on as the next one."""

from __future__ import annotations

import datetime
from dataclasses import replace

from django.db.models import Q

from core import clock
from core.choices import Level
from core.findings import Finding
from core.i18n import gettext as _
from core.i18n import ngettext
from registry.choices import CardState
from schools.choices import PairsChoice
from schools.models import Programme
from schools.rules import RuleSet, rules_of

from .changing import reasons_of
from .choices import ChangeKind, ChangeState, PairState
from .intents import Intent, intent_of
from .models import Pair
from .queries import pairs_with_people

ONE_DAY = datetime.timedelta(days=1)


def usual_end(rules: RuleSet) -> str:
    """The reason of a pair that ends with its programme: the first of the regulation's."""
    return next((item["code"] for item in reasons_of(rules, ChangeKind.COMPLETION)), "")


def pairs_in_drafts(programme: Programme) -> list[Finding]:
    """Pairs that a draft of an order makes or changes: nobody can end them before it is decided."""
    drafted = Q(state=PairState.IN_ORDER) | Q(changes__state=ChangeState.WAITING)
    number = Pair.objects.filter(drafted, programme=programme).distinct().count()
    if not number:
        return []
    text = ngettext(
        "В проектах приказов стоит %(n)s пара: сначала утвердите или снимите проект.",
        "В проектах приказов стоят пары: %(n)s. Сначала утвердите или снимите проекты.",
        number,
    )
    return [Finding("pairs.in_drafts", text % {"n": number})]


def closing_of(programme: Programme) -> list[Finding]:
    """What is still open of the programme's pairs."""
    found = pairs_in_drafts(programme)
    active = Pair.objects.filter(programme=programme).standing_on(clock.today()).count()
    if active:
        text = ngettext(
            "Ещё действует %(n)s пара: она завершится вместе с программой.",
            "Ещё действуют пары: %(n)s. Они завершатся вместе с программой.",
            active,
        )
        found.append(Finding("pairs.active", text % {"n": active}, level=Level.WARNING))
    chosen = Pair.objects.filter(programme=programme, state=PairState.CHOSEN).count()
    if chosen:
        text = ngettext(
            "Выбрана, но не внесена в приказ %(n)s пара: выбор отменится.",
            "Выбраны, но не внесены в приказ пары: %(n)s. Выбор отменится.",
            chosen,
        )
        found.append(Finding("pairs.chosen", text % {"n": chosen}, level=Level.WARNING))
    return found


def lines_of(old: Programme, pairs: str) -> list[str]:
    """What the page of the next programme says before it is made."""
    own = Pair.objects.filter(programme=old)
    if pairs == PairsChoice.CLOSE:
        number = own.standing_on(clock.today()).count()
        return [_("Завершатся действующие пары: %s.") % number] if number else []
    number = own.going_on().count()
    if not number:
        return []
    return [
        _(
            "В новой программе выберутся снова действующие пары: %s. Они ждут приказа; те, кого "
            "положение больше не допускает, останутся без пары."
        )
        % number
    ]


def intents_to_continue(old: Programme, new: Programme) -> list[Intent]:
    """The pairs in force, as they would be in the next programme; archived people are left out.

    Neither are those that an order ends: another one goes on, or nobody wants them to.
    """
    rows = Pair.objects.filter(programme=old).going_on().order_by("pk")
    kinds = {row["code"] for row in rules_of(new.regulation).value("pairing.kinds") or []}
    intents = []
    for pair in pairs_with_people(rows).select_related("programme"):
        mentees = [
            member.mentee
            for member in pair.members.all()
            if member.is_binding
            and member.leaves_on is None
            and member.mentee.state == CardState.ACTIVE
        ]
        starts_on = max(new.starts_on, pair.ends_on + ONE_DAY)
        if not mentees or starts_on >= new.ends_on:
            continue
        intent = replace(
            intent_of(pair, mentees), programme=new, starts_on=starts_on, ends_on=new.ends_on
        )
        # What the school has dropped from its lists since is not chosen again.
        if intent.mentoring_kind not in kinds:
            intent = replace(intent, mentoring_kind="")
        if intent.role_model not in pair.form.role_models:
            intent = replace(intent, role_model="")
        intents.append(intent)
    return intents
