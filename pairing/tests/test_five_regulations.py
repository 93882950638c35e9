"""What the five schools' acts say of pairs, and the value of a pair that they refuse."""

import datetime
from typing import Any

import pytest

from accounts.models import User
from core.errors import DomainError, RuleViolation
from orders.actions import approve_order, submit_order
from pairing.actions import choose_pair, draft_replacement
from pairing.choices import PairKind
from pairing.models import Pair
from pairing.rules import pair_findings
from pairing.testing import ENDS_ON, STARTS_ON, active_pair, make_pair, with_change_orders
from registry.models import MenteeCard, MentorCard
from registry.testing import make_mentee, make_mentor
from schools.choices import ParticipantKind
from schools.models import MentoringForm, Programme, School
from schools.rules import rules_of

S0_REASONS = ["dismissal", "transfer", "disciplinary", "no_trust", "incompatible"]
S1_KINDS = [
    {"code": "virtual", "title": "Виртуальное"},
    {"code": "reverse", "title": "Реверсивное"},
]


def under(programme: Programme, **rules: dict[str, Any]) -> Programme:
    """The programme's regulation with these rules, each with its clause; None takes one away."""
    regulation = programme.regulation
    named = {key.replace("__", "."): entry for key, entry in rules.items()}
    regulation.rules = {k: v for k, v in (regulation.rules | named).items() if v is not None}
    regulation.save(update_fields=["rules"])
    return programme


def choose(
    programme: Programme,
    actor: User,
    mentor: MentorCard,
    mentees: list[MenteeCard],
    **chosen: Any,
) -> Pair:
    kind = PairKind.GROUP if len(mentees) > 1 else PairKind.INDIVIDUAL
    return choose_pair(
        programme,
        mentor=mentor,
        mentees=mentees,
        kind=kind,
        starts_on=STARTS_ON,
        ends_on=ENDS_ON,
        actor=actor,
        **chosen,
    )


def test_s0_a_sixth_mentee_of_a_group_is_refused(
    school: School, programme: Programme, curator: User
) -> None:
    under(programme, group__max={"value": 5, "clause": "1.4"})

    with pytest.raises(RuleViolation, match=r"не больше 5 .*\(п\. 1\.4\)"):
        choose(programme, curator, make_mentor(school), [make_mentee(school) for _n in range(6)])


@pytest.mark.parametrize("reason", S0_REASONS)
def test_s0_a_mentor_is_replaced_for_one_of_five_reasons(
    school: School, programme: Programme, curator: User, reason: str
) -> None:
    titles = [{"code": code, "title": f"Причина {code}"} for code in S0_REASONS]
    with_change_orders(programme, "replacement", replacement__reasons=titles)
    pair = active_pair(school, curator)

    order = draft_replacement(
        pair, mentor=make_mentor(school), reason=reason, day=STARTS_ON, actor=curator
    )

    assert order.points[0]["text"].endswith(f"Причина: причина {reason}.")


def test_s0_a_sixth_reason_is_refused(school: School, programme: Programme, curator: User) -> None:
    titles = [{"code": code, "title": f"Причина {code}"} for code in S0_REASONS]
    with_change_orders(programme, "replacement", replacement__reasons=titles)

    with pytest.raises(DomainError, match="Выберите причину из положения"):
        draft_replacement(
            active_pair(school, curator),
            mentor=make_mentor(school),
            reason="tired",
            day=STARTS_ON,
            actor=curator,
        )


@pytest.fixture
def college(programme: Programme) -> Programme:
    return under(
        programme,
        mentor__max_mentees={"value": 2, "clause": "4.5"},
        mentor__groups_exempt={"value": True},
        group__min=None,
    )


def test_s3_a_third_mentee_one_to_one_is_refused(
    school: School, college: Programme, curator: User
) -> None:
    mentor = make_mentor(school)
    for _number in range(2):
        choose(college, curator, mentor, [make_mentee(school)])

    with pytest.raises(RuleViolation, match=r"не больше 2 .* а будет 3 \(п\. 4\.5\)"):
        choose(college, curator, mentor, [make_mentee(school)])


def test_s3_a_third_mentee_in_a_group_is_accepted(
    school: School, college: Programme, curator: User
) -> None:
    mentor = make_mentor(school)
    for _number in range(2):
        choose(college, curator, mentor, [make_mentee(school)])

    group = choose(college, curator, mentor, [make_mentee(school) for _n in range(3)])

    assert group.members.count() == 3


def test_s3_after_a_replacement_the_last_day_is_the_same(
    school: School, college: Programme, curator: User, director: User
) -> None:
    with_change_orders(
        college,
        "replacement",
        replacement__reasons=[{"code": "wish", "title": "Просьба"}],
        replacement__keep_period=True,
    )
    pair = active_pair(school, curator, ends_on=datetime.date(2027, 4, 30))

    order = draft_replacement(
        pair, mentor=make_mentor(school), reason="wish", day=STARTS_ON, actor=curator
    )
    approve_order(submit_order(order, actor=curator), actor=director)

    assert order.pairs.get().ends_on == datetime.date(2027, 4, 30)


def two_teachers(school: School) -> tuple[MentorCard, MenteeCard, MentorCard, MenteeCard]:
    """Two colleagues who stand in both bases."""
    form = MentoringForm.objects.get(school=school, code="teacher-teacher")
    cards: list[Any] = []
    for _number in range(2):
        mentor = make_mentor(school, form=form)
        cards += [mentor, make_mentee(school, person=mentor.person, form=form, consents=False)]
    first, second, third, fourth = cards
    return first, second, third, fourth


def test_s1_a_reverse_pair_is_accepted(school: School, programme: Programme, curator: User) -> None:
    under(programme, pairing__kinds={"value": S1_KINDS, "clause": "2.4"})
    mentor_a, mentee_a, mentor_b, mentee_b = two_teachers(school)
    choose(programme, curator, mentor_a, [mentee_b])

    pair = choose(programme, curator, mentor_b, [mentee_a], mentoring_kind="reverse")

    assert pair.mentoring_kind == "reverse"


def test_a_reverse_pair_is_refused_where_the_regulation_forbids_it(
    school: School, programme: Programme, curator: User
) -> None:
    under(programme, pairing__reverse_allowed={"value": False, "clause": "2.5"})
    mentor_a, mentee_a, mentor_b, mentee_b = two_teachers(school)
    choose(programme, curator, mentor_a, [mentee_b])

    with pytest.raises(RuleViolation, match=r"он сам наставник для: .*\(п\. 2\.5\)"):
        choose(programme, curator, mentor_b, [mentee_a])


def test_a_reverse_pair_in_other_days_is_none(
    school: School, programme: Programme, curator: User
) -> None:
    under(programme, pairing__reverse_allowed={"value": False})
    mentor_a, mentee_a, mentor_b, mentee_b = two_teachers(school)
    make_pair(
        school,
        mentor=mentor_a,
        mentees=[mentee_b],
        ends_on=STARTS_ON - datetime.timedelta(days=1),
        starts_on=STARTS_ON - datetime.timedelta(days=200),
    )

    assert choose(programme, curator, mentor_b, [mentee_a])


def test_s1_a_kind_that_the_regulation_does_not_name_is_refused(
    school: School, programme: Programme, curator: User
) -> None:
    under(programme, pairing__kinds={"value": S1_KINDS, "clause": "2.4"})

    with pytest.raises(RuleViolation, match=r"Такого вида наставничества .* \(п\. 2\.4\)"):
        choose(
            programme, curator, make_mentor(school), [make_mentee(school)], mentoring_kind="solar"
        )


def test_a_role_model_is_one_of_its_form(
    school: School, programme: Programme, curator: User
) -> None:
    school.forms.update(role_models=["успевающий – неуспевающий"])

    def make(model: str) -> Pair:
        mentor, mentee = make_mentor(school), make_mentee(school)
        return choose(programme, curator, mentor, [mentee], role_model=model)

    assert make("успевающий – неуспевающий").role_model == "успевающий – неуспевающий"
    with pytest.raises(RuleViolation, match="Ролевой модели «лидер – пассивный»"):
        make("лидер – пассивный")


def test_a_form_that_the_programme_has_not_is_refused(
    school: School, programme: Programme, curator: User
) -> None:
    programme.forms.set(MentoringForm.objects.filter(school=school, code="teacher-teacher"))

    with pytest.raises(RuleViolation, match="формы «учитель – ученик» в программе нет"):
        choose(programme, curator, make_mentor(school), [make_mentee(school)])


def test_a_form_that_the_act_does_not_cover_is_refused(
    school: School, programme: Programme, curator: User
) -> None:
    covered = MentoringForm.objects.filter(school=school, code="teacher-teacher")
    programme.regulation.forms.set(covered)

    with pytest.raises(RuleViolation, match="формы «учитель – ученик» в программе нет"):
        choose(programme, curator, make_mentor(school), [make_mentee(school)])


def test_s1_the_term_bounds_a_personalised_programme_as_it_does_a_plan(
    school: School, programme: Programme
) -> None:
    under(
        programme,
        term__applies_to={"value": "programme", "clause": "7.1"},
        term__min_months={"value": 3, "clause": "7.1"},
    )

    found = pair_findings(
        make_mentor(school),
        [make_mentee(school)],
        programme=programme,
        kind=PairKind.INDIVIDUAL,
        starts_on=STARTS_ON,
        ends_on=STARTS_ON + datetime.timedelta(days=60),
        rules=rules_of(programme.regulation),
    )

    text = "Персонализированная программа должна быть не короче 3 месяцев, а пара короче (п. 7.1)"
    assert [(str(finding), finding.is_block) for finding in found] == [(text, False)]


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (None, "а в карточке не указан"),
        (2024, "не меньше 5 лет, а в карточке 2\u00a0года"),
        (2015, ""),
    ],
)
def test_s2_a_partners_mentor_has_worked_long_enough(
    school: School, programme: Programme, since: int | None, said: str
) -> None:
    under(programme, mentor__experience_min_years={"value": 5})
    mentor = make_mentor(school)
    mentor.person.kind = ParticipantKind.EMPLOYER
    mentor.person.works_since = since

    found = pair_findings(
        mentor,
        [make_mentee(school)],
        programme=programme,
        kind=PairKind.INDIVIDUAL,
        starts_on=STARTS_ON,
        ends_on=ENDS_ON,
        rules=rules_of(programme.regulation),
    )

    texts = [str(finding) for finding in found if finding.code == "mentor.experience_min_years"]
    assert (said in texts[0]) if said else texts == []
