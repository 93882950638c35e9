import threading
from contextvars import copy_context

import pytest
from django.db import connection

from accounts.models import User
from accounts.testing import make_user
from core.audit import timeline
from core.errors import DomainError, RuleViolation, StateError
from pairing.actions import choose_pair, choose_pairs, drop_pair, propose_pairs, set_wish
from pairing.choices import PairKind, PairState, WishKind
from pairing.models import Pair, PairMember
from pairing.testing import ENDS_ON, STARTS_ON, make_pair
from registry.models import Consent
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School


def by_hand(programme: Programme, mentor, mentees, actor, **changes) -> Pair:
    values = {
        "kind": PairKind.GROUP if len(mentees) > 1 else PairKind.INDIVIDUAL,
        "starts_on": STARTS_ON,
        "ends_on": ENDS_ON,
    }
    return choose_pair(programme, mentor=mentor, mentees=mentees, actor=actor, **values | changes)


def test_a_proposal_becomes_a_chosen_pair(
    school: School, programme: Programme, curator: User, today
) -> None:
    direction = school.directions.get()
    mentor, mentee = make_mentor(school), make_mentee(school, direction=direction)
    run = propose_pairs(programme, actor=curator)

    pairs = choose_pairs(run, [run.proposals.get().pk], actor=curator)

    pair = Pair.objects.get()
    assert pairs == [pair]
    assert (pair.mentor, pair.form, pair.direction) == (mentor, mentee.form, direction)
    assert (pair.kind, pair.state, pair.curator) == (
        PairKind.INDIVIDUAL,
        PairState.CHOSEN,
        curator,
    )
    assert (pair.starts_on, pair.ends_on) == (today, programme.ends_on)
    member = pair.members.get()
    assert (member.mentee, member.mentor, member.is_binding) == (mentee, mentor, True)
    assert (member.joined_on, member.left_on) == (pair.starts_on, pair.ends_on)
    assert timeline(pair).get().verb == "pair.chosen"
    assert timeline(mentee.person).get().text == "Пара выбрана."


def test_the_mentees_of_a_mentor_become_pairs_or_one_group(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school, places=3)
    for _n in range(3):
        make_mentee(school)
    run = propose_pairs(programme, actor=curator)
    ids = list(run.proposals.values_list("pk", flat=True))

    pairs = choose_pairs(run, ids, actor=curator, in_groups=True)

    assert [(pair.kind, pair.members.count()) for pair in pairs] == [(PairKind.GROUP, 3)]


def test_a_proposal_alone_is_a_pair_also_among_groups(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school)
    make_mentee(school)
    run = propose_pairs(programme, actor=curator)

    pair = choose_pairs(run, [run.proposals.get().pk], actor=curator, in_groups=True)[0]

    assert pair.kind == PairKind.INDIVIDUAL


def test_a_group_over_the_limit_is_refused_and_nothing_is_written(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school, places=6)
    make_mentor(school, places=1)
    for _n in range(7):
        make_mentee(school)
    run = propose_pairs(programme, actor=curator)
    ids = list(run.proposals.values_list("pk", flat=True))

    with pytest.raises(RuleViolation, match=r"В группе не больше 5 .*\(п\. 1\.4\)"):
        choose_pairs(run, ids, actor=curator, in_groups=True)

    assert Pair.objects.count() == 0


def test_nothing_ticked_is_said_so(school: School, programme: Programme, curator: User) -> None:
    run = propose_pairs(programme, actor=curator)

    with pytest.raises(DomainError, match="Отметьте"):
        choose_pairs(run, [], actor=curator)


def test_a_consent_withdrawn_since_the_proposal_refuses_it(
    school: School, programme: Programme, curator: User, today
) -> None:
    make_mentor(school)
    mentee = make_mentee(school)
    run = propose_pairs(programme, actor=curator)
    Consent.objects.filter(person=mentee.person).update(withdrawn_on=today)

    with pytest.raises(RuleViolation, match="нет согласия законного представителя"):
        choose_pairs(run, [run.proposals.get().pk], actor=curator)


def test_a_pair_forbidden_since_the_proposal_is_refused(
    school: School, programme: Programme, curator: User
) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)
    run = propose_pairs(programme, actor=curator)
    set_wish(programme, mentor=mentor, mentee=mentee, kind=WishKind.FORBIDDEN, actor=curator)

    with pytest.raises(RuleViolation, match="запрещена при подборе"):
        choose_pairs(run, [run.proposals.get().pk], actor=curator)


def test_the_pairs_of_one_choice_are_counted_together(
    school: School, programme: Programme, curator: User
) -> None:
    programme.regulation.rules["mentor.max_mentees"] = {"value": 1}
    make_mentor(school, places=2)
    make_mentee(school)
    make_mentee(school)
    run = propose_pairs(programme, actor=curator)
    assert run.proposals.count() == 1
    programme.regulation.rules["mentor.max_mentees"] = {"value": 2}
    run = propose_pairs(programme, actor=curator)
    programme.regulation.rules["mentor.max_mentees"] = {"value": 1}
    run.programme = programme

    with pytest.raises(RuleViolation, match="не больше 1 наставляемых"):
        choose_pairs(run, run.proposals.values_list("pk", flat=True), actor=curator)


def test_a_pair_is_made_by_hand(school: School, programme: Programme, curator: User) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)

    pair = by_hand(programme, mentor, [mentee], curator)

    assert (pair.starts_on, pair.ends_on, pair.state) == (STARTS_ON, ENDS_ON, PairState.CHOSEN)


def test_a_sixth_in_a_group_by_hand_is_refused_with_the_clause(
    school: School, programme: Programme, curator: User
) -> None:
    mentees = [make_mentee(school) for _n in range(6)]

    with pytest.raises(RuleViolation) as error:
        by_hand(programme, make_mentor(school), mentees, curator)

    assert str(error.value) == "В группе не больше 5 наставляемых, а выбрано 6 (п. 1.4)"
    assert error.value.findings[0].clause == "1.4"


def test_warnings_do_not_forbid_and_are_kept(
    school: School, programme: Programme, curator: User
) -> None:
    mentor = make_mentor(school, places=1)
    by_hand(programme, mentor, [make_mentee(school)], curator)

    pair = by_hand(programme, mentor, [make_mentee(school)], curator)

    assert timeline(pair).get().data == {"warnings": ["Наставник готов взять 1, а будет 2"]}


def test_people_of_another_school_are_refused(
    school: School, other_school: School, programme: Programme, curator: User
) -> None:
    with pytest.raises(DomainError, match="из другой школы"):
        by_hand(programme, make_mentor(school), [make_mentee(other_school)], curator)


def test_a_chosen_pair_is_given_up_and_both_are_free(
    school: School, programme: Programme, curator: User
) -> None:
    pair = make_pair(school)

    dropped = drop_pair(pair, actor=curator)

    assert dropped.state == PairState.CANCELLED
    assert not PairMember.objects.get().is_binding
    assert timeline(pair).get().verb == "pair.dropped"
    again = by_hand(programme, pair.mentor, [pair.members.get().mentee], curator)
    assert again.state == PairState.CHOSEN


def test_a_pair_is_given_up_once(school: School, curator: User) -> None:
    pair = make_pair(school)
    drop_pair(pair, actor=curator)

    with pytest.raises(StateError):
        drop_pair(pair, actor=curator)


@pytest.mark.django_db(transaction=True)
def test_two_curators_choose_one_mentee_at_once(programme: Programme, school: School) -> None:
    mentee = make_mentee(school, last_name="Петров")
    mentors = [make_mentor(school), make_mentor(school)]
    curators = [make_user("curator", school), make_user("curator", school)]
    start = threading.Barrier(2)
    outcome: list[str] = []

    def choose(number: int) -> None:
        start.wait()
        try:
            by_hand(programme, mentors[number], [mentee], curators[number])
            outcome.append("made")
        except RuleViolation as error:
            outcome.append(str(error))
        finally:
            connection.close()

    contexts = [copy_context(), copy_context()]
    threads = [
        threading.Thread(target=contexts[number].run, args=(choose, number)) for number in (0, 1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcome)[0] == "made"
    assert sorted(outcome)[1].startswith("И. П. Петров: уже в паре, наставник – И. П. ")
    assert Pair.objects.count() == 1
