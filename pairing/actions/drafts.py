"""A draft is changed by hand, taken as the base that pairs are chosen from, deleted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Sum

from core import clock
from core.audit import record
from core.choices import Level
from core.errors import DomainError, RuleViolation
from core.findings import Finding, blocks
from core.i18n import gettext as _
from registry.models import MenteeCard, MentorCard

from ..choices import PairKind, WishKind
from ..intents import Intent
from ..leftovers import by_hand, not_needed
from ..models import PairWish, Proposal, ProposalRun
from ..proposing import score_pair
from ..queries import is_bound
from ..questions import bind_offers, question_of
from ..rules import findings_of
from ..solving import Question
from ..vetoes import veto_findings
from .proposals import propose_pairs
from .wishes import lock_mentee_to, set_wish


@transaction.atomic
def change_proposal(proposal: Proposal, *, mentor: MentorCard, actor: Any) -> Proposal:
    """Another mentor for this mentee: the line is scored anew and the pair is locked."""
    return put_pair(proposal.run, mentor=mentor, mentee=proposal.mentee, actor=actor)


@transaction.atomic
def put_pair(run: ProposalRun, *, mentor: MentorCard, mentee: MenteeCard, actor: Any) -> Proposal:
    """This mentor for this mentee in the draft, whoever it was before; the pair is locked.

    What is forbidden is refused. Places that others of the draft take count as taken.
    """
    run = ProposalRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    programme = run.programme
    if {mentor.school_id, mentee.school_id} != {programme.school_id}:
        raise DomainError(_("Эти люди из {school:другого/другой} {school:genitive}."))
    if is_bound(mentee):
        raise DomainError(_("{Mentee} уже в паре."))
    question = _question_of_two(run, mentor, mentee)
    facts = question.facts
    intent = Intent(
        mentor, [mentee], programme, PairKind.INDIVIDUAL, facts.starts_on, facts.ends_on
    )
    found: list[Finding] = [
        *veto_findings(question, mentor, mentee, soft=Level.WARNING),
        *findings_of(intent, question.rules, facts),
    ]
    if forbidding := blocks(found):
        raise RuleViolation(forbidding)
    before = Proposal.objects.filter(run=run, mentee=mentee).first()
    lock_mentee_to(programme, mentor=mentor, mentee=mentee)
    offer = score_pair(question, mentor, mentee)
    values = {
        "mentor": mentor,
        "score": offer.score,
        "reasons": offer.reasons,
        "warnings": offer.warnings,
        "is_manual": True,
    }
    proposal, _made = Proposal.objects.update_or_create(run=run, mentee=mentee, defaults=values)
    now_in = {("mentee", mentee.person_id), ("mentor", mentor.person_id)}
    _count_anew(run, now_in, before.mentor if before else None)
    text = _(
        "В предложенной паре {mentor:выбран/выбрана/выбрано} "
        "{mentor:другой/другая/другое} {mentor}, пара закреплена."
    )
    if before is None:
        text = _("В проект пар {mentor} и {mentee} внесены вручную, пара закреплена.")
    record("proposals.changed", run, actor=actor, text=text, about=[mentor.person, mentee.person])
    return proposal


def _question_of_two(run: ProposalRun, mentor: MentorCard, mentee: MenteeCard) -> Question:
    question = question_of(run.programme, [mentor], [mentee], goal=run.goal)
    others = Proposal.objects.filter(run=run, mentor=mentor).exclude(mentee=mentee)
    mentees = [row.mentee for row in others.select_related("mentee__person", "mentee__form")]
    bind_offers(question.facts, mentor, mentees)
    return question


@transaction.atomic
def take_out(run: ProposalRun, *, mentee: MenteeCard, actor: Any) -> None:
    """Nobody for this mentee in the draft; a lock to the mentor it had goes with the pair.

    Another calculation may propose the two again: against that there is the ban.
    """
    run = ProposalRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if is_bound(mentee):
        raise DomainError(_("{Mentee} уже в паре."))
    proposal = Proposal.objects.select_related("mentor").filter(run=run, mentee=mentee).first()
    if proposal is None:
        raise DomainError(_("В этом проекте {mentee} и так без пары."))
    mentor = proposal.mentor
    proposal.delete()
    PairWish.objects.filter(
        programme=run.programme_id, mentor=mentor, mentee=mentee, kind=WishKind.LOCKED
    ).delete()
    left = {"person_id": mentee.person_id, "side": "mentee", "reasons": [by_hand()]}
    run.leftovers = [*run.leftovers, left]
    _count_anew(run, set(), mentor)
    text = _("Из проекта пар {mentee} {mentee:убран/убрана/убрано} вручную.")
    record("proposals.taken_out", run, actor=actor, text=text, about=[mentor.person, mentee.person])


def _count_anew(
    run: ProposalRun, now_in: Collection[tuple[str, int]], before: MentorCard | None
) -> None:
    """The sum and the left-overs of a draft after a change by hand; `now_in`: side and person."""
    rows = Proposal.objects.filter(run=run)
    left = [row for row in run.leftovers if (row["side"], row["person_id"]) not in now_in]
    if before is not None and not rows.filter(mentor=before).exists():
        left.append({"person_id": before.person_id, "side": "mentor", "reasons": [not_needed()]})
    run.leftovers = left
    run.total_score = rows.aggregate(total=Sum("score"))["total"] or 0
    run.save(update_fields=["leftovers", "total_score", "updated_at"])


@transaction.atomic
def fix_pair(
    run: ProposalRun, *, mentor: MentorCard, mentee: MenteeCard, actor: Any
) -> ProposalRun:
    """Lock these two and calculate anew with the goal of this draft, which stays for comparison."""
    set_wish(run.programme, mentor=mentor, mentee=mentee, kind=WishKind.LOCKED, actor=actor)
    return propose_pairs(run.programme, actor=actor, goal=run.goal)


@transaction.atomic
def choose_draft(run: ProposalRun, *, actor: Any) -> ProposalRun:
    """Pairs are chosen from this draft from now on; the others stay for comparison."""
    run = ProposalRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    run.chosen_at = clock.now()
    run.save(update_fields=["chosen_at", "updated_at"])
    record(
        "proposals.base",
        run,
        actor=actor,
        text=_("Проект пар взят за основу."),
        about=[run.programme],
        data={"name": run.name},
    )
    return run


@transaction.atomic
def rename_draft(run: ProposalRun, *, name: str, actor: Any) -> ProposalRun:
    """A name by which people tell drafts apart; one with a name is not forgotten by itself."""
    run = ProposalRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    before, run.name = run.name, name.strip()
    run.save(update_fields=["name", "updated_at"])
    record(
        "proposals.named",
        run,
        actor=actor,
        text=_("Проект пар назван иначе."),
        about=[run.programme],
        data={"before": before, "after": run.name},
    )
    return run


@transaction.atomic
def delete_draft(run: ProposalRun, *, actor: Any) -> None:
    """Pairs that were chosen from it stay."""
    run = ProposalRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    record(
        "proposals.deleted",
        run.programme,
        actor=actor,
        text=_("Проект пар удалён."),
        data={"name": run.name, "goal": run.goal, "proposals": run.proposals.count()},
    )
    Proposal.objects.filter(run=run).delete()
    run.delete()
