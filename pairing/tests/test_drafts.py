"""Drafts side by side: by hand, as the base, compared, stale."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.audit import timeline
from core.errors import DomainError, RuleViolation
from core.testing import queries_of
from pairing.actions import choose_pairs, propose_pairs, put_pair, rename_draft, set_wish
from pairing.choices import Goal, WishKind
from pairing.comparing import compare, in_words
from pairing.models import Pair, PairWish, ProposalRun
from pairing.queries import drafts_of
from pairing.staleness import changes_since
from pairing.testing import make_pair, make_preference
from registry.models import Guardianship, MenteeCard
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School

BOARD = reverse("pairing:board")


@pytest.fixture
def client(signed_in, curator: User) -> Client:
    return signed_in(curator)


@pytest.fixture
def run(school: School, programme: Programme, curator: User) -> ProposalRun:
    make_mentor(school, competencies="математика", places=1)
    make_mentee(school, request="подтянуть математику")
    return propose_pairs(programme, actor=curator)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def url(name: str, run: ProposalRun, *args) -> str:
    return reverse(f"pairing:{name}", args=[run.pk, *args])


def test_who_was_left_over_gets_a_mentor_by_hand(
    school: School, programme: Programme, curator: User, run: ProposalRun
) -> None:
    mentor = make_mentor(school, competencies="спорт", post="тренер")
    mentee = make_mentee(school)

    put = put_pair(run, mentor=mentor, mentee=mentee, actor=curator)

    run.refresh_from_db()
    assert put.is_manual
    assert PairWish.objects.get().kind == WishKind.LOCKED
    assert run.total_score == sum(row.score for row in run.proposals.all())
    assert mentee.person_id not in {row["person_id"] for row in run.leftovers}
    assert timeline(run)[0].verb == "proposals.changed"


def test_what_was_put_in_by_hand_stays_in_a_new_calculation(
    school: School, programme: Programme, curator: User, run: ProposalRun
) -> None:
    other = make_mentor(school, competencies="спорт", post="тренер")
    mentee = run.proposals.get().mentee

    put_pair(run, mentor=other, mentee=mentee, actor=curator)

    assert propose_pairs(programme, actor=curator).proposals.get().mentor == other


def test_a_mentor_who_is_given_up_by_hand_is_free_again(
    school: School, curator: User, run: ProposalRun
) -> None:
    before, mentee = run.proposals.get().mentor, run.proposals.get().mentee

    put_pair(run, mentor=make_mentor(school), mentee=mentee, actor=curator)

    run.refresh_from_db()
    assert [row["person_id"] for row in run.leftovers] == [before.person_id]


def test_the_limit_counts_those_whom_the_draft_gives_already(
    school: School, programme: Programme, curator: User, run: ProposalRun
) -> None:
    programme.regulation.rules |= {"mentor.max_mentees": {"value": 1, "clause": "2.2"}}
    programme.regulation.save(update_fields=["rules"])
    full = run.proposals.get().mentor

    with pytest.raises(RuleViolation, match=r"\(п\. 2\.2\)"):
        put_pair(run, mentor=full, mentee=make_mentee(school), actor=curator)

    assert run.proposals.count() == 1


def test_what_is_forbidden_is_refused_with_the_clause(
    client: Client, school: School, run: ProposalRun
) -> None:
    parent, mentee = make_mentor(school), run.proposals.get().mentee
    Guardianship.objects.create(
        school=school, child=mentee.person, guardian=parent.person, relation="father"
    )

    response = client.post(
        url("draft_put", run), {"mentor": parent.pk, "mentee": mentee.pk}, follow=True
    )

    assert "(п. 1.2)" in text_of(response)
    assert run.proposals.get().mentor != parent


def test_people_of_another_school_are_not_found(
    client: Client, other_school: School, run: ProposalRun
) -> None:
    two = {"mentor": make_mentor(other_school).pk, "mentee": run.proposals.get().mentee_id}

    assert client.post(url("draft_put", run), two).status_code == 404
    assert client.get(url("draft_why", run), two).status_code == 404


def test_who_is_in_a_pair_is_not_put_in(school: School, curator: User, run: ProposalRun) -> None:
    bound = make_pair(school).members.get().mentee

    with pytest.raises(DomainError, match="уже в паре"):
        put_pair(run, mentor=make_mentor(school), mentee=bound, actor=curator)


def test_the_base_stands_first_and_is_shown(
    client: Client, programme: Programme, curator: User, run: ProposalRun
) -> None:
    later = propose_pairs(programme, actor=curator, name="Второй")

    client.post(url("draft_choose", run))

    assert list(drafts_of(programme, curator)) == [run, later]
    page = text_of(client.get(BOARD, {"draft": later.pk}))
    assert "пары выбирают из основы" in page
    assert 'id="choose-form"' not in page


def test_a_draft_that_pairs_are_chosen_from_becomes_the_base(
    client: Client, run: ProposalRun
) -> None:
    client.post(url("pairs_choose", run), {"all": "", "together": "pairs"})

    run.refresh_from_db()
    assert run.chosen_at is not None
    assert Pair.objects.count() == 1


def test_a_draft_with_a_name_is_not_forgotten(
    programme: Programme, curator: User, run: ProposalRun
) -> None:
    rename_draft(run, name="Общая встреча", actor=curator)

    for _n in range(7):
        propose_pairs(programme, actor=curator)

    assert ProposalRun.objects.filter(pk=run.pk).exists()
    assert ProposalRun.objects.count() == 6


def test_a_deleted_draft_leaves_its_pairs(client: Client, curator: User, run: ProposalRun) -> None:
    choose_pairs(run, run.proposals.values_list("pk", flat=True), actor=curator)

    client.post(url("draft_delete", run))

    assert (ProposalRun.objects.count(), Pair.objects.count()) == (0, 1)


def test_a_draft_of_today_is_not_stale(run: ProposalRun) -> None:
    assert changes_since(run) == []


def test_pairs_chosen_from_a_draft_do_not_make_it_stale(curator: User, run: ProposalRun) -> None:
    choose_pairs(run, run.proposals.values_list("pk", flat=True), actor=curator)

    assert changes_since(run) == []


def test_a_lock_of_what_a_draft_has_does_not_make_it_stale(
    programme: Programme, curator: User, run: ProposalRun
) -> None:
    one = run.proposals.get()
    set_wish(programme, mentor=one.mentor, mentee=one.mentee, kind=WishKind.LOCKED, actor=curator)

    assert changes_since(run) == []


def test_what_has_changed_since_a_draft_is_said(
    school: School, programme: Programme, curator: User, run: ProposalRun
) -> None:
    one = run.proposals.get()
    set_wish(
        programme, mentor=one.mentor, mentee=one.mentee, kind=WishKind.FORBIDDEN, actor=curator
    )
    make_preference(one.mentor, one.mentee)
    make_pair(school)
    programme.regulation.save(update_fields=["updated_at"])

    assert changes_since(ProposalRun.objects.get(pk=run.pk)) == [
        "добавлены или изменены карточки: 2",
        "записаны или отозваны согласия",
        "закреплены или запрещены другие пары",
        "изменились пожелания",
        "составлены или завершены другие пары",
        "изменились положение или вес критериев",
    ]


def test_a_card_in_the_archive_makes_a_draft_stale(run: ProposalRun) -> None:
    card = run.proposals.get().mentee
    card.state = "archived"
    card.save()

    assert changes_since(run) == ["добавлена или изменена 1 карточка"]


def test_two_drafts_differ_in_numbers_and_names(
    school: School, programme: Programme, curator: User, run: ProposalRun
) -> None:
    moved = run.proposals.get().mentee
    other = make_mentor(school, competencies="спорт", post="тренер", places=1)
    gained = make_mentee(school, request="заняться спортом")
    make_preference(run.proposals.get().mentor, moved)
    set_wish(programme, mentor=other, mentee=moved, kind=WishKind.LOCKED, actor=curator)
    later = propose_pairs(programme, actor=curator, goal=Goal.EVEN_LOAD)

    found = compare(run, later, MenteeCard.objects.all())

    assert [(move.mentee, move.after) for move in found.changed] == [(moved, other)]
    assert [move.mentee for move in found.gained] == [gained]
    assert found.lost == []
    rows = {title: (one, two) for title, one, two in in_words(found)}
    assert rows["Наставляемые с парой"] == ("1", "2")
    assert rows["Не исполнены пожелания наставляемых"] == ("0 из 1", "1 из 1")
    assert rows["Закреплённые пары, которых здесь нет"] == ("1", "0")


def test_the_page_of_two_drafts_names_who_changes(
    client: Client, school: School, programme: Programme, curator: User, run: ProposalRun
) -> None:
    make_mentor(school)
    make_mentee(school, last_name="Яшин")
    later = propose_pairs(programme, actor=curator)

    page = text_of(client.get(reverse("pairing:drafts_compare"), {"one": run.pk, "two": later.pk}))

    assert "Получают наставника: 1" in page
    assert "Яшин Иван Петрович" in page


def test_one_draft_alone_is_not_compared(client: Client, run: ProposalRun) -> None:
    assert "Сравнивать пока нечего" in text_of(client.get(reverse("pairing:drafts_compare")))


def test_why_not_is_answered_inside_the_board_and_as_a_page(
    client: Client, school: School, run: ProposalRun
) -> None:
    other = make_mentor(school, competencies="спорт", post="тренер", last_name="Сидоров")
    two = {"mentor": other.pk, "mentee": run.proposals.get().mentee_id}

    part = text_of(client.get(url("draft_why", run), two, headers={"HX-Request": "true"}))
    page = text_of(client.get(url("draft_why", run), two))

    assert "Общий балл стал бы меньше на" in part
    assert "<html" not in part
    assert "Общий балл стал бы меньше на" in page


def test_a_pair_is_locked_and_the_others_are_calculated_anew(
    client: Client, school: School, run: ProposalRun
) -> None:
    other = make_mentor(school, competencies="спорт", post="тренер")
    mentee = run.proposals.get().mentee

    client.post(url("draft_fix", run), {"mentor": other.pk, "mentee": mentee.pk})

    assert ProposalRun.objects.count() == 2
    assert ProposalRun.objects.latest("pk").proposals.get().mentor == other


def test_who_would_suit_somebody_left_over_is_shown(
    client: Client, school: School, run: ProposalRun
) -> None:
    mentee = make_mentee(school)

    page = text_of(client.get(url("draft_candidates", run, mentee.pk)))

    assert url("draft_put", run) in page


def test_the_goal_and_the_name_come_from_the_form(client: Client, run: ProposalRun) -> None:
    client.post(reverse("pairing:propose"), {"goal": "best_fit", "name": "Ещё"})

    made = ProposalRun.objects.latest("pk")
    assert (made.goal, made.name) == (Goal.BEST_FIT, "Ещё")


def test_a_wrong_goal_is_refused_and_nothing_is_calculated(
    client: Client, run: ProposalRun
) -> None:
    client.post(reverse("pairing:propose"), {"goal": "cheapest"})

    assert ProposalRun.objects.count() == 1


def test_a_draft_of_another_curator_of_a_direction_is_not_found(
    signed_in, school: School, run: ProposalRun
) -> None:
    other = make_user(Role.CURATOR, school)
    other.memberships.get().directions.set([school.directions.get()])
    client = signed_in(other)

    assert client.get(BOARD, {"draft": run.pk}).status_code == 404
    assert client.post(url("draft_delete", run)).status_code == 404
    assert ProposalRun.objects.count() == 1


def test_the_number_of_queries_of_a_comparison_does_not_grow(
    client: Client, school: School, programme: Programme, curator: User, run: ProposalRun
) -> None:
    make_mentor(school)
    make_mentee(school)
    propose_pairs(programme, actor=curator)
    page = reverse("pairing:drafts_compare")
    client.get(page)
    few = queries_of(client, page)
    for _n in range(5):
        make_mentor(school)
        make_mentee(school)
    propose_pairs(programme, actor=curator)

    assert queries_of(client, page) == few


def test_two_drafts_of_one_name_are_told_apart(
    client: Client, programme: Programme, curator: User, run: ProposalRun
) -> None:
    other = propose_pairs(programme, actor=curator)
    for draft in (run, other):
        rename_draft(draft, name="Сентябрь", actor=curator)

    page = text_of(client.get(reverse("pairing:drafts_compare")))

    assert 'data-label="1. Сентябрь"' in page
    assert 'data-label="2. Сентябрь"' in page
    when = localtime(run.created_at).strftime("%d.%m.%Y %H:%M")
    assert f"Сентябрь ({when})" in page
