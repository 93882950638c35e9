"""The goals of a calculation, wishes and earlier pairs in it, as kept with their words."""

import pytest

from accounts.models import User
from core.errors import DomainError
from pairing.actions import propose_pairs, set_wish
from pairing.choices import DECLINED, ChangeKind, ChangeState, Goal, PairState, WishKind, WishSide
from pairing.models import PairChange, ProposalRun
from pairing.queries import best_score_in
from pairing.testing import make_pair, make_preference
from pairing.weights import WEIGHTS, best_score, matching_texts, weights_of
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School


def pairs_of(run: ProposalRun) -> list[tuple[int, int]]:
    return sorted(run.proposals.values_list("mentor_id", "mentee_id"))


def say(programme: Programme, **matching) -> None:
    programme.regulation.texts = {"matching": matching}
    programme.regulation.save(update_fields=["texts"])


def test_the_goal_is_kept_with_the_draft(
    school: School, programme: Programme, curator: User
) -> None:
    run = propose_pairs(programme, actor=curator, goal=Goal.EVEN_LOAD, name=" Ровно ")

    run.refresh_from_db()
    assert (run.goal, run.name, run.title) == (Goal.EVEN_LOAD, "Ровно", "Ровно")


def test_without_a_goal_it_is_that_of_the_regulation(
    school: School, programme: Programme, curator: User
) -> None:
    say(programme, goal="best_fit")

    assert propose_pairs(programme, actor=curator).goal == Goal.BEST_FIT


def test_an_unknown_goal_is_refused(school: School, programme: Programme, curator: User) -> None:
    with pytest.raises(DomainError, match="цели"):
        propose_pairs(programme, actor=curator, goal="cheapest")


def test_an_even_load_spreads_those_whom_one_mentor_suits_best(
    school: School, programme: Programme, curator: User
) -> None:
    best = make_mentor(school, competencies="математика", places=3)
    other = make_mentor(school, competencies="спорт", post="тренер", places=3)
    mentees = [make_mentee(school, request="подтянуть математику") for _n in range(3)]

    by_fit = propose_pairs(programme, actor=curator, goal=Goal.BEST_FIT)
    evenly = propose_pairs(programme, actor=curator, goal=Goal.EVEN_LOAD)

    assert {mentor for mentor, _mentee in pairs_of(by_fit)} == {best.pk}
    assert [mentor for mentor, _mentee in pairs_of(evenly)] == [best.pk, best.pk, other.pk]
    assert len(pairs_of(evenly)) == len(mentees)


def test_a_wish_of_both_is_worth_its_points_in_words(
    school: School, programme: Programme, curator: User
) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)
    make_preference(mentor, mentee)
    make_preference(mentor, mentee, side=WishSide.MENTOR)

    proposal = propose_pairs(programme, actor=curator).proposals.get()

    reason = next(row for row in proposal.reasons if row["part"] == "wishes")
    assert reason["points"] == 25
    assert reason["text"].startswith("пожелания обоих")
    assert proposal.score == sum(row["points"] for row in proposal.reasons)


def test_who_asked_not_to_be_put_together_is_not(
    school: School, programme: Programme, curator: User
) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)
    make_preference(mentor, mentee, rank=DECLINED)

    assert propose_pairs(programme, actor=curator).proposals.count() == 0


def test_who_may_choose_gets_nobody_else(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school, competencies="математика")
    named = make_mentor(school, competencies="спорт", post="тренер", last_name="Иванов", places=1)
    mentee = make_mentee(school, request="подтянуть математику")
    make_preference(named, mentee)
    programme.regulation.rules |= {"pairing.method": {"value": "mentee_chooses"}}
    programme.regulation.save(update_fields=["rules"])

    first = propose_pairs(programme, actor=curator)
    make_pair(school, mentor=named)
    second = propose_pairs(programme, actor=curator)

    assert pairs_of(first) == [(named.pk, mentee.pk)]
    (left,) = [row for row in second.leftovers if row["person_id"] == mentee.person_id]
    assert [row["text"] for row in left["reasons"]] == [
        "все подходящие наставники заняты: И. П. Иванов"
    ]


def test_two_who_finished_together_get_points_for_it(
    school: School, programme: Programme, curator: User
) -> None:
    pair = make_pair(school, state=PairState.COMPLETED)

    proposal = propose_pairs(programme, actor=curator).proposals.get()

    assert proposal.mentor_id == pair.mentor_id
    assert [row["points"] for row in proposal.reasons if row["part"] == "earlier"] == [5]


def test_a_school_may_rather_have_new_pairs(
    school: School, programme: Programme, curator: User
) -> None:
    say(programme, weights={"earlier": -20})
    make_pair(school, state=PairState.COMPLETED)

    proposal = propose_pairs(programme, actor=curator).proposals.get()

    assert [row["points"] for row in proposal.reasons if row["part"] == "earlier"] == [-20]
    assert proposal.score == sum(row["points"] for row in proposal.reasons)


@pytest.fixture
def broken(school: School, programme: Programme):
    return make_pair(school, state=PairState.ENDED_EARLY, end_reason="mutual")


def test_a_pair_that_was_broken_off_is_not_proposed_again(broken, programme, curator) -> None:
    assert propose_pairs(programme, actor=curator).proposals.count() == 0


def test_the_curator_may_lock_a_pair_that_was_broken_off(broken, programme, curator) -> None:
    mentee = broken.members.get().mentee
    set_wish(programme, mentor=broken.mentor, mentee=mentee, kind=WishKind.LOCKED, actor=curator)

    proposal = propose_pairs(programme, actor=curator).proposals.get()

    assert any("завершилась досрочно" in text for text in proposal.warnings)


def test_a_school_may_propose_a_broken_pair_again(broken, programme, curator) -> None:
    say(programme, again=True)

    assert propose_pairs(programme, actor=curator).proposals.count() == 1


def test_a_mentor_who_was_replaced_is_not_proposed_again(school, programme, curator) -> None:
    pair = make_pair(school, state=PairState.COMPLETED)
    PairChange.objects.create(
        school=school,
        pair=pair,
        kind=ChangeKind.REPLACEMENT,
        state=ChangeState.DONE,
        ends_on=pair.ends_on,
    )

    assert propose_pairs(programme, actor=curator).proposals.count() == 0


def test_points_that_are_taken_off_are_no_part_of_the_best_score() -> None:
    assert best_score([40, 20, -30]) == 60


def test_the_page_of_the_weights_keeps_what_it_says_of_broken_pairs() -> None:
    weights = {weight.key: weight.points for weight in WEIGHTS} | {"earlier": -10}

    texts = matching_texts({}, weights=weights, goal=Goal.MOST_PEOPLE, again=True)

    assert texts == {"weights": {"earlier": -10}, "again": True}


def test_wishes_are_a_part_of_the_best_score_once_somebody_has_told_one(
    programme: Programme, school: School
) -> None:
    without = best_score_in(programme)
    make_preference(make_mentor(school), make_mentee(school))

    assert best_score_in(programme) - without == weights_of(programme.regulation)["wishes"] > 0
