"""The labour papers of a mentor: what counts, what is printed, when they may end."""

from __future__ import annotations

import datetime

import pytest

from accounts.choices import Role
from accounts.testing import make_user
from core import clock
from core.audit import timeline
from core.errors import DomainError, RuleViolation
from documents.rendering import html_of
from registry.actions import end_labour_terms, remove_labour_terms, save_labour_terms
from registry.labour_papers import labour_agreement, labour_consent
from registry.models import LabourTerms
from registry.queries import labour_findings, labour_terms, readiness
from registry.rules import early_end_findings, rules_for
from registry.testing import make_labour, make_mentor, make_person

DAY = datetime.date(2026, 11, 20)  # a Friday
SUNDAY_LATER = datetime.date(2026, 11, 22)


@pytest.fixture
def rules(school):
    regulation = school.regulations.get()
    regulation.rules |= {
        "labour.required": {"value": True, "clause": "7.1"},
        "labour.consent_text": {"value": ["Соглашаюсь помогать коллеге."]},
        "labour.employer_notice_working_days": {"value": 3, "clause": "7.2"},
        "labour.ground": {"value": "локальный акт № 5"},
    }
    regulation.save()
    return rules_for(school, DAY)


@pytest.fixture
def mentor(school):
    return make_mentor(school, form=school.forms.get(code="teacher-teacher"), email="a@b.example")


def found(person, rules, *, on=DAY, until=DAY):
    terms = labour_terms([person.pk], rules).get(person.pk, [])
    return list(labour_findings(person, terms, starts_on=on, ends_on=until, rules=rules))


def test_without_papers_there_is_a_finding_with_its_clause_and_where_to_make_them(rules, mentor):
    (finding,) = found(mentor.person, rules)

    assert (finding.is_block, finding.clause) == (True, "7.1")
    assert finding.url == f"/registry/people/{mentor.person_id}/labour/"


def test_with_consent_and_agreement_signed_nothing_is_missing(rules, mentor):
    make_labour(mentor.person)

    assert found(mentor.person, rules) == []


@pytest.mark.parametrize("unsigned", ["consent_on", "signed_on"])
def test_one_of_the_two_is_not_enough(rules, mentor, unsigned):
    make_labour(mentor.person, **{unsigned: None})

    assert len(found(mentor.person, rules)) == 1


def test_what_is_part_of_the_post_needs_no_papers(rules, mentor):
    make_labour(
        mentor.person, basis="in_post", note="инструкция, п. 3", consent_on=None, signed_on=None
    )

    assert found(mentor.person, rules) == []


def test_an_agreement_that_ends_before_the_pair_is_only_a_warning(rules, mentor):
    make_labour(mentor.person, ends_on=datetime.date(2027, 1, 31))

    (finding,) = found(mentor.person, rules, until=datetime.date(2027, 5, 28))

    assert not finding.is_block
    assert "31.01.2027" in finding.text


def test_an_act_that_asks_for_no_papers_finds_nothing(school, mentor):
    assert found(mentor.person, rules_for(school, DAY)) == []


def test_the_missing_papers_stand_in_the_readiness_with_the_page_that_makes_them(rules, mentor):
    gaps = {gap.kind: gap.url for gap in readiness(mentor.person, day=DAY)}

    assert gaps["labour"] == f"/registry/people/{mentor.person_id}/labour/"


def test_a_mentor_of_pupils_is_not_asked_for_labour_papers(rules, school):
    card = make_mentor(school)

    assert "labour" not in [gap.kind for gap in readiness(card.person, day=DAY)]


@pytest.mark.parametrize(
    ("on", "is_refused"),
    [(datetime.date(2026, 11, 24), True), (datetime.date(2026, 11, 25), False)],
)
def test_the_school_ends_it_three_working_days_after_the_notice(rules, school, on, is_refused):
    """From Friday the 20th: Monday, Tuesday, Wednesday the 25th."""
    args = {"ended_by": "employer", "notice_on": DAY, "school": school, "rules": rules}
    findings = early_end_findings(on, **args)

    assert bool(findings) is is_refused
    assert all(finding.clause == "7.2" for finding in findings)


def test_the_employee_may_end_it_on_any_day(rules, school):
    args = {"ended_by": "employee", "notice_on": DAY, "school": school, "rules": rules}

    assert early_end_findings(DAY, **args) == []


def test_a_school_of_six_days_counts_saturdays(rules, school):
    school.six_day_week = True
    args = {"ended_by": "employer", "notice_on": DAY, "school": school, "rules": rules}

    assert early_end_findings(datetime.date(2026, 11, 24), **args) == []


def test_the_action_refuses_too_early_an_end_and_keeps_the_row(rules, mentor, curator):
    terms = make_labour(mentor.person)

    with clock.on(DAY), pytest.raises(RuleViolation):
        end_labour_terms(terms, ended_by="employer", notice_on=DAY, on=SUNDAY_LATER, actor=curator)

    assert LabourTerms.objects.get(pk=terms.pk).ended_on is None


def test_after_an_early_end_the_papers_hold_no_more(rules, mentor, curator):
    terms = make_labour(mentor.person)
    with clock.on(DAY):
        end_labour_terms(terms, ended_by="employee", notice_on=DAY, on=DAY, actor=curator)

    assert found(mentor.person, rules, on=DAY) == []
    assert len(found(mentor.person, rules, on=SUNDAY_LATER, until=SUNDAY_LATER)) == 1
    assert "прекращено досрочно" in timeline(terms)[0].text


def test_new_papers_keep_the_text_that_the_act_has_that_day(rules, mentor, curator):
    terms = save_labour_terms(unsaved(mentor.person), actor=curator)

    assert terms.consent_text == ["Соглашаюсь помогать коллеге."]
    assert len(terms.consent_version) == 10


def test_a_signed_text_stays_when_the_act_changes(rules, school, mentor, curator):
    terms = save_labour_terms(unsaved(mentor.person, consent_on=DAY), actor=curator)
    regulation = school.regulations.get()
    regulation.rules["labour.consent_text"] = {"value": ["Иначе."]}
    regulation.save()

    terms.number = "7"
    save_labour_terms(terms, actor=curator)

    assert LabourTerms.objects.get(pk=terms.pk).consent_text == ["Соглашаюсь помогать коллеге."]


def test_papers_of_somebody_from_outside_are_refused(rules, school, curator):
    with pytest.raises(DomainError, match="работнику"):
        save_labour_terms(unsaved(make_person(school, kind="employer")), actor=curator)


def test_signed_papers_are_not_removed(rules, mentor, curator):
    with pytest.raises(DomainError, match="только прекратить"):
        remove_labour_terms(make_labour(mentor.person), actor=curator)


def test_the_agreement_prints_content_term_form_payment_and_ground(rules, mentor):
    terms = make_labour(mentor.person, ground="локальный акт", conditions="Своё условие")

    page = html_of(labour_agreement(terms))

    for text in ("помогает коллеге", "очно", "доплата по приказу", "локальный акт", "Своё"):
        assert text in page
    assert "г.." not in page


def test_the_consent_is_a_sheet_of_its_own_with_the_version_of_its_text(rules, mentor):
    page = html_of(labour_consent(make_labour(mentor.person, consent_version="abc123")))

    assert "Согласен." in page
    assert "Редакция текста: abc123" in page
    assert "доплата" not in page


def test_a_mentor_sees_only_ones_own_papers(rules, school, mentor):
    user = make_user(Role.MENTOR, school)
    own = make_labour(make_person(school, user=user))
    make_labour(mentor.person)

    assert list(LabourTerms.objects.visible_to(user)) == [own]


def unsaved(person, **fields):
    values = {
        "school": person.school,
        "person": person,
        "starts_on": datetime.date(2026, 9, 1),
        "ends_on": datetime.date(2027, 5, 28),
    }
    return LabourTerms(**values | fields)
