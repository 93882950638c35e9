import datetime

from plans.rules import feedback_due_on, plan_findings, rules_for, term_findings
from plans.testing import a_line, make_plan
from schools.models import School
from schools.rules import RuleSet
from schools.testing import RULES

S0 = RuleSet(RULES)


def texts(starts_on: datetime.date, ends_on: datetime.date, rules: RuleSet = S0) -> list[str]:
    return [str(finding) for finding in term_findings(starts_on, ends_on, rules)]


def test_a_plan_of_2_months_29_days_is_refused_with_the_clause() -> None:
    found = texts(datetime.date(2026, 9, 1), datetime.date(2026, 11, 29))

    assert found == ["Срок плана не меньше 3 мес. (п. 3.8)"]


def test_a_plan_of_exactly_3_months_passes() -> None:
    assert texts(datetime.date(2026, 9, 1), datetime.date(2026, 11, 30)) == []


def test_a_plan_of_13_months_is_refused_with_the_clause() -> None:
    found = texts(datetime.date(2026, 9, 1), datetime.date(2027, 9, 30))

    assert found == ["Срок плана не больше 12 мес. (п. 3.8)"]


def test_a_plan_of_a_whole_year_passes() -> None:
    assert texts(datetime.date(2026, 9, 1), datetime.date(2027, 8, 31)) == []


def test_a_term_that_the_regulation_does_not_set_is_not_enforced() -> None:
    assert texts(datetime.date(2026, 9, 1), datetime.date(2029, 9, 1), RuleSet({})) == []


def test_feedback_for_an_end_on_friday_29_may_is_due_on_22_may(school: School) -> None:
    due_on = feedback_due_on(datetime.date(2026, 5, 29), rules=S0, school=school)

    assert due_on == datetime.date(2026, 5, 22)


def test_feedback_has_no_due_date_where_the_regulation_sets_none(school: School) -> None:
    assert feedback_due_on(datetime.date(2026, 5, 29), rules=RuleSet({}), school=school) is None


def test_a_plan_outside_the_pairs_period_is_a_warning(school: School) -> None:
    plan = make_plan(school)
    found = plan_findings(
        plan.member,
        starts_on=datetime.date(2026, 8, 1),
        ends_on=plan.ends_on,
        activities=[a_line()],
    )

    assert [(finding.code, finding.is_block) for finding in found] == [("plan.period", False)]


def test_rules_are_those_of_the_programme_the_pair_began_under(school: School) -> None:
    plan = make_plan(school)

    assert rules_for(plan.member).value("plan.approver") == "curator"
