"""A calculation of proposals is made and kept; one line of it is changed by hand."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core import clock
from core.audit import record
from core.bulk import insert_rows
from core.errors import DomainError, RuleViolation
from core.findings import blocks
from core.i18n import gettext as _
from registry.models import MentorCard
from schools.choices import ProgrammeState
from schools.models import Programme
from schools.rules import rules_of

from ..choices import PairKind
from ..facts import read_facts
from ..intents import Intent, default_period
from ..models import Proposal, ProposalRun
from ..proposing import Question, propose, score_pair, split_wishes
from ..queries import forbidden_pairs, mentees_of, mentors_of, wishes_of
from ..rules import ban_findings, findings_of
from .wishes import lock_mentee_to

# Earlier calculations of a programme that are kept for comparison.
RUNS_KEPT = 5


@transaction.atomic
def propose_pairs(programme: Programme, *, actor: Any) -> ProposalRun:
    """Calculate who fits whom and keep it. Locks, bans, consents and the regulation are heeded.

    A curator of some directions gets proposals for their mentees only. The number of queries
    does not depend on the number of people.
    """
    if programme.state == ProgrammeState.CLOSED:
        raise DomainError(_("Программа завершена: новые пары в ней не подбирают."))
    question = _question(programme, actor)
    answer = propose(question)
    run = ProposalRun.objects.create(
        school_id=programme.school_id,
        programme=programme,
        created_by=actor if getattr(actor, "pk", None) else None,
        total_score=answer.total,
        leftovers=answer.leftovers,
    )
    insert_rows(
        Proposal,
        ["run_id", "mentor_id", "mentee_id", "score", "reasons", "warnings"],
        (
            (run.pk, offer.mentor.pk, offer.mentee.pk, offer.score, offer.reasons, offer.warnings)
            for offer in answer.offers
        ),
    )
    _forget_old_runs(programme)
    record(
        "proposals.made",
        run,
        actor=actor,
        text=_("Подобраны пары."),
        about=[programme],
        data={"proposals": len(answer.offers), "leftovers": len(answer.leftovers)},
    )
    return run


def _question(programme: Programme, actor: Any) -> Question:
    rules = rules_of(programme.regulation)
    starts_on, ends_on = default_period(programme, clock.today())
    mentors = list(mentors_of(programme.school))
    mentees = list(mentees_of(programme.school, actor))
    wishes = wishes_of(programme).values_list("mentor_id", "mentee_id", "kind")
    locked, forbidden = split_wishes(wishes)
    return Question(
        programme=programme,
        mentors=mentors,
        mentees=mentees,
        locked=locked,
        forbidden=forbidden,
        rules=rules,
        facts=read_facts(
            mentors,
            mentees,
            rules=rules,
            starts_on=starts_on,
            ends_on=ends_on,
            programme=programme,
        ),
        day=starts_on,
    )


def _forget_old_runs(programme: Programme) -> None:
    kept = ProposalRun.objects.filter(programme=programme).order_by("-pk")[:RUNS_KEPT]
    old = ProposalRun.objects.filter(programme=programme).exclude(pk__in=kept.values("pk"))
    Proposal.objects.filter(run__in=old).delete()
    old.delete()


@transaction.atomic
def change_proposal(proposal: Proposal, *, mentor: MentorCard, actor: Any) -> Proposal:
    """Another mentor for this mentee: the line is scored anew and the pair is locked."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    programme, mentee = proposal.run.programme, proposal.mentee
    rules = rules_of(programme.regulation)
    starts_on, ends_on = default_period(programme, clock.today())
    facts = read_facts(
        [mentor],
        [mentee],
        rules=rules,
        starts_on=starts_on,
        ends_on=ends_on,
        programme=programme,
    )
    intent = Intent(mentor, [mentee], programme, PairKind.INDIVIDUAL, starts_on, ends_on)
    found = [*ban_findings(intent, forbidden_pairs(programme)), *findings_of(intent, rules, facts)]
    forbidding = blocks(found)
    if forbidding:
        raise RuleViolation(forbidding)
    lock_mentee_to(programme, mentor=mentor, mentee=mentee)
    question = Question(programme, [mentor], [mentee], {}, frozenset(), rules, facts, day=starts_on)
    offer = score_pair(question, mentor, mentee)
    proposal.mentor = mentor
    proposal.score = offer.score
    proposal.reasons = offer.reasons
    proposal.warnings = offer.warnings
    proposal.save(update_fields=["mentor", "score", "reasons", "warnings"])
    record(
        "proposals.changed",
        proposal.run,
        actor=actor,
        text=_(
            "В предложенной паре {mentor:выбран/выбрана/выбрано} "
            "{mentor:другой/другая/другое} {mentor}, пара закреплена."
        ),
        about=[mentor.person, mentee.person],
    )
    return proposal
