import datetime

import pytest

from accounts.models import User
from core.errors import DomainError
from pairing.actions import close_pairs, continue_pairs, draft_pairs_order
from pairing.choices import PairState
from pairing.continuing import closing_of, lines_of
from pairing.models import Pair
from pairing.testing import active_pair, make_pair, with_change_orders
from registry.models import Consent
from schools.models import Programme, School
from schools.signals import programme_closed, programme_continued
from schools.testing import make_programme

STARTED = datetime.date(2026, 9, 7)
REASONS = [{"code": "own-1", "title": "Срок"}, {"code": "own-2", "title": "По согласию"}]


@pytest.fixture
def old(programme: Programme) -> Programme:
    return with_change_orders(programme, completion__reasons=REASONS)


@pytest.fixture
def new(school: School, old: Programme) -> Programme:
    return make_programme(
        school,
        regulation=old.regulation,
        starts_on=datetime.date(2027, 9, 1),
        ends_on=datetime.date(2028, 5, 26),
        continues=old,
    )


def of(school: School, old: Programme, actor: User, **fields: object) -> Pair:
    return active_pair(school, actor, programme=old, starts_on=STARTED, **fields)


def test_closing_ends_the_pairs_for_the_first_reason_of_the_regulation(
    school: School, old: Programme, curator: User
) -> None:
    pair = of(school, old, curator)

    programme_closed.send(Programme, programme=old, actor=curator)

    assert Pair.objects.get(pk=pair.pk).end_reason == "own-1"


def test_closing_gives_up_what_was_only_chosen(
    school: School, old: Programme, curator: User
) -> None:
    pair = make_pair(school, programme=old)

    close_pairs(old, actor=curator)

    assert Pair.objects.get(pk=pair.pk).state == PairState.CANCELLED


def test_a_pair_in_a_draft_stops_the_closing(school: School, old: Programme, curator: User) -> None:
    draft_pairs_order([make_pair(school, programme=old)], programme=old, actor=curator)

    assert [finding.code for finding in closing_of(old) if finding.is_block] == ["pairs.in_drafts"]
    with pytest.raises(DomainError, match="утвердите или снимите проект"):
        close_pairs(old, actor=curator)


def test_what_is_open_is_said_before_the_closing(
    school: School, old: Programme, curator: User
) -> None:
    of(school, old, curator)

    assert [str(finding) for finding in closing_of(old)] == [
        "Ещё действует 1 пара: она завершится вместе с программой."
    ]


def test_continued_pairs_wait_for_an_order_of_the_next_programme(
    school: School, old: Programme, new: Programme, curator: User
) -> None:
    pair = of(school, old, curator, number=2)

    programme_continued.send(Programme, old=old, new=new, pairs="continue", actor=curator)

    again = Pair.objects.get(programme=new)
    assert (again.state, again.mentor) == (PairState.CHOSEN, pair.mentor)
    assert (again.starts_on, again.ends_on) == (new.starts_on, new.ends_on)
    assert again.members.count() == 2
    assert Pair.objects.get(pk=pair.pk).state == PairState.ACTIVE


def test_a_pair_whose_consent_is_withdrawn_is_not_continued(
    school: School, old: Programme, new: Programme, curator: User
) -> None:
    Consent.objects.filter(person=of(school, old, curator).mentor.person).delete()

    assert continue_pairs(old, new, actor=curator) == []


def test_closing_by_choice_ends_them_when_the_next_programme_is_made(
    school: School, old: Programme, new: Programme, curator: User
) -> None:
    pair = of(school, old, curator)

    programme_continued.send(Programme, old=old, new=new, pairs="close", actor=curator)

    assert Pair.objects.get(pk=pair.pk).state == PairState.ENDED_EARLY
    assert not Pair.objects.filter(programme=new).exists()


def test_a_pair_that_lasts_into_the_next_programme_begins_there_after_its_end(
    school: School, old: Programme, new: Programme, curator: User
) -> None:
    of(school, old, curator, ends_on=datetime.date(2027, 9, 20))

    again = continue_pairs(old, new, actor=curator)[0]

    assert again.starts_on == datetime.date(2027, 9, 21)


def test_the_page_of_the_next_programme_tells_the_number(
    school: School, old: Programme, curator: User
) -> None:
    of(school, old, curator)

    assert lines_of(old, "close") == ["Завершатся действующие пары: 1."]
    assert lines_of(old, "continue")[0].startswith("В новой программе выберутся снова")
