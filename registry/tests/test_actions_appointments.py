"""People come to roles and leave them, and their sign-in follows."""

from __future__ import annotations

import datetime

import pytest

from accounts.models import Membership
from accounts.testing import make_user
from core.audit import timeline
from core.errors import DomainError, RuleViolation
from documents.testing import make_document
from registry.actions import Appointee, appoint_people, end_appointment, link_account
from registry.models import Appointment
from registry.testing import make_appointment, make_person
from schools.choices import AppointedRole as R
from schools.models import Direction
from schools.queries import current_programme
from schools.testing import make_school

DAY = datetime.date(2026, 11, 21)
BEFORE = datetime.date(2026, 11, 20)
EARLY = datetime.date(2026, 9, 1)


@pytest.fixture
def order(school):
    return make_document(school, issued_on=DAY)


@pytest.fixture
def appoint(school, order):
    def make(*appointees, document=order, day=DAY, actor=None, **how):
        return appoint_people(
            appointees,
            school=school,
            programme=current_programme(school, DAY),
            document=document,
            basis="приказ от 21.11.2026 № 7",
            valid_from=day,
            actor=actor,
            **how,
        )

    return make


@pytest.fixture
def member(school):
    """Somebody with an account and no role yet."""
    return lambda **fields: make_person(school, user=make_user(), **fields)


def set_rules(school, **rules):
    regulation = current_programme(school, DAY).regulation
    regulation.rules = {key.replace("__", "."): {"value": value} for key, value in rules.items()}
    regulation.save()


def roles_of(person):
    """Today: what an appointment opens and closes, it opens and closes from the real day on."""
    found = Membership.objects.filter(user=person.user, school=person.school)
    return [membership.role for membership in found if membership.is_live_now]


def test_an_order_appoints_people_and_the_trail_says_so(school, appoint, order):
    person = make_person(school)

    (made,) = appoint(Appointee(R.COORDINATOR, person))

    assert (made.document, made.valid_from, made.valid_to) == (order, DAY, None)
    assert timeline(person).first().text == "Назначение на роль: координатор."
    assert person.last_name not in timeline(person).first().text


def test_nobody_is_appointed_where_one_may_not_be(school, appoint):
    set_rules(school, roles__used=["curator"])

    with pytest.raises(RuleViolation, match="Роли «координатор» в положении нет"):
        appoint(
            Appointee(R.CURATOR, make_person(school)), Appointee(R.COORDINATOR, make_person(school))
        )

    assert not Appointment.objects.exists()


def test_the_former_coordinator_leaves_the_day_before(school, appoint):
    former = make_appointment(make_person(school), R.COORDINATOR)

    appoint(Appointee(R.COORDINATOR, make_person(school)))

    former.refresh_from_db()
    assert former.valid_to == BEFORE
    assert former.ended_reason == "Назначение по документу: приказ от 21.11.2026 № 7"


def test_a_curator_of_another_part_stays(school, appoint):
    set_rules(school, curator__cardinality="one")
    other = Direction.objects.create(school=school, code="other", name="Другое")
    stays = make_appointment(make_person(school), direction=other)
    leaves = make_appointment(make_person(school), direction=school.directions.get(code="study"))

    appoint(Appointee(R.CURATOR, make_person(school), direction=leaves.direction))

    stays.refresh_from_db()
    leaves.refresh_from_db()
    assert (stays.valid_to, leaves.valid_to) == (None, BEFORE)


def test_of_many_curators_nobody_leaves(school, appoint):
    set_rules(school, curator__cardinality="many")
    former = make_appointment(make_person(school))

    appoint(Appointee(R.CURATOR, make_person(school)))

    former.refresh_from_db()
    assert former.valid_to is None


def test_a_new_list_of_a_group_is_the_whole_of_it(school, appoint):
    stays, leaves = make_person(school), make_person(school)
    make_appointment(leaves, R.WORKING_GROUP)

    appoint(Appointee(R.WORKING_GROUP, stays))

    assert [row.person for row in Appointment.objects.on(DAY)] == [stays]


def test_who_joins_a_group_sends_nobody_away(school, appoint):
    make_appointment(make_person(school), R.WORKING_GROUP)

    appoint(Appointee(R.WORKING_GROUP, make_person(school)), joins=True)

    assert Appointment.objects.on(DAY).count() == 2


def test_the_same_person_is_appointed_anew_without_a_gap(school, appoint):
    former = make_appointment(make_person(school))

    appoint(Appointee(R.CURATOR, former.person))

    days = Appointment.objects.order_by("valid_from").values_list("valid_from", "valid_to")
    assert list(days) == [(EARLY, BEFORE), (DAY, None)]


def test_the_second_click_is_refused(school, appoint):
    curator = Appointee(R.CURATOR, make_person(school))
    appoint(curator)

    with pytest.raises(DomainError, match="Сначала завершите это назначение"):
        appoint(curator)

    assert Appointment.objects.count() == 1


def test_without_a_programme_a_taken_place_is_refused_too(school):
    row = make_appointment(make_person(school), R.COORDINATOR, valid_from=DAY)

    with pytest.raises(DomainError, match="назначение начинается позже"):
        appoint_people(
            [Appointee(R.COORDINATOR, make_person(school))],
            school=school,
            programme=None,
            document=None,
            basis="приказ",
            valid_from=DAY,
            actor=None,
        )

    row.refresh_from_db()
    assert row.valid_to is None


def test_people_of_another_school_are_not_appointed(appoint):
    stranger = make_person(make_school())

    with pytest.raises(DomainError, match="из своей школы"):
        appoint(Appointee(R.CURATOR, stranger))


def test_a_direction_of_another_school_is_not_given(school, appoint):
    direction = make_school().directions.get()

    with pytest.raises(DomainError, match="из своей школы"):
        appoint(Appointee(R.CURATOR, make_person(school), direction=direction))


def test_a_role_that_is_none_is_refused(school, appoint):
    with pytest.raises(DomainError, match="Роли «king» не бывает"):
        appoint(Appointee("king", make_person(school)))


def test_an_end_before_the_beginning_is_refused(school, appoint):
    with pytest.raises(DomainError, match="раньше первого"):
        appoint(Appointee(R.CURATOR, make_person(school)), valid_to=BEFORE)


def test_an_order_that_appoints_nobody_is_refused(appoint):
    with pytest.raises(DomainError, match="Не указано, кого назначают"):
        appoint()


def test_an_appointment_ends_on_its_last_day(school):
    appointment = make_appointment(make_person(school))

    end_appointment(appointment, actor=None, day=DAY, reason=" увольнение ")

    appointment.refresh_from_db()
    assert (appointment.valid_to, appointment.ended_reason) == (DAY, "увольнение")
    assert appointment.is_on(DAY)


@pytest.mark.parametrize(
    ("day", "reason", "words"),
    [
        (datetime.date(2026, 8, 31), "увольнение", "начинается позже"),
        (DAY, "  ", "Укажите, почему"),
    ],
)
def test_an_impossible_end_is_refused(school, day, reason, words):
    appointment = make_appointment(make_person(school))

    with pytest.raises(DomainError, match=words):
        end_appointment(appointment, actor=None, day=day, reason=reason)


def test_an_appointment_does_not_end_twice(school):
    appointment = make_appointment(make_person(school), valid_to=BEFORE)

    with pytest.raises(DomainError, match="уже завершено"):
        end_appointment(appointment, actor=None, day=DAY, reason="увольнение")


def test_who_signs_in_gets_the_role_with_the_part(school, appoint, member):
    person, direction = member(), school.directions.get()

    appoint(Appointee(R.CURATOR, person, direction=direction))

    membership = Membership.objects.get(user=person.user, role="curator")
    assert list(membership.directions.all()) == [direction]
    assert person.user.scope.direction_ids == {direction.pk}


def test_roles_that_open_nothing_give_no_sign_in(school, appoint, member):
    person = member()

    appoint(Appointee(R.COMMISSION, person))

    assert roles_of(person) == []


def test_two_parts_are_joined_and_the_whole_lifts_the_limits(school, appoint, member):
    set_rules(school, curator__cardinality="many")
    person, direction = member(), school.directions.get()
    other = Direction.objects.create(school=school, code="other", name="Другое")

    appoint(Appointee(R.CURATOR, person, direction=direction))
    appoint(Appointee(R.CURATOR, person, direction=other))
    membership = Membership.objects.get(user=person.user)
    assert set(membership.directions.all()) == {direction, other}

    appoint(Appointee(R.CURATOR, person))
    assert not membership.directions.exists()


def test_who_is_no_longer_appointed_loses_the_role(school, appoint, member):
    person, successor = member(), member()
    appoint(Appointee(R.COORDINATOR, person), day=EARLY)

    appoint(Appointee(R.COORDINATOR, successor))

    assert (roles_of(person), roles_of(successor)) == ([], ["coordinator"])


def test_an_end_in_the_future_keeps_the_role_till_then(school, appoint, member):
    person = member()
    (made,) = appoint(Appointee(R.PSYCHOLOGIST, person))
    end = datetime.date(2030, 5, 31)

    end_appointment(made, actor=None, day=end, reason="выход на пенсию")

    assert Membership.objects.get(user=person.user).valid_to == end


def test_another_appointment_keeps_the_role_within_its_own_part(school, appoint, member):
    set_rules(school, curator__cardinality="many")
    person = member()
    first, second = school.forms.all()
    appoint(Appointee(R.CURATOR, person, form=first), day=EARLY)
    (other,) = appoint(Appointee(R.CURATOR, person, form=second), day=EARLY)

    end_appointment(other, actor=None, day=EARLY, reason="другой приказ")

    membership = Membership.objects.get(user=person.user)
    assert membership.valid_to is None
    assert list(membership.forms.all()) == [first]


def test_an_appointment_for_later_does_not_close_what_is_open_now(school, appoint, member):
    person = member()
    Membership.objects.create(user=person.user, school=school, role="curator", valid_from=EARLY)

    appoint(Appointee(R.CURATOR, person), day=datetime.date(2030, 9, 1))

    assert Membership.objects.get(user=person.user).valid_from == EARLY


def test_without_an_order_only_who_manages_people_opens_access(school, appoint, member):
    by_coordinator, by_administrator = member(), member()
    set_rules(school, curator__cardinality="many")

    appoint(
        Appointee(R.CURATOR, by_coordinator),
        document=None,
        actor=make_user("coordinator", school),
    )
    appoint(
        Appointee(R.CURATOR, by_administrator),
        document=None,
        actor=make_user("administrator", school),
    )

    assert (roles_of(by_coordinator), roles_of(by_administrator)) == ([], ["curator"])


def test_who_gets_an_account_later_gets_the_roles_with_it(school, appoint):
    person, user = make_person(school), make_user("mentor", school)
    appoint(Appointee(R.CURATOR, person, form=school.forms.first()))

    link_account(person, user=user, actor=user)

    person.refresh_from_db()
    assert sorted(roles_of(person)) == ["curator", "mentor"]


def test_a_role_given_by_hand_stays_when_nothing_was_appointed(school, appoint, member):
    person = member()
    Membership.objects.create(user=person.user, school=school, role="curator", valid_from=EARLY)

    appoint(Appointee(R.COORDINATOR, person))

    assert sorted(roles_of(person)) == ["coordinator", "curator"]
