"""Whatever stands in the bases, no proposal breaks a rule and nobody is forgotten."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from pairing.actions import propose_pairs, set_wish
from pairing.choices import PairKind, WishKind
from pairing.models import PairWish
from pairing.rules import pair_findings
from registry.models import Guardianship
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School
from schools.rules import rules_of

REQUESTS = ("подтянуть математику", "выбрать профессию", "")
AGES = ("11-13", "взрослые", "любой", "")


@st.composite
def bases(draw):
    mentors = st.tuples(st.sampled_from([0, 1, None]), st.sampled_from(AGES), st.integers(1, 2))
    mentees = st.tuples(st.sampled_from([0, 1, None]), st.sampled_from(REQUESTS))
    bans = st.sets(st.tuples(st.integers(0, 3), st.integers(0, 3)))
    return (
        draw(st.lists(mentors, max_size=4)),
        draw(st.lists(mentees, max_size=4)),
        draw(bans),
        draw(bans),
        draw(st.sets(st.integers(0, 7))),
    )


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(base=bases())
def test_whatever_the_base_a_proposal_breaks_no_rule(
    base, school: School, programme: Programme, curator: User
) -> None:
    mentors, mentees, bans, parents, no_consent = base
    forms = list(school.forms.order_by("pk"))
    numbers = itertools.count()
    made_mentors = [
        make_mentor(
            school,
            form=None if form is None else forms[form],
            wished_age=age,
            places=places,
            consents=next(numbers) not in no_consent,
        )
        for form, age, places in mentors
    ]
    made_mentees = [
        make_mentee(
            school,
            form=None if form is None else forms[form],
            request=text,
            consents=next(numbers) not in no_consent,
        )
        for form, text in mentees
    ]
    for left, right in bans:
        if left < len(made_mentors) and right < len(made_mentees):
            set_wish(
                programme,
                mentor=made_mentors[left],
                mentee=made_mentees[right],
                kind=WishKind.FORBIDDEN,
                actor=curator,
            )
    for left, right in parents:
        if left < len(made_mentors) and right < len(made_mentees):
            Guardianship.objects.create(
                school=school,
                child=made_mentees[right].person,
                guardian=made_mentors[left].person,
                relation="father",
            )

    run = propose_pairs(programme, actor=curator)

    banned = set(PairWish.objects.filter(programme=programme).values_list("mentor_id", "mentee_id"))
    rules = rules_of(programme.regulation)
    for proposal in run.proposals.select_related("mentor__person", "mentee__person"):
        assert (proposal.mentor_id, proposal.mentee_id) not in banned
        found = pair_findings(
            proposal.mentor,
            [proposal.mentee],
            programme=programme,
            kind=PairKind.INDIVIDUAL,
            starts_on=programme.starts_on,
            ends_on=programme.ends_on,
            rules=rules,
        )
        assert [str(finding) for finding in found if finding.is_block] == []
    left = [row for row in run.leftovers if row["side"] == "mentee"]
    assert run.proposals.count() + len(left) == school.mentee_cards.count()
    assert all(row["reasons"] for row in run.leftovers)
    school.mentor_cards.all().delete()
    school.mentee_cards.all().delete()
