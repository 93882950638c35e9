import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.audit import timeline
from core.errors import DomainError, RuleViolation
from pairing.actions import change_proposal, propose_pairs, set_wish
from pairing.choices import WishKind
from pairing.models import PairWish, Proposal, ProposalRun
from pairing.testing import make_pair
from registry.choices import CardState
from registry.models import Consent, Guardianship
from registry.testing import make_mentee, make_mentor
from schools.choices import ProgrammeState
from schools.models import Programme, School


def pairs_of(run: ProposalRun) -> list[tuple[int, int]]:
    return sorted(run.proposals.values_list("mentor_id", "mentee_id"))


def why_left(run: ProposalRun, card) -> list[str]:
    rows = [row for row in run.leftovers if row["person_id"] == card.person_id]
    assert len(rows) == 1
    return [reason["text"] for reason in rows[0]["reasons"]]


def set_rules(programme: Programme, **rules) -> None:
    entries = {key.replace("__", "."): value for key, value in rules.items()}
    programme.regulation.rules |= entries
    programme.regulation.save(update_fields=["rules"])


def test_the_better_mentor_is_proposed_with_reasons(
    school: School, programme: Programme, curator: User
) -> None:
    maths = make_mentor(school, competencies="подготовка к олимпиадам", post="учитель математики")
    make_mentor(school, competencies="спорт", post="учитель физкультуры")
    mentee = make_mentee(school, request="подготовиться к олимпиаде")

    run = propose_pairs(programme, actor=curator)

    proposal = run.proposals.get()
    assert (proposal.mentor, proposal.mentee) == (maths, mentee)
    assert proposal.reasons[0] == {
        "part": "request",
        "text": "запрос «подготовиться к олимпиаде» — в компетенциях «подготовка к олимпиадам»",
        "points": 40,
    }
    assert proposal.score == sum(reason["points"] for reason in proposal.reasons)
    assert run.total_score == proposal.score


def test_a_mentor_gets_no_more_than_there_are_places(
    school: School, programme: Programme, curator: User
) -> None:
    mentor = make_mentor(school, places=2, last_name="Иванов")
    mentees = [make_mentee(school) for _n in range(3)]

    run = propose_pairs(programme, actor=curator)

    assert run.proposals.count() == 2
    left = next(card for card in mentees if not run.proposals.filter(mentee=card).exists())
    assert why_left(run, left) == ["все подходящие наставники заняты: И. П. Иванов"]
    assert mentor.pk == run.proposals.all()[0].mentor_id


def test_places_taken_by_pairs_are_not_given_again(
    school: School, programme: Programme, curator: User
) -> None:
    mentor = make_mentor(school, places=1, last_name="Иванов")
    make_pair(school, mentor=mentor)
    mentee = make_mentee(school)

    run = propose_pairs(programme, actor=curator)

    assert run.proposals.count() == 0
    assert why_left(run, mentee) == ["все подходящие наставники заняты: И. П. Иванов"]
    assert why_left(run, mentor) == ["все места заняты"]


def test_who_is_in_a_pair_is_not_asked_again(
    school: School, programme: Programme, curator: User
) -> None:
    pair = make_pair(school)
    make_mentor(school)

    run = propose_pairs(programme, actor=curator)

    assert run.proposals.count() == 0
    people = {row["person_id"] for row in run.leftovers}
    assert pair.members.get().mentee.person_id not in people


def test_without_consents_nobody_is_proposed(
    school: School, programme: Programme, curator: User
) -> None:
    mentor = make_mentor(school)
    mentee = make_mentee(school, last_name="Петров", consents=False)

    run = propose_pairs(programme, actor=curator)

    assert run.proposals.count() == 0
    assert why_left(run, mentee) == [
        "нет согласия законного представителя на участие (п. 3.6)",
        "нет согласия законного представителя на обработку персональных данных",
    ]
    assert why_left(run, mentor) == ["свободен: подходящие наставляемые распределены"]


def test_a_consent_that_was_withdrawn_counts_no_more(
    school: School, programme: Programme, curator: User, today
) -> None:
    make_mentor(school)
    mentee = make_mentee(school)
    Consent.objects.filter(person=mentee.person).update(withdrawn_on=today)

    assert propose_pairs(programme, actor=curator).proposals.count() == 0


def test_a_form_without_mentors_is_said_so(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school)
    mentee = make_mentee(school, form=school.forms.get(code="teacher-teacher"))

    run = propose_pairs(programme, actor=curator)

    assert why_left(run, mentee) == ["нет наставника с формой «учитель – учитель»"]


def test_mentors_without_consents_are_named(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school, consents=False, last_name="Иванов")
    mentee = make_mentee(school)

    run = propose_pairs(programme, actor=curator)

    assert why_left(run, mentee) == ["у наставников этой формы не хватает согласий: И. П. Иванов"]


def test_the_own_child_is_never_proposed(
    school: School, programme: Programme, curator: User
) -> None:
    mentor, mentee = make_mentor(school, last_name="Иванов"), make_mentee(school)
    Guardianship.objects.create(
        school=school, child=mentee.person, guardian=mentor.person, relation="father"
    )

    run = propose_pairs(programme, actor=curator)

    assert run.proposals.count() == 0
    assert why_left(run, mentee) == [
        "с наставниками этой формы пара невозможна или запрещена: И. П. Иванов"
    ]


def test_a_person_with_two_cards_is_not_their_own_mentor(
    school: School, programme: Programme, curator: User
) -> None:
    mentor = make_mentor(school)
    make_mentee(school, person=mentor.person, consents=False)

    assert propose_pairs(programme, actor=curator).proposals.count() == 0


def test_a_forbidden_pair_is_never_proposed(
    school: School, programme: Programme, curator: User
) -> None:
    good = make_mentor(school, competencies="математика")
    other = make_mentor(school, competencies="спорт", post="тренер")
    mentee = make_mentee(school, request="подтянуть математику")
    set_wish(
        programme, mentor=good, mentee=mentee, kind=WishKind.FORBIDDEN, actor=curator, note="ссора"
    )

    run = propose_pairs(programme, actor=curator)

    assert pairs_of(run) == [(other.pk, mentee.pk)]


def test_a_locked_pair_stays_though_another_is_better(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school, competencies="математика")
    other = make_mentor(school, competencies="спорт", post="тренер")
    mentee = make_mentee(school, request="подтянуть математику")
    set_wish(programme, mentor=other, mentee=mentee, kind=WishKind.LOCKED, actor=curator)

    run = propose_pairs(programme, actor=curator)

    assert pairs_of(run) == [(other.pk, mentee.pk)]


def test_a_lock_that_can_not_be_kept_is_said_so(
    school: School, programme: Programme, curator: User
) -> None:
    mentor, mentee = make_mentor(school, last_name="Иванов"), make_mentee(school)
    make_mentor(school)
    set_wish(programme, mentor=mentor, mentee=mentee, kind=WishKind.LOCKED, actor=curator)
    Consent.objects.filter(person=mentor.person).delete()

    run = propose_pairs(programme, actor=curator)

    assert run.proposals.count() == 0
    assert why_left(run, mentee) == [
        "закреплён за наставником (И. П. Иванов), но места у него нет или пара невозможна"
    ]


def test_cards_in_the_archive_take_no_part(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school, state=CardState.ARCHIVED)
    make_mentee(school, state=CardState.ARCHIVED)

    run = propose_pairs(programme, actor=curator)

    assert (run.proposals.count(), run.leftovers) == (0, [])


def test_another_school_takes_no_part(
    school: School, other_school: School, programme: Programme, curator: User
) -> None:
    make_mentor(other_school)
    make_mentee(school)

    assert propose_pairs(programme, actor=curator).proposals.count() == 0


def test_a_curator_of_a_direction_gets_its_mentees_only(
    school: School, programme: Programme
) -> None:
    sport = school.directions.create(school=school, code="sport", name="Спорт")
    study = school.directions.get(code="study")
    make_mentor(school)
    ours = make_mentee(school, direction=sport)
    make_mentee(school, direction=study)
    user = make_user(Role.CURATOR, school)
    user.memberships.get().directions.set([sport])

    run = propose_pairs(programme, actor=user)

    assert [proposal.mentee for proposal in run.proposals.all()] == [ours]


def test_the_command_line_proposes_for_the_whole_school(
    school: School, programme: Programme
) -> None:
    make_mentor(school)
    make_mentee(school)

    run = propose_pairs(programme, actor=None)

    assert (run.created_by, run.proposals.count()) == (None, 1)


def test_a_closed_programme_is_refused(school: School, programme: Programme, curator: User) -> None:
    programme.state = ProgrammeState.CLOSED
    programme.save(update_fields=["state"])

    with pytest.raises(DomainError, match="Программа завершена"):
        propose_pairs(programme, actor=curator)


def test_it_is_written_in_the_trail(school: School, programme: Programme, curator: User) -> None:
    make_mentor(school)
    make_mentee(school)

    run = propose_pairs(programme, actor=curator)

    event = timeline(programme).get()
    assert (event.verb, event.actor, event.text) == ("proposals.made", curator, "Подобраны пары.")
    assert event.data == {"goal": "most_people", "proposals": 1, "leftovers": 0}
    assert timeline(run).get() == event


def test_the_same_base_gives_the_same_proposals(
    school: School, programme: Programme, curator: User
) -> None:
    for _n in range(5):
        make_mentor(school, places=1)
        make_mentee(school)

    first = pairs_of(propose_pairs(programme, actor=curator))

    assert pairs_of(propose_pairs(programme, actor=curator)) == first


def test_the_number_of_queries_does_not_grow(
    school: School, programme: Programme, curator: User
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            fresh = Programme.objects.get(pk=programme.pk)
            propose_pairs(fresh, actor=User.objects.get(pk=curator.pk))
        return len(captured)

    make_mentor(school)
    make_mentee(school)
    few = queries()
    for _n in range(8):
        make_mentor(school)
        make_mentee(school)
        make_mentee(school, consents=False)

    assert queries() == few


def test_old_calculations_are_forgotten(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school)
    make_mentee(school)

    for _n in range(7):
        last = propose_pairs(programme, actor=curator)

    assert ProposalRun.objects.count() == 5
    assert Proposal.objects.count() == 5
    assert ProposalRun.objects.filter(pk=last.pk).exists()


def test_another_mentor_is_scored_anew_and_locked(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school, competencies="математика")
    other = make_mentor(school, competencies="спорт", post="тренер")
    mentee = make_mentee(school, request="подтянуть математику")
    proposal = propose_pairs(programme, actor=curator).proposals.get()

    changed = change_proposal(proposal, mentor=other, actor=curator)

    assert changed.mentor == other
    assert changed.score == sum(reason["points"] for reason in changed.reasons)
    assert changed.warnings == ["в карточке наставника нет ничего о запросе «подтянуть математику»"]
    wish = PairWish.objects.get()
    assert (wish.mentor, wish.mentee, wish.kind) == (other, mentee, WishKind.LOCKED)


def test_a_forbidden_mentor_is_not_taken_by_hand(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school)
    other, mentee = make_mentor(school), make_mentee(school)
    proposal = propose_pairs(programme, actor=curator).proposals.get()
    set_wish(programme, mentor=other, mentee=mentee, kind=WishKind.FORBIDDEN, actor=curator)

    with pytest.raises(RuleViolation, match="запрещена при подборе"):
        change_proposal(proposal, mentor=other, actor=curator)

    assert PairWish.objects.get().kind == WishKind.FORBIDDEN


def test_a_mentor_whom_the_regulation_forbids_is_not_taken_by_hand(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school)
    parent, mentee = make_mentor(school), make_mentee(school)
    proposal = propose_pairs(programme, actor=curator).proposals.get()
    Guardianship.objects.create(
        school=school, child=mentee.person, guardian=parent.person, relation="father"
    )

    with pytest.raises(RuleViolation, match=r"\(п\. 1\.2\)"):
        change_proposal(proposal, mentor=parent, actor=curator)

    assert PairWish.objects.count() == 0
