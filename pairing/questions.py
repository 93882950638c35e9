"""What a calculation stands on, read from the database: cards, decisions, wishes, facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core import clock
from registry.models import MenteeCard, MentorCard
from schools.models import Programme
from schools.rules import RuleSet, rules_of

from .choices import Goal, PairKind, WishSide
from .earlier import Ties, may_pair_again, read_earlier
from .facts import Bond, Facts, read_facts
from .intents import default_period, pair_form
from .queries import declined_pairs, mentees_of, mentors_of, preferences_of, wishes_of
from .solving import Question, split_wishes

MENTEE_CHOOSES = "mentee_chooses"


def read_question(
    programme: Programme, actor: Any = None, *, goal: str = Goal.MOST_PEOPLE
) -> Question:
    """All that is asked of a calculation for the mentees whom the actor is in charge of."""
    mentors = list(mentors_of(programme.school))
    return question_of(programme, mentors, list(mentees_of(programme.school, actor)), goal=goal)


def question_of(
    programme: Programme,
    mentors: Sequence[MentorCard],
    mentees: Sequence[MenteeCard],
    *,
    goal: str = Goal.MOST_PEOPLE,
) -> Question:
    """The same about these cards. The number of queries does not depend on how many they are."""
    rules = rules_of(programme.regulation)
    starts_on, ends_on = default_period(programme, clock.today())
    decisions = wishes_of(programme).values_list("mentor_id", "mentee_id", "kind")
    locked, forbidden = split_wishes(decisions)
    ties = read_ties(programme)
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
        goal=goal,
        ties=ties,
        declined=frozenset(declined_pairs(programme)),
        chosen=chosen_mentors(ties, rules),
        may_pair_again=may_pair_again(programme.regulation),
    )


def read_ties(programme: Programme) -> Ties:
    """What people of the programme wished for, and their pairs that are over."""
    wishes: dict[tuple[int, int], dict[str, int]] = {}
    for mentor, mentee, side, rank in preferences_of(programme):
        wishes.setdefault((mentor, mentee), {})[side] = rank
    return Ties(wishes, read_earlier(programme.school_id))


def chosen_mentors(ties: Ties, rules: RuleSet) -> dict[int, frozenset[int]]:
    """Mentee → the mentors whom they have named, where the regulation lets the mentee choose."""
    if rules.value("pairing.method") != MENTEE_CHOOSES:
        return {}
    named: dict[int, set[int]] = {}
    for (mentor, mentee), said in ties.wishes.items():
        if WishSide.MENTEE in said:
            named.setdefault(mentee, set()).add(mentor)
    return {mentee: frozenset(mentors) for mentee, mentors in named.items()}


def bind_offers(facts: Facts, mentor: MentorCard, mentees: Sequence[MenteeCard]) -> None:
    """Count those whom a draft gives to the mentor as if they were theirs already."""
    for mentee in mentees:
        if facts.bonds_of_mentee(mentee):
            continue
        form = pair_form(mentor, [mentee])
        facts.add(
            Bond(
                0,
                mentor.pk,
                mentee.pk,
                PairKind.INDIVIDUAL,
                form.pk if form else 0,
                mentor.person.short_name,
                facts.starts_on,
                facts.ends_on,
            )
        )
