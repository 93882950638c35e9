"""Whatever stands in the bases, no proposal breaks a rule and nobody is forgotten."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from pairing.actions import propose_pairs, set_wish
from pairing.choices import DECLINED, Goal, PairKind, WishKind
from pairing.models import PairWish, Preference, ProposalRun
from pairing.queries import declined_pairs, forbidden_pairs
from pairing.rules import pair_findings
from pairing.testing import make_preference
from registry.models import Guardianship, MenteeCard, MentorCard
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School
from schools.rules import rules_of

REQUESTS = ("подтянуть математику", "выбрать профессию", "")
AGES = ("11-13", "взрослые", "любой", "")
# What regulations differ in as far as these two may be put together, and how many.
RULES = st.fixed_dictionaries(
    {
        "mentor.max_mentees": st.sampled_from([None, 1, 2]),
        "mentor.groups_exempt": st.sampled_from([None, True, False]),
        "participants.parent_own_child": st.sampled_from([None, False]),
        "participants.age_min": st.sampled_from([None, 10, 15]),
        "participants.age_max": st.sampled_from([None, 12, 19]),
        "pairing.reverse_allowed": st.sampled_from([None, True, False]),
        "pairing.method": st.sampled_from(["curator", "mentee_chooses"]),
    }
)
TWO = st.tuples(st.integers(0, 3), st.integers(0, 3))
BASES = st.fixed_dictionaries(
    {
        "mentors": st.lists(
            st.tuples(st.sampled_from([0, 1, None]), st.sampled_from(AGES), st.integers(1, 2)),
            max_size=4,
        ),
        "mentees": st.lists(
            st.tuples(st.sampled_from([0, 1, None]), st.sampled_from(REQUESTS)), max_size=4
        ),
        "bans": st.sets(TWO),
        "parents": st.sets(TWO),
        "locks": st.lists(TWO, max_size=4),
        "wishes": st.lists(st.tuples(TWO, st.integers(0, 3)), max_size=4),
        "no_consent": st.sets(st.integers(0, 7)),
        "goal": st.sampled_from(Goal.values),
        "rules": RULES,
    }
)


@pytest.mark.django_db
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(base=BASES)
def test_whatever_the_base_a_proposal_breaks_no_rule(
    base: dict[str, Any], school: School, programme: Programme, curator: User
) -> None:
    with transaction.atomic():
        mentors = fill(base, Programme.objects.get(pk=programme.pk), curator)
        fresh = Programme.objects.get(pk=programme.pk)

        run = propose_pairs(fresh, actor=curator, goal=base["goal"])

        check_rules(run)
        check_decisions(run)
        check_places(run, mentors, base["rules"]["mentor.max_mentees"])
        left = [row for row in run.leftovers if row["side"] == "mentee"]
        assert run.proposals.count() + len(left) == school.mentee_cards.count()
        assert all(row["reasons"] for row in run.leftovers)
        again = propose_pairs(fresh, actor=curator, goal=base["goal"])
        assert pairs_of(again) == pairs_of(run)
        transaction.set_rollback(True)


def fill(base: dict[str, Any], programme: Programme, curator: User) -> list[MentorCard]:
    """The bases, the regulation and the decisions of one example."""
    school, regulation = programme.school, programme.regulation
    regulation.rules |= {key: {"value": value} for key, value in base["rules"].items()}
    regulation.save(update_fields=["rules"])
    forms = [*school.forms.order_by("pk")[:2], None]
    numbers = itertools.count()
    mentors = [
        make_mentor(
            school,
            form=forms[2 if form is None else form],
            wished_age=age,
            places=places,
            consents=next(numbers) not in base["no_consent"],
        )
        for form, age, places in base["mentors"]
    ]
    mentees = [
        make_mentee(
            school,
            form=forms[2 if form is None else form],
            request=text,
            consents=next(numbers) not in base["no_consent"],
        )
        for form, text in base["mentees"]
    ]
    decide(base, programme, curator, mentors, mentees)
    return mentors


def decide(
    base: dict[str, Any],
    programme: Programme,
    curator: User,
    mentors: list[MentorCard],
    mentees: list[MenteeCard],
) -> None:
    def known(cells: Iterable[tuple[int, int]]) -> Iterator[dict[str, Any]]:
        for left, right in cells:
            if left < len(mentors) and right < len(mentees):
                yield {"mentor": mentors[left], "mentee": mentees[right]}

    for two in known(base["parents"]):
        child, guardian = two["mentee"].person, two["mentor"].person
        Guardianship.objects.create(
            school=programme.school, child=child, guardian=guardian, relation="father"
        )
    for two in known(base["locks"]):
        set_wish(programme, **two, kind=WishKind.LOCKED, actor=curator)
    for two in known(base["bans"]):
        set_wish(programme, **two, kind=WishKind.FORBIDDEN, actor=curator)
    for cell, rank in base["wishes"]:
        for two in known([cell]):
            taken = Q(mentee=two["mentee"], rank=rank or -1) | Q(**two)
            if not Preference.objects.filter(taken).exists():
                make_preference(**two, rank=rank)


def check_rules(run: ProposalRun) -> None:
    programme = run.programme
    for proposal in run.proposals.select_related("mentor__person", "mentee__person"):
        found = pair_findings(
            proposal.mentor,
            [proposal.mentee],
            programme=programme,
            kind=PairKind.INDIVIDUAL,
            starts_on=programme.starts_on,
            ends_on=programme.ends_on,
            rules=rules_of(programme.regulation),
        )
        assert [str(finding) for finding in found if finding.is_block] == []


def check_decisions(run: ProposalRun) -> None:
    """Nothing forbidden or declined; who may choose gets one of those they have named."""
    programme, given = run.programme, pairs_of(run)
    assert not (forbidden_pairs(programme) | declined_pairs(programme)) & set(given)
    if rules_of(programme.regulation).value("pairing.method") != "mentee_chooses":
        return
    locked = PairWish.objects.filter(kind=WishKind.LOCKED).values("mentee")
    free = Preference.objects.exclude(rank=DECLINED).exclude(mentee__in=locked)
    named = set(free.values_list("mentor_id", "mentee_id"))
    choosing = {mentee for _mentor, mentee in named}
    assert {two for two in given if two[1] in choosing} <= named


def check_places(run: ProposalRun, mentors: list[MentorCard], limit: int | None) -> None:
    given = Counter(mentor for mentor, _mentee in pairs_of(run))
    for mentor in mentors:
        wanted = mentor.places or 1
        assert given[mentor.pk] <= min(wanted, limit or wanted)


def pairs_of(run: ProposalRun) -> list[tuple[int, int]]:
    return sorted(run.proposals.values_list("mentor_id", "mentee_id"))
