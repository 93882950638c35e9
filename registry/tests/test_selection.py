"""Those who choose: notes, marks, meetings, decisions, the register."""

from __future__ import annotations

import datetime
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.choices import Role
from accounts.testing import make_user
from core import clock
from core.errors import DomainError, RuleViolation
from registry.actions.selection import (
    Said,
    close_meeting,
    decide_application,
    mark_criteria,
    note_interview,
    save_meeting,
    say_of_candidates,
    sign_approval_sheet,
)
from registry.models import CriterionMark, MeetingVerdict, MentorCard
from registry.rules import rules_for
from registry.selection import criteria_for, deciding_body
from registry.testing import make_appointment, make_mentor, make_person
from registry.testing_selection import make_application, make_meeting
from schools.choices import AppointedRole
from schools.presets import load_preset

DAY = datetime.date(2026, 10, 1)
CRITERION = "хочет быть наставником"
YES = Said("accepted", 3, 0, 0)


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.on(DAY):
        yield


@pytest.fixture
def college(school):
    """The act has a commission of 3 to 5."""
    set_rules(
        school,
        **{
            "roles.used": ["curator", "commission"],
            "commission.min": 3,
            "commission.max": 5,
        },
    )
    return school


@pytest.fixture
def candidate(school):
    return make_application(make_person(school, last_name="Орлов", post="учитель"))


def set_rules(school, **rules):
    regulation = school.regulations.get()
    regulation.rules |= {key: {"value": value, "clause": "4.13"} for key, value in rules.items()}
    regulation.save()


def commission(school, size=3):
    people = [make_person(school) for _number in range(size)]
    for number, person in enumerate(people):
        role = AppointedRole.COMMISSION if number else AppointedRole.COMMISSION_CHAIR
        make_appointment(person, role)
    return people


def meet(school, present, **fields):
    return save_meeting(
        None,
        school=school,
        **{"held_on": DAY, "number": "1", "present": present, "actor": None} | fields,
    )


def text_of(response):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)


def test_criteria_are_the_common_ones_and_those_of_the_form(school):
    forms = {form.code: form for form in school.forms.all()}
    names = [form.name for form in forms.values()]
    rules = rules_for(school)

    assert criteria_for(rules, None, names) == [CRITERION]
    assert criteria_for(rules, forms["teacher-pupil"], names) == [CRITERION, "ведёт кружок"]
    assert criteria_for(rules, forms["teacher-teacher"], names) == [CRITERION]


def test_the_college_has_8_common_criteria_and_4_3_4_of_forms():
    preset = load_preset("krasnouralsk")
    lines = preset.rules["selection.criteria"]["value"]
    forms = [form["name"] for form in preset.forms]
    counts = [sum(line.startswith(f"{name}: ") for line in lines) for name in forms]

    assert counts == [4, 3, 4]
    assert len(lines) - sum(counts) == 8


def test_a_mark_is_each_ones_own_and_can_be_taken_back(candidate, curator, director):
    mark_criteria(candidate, {CRITERION: "met"}, actor=curator)
    mark_criteria(candidate, {CRITERION: "partly"}, actor=director)
    mark_criteria(candidate, {CRITERION: ""}, actor=curator)

    assert [mark.marked_by for mark in CriterionMark.objects.all()] == [director]


def test_a_criterion_that_the_act_does_not_have_is_refused(candidate, curator):
    with pytest.raises(DomainError, match="Такого критерия"):
        mark_criteria(candidate, {"нравится": "met"}, actor=curator)


def test_an_interview_of_tomorrow_is_refused(candidate):
    tomorrow = DAY + datetime.timedelta(days=1)

    with pytest.raises(DomainError, match="ещё не наступила"):
        note_interview(candidate, held_on=tomorrow, held_by="Я", text="Да", actor=None)


def test_a_meeting_accepts_and_the_card_of_a_mentor_is_there(college, candidate):
    meeting = meet(college, commission(college))
    say_of_candidates(meeting, {candidate: YES}, actor=None)

    close_meeting(meeting, actor=None)

    candidate.refresh_from_db()
    assert candidate.state == "accepted"
    assert candidate.decision_basis == "Протокол № 1 от 01.10.2026"
    assert MentorCard.objects.get(person=candidate.person).joined_on == DAY


def test_who_was_in_the_archive_comes_back_by_the_decision(college):
    card = make_mentor(college, state="archived")
    candidate = make_application(card.person)
    meeting = meet(college, commission(college))
    say_of_candidates(meeting, {candidate: YES}, actor=None)

    close_meeting(meeting, actor=None)

    card.refresh_from_db()
    assert card.state == "active"


def test_who_is_declined_or_postponed_gets_no_card(college, candidate):
    other = make_application(make_person(college))
    meeting = meet(college, commission(college))
    said = {candidate: Said("declined", 0, 3, 0), other: Said("postponed")}
    say_of_candidates(meeting, said, actor=None)

    close_meeting(meeting, actor=None)

    candidate.refresh_from_db()
    other.refresh_from_db()
    assert (candidate.state, other.state) == ("declined", "submitted")
    assert not MentorCard.objects.exists()


def test_two_members_decide_nothing_where_the_act_wants_three(college, candidate):
    people = commission(college)
    meeting = meet(college, people[:2])
    say_of_candidates(meeting, {candidate: Said("accepted")}, actor=None)

    with pytest.raises(RuleViolation, match=r"не меньше 3.*4\.13"):
        close_meeting(meeting, actor=None)

    candidate.refresh_from_db()
    assert candidate.state == "submitted"


def test_six_at_a_meeting_are_too_many(college, candidate):
    meeting = meet(college, commission(college, 6))
    say_of_candidates(meeting, {candidate: Said("accepted")}, actor=None)

    with pytest.raises(RuleViolation, match="не больше 5"):
        close_meeting(meeting, actor=None)


def test_who_is_not_appointed_does_not_sit_at_the_meeting(college):
    with pytest.raises(DomainError, match="не назначен"):
        meet(college, [*commission(college), make_person(college)])


def test_more_votes_than_people_are_refused(college, candidate):
    meeting = meet(college, commission(college))

    with pytest.raises(DomainError, match="голосов 4, а присутствовали 3"):
        say_of_candidates(meeting, {candidate: Said("accepted", 3, 1, 0)}, actor=None)


def test_a_signed_protocol_is_not_changed(college, candidate):
    meeting = meet(college, commission(college))
    say_of_candidates(meeting, {candidate: YES}, actor=None)
    meeting = close_meeting(meeting, actor=None)

    with pytest.raises(DomainError, match="Протокол подписан"):
        say_of_candidates(meeting, {candidate: None}, actor=None)
    with pytest.raises(DomainError, match="Протокол подписан"):
        close_meeting(meeting, actor=None)


def test_with_a_commission_nobody_is_accepted_past_it(college, candidate):
    with pytest.raises(DomainError, match="рассматривают на заседании"):
        decide_application(candidate, verdict="accepted", basis="приказ", actor=None)


def test_without_any_body_the_curator_writes_the_decision_down(school, candidate):
    assert deciding_body(rules_for(school)) is None

    decide_application(candidate, verdict="accepted", basis="приказ № 1", actor=None)

    assert MentorCard.objects.filter(person=candidate.person).exists()


def test_a_nomination_waits_for_both_lines_of_the_sheet(college):
    candidate = make_application(make_person(college), way="nomination", nominated_by="цикл")

    with pytest.raises(DomainError, match="листе согласования"):
        decide_application(candidate, verdict="accepted", basis="приказ № 1", actor=None)
    sign_approval_sheet(candidate, candidate_agreed_on=DAY, curator_agreed_on=DAY, actor=None)
    decided = decide_application(candidate, verdict="accepted", basis="приказ № 1", actor=None)

    assert decided.state == "accepted"


def test_the_protocol_names_who_was_there_and_what_was_decided(
    college, candidate, curator, signed_in
):
    people = commission(college)
    meeting = meet(college, people, secretary="И. И. Писарева")
    say_of_candidates(meeting, {candidate: YES}, actor=None)

    text = text_of(signed_in(curator).get(reverse("registry:meeting_pdf", args=[meeting.pk])))

    assert all(person.short_name.split()[-1] in text for person in people)
    assert "Орлов" in text
    assert "включить в реестр" in text
    assert "Орлова" in text.split("Решили")[1]


def test_a_page_of_a_meeting_signs_the_protocol(college, candidate, curator, signed_in):
    meeting = meet(college, commission(college))
    data = {f"a{candidate.pk}-verdict": "accepted", "close": "1"}

    signed_in(curator).post(meeting.get_absolute_url(), data)

    candidate.refresh_from_db()
    assert candidate.state == "accepted"


def test_a_refused_protocol_leaves_nothing_written(college, candidate, curator, signed_in):
    meeting = meet(college, commission(college)[:2])
    data = {f"a{candidate.pk}-verdict": "accepted", "close": "1"}

    page = signed_in(curator).post(meeting.get_absolute_url(), data)

    assert "не меньше 3" in page.content.decode()
    assert not MeetingVerdict.objects.exists()


def test_the_register_has_those_accepted_this_year(school, curator, signed_in):
    make_application(make_person(school, last_name="Принятый"), state="accepted", decided_on=DAY)
    make_application(make_person(school, last_name="Ждущий"))

    text = text_of(signed_in(curator).get(reverse("registry:mentor_register_pdf")))

    assert "Принятый" in text
    assert "Ждущий" not in text
    assert "УТВЕРЖДАЮ" in text


def test_a_mentor_cannot_open_a_meeting(school, signed_in):
    meeting = make_meeting(school)

    response = signed_in(make_user(Role.MENTOR, school)).get(meeting.get_absolute_url())

    assert response.status_code == 404


def test_without_selection_in_the_act_the_menu_says_nothing_of_it(school, curator, signed_in):
    url = reverse("registry:application_list")
    assert url in signed_in(curator).get("/").content.decode()

    regulation = school.regulations.get()
    regulation.rules.pop("selection.steps")
    regulation.save()

    assert url not in signed_in(curator).get("/").content.decode()
