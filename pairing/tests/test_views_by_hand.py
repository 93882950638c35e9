"""A draft is changed by hand from the board: what is told before, what comes of it."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.audit import timeline
from core.errors import DomainError
from core.testing import queries_of
from pairing.actions import choose_pairs, propose_pairs, set_wish, take_out
from pairing.choices import WishKind
from pairing.models import PairWish, Proposal, ProposalRun
from pairing.testing import make_pair
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School

BOARD = reverse("pairing:board")


@pytest.fixture
def client(signed_in, curator: User) -> Client:
    return signed_in(curator)


@pytest.fixture
def run(school: School, programme: Programme, curator: User) -> ProposalRun:
    make_mentor(school, competencies="математика", places=1, last_name="Ромашкина")
    make_mentee(school, request="подтянуть математику", last_name="Васильков")
    return propose_pairs(programme, actor=curator)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def fits_url(run: ProposalRun, mentee) -> str:
    return reverse("pairing:draft_fits", args=[run.pk, mentee.pk])


def verdict_of(response, mentor) -> str:
    return (
        text_of(response).split(f'data-drop-mentor="{mentor.pk}" data-verdict="')[1].split('"')[0]
    )


def test_who_is_taken_out_of_a_draft_is_left_over_and_the_mentor_is_free(
    programme: Programme, curator: User, run: ProposalRun
) -> None:
    proposal = run.proposals.get()

    take_out(run, mentee=proposal.mentee, actor=curator)

    run.refresh_from_db()
    assert not run.proposals.exists()
    assert {(row["side"], row["person_id"]) for row in run.leftovers} == {
        ("mentee", proposal.mentee.person_id),
        ("mentor", proposal.mentor.person_id),
    }
    assert run.total_score == 0
    assert timeline(run)[0].verb == "proposals.taken_out"


def test_the_lock_of_who_is_taken_out_goes_and_a_ban_stays(
    school: School, programme: Programme, curator: User, run: ProposalRun
) -> None:
    proposal = run.proposals.get()
    two = {"mentor": proposal.mentor, "mentee": proposal.mentee}
    set_wish(programme, **two, kind=WishKind.LOCKED, actor=curator)
    banned = make_mentor(school)
    set_wish(
        programme, mentor=banned, mentee=proposal.mentee, kind=WishKind.FORBIDDEN, actor=curator
    )

    take_out(run, mentee=proposal.mentee, actor=curator)

    assert list(PairWish.objects.values_list("mentor", "kind")) == [(banned.pk, "forbidden")]


def test_nobody_is_taken_out_twice(curator: User, run: ProposalRun) -> None:
    mentee = run.proposals.get().mentee
    take_out(run, mentee=mentee, actor=curator)

    with pytest.raises(DomainError, match="и так без пары"):
        take_out(run, mentee=mentee, actor=curator)

    run.refresh_from_db()
    assert len(run.leftovers) == 2


def test_who_is_in_a_chosen_pair_is_not_taken_out(curator: User, run: ProposalRun) -> None:
    proposal = run.proposals.get()
    choose_pairs(run, [proposal.pk], actor=curator)

    with pytest.raises(DomainError, match="уже в паре"):
        take_out(run, mentee=proposal.mentee, actor=curator)

    assert run.proposals.exists()


def test_the_button_takes_out_and_the_board_tells_why_there_is_no_pair(
    client: Client, run: ProposalRun
) -> None:
    mentee = run.proposals.get().mentee
    url = reverse("pairing:draft_out", args=[run.pk])

    response = client.post(url, {"mentee": mentee.pk}, follow=True)

    page = text_of(response)
    assert "Оставлены без пары вручную" in page
    assert "Без пары в этом проекте" in page


def test_a_change_by_hand_comes_back_to_the_page_and_the_search(
    client: Client, run: ProposalRun
) -> None:
    mentee = run.proposals.get().mentee
    url = reverse("pairing:draft_out", args=[run.pk])

    response = client.post(url, {"mentee": mentee.pk, "page": "2", "q": "Вас&draft=1"})

    where = f"{BOARD}?draft={run.pk}&page=2&q=%D0%92%D0%B0%D1%81%26draft%3D1"
    assert response.headers["Location"] == where


def test_each_mentor_tells_whether_the_mentee_may_be_dropped(
    client: Client, school: School, programme: Programme, curator: User, run: ProposalRun
) -> None:
    proposal = run.proposals.get()
    free, banned = make_mentor(school), make_mentor(school)
    full = make_mentor(school, form=school.forms.get(code="teacher-teacher"))
    set_wish(
        programme, mentor=banned, mentee=proposal.mentee, kind=WishKind.FORBIDDEN, actor=curator
    )

    response = client.get(fits_url(run, proposal.mentee))

    mentors = (proposal.mentor, free, banned, full)
    assert [verdict_of(response, one) for one in mentors] == ["same", "fine", "block", "block"]
    assert "запрещена при подборе" in text_of(response)
    assert "<html" not in text_of(response)


def test_a_mentor_whose_place_the_draft_gives_away_warns_before_the_drop(
    client: Client, school: School, run: ProposalRun
) -> None:
    mentor = run.proposals.get().mentor

    response = client.get(fits_url(run, make_mentee(school)))

    assert verdict_of(response, mentor) == "warning"
    assert "готов взять 1, а будет 2" in text_of(response)


def test_a_mentor_of_the_page_is_told_of_wherever_they_stand(
    client: Client, school: School, run: ProposalRun
) -> None:
    mentee = run.proposals.get().mentee
    last = [make_mentor(school, competencies="математика") for _n in range(14)][-1]

    few = client.get(fits_url(run, mentee))
    asked = client.get(fits_url(run, mentee), {"mentor": [last.pk, "x", "9" * 30]})

    assert f'data-drop-mentor="{last.pk}"' not in text_of(few)
    assert verdict_of(asked, last) == "fine"


def test_what_is_told_is_what_the_drop_answers(
    client: Client, school: School, run: ProposalRun
) -> None:
    proposal = run.proposals.get()
    mentors = [
        make_mentor(school),
        make_mentor(school, form=school.forms.get(code="teacher-teacher")),
        make_mentor(school, consents=False),
    ]
    told = client.get(fits_url(run, proposal.mentee))
    url = reverse("pairing:draft_put", args=[run.pk])

    for mentor in mentors:
        client.post(url, {"mentor": mentor.pk, "mentee": proposal.mentee_id})
        is_there = Proposal.objects.filter(run=run, mentor=mentor).exists()
        assert is_there == (verdict_of(told, mentor) != "block")


def test_who_is_in_a_pair_may_be_dropped_nowhere(
    client: Client, school: School, run: ProposalRun
) -> None:
    pair = make_pair(school)
    mentee = pair.members.get().mentee
    mentor = make_mentor(school)

    response = client.get(fits_url(run, mentee))

    assert verdict_of(response, mentor) == "block"
    assert "уже в паре" in text_of(response)


def test_the_number_of_queries_does_not_grow_with_the_mentors(
    client: Client, school: School, run: ProposalRun
) -> None:
    url = fits_url(run, run.proposals.get().mentee)
    client.get(url)
    few = queries_of(client, url)
    for _n in range(6):
        make_mentor(school)

    assert queries_of(client, url) == few


def test_people_of_another_school_are_nowhere(
    client: Client, other_school: School, run: ProposalRun
) -> None:
    mentee = make_mentee(other_school)

    assert client.get(fits_url(run, mentee)).status_code == 404
    url = reverse("pairing:draft_out", args=[run.pk])
    assert client.post(url, {"mentee": mentee.pk}).status_code == 404
