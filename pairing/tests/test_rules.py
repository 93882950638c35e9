import datetime
from typing import Any

import pytest

from pairing.choices import PairKind, PairState
from pairing.facts import read_facts
from pairing.intents import default_period
from pairing.rules import free_places, pair_findings, places
from pairing.testing import ENDS_ON, STARTS_ON, make_pair
from registry.models import Guardianship
from registry.testing import make_mentee, make_mentor
from schools.choices import ParticipantKind, ProgrammeState
from schools.models import Programme, School
from schools.rules import RuleSet, rules_of


def find(programme: Programme, mentor, mentees, rules: dict | None = None, **changes) -> list:
    values: dict[str, Any] = {
        "kind": PairKind.INDIVIDUAL,
        "starts_on": STARTS_ON,
        "ends_on": ENDS_ON,
    } | changes
    if len(mentees) > 1 and "kind" not in changes:
        values["kind"] = PairKind.GROUP
    ruleset = rules_of(programme.regulation)
    if rules is not None:
        ruleset = RuleSet(programme.regulation.rules | rules)
    return pair_findings(mentor, mentees, programme=programme, rules=ruleset, **values)


def say(found: list) -> list[str]:
    return [str(finding) for finding in found if finding.is_block]


def warn(found: list) -> list[str]:
    return [str(finding) for finding in found if not finding.is_block]


def test_a_pair_that_fits_has_no_findings(school: School, programme: Programme) -> None:
    assert find(programme, make_mentor(school), [make_mentee(school)]) == []


def test_a_sixth_mentee_in_a_group_is_refused_with_the_clause(
    school: School, programme: Programme
) -> None:
    mentees = [make_mentee(school) for _n in range(6)]

    found = find(programme, make_mentor(school), mentees)

    assert say(found) == ["В группе не больше 5 наставляемых, а выбрано 6 (п. 1.4)"]


def test_five_in_a_group_are_allowed(school: School, programme: Programme) -> None:
    mentees = [make_mentee(school) for _n in range(5)]

    assert find(programme, make_mentor(school), mentees) == []


def test_a_group_of_one_is_refused_where_the_regulation_sets_a_least(
    school: School, programme: Programme
) -> None:
    found = find(programme, make_mentor(school), [make_mentee(school)], kind=PairKind.GROUP)

    assert say(found) == ["В группе не меньше 2 наставляемых, а выбрано 1"]


def test_two_mentees_are_no_pair(school: School, programme: Programme) -> None:
    mentees = [make_mentee(school), make_mentee(school)]

    found = find(programme, make_mentor(school), mentees, kind=PairKind.INDIVIDUAL)

    assert say(found) == ["В паре один наставляемый; для нескольких есть группа"]


def test_a_parent_is_refused_for_the_own_child_with_the_clause(
    school: School, programme: Programme
) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school, last_name="Петров")
    Guardianship.objects.create(
        school=school, child=mentee.person, guardian=mentor.person, relation="father"
    )

    assert say(find(programme, mentor, [mentee])) == [
        "Родитель не может быть наставником своего ребёнка: И. П. Петров (п. 1.2)"
    ]


@pytest.mark.parametrize("entry", [None, {"value": True}])
def test_a_parent_is_allowed_where_the_regulation_does_not_forbid(
    school: School, programme: Programme, entry: dict | None
) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)
    Guardianship.objects.create(
        school=school, child=mentee.person, guardian=mentor.person, relation="father"
    )

    found = find(programme, mentor, [mentee], {"participants.parent_own_child": entry})

    assert found == []


def test_without_consents_there_is_no_pair(school: School, programme: Programme) -> None:
    mentor = make_mentor(school, last_name="Иванов", consents=False)

    assert say(find(programme, mentor, [make_mentee(school)])) == [
        "И. П. Иванов: нет своего согласия на участие (п. 3.6)",
        "И. П. Иванов: нет своего согласия на обработку персональных данных",
    ]


def test_forms_that_differ_are_refused(school: School, programme: Programme) -> None:
    other = school.forms.get(code="teacher-teacher")
    mentee = make_mentee(school, last_name="Петров", form=other)

    assert say(find(programme, make_mentor(school), [mentee])) == [
        "И. П. Петров: форма «учитель – учитель», а у пары «учитель – ученик»"
    ]


def test_a_mentor_without_a_form_takes_any(school: School, programme: Programme) -> None:
    assert find(programme, make_mentor(school, form=None), [make_mentee(school)]) == []


def test_a_pair_needs_a_form_from_one_of_the_two(school: School, programme: Programme) -> None:
    found = find(programme, make_mentor(school, form=None), [make_mentee(school, form=None)])

    assert say(found) == ["Форма наставничества не указана ни в одной карточке"]


def test_a_person_is_not_their_own_mentor(school: School, programme: Programme) -> None:
    mentor = make_mentor(school)
    mentee = make_mentee(school, person=mentor.person, consents=False)

    assert say(find(programme, mentor, [mentee])) == [
        "Наставник и наставляемый – один и тот же человек"
    ]


def test_the_same_two_may_not_overlap(school: School, programme: Programme) -> None:
    pair = make_pair(school)
    mentee = pair.members.get().mentee

    found = find(programme, pair.mentor, [mentee])

    assert say(found) == [f"{mentee.person.short_name}: эти двое уже в паре в эти дни"]


def test_a_pair_that_is_over_binds_nobody(school: School, programme: Programme) -> None:
    pair = make_pair(school, state=PairState.CANCELLED)

    assert find(programme, pair.mentor, [pair.members.get().mentee]) == []


def test_a_second_mentor_of_the_same_form_is_refused(school: School, programme: Programme) -> None:
    mentor = make_mentor(school, last_name="Иванов")
    mentee = make_mentee(school, last_name="Петров")
    make_pair(school, mentor=mentor, mentees=[mentee])

    assert say(find(programme, make_mentor(school), [mentee])) == [
        "И. П. Петров: уже в паре, наставник – И. П. Иванов"
    ]


def test_a_second_mentor_of_another_form_is_only_worth_a_look(
    school: School, programme: Programme
) -> None:
    other = school.forms.get(code="teacher-teacher")
    mentee = make_mentee(school, last_name="Петров", form=None)
    make_pair(school, mentor=make_mentor(school), mentees=[mentee])
    second = make_mentor(school, form=other)

    found = find(programme, second, [mentee])

    assert say(found) == []
    assert any("уже в паре" in text for text in warn(found))


def test_a_mentor_has_at_most_so_many_mentees(school: School, programme: Programme) -> None:
    mentor = make_mentor(school)
    make_pair(school, mentor=mentor)
    make_pair(school, mentor=mentor)

    found = find(
        programme,
        mentor,
        [make_mentee(school)],
        {"mentor.max_mentees": {"value": 2, "clause": "4.6"}},
    )

    assert say(found) == ["У наставника не больше 2 наставляемых одновременно, а будет 3 (п. 4.6)"]


def test_groups_are_outside_that_limit_where_the_regulation_says_so(
    school: School, programme: Programme
) -> None:
    rules = {"mentor.max_mentees": {"value": 2}, "mentor.groups_exempt": {"value": True}}
    mentor = make_mentor(school)
    make_pair(school, mentor=mentor, number=3)

    group = [make_mentee(school) for _n in range(3)]

    assert find(programme, mentor, group, rules) == []
    assert find(programme, mentor, [make_mentee(school)], rules) == []


def test_more_than_the_mentor_offered_is_worth_a_look(school: School, programme: Programme) -> None:
    mentor = make_mentor(school, places=1)
    make_pair(school, mentor=mentor)

    found = find(programme, mentor, [make_mentee(school)])

    assert [str(finding) for finding in found] == ["Наставник готов взять 1, а будет 2"]


@pytest.mark.parametrize(
    ("ends_on", "said"),
    [
        (datetime.date(2027, 1, 3), ["Наставничество длится не меньше 3 месяцев (п. 3.8)"]),
        (datetime.date(2027, 1, 4), []),
        (datetime.date(2027, 10, 4), []),
        (datetime.date(2027, 10, 5), ["Наставничество длится не больше 12 месяцев (п. 3.8)"]),
    ],
)
def test_the_term_limits_pairs_where_the_regulation_says_so(
    school: School, programme: Programme, ends_on: datetime.date, said: list[str]
) -> None:
    found = find(
        programme,
        make_mentor(school),
        [make_mentee(school)],
        {"term.applies_to": {"value": "pair"}},
        ends_on=ends_on,
    )

    assert say(found) == said


def test_a_pair_too_short_for_a_plan_is_worth_a_look(school: School, programme: Programme) -> None:
    found = find(
        programme,
        make_mentor(school),
        [make_mentee(school)],
        ends_on=datetime.date(2026, 12, 1),
    )

    assert [str(finding) for finding in found] == [
        "План должен быть не короче 3 месяцев, а пара короче (п. 3.8)"
    ]
    assert say(found) == []


def test_an_end_before_the_start_is_refused(school: School, programme: Programme) -> None:
    found = find(programme, make_mentor(school), [make_mentee(school)], ends_on=STARTS_ON)

    assert say(found) == ["Окончание пары должно быть позже начала"]


@pytest.mark.parametrize(
    ("birth_year", "said"),
    [
        (2017, ["И. П. Петров: в программе участвуют с 10 лет (п. 1.2)"]),
        (2016, []),
        (2007, []),
        (2006, ["И. П. Петров: обучающиеся участвуют в программе до 18 лет (п. 1.2)"]),
    ],
)
def test_the_age_is_limited_where_the_regulation_says_so(
    school: School, programme: Programme, birth_year: int, said: list[str]
) -> None:
    rules = {
        "participants.age_min": {"value": 10, "clause": "1.2"},
        "participants.age_max": {"value": 18, "clause": "1.2"},
    }
    mentee = make_mentee(school, last_name="Петров", birth_year=birth_year)

    found = find(programme, make_mentor(school), [mentee], rules)

    assert [text for text in say(found) if "соглас" not in text] == said


def test_a_person_of_another_kind_than_the_form_expects_is_worth_a_look(
    school: School, programme: Programme
) -> None:
    mentor = make_mentor(school, last_name="Иванов", kind=ParticipantKind.GRADUATE)

    found = find(programme, mentor, [make_mentee(school)])

    assert say(found) == []
    assert str(found[0]) == (
        "И. П. Иванов: в форме «учитель – ученик» на этом месте работник школы, "
        "а в базе записано: выпускник"
    )


def test_a_sensitive_direction_reminds_of_the_commission(
    school: School, programme: Programme
) -> None:
    direction = school.directions.create(school=school, code="x", name="Х", is_sensitive=True)
    mentee = make_mentee(school, direction=direction)

    found = find(programme, make_mentor(school), [mentee])

    assert say(found) == []
    assert "№ 120-ФЗ" in str(found[0])


def test_a_closed_programme_takes_no_pairs(school: School, programme: Programme) -> None:
    programme.state = ProgrammeState.CLOSED

    found = find(programme, make_mentor(school), [make_mentee(school)])

    assert say(found) == ["Программа завершена, новых пар в ней не бывает"]


def test_the_period_begins_today_once_the_programme_runs(programme: Programme) -> None:
    assert default_period(programme, datetime.date(2026, 8, 1)) == (
        programme.starts_on,
        programme.ends_on,
    )
    assert default_period(programme, datetime.date(2026, 11, 9))[0] == datetime.date(2026, 11, 9)


def test_places_come_from_the_card_or_the_regulation_within_its_limit(school: School) -> None:
    rules = RuleSet({"mentor.default_places": {"value": 3}, "mentor.max_mentees": {"value": 4}})

    assert places(make_mentor(school, places=9), rules) == 4
    assert places(make_mentor(school, places=1), rules) == 1
    assert places(make_mentor(school), rules) == 3
    assert places(make_mentor(school), RuleSet({})) == 1


def test_places_that_are_taken_are_not_free(school: School, programme: Programme) -> None:
    mentor = make_mentor(school, places=3)
    make_pair(school, mentor=mentor, number=2)
    rules = rules_of(programme.regulation)
    facts = read_facts([mentor], [], rules=rules, starts_on=STARTS_ON, ends_on=ENDS_ON)

    assert free_places(mentor, rules, facts) == 1
