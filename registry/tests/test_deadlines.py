"""By when the bases are due, and whose data nobody has looked at for long."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import DomainError
from core.testing import queries_of
from registry.actions import archive_card, confirm_card
from registry.models import MenteeCard, Person
from registry.queries import base_deadlines, due_date, readiness, unready_cards
from registry.testing import make_mentee, make_mentor
from schools.queries import current_programme
from schools.testing import make_programme

DAY = datetime.date(2026, 11, 21)


@pytest.fixture
def programme(school):
    return current_programme(school, DAY)


def set_rules(programme, **rules):
    programme.regulation.rules = {
        key.replace("__", "."): {"value": value, "clause": "3.3"} for key, value in rules.items()
    }
    programme.regulation.save()


@pytest.mark.parametrize(
    ("month_day", "expected"),
    [
        ("10-01", "2026-10-01"),
        ("09-01", "2026-09-01"),
        ("02-10", "2027-02-10"),
        ("08-31", "2026-08-31"),
        ("08-01", "2026-08-01"),
    ],
)
def test_the_day_is_of_this_programme_or_the_last_before_it(programme, month_day, expected):
    assert due_date(month_day, programme).isoformat() == expected


def test_in_a_calendar_year_the_day_is_of_that_year(school):
    programme = make_programme(
        school, starts_on=datetime.date(2027, 1, 1), ends_on=datetime.date(2027, 12, 31)
    )

    assert due_date("10-01", programme) == datetime.date(2027, 10, 1)


def test_without_a_term_there_is_no_deadline(programme):
    set_rules(programme)

    assert base_deadlines(programme, DAY) == []


def test_after_the_day_cards_that_are_not_ready_are_overdue(school, programme):
    set_rules(
        programme,
        bases__mentees_due="до 1 октября",
        bases__mentees_due_day="10-01",
        consents__participation=True,
    )
    make_mentee(school)
    unready = [
        make_mentee(school, consents=False),
        make_mentee(school, form=None),
        make_mentee(school, request=""),
    ]
    archive_card(make_mentee(school, consents=False), actor=None)

    (deadline,) = base_deadlines(programme, DAY)

    assert (deadline.side, deadline.words, deadline.clause) == ("mentees", "до 1 октября", "3.3")
    assert (deadline.day, deadline.is_overdue, deadline.unready) == (
        datetime.date(2026, 10, 1),
        True,
        3,
    )
    assert set(unready_cards(programme, DAY, side="mentees")) == set(unready)


def test_on_the_day_itself_nothing_is_overdue_yet(school, programme):
    set_rules(programme, bases__mentors_due_day="11-21")
    make_mentor(school, consents=False)

    (deadline,) = base_deadlines(programme, DAY)

    assert (deadline.unready, deadline.is_overdue) == (1, False)


def test_words_without_a_day_are_never_overdue(school, programme):
    set_rules(programme, bases__mentees_due="август")
    make_mentee(school, consents=False)

    (deadline,) = base_deadlines(programme, DAY)

    assert (deadline.day, deadline.is_overdue) == (None, False)


def test_a_base_that_is_ready_is_not_overdue(school, programme):
    set_rules(programme, bases__mentees_due_day="10-01")
    make_mentee(school)

    assert not base_deadlines(programme, DAY)[0].is_overdue


def test_a_curator_counts_only_what_may_be_seen(school, programme, curator):
    set_rules(programme, bases__mentees_due_day="10-01")
    limited = curator.memberships.get()
    limited.forms.set([school.forms.get(code="teacher-teacher")])
    make_mentee(school, consents=False)

    assert base_deadlines(programme, DAY, user=curator)[0].unready == 0
    assert base_deadlines(programme, DAY)[0].unready == 1


def test_the_list_says_the_words_the_day_and_the_clause(school, programme, curator, signed_in):
    set_rules(programme, bases__mentees_due="до 1 октября", bases__mentees_due_day="10-01")
    make_mentee(school, consents=False)
    programme.starts_on = datetime.date(2020, 9, 1)
    programme.ends_on = datetime.date(2021, 5, 28)
    programme.save()

    page = signed_in(curator).get(reverse("registry:missing_list")).content.decode()

    for words in ("до 1 октября", "01.10.2020", "п. 3.3", "просрочено", "Не готова 1 карточка"):
        assert words in page


def test_the_list_takes_as_many_queries_with_many_as_with_one(
    school, programme, curator, signed_in
):
    set_rules(programme, bases__mentees_due_day="10-01", bases__update_months=6)
    client, url = signed_in(curator), reverse("registry:missing_list")
    make_mentee(school, consents=False)
    client.get(url)
    one = queries_of(client, url)
    for _each in range(3):
        make_mentee(school, consents=False)

    assert queries_of(client, url) == one


# --- what nobody has looked at


@pytest.fixture
def old(school):
    """A mentee whose card and person nobody has touched for a year."""
    card = make_mentee(school, email="a@example.org", consents=False)
    long_ago = timezone.now() - datetime.timedelta(days=365)
    MenteeCard.objects.filter(pk=card.pk).update(updated_at=long_ago)
    Person.objects.filter(pk=card.person_id).update(updated_at=long_ago)
    return card


def kinds(person):
    return [gap.kind for gap in readiness(person)]


def test_an_old_card_is_reminded_of_where_the_regulation_says_so(old, programme):
    set_rules(programme)
    assert "stale" not in kinds(old.person)

    set_rules(programme, bases__update_months=6)
    gap = readiness(old.person)[-1]
    assert (gap.kind, gap.is_block, gap.clause) == ("stale", False, "3.3")


def test_a_card_is_fresh_while_it_is_younger_than_the_regulation_says(old, programme):
    set_rules(programme, bases__update_months=18)

    assert "stale" not in kinds(old.person)


def test_whoever_touched_the_person_has_refreshed_the_card(old, programme):
    set_rules(programme, bases__update_months=6)
    old.person.save()

    assert "stale" not in kinds(old.person)


def test_a_look_without_changes_is_enough(old, programme):
    set_rules(programme, bases__update_months=6)

    confirm_card(old, actor=None)

    assert "stale" not in kinds(old.person)


def test_a_card_of_the_archive_is_not_confirmed(old):
    archive_card(old, actor=None)

    with pytest.raises(DomainError, match="в архиве"):
        confirm_card(old, actor=None)


def test_the_card_has_a_button_and_it_does_that(old, programme, curator, signed_in):
    set_rules(programme, bases__update_months=6)
    client, url = signed_in(curator), reverse("registry:mentee_confirm", args=[old.pk])

    assert url in client.get(old.person.get_absolute_url()).content.decode()
    client.post(url)
    assert url not in client.get(old.person.get_absolute_url()).content.decode()
