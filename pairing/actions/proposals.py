"""A calculation of proposals is made and kept as a draft."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core.audit import record
from core.bulk import insert_rows
from core.errors import DomainError
from core.i18n import gettext as _
from core.memory import many_objects
from schools.choices import ProgrammeState
from schools.models import Programme

from ..choices import Goal
from ..models import Proposal, ProposalRun
from ..proposing import propose
from ..questions import read_question
from ..staleness import unmet_locks, what_is_seen
from ..weights import goal_of

# Earlier drafts of a programme that are kept for comparison, besides those with a name.
RUNS_KEPT = 5


@transaction.atomic
def propose_pairs(
    programme: Programme, *, actor: Any, goal: str = "", name: str = ""
) -> ProposalRun:
    """Calculate who fits whom and keep it. Locks, bans, wishes and the regulation are heeded.

    Without a `goal` it is the one that the regulation names. A curator of some directions gets
    proposals for their mentees only. The number of queries does not depend on that of people.
    """
    if programme.state == ProgrammeState.CLOSED:
        raise DomainError(_("Программа завершена: новые пары в ней не подбирают."))
    goal = goal or goal_of(programme.regulation)
    if goal not in Goal.values:
        raise DomainError(_("Такой цели подбора нет."))
    # Before anything is read: what changes meanwhile is newer than the draft.
    run = ProposalRun.objects.create(
        school_id=programme.school_id,
        programme=programme,
        created_by=actor if getattr(actor, "pk", None) else None,
        goal=goal,
        name=name.strip(),
        seen=what_is_seen(programme),
    )
    with many_objects():
        answer = propose(read_question(programme, actor, goal=goal))
        insert_rows(
            Proposal,
            ["run_id", "mentor_id", "mentee_id", "score", "reasons", "warnings"],
            (
                (run.pk, one.mentor.pk, one.mentee.pk, one.score, one.reasons, one.warnings)
                for one in answer.offers
            ),
        )
    run.total_score, run.leftovers = answer.total, answer.leftovers
    run.seen["unmet"] = unmet_locks(run)
    run.save(update_fields=["total_score", "leftovers", "seen", "updated_at"])
    _forget_old_runs(programme)
    record(
        "proposals.made",
        run,
        actor=actor,
        text=_("Подобраны пары."),
        about=[programme],
        data={"goal": goal, "proposals": len(answer.offers), "leftovers": len(answer.leftovers)},
    )
    return run


def _forget_old_runs(programme: Programme) -> None:
    """Drafts that have a name or were taken as the base stay until somebody deletes them."""
    nameless = ProposalRun.objects.filter(programme=programme, name="", chosen_at=None)
    kept = nameless.order_by("-pk")[:RUNS_KEPT]
    old = nameless.exclude(pk__in=kept.values("pk"))
    Proposal.objects.filter(run__in=old).delete()
    old.delete()
