"""Whether a draft still says what a calculation would say today, and what has changed."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from core import clock
from core.i18n import gettext as _
from core.i18n import ngettext
from registry.choices import CardState
from registry.models import Consent, MenteeCard, MentorCard
from schools.models import Programme, School

from .choices import WishKind
from .models import PairMember, PairWish, Preference, Proposal, ProposalRun


def what_is_seen(programme: Programme) -> dict[str, Any]:
    """What a calculation stands on and rows that are gone don't tell: kept with its draft."""
    bans = PairWish.objects.filter(programme=programme, kind=WishKind.FORBIDDEN)
    return {
        "bans": bans.count(),
        "wishes": Preference.objects.filter(programme=programme).count(),
        "pairs": _pulse(_binding(programme.school)),
        "regulation": programme.regulation_id,
    }


def changes_since(run: ProposalRun) -> list[str]:
    """What has changed since the calculation, in words; empty where the draft is as good as new.

    Pairs that were chosen from this very draft and decisions that it heeds are no change.
    """
    programme = run.programme
    later = {"updated_at__gt": run.created_at}
    found = []
    if number := cards_changed_since(run):
        text = ngettext(
            "добавлена или изменена %(n)s карточка",
            "добавлены или изменены карточки: %(n)s",
            number,
        )
        found.append(text % {"n": number})
    if Consent.objects.filter(school_id=run.school_id, **later).exists():
        found.append(_("записаны или отозваны согласия"))
    if not _decisions_stand(run):
        found.append(_("закреплены или запрещены другие пары"))
    wishes = Preference.objects.filter(programme=programme)
    number = wishes.count()
    if number != run.seen.get("wishes", number) or wishes.filter(**later).exists():
        found.append(_("изменились пожелания"))
    own = Proposal.objects.filter(
        run=run, mentor=OuterRef("mentor_id"), mentee=OuterRef("mentee_id")
    )
    pulse = _pulse(_binding(run.school_id).exclude(Exists(own)))
    if pulse != run.seen.get("pairs", pulse):
        found.append(_("составлены или завершены другие пары"))
    regulation = programme.regulation
    is_other = regulation.pk != run.seen.get("regulation", regulation.pk)
    if is_other or regulation.updated_at > run.created_at:
        found.append(_("изменились положение или вес критериев"))
    return found


def cards_changed_since(run: ProposalRun) -> int:
    """How many cards or people of both bases the run doesn't know as they are now."""
    later = run.created_at
    own = Q(updated_at__gt=later)
    changed = own | Q(person__updated_at__gt=later, state=CardState.ACTIVE)
    rows = (
        model.objects.filter(changed, school=run.school_id) for model in (MentorCard, MenteeCard)
    )
    return sum(row.count() for row in rows)


def _decisions_stand(run: ProposalRun) -> bool:
    found = _decisions(run)
    is_met = found["unmet"] <= run.seen.get("unmet", 0)
    return is_met and not found["offered"] and found["bans"] >= run.seen.get("bans", 0)


def unmet_locks(run: ProposalRun) -> int:
    """Locks that a draft doesn't have: of other curators' mentees, or of what can't be."""
    return _decisions(run)["unmet"]


def _decisions(run: ProposalRun) -> dict[str, int]:
    """Locks that the draft doesn't have, bans that it has; who is in a pair is past that."""
    wishes = PairWish.objects.filter(programme=run.programme_id)
    proposed = Proposal.objects.filter(
        run=run, mentor=OuterRef("mentor"), mentee=OuterRef("mentee")
    )
    bound = PairMember.objects.binding_on(clock.today()).filter(mentee=OuterRef("mentee"))
    is_ban = Q(kind=WishKind.FORBIDDEN)
    return wishes.annotate(is_met=Exists(proposed), is_bound=Exists(bound)).aggregate(
        unmet=Count("pk", filter=Q(kind=WishKind.LOCKED, is_met=False, is_bound=False)),
        offered=Count("pk", filter=is_ban & Q(is_met=True)),
        bans=Count("pk", filter=is_ban),
    )


def _binding(school: School | int) -> QuerySet[PairMember]:
    rows = PairMember.objects.binding_on(clock.today())
    return rows.filter(pair__school=school).order_by()


def _pulse(rows: QuerySet[PairMember]) -> list[int]:
    found = rows.aggregate(number=Count("pk"), last=Max("pk"))
    return [found["number"], found["last"] or 0]
