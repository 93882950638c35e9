import pytest

from accounts.models import User
from accounts.testing import make_user
from core.audit import timeline
from core.errors import DomainError, RuleViolation
from orders.actions import approve_order, return_order, submit_order, withdraw_order
from orders.choices import OrderState
from pairing.actions import draft_pairs_order, drop_pair, end_pair
from pairing.choices import PairState
from pairing.models import Pair
from pairing.signals import pair_started
from pairing.testing import make_pair, with_order_texts
from registry.models import Consent, Person, Viewer
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School


@pytest.fixture
def ordered(programme: Programme) -> Programme:
    return with_order_texts(programme)


def submitted(programme: Programme, pairs: list[Pair], curator: User):
    order = draft_pairs_order(pairs, programme=programme, actor=curator)
    return submit_order(order, actor=curator)


def test_chosen_pairs_go_into_a_draft(school: School, ordered: Programme, curator: User) -> None:
    pairs = [make_pair(school), make_pair(school, number=2)]

    order = draft_pairs_order(pairs, programme=ordered, actor=curator)

    assert (order.kind, order.state, order.drafted_by) == ("pairs", OrderState.DRAFT, curator)
    assert {pair.state for pair in order.pairs.all()} == {PairState.IN_ORDER}
    assert order.pairs.count() == 2
    assert order.named.count() == 5
    assert timeline(pairs[0]).get().text == "Пара внесена в проект приказа."


def test_a_pair_goes_into_one_order(school: School, ordered: Programme, curator: User) -> None:
    pair = make_pair(school)
    draft_pairs_order([pair], programme=ordered, actor=curator)

    with pytest.raises(DomainError, match="в проекте приказа"):
        draft_pairs_order([pair], programme=ordered, actor=curator)


def test_no_pairs_make_no_order(ordered: Programme, curator: User) -> None:
    with pytest.raises(DomainError, match="Отметьте пары"):
        draft_pairs_order([], programme=ordered, actor=curator)


def test_pairs_of_another_programme_are_refused(
    school: School, other_school: School, ordered: Programme, curator: User
) -> None:
    pairs = [make_pair(school), make_pair(other_school)]

    with pytest.raises(DomainError, match="Отметьте пары этой программы"):
        draft_pairs_order(pairs, programme=ordered, actor=curator)


def test_a_regulation_without_such_an_order_is_said_so(
    school: School, programme: Programme, curator: User
) -> None:
    with pytest.raises(DomainError, match="нет вида приказа"):
        draft_pairs_order([make_pair(school)], programme=programme, actor=curator)


def test_a_pair_that_stands_in_an_order_is_not_given_up(
    school: School, ordered: Programme, curator: User
) -> None:
    pair = make_pair(school)
    draft_pairs_order([pair], programme=ordered, actor=curator)

    with pytest.raises(DomainError, match="Сначала снимите проект"):
        drop_pair(pair, actor=curator)


def test_a_consent_withdrawn_since_the_draft_stops_the_order(
    school: School, ordered: Programme, curator: User, director: User, today
) -> None:
    mentee = make_mentee(school, last_name="Петров")
    order = submitted(ordered, [make_pair(school, mentees=[mentee])], curator)
    Consent.objects.filter(person=mentee.person).update(withdrawn_on=today)

    with pytest.raises(
        RuleViolation, match=r"И\. П\. Петров: нет согласия законного представителя"
    ):
        approve_order(order, actor=director)

    order.refresh_from_db()
    assert (order.state, order.number) == (OrderState.SUBMITTED, "")
    assert order.pairs.get().state == PairState.IN_ORDER


def test_the_pairs_of_one_order_are_counted_together(
    school: School, ordered: Programme, curator: User
) -> None:
    mentor = make_mentor(school)
    pairs = [make_pair(school, mentor=mentor), make_pair(school, mentor=mentor)]
    ordered.regulation.rules["mentor.max_mentees"] = {"value": 1, "clause": "4.6"}
    ordered.regulation.save(update_fields=["rules"])

    with pytest.raises(RuleViolation, match=r"не больше 1 .* \(п\. 4\.6\)"):
        draft_pairs_order(pairs, programme=ordered, actor=curator)


def test_a_signed_order_puts_its_pairs_in_force(
    school: School, ordered: Programme, curator: User, director: User
) -> None:
    pair = make_pair(school)
    started: list[tuple] = []
    order = submitted(ordered, [pair], curator)

    def note(sender, *, pair, actor, **kwargs) -> None:
        started.append((pair.pk, pair.state, actor))

    pair_started.connect(note)
    try:
        order = approve_order(order, actor=director)
    finally:
        pair_started.disconnect(note)

    pair.refresh_from_db()
    assert pair.state == PairState.ACTIVE
    assert started == [(pair.pk, PairState.ACTIVE, director)]
    texts = [event.text for event in timeline(pair)]
    assert f"Пара действует: приказ № {order.number}." in texts


def test_once_in_force_the_two_see_each_other(
    school: School, ordered: Programme, curator: User, director: User
) -> None:
    pair = make_pair(school)
    mentee = pair.members.get().mentee.person

    approve_order(submitted(ordered, [pair], curator), actor=director)

    rows = set(Viewer.objects.values_list("person", "viewer", "reason"))
    mentor = pair.mentor.person_id
    assert rows == {
        (mentee.pk, mentor, f"pair:{pair.pk}"),
        (mentor, mentee.pk, f"pair:{pair.pk}"),
    }


def test_the_mentor_sees_the_mentee_until_the_end(
    school: School, ordered: Programme, curator: User, director: User, today
) -> None:
    user = make_user("mentor", school)
    mentor = make_mentor(school, user=user)
    pair = make_pair(school, mentor=mentor, starts_on=today)
    mentee = pair.members.get().mentee.person
    assert mentee not in Person.objects.visible_to(user)

    approve_order(submitted(ordered, [pair], curator), actor=director)
    assert mentee in Person.objects.visible_to(user)

    pair.refresh_from_db()
    end_pair(pair, reason="term_over", on=today, early=False, actor=curator)
    assert mentee not in Person.objects.visible_to(user)


def test_a_returned_order_keeps_its_pairs(
    school: School, ordered: Programme, curator: User, director: User
) -> None:
    pair = make_pair(school)
    order = submitted(ordered, [pair], curator)

    return_order(order, remark="Проверьте даты.", actor=director)

    pair.refresh_from_db()
    assert (pair.state, pair.order) == (PairState.IN_ORDER, order)


def test_a_draft_that_is_given_up_frees_its_pairs(
    school: School, ordered: Programme, curator: User
) -> None:
    pair = make_pair(school)
    order = draft_pairs_order([pair], programme=ordered, actor=curator)

    withdraw_order(order, actor=curator)

    pair.refresh_from_db()
    assert (pair.state, pair.order) == (PairState.CHOSEN, None)
    assert draft_pairs_order([pair], programme=ordered, actor=curator).pairs.get() == pair


def test_many_pairs_go_into_an_order_with_few_queries(
    school: School, ordered: Programme, curator: User, django_assert_max_num_queries
) -> None:
    pairs = [make_pair(school) for _n in range(12)]

    with django_assert_max_num_queries(20 + 2 * len(pairs)):
        draft_pairs_order(pairs, programme=ordered, actor=curator)
