import datetime
from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.testing import queries_of
from orders.testing import make_order
from pairing.choices import PairKind, PairState
from pairing.models import Pair
from pairing.testing import make_pair
from registry.models import Consent, Guardianship
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School

LIST = reverse("pairing:pair_list")
CREATE = reverse("pairing:pair_create")

SignIn = Callable[[User], Client]


@pytest.fixture
def client(signed_in: SignIn, curator: User) -> Client:
    return signed_in(curator)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def make_active(school: School, curator: User, **fields) -> Pair:
    order = make_order(school.programmes.get(), curator)
    started = datetime.date(2026, 9, 7)
    return make_pair(school, state=PairState.ACTIVE, order=order, starts_on=started, **fields)


def test_the_list_shows_both_sides(client: Client, school: School) -> None:
    mentor = make_mentor(school, last_name="Иванов")
    make_pair(school, mentor=mentor, mentees=[make_mentee(school, last_name="Петров")])

    page = text_of(client.get(LIST))

    assert "Иванов Иван Петрович" in page
    assert "И. П. Петров" in page
    assert "05.10.2026" in page


def test_the_filter_leaves_out_forms_that_are_switched_off_and_that_no_pair_has(
    client: Client, school: School
) -> None:
    pair = make_pair(school)
    values = {"mentor_kind": "staff", "mentee_kind": "pupil", "is_active": False}
    school.forms.create(code="left", name="Ненужная", **values)
    school.forms.filter(pk=pair.form_id).update(is_active=False)

    offered = client.get(LIST).context["filter"].form.fields["form"].queryset

    assert pair.form in offered
    assert "left" not in [form.code for form in offered]


def test_the_number_of_queries_does_not_grow(client: Client, school: School) -> None:
    make_pair(school)
    client.get(LIST)
    few = queries_of(client, LIST)
    for _n in range(5):
        make_pair(school, number=2)

    assert queries_of(client, LIST) == few


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"q": "ивано"}, 1),
        ({"q": "петро"}, 1),
        ({"q": "сидоров"}, 0),
        ({"state": "chosen"}, 1),
        ({"state": "active"}, 0),
        ({"kind": "group"}, 0),
    ],
)
def test_pairs_are_filtered(client: Client, school: School, query: dict, number: int) -> None:
    mentor = make_mentor(school, last_name="Иванов")
    make_pair(school, mentor=mentor, mentees=[make_mentee(school, last_name="Петров")])

    assert client.get(LIST, query).context["page_obj"].paginator.count == number


def test_what_is_shown_is_exported(client: Client, school: School) -> None:
    mentor = make_mentor(school, last_name="Иванов")
    make_pair(school, mentor=mentor, mentees=[make_mentee(school, last_name="Петров")])
    make_pair(school)

    response = client.get(reverse("pairing:pair_export"), {"q": "Иванов"})

    sheet = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert len(rows) == 2
    assert rows[1][:4] == [
        "Иванов Иван Петрович",
        "учитель математики",
        "Петров Иван Петрович",
        "8А",
    ]
    assert rows[1][6] == datetime.date(2026, 10, 5)


def test_a_mentee_of_a_group_does_not_see_the_others(
    signed_in: SignIn, school: School, curator: User
) -> None:
    user = make_user(Role.MENTEE, school)
    mine = make_mentee(school, last_name="Петров", user=user)
    other = make_mentee(school, last_name="Сидоров")
    pair = make_active(school, curator, mentees=[mine, other])
    client = signed_in(user)

    for url in (LIST, pair.get_absolute_url()):
        page = text_of(client.get(url))
        assert "Петров" in page
        assert "Сидоров" not in page


def test_the_page_of_a_pair_says_what_it_is(client: Client, school: School) -> None:
    pair = make_pair(school)

    page = text_of(client.get(pair.get_absolute_url()))

    assert pair.mentor.person.full_name in page
    assert "ещё не составлен" in page
    assert "Отменить выбор" in page


def test_a_consent_withdrawn_is_shown_on_the_page(client: Client, school: School, today) -> None:
    pair = make_pair(school)
    Consent.objects.filter(person=pair.mentor.person).update(withdrawn_on=today)

    assert "нет своего согласия на участие (п. 3.6)" in text_of(client.get(pair.get_absolute_url()))


def test_a_mentor_sees_the_pair_and_no_buttons(
    signed_in: SignIn, school: School, curator: User
) -> None:
    user = make_user(Role.MENTOR, school)
    pair = make_active(school, curator, mentor=make_mentor(school, user=user))

    page = text_of(signed_in(user).get(pair.get_absolute_url()))

    assert "Завершить пару" not in page
    assert "Что происходило" not in page


def test_a_direction_that_gives_away_trouble_is_not_for_everybody(
    signed_in: SignIn, school: School, curator: User
) -> None:
    direction = school.directions.create(
        school=school, code="risk", name="Профилактическое", is_sensitive=True
    )
    user = make_user(Role.MENTOR, school)
    pair = make_active(school, curator, mentor=make_mentor(school, user=user), direction=direction)

    for url in (pair.get_absolute_url(), f"{LIST}?col=direction"):
        assert "Профилактическое" in text_of(signed_in(curator).get(url))
        assert "Профилактическое" not in text_of(signed_in(user).get(url))


def test_a_stranger_finds_nothing(signed_in: SignIn, school: School) -> None:
    pair = make_pair(school)

    assert signed_in(make_user(Role.MENTOR, school)).get(pair.get_absolute_url()).status_code == 404


def test_a_chosen_pair_is_given_up(client: Client, school: School) -> None:
    pair = make_pair(school)

    client.post(reverse("pairing:pair_drop", args=[pair.pk]))

    pair.refresh_from_db()
    assert pair.state == PairState.CANCELLED


def test_a_pair_is_ended_with_a_result(
    client: Client, school: School, programme: Programme, curator: User
) -> None:
    programme.regulation.rules["completion.reasons"] = {
        "value": [{"code": "mutual", "title": "по обоюдному решению"}]
    }
    programme.regulation.save(update_fields=["rules"])
    pair = make_active(school, curator)
    member = pair.members.get()

    client.post(
        reverse("pairing:pair_end", args=[pair.pk]),
        {
            "reason": "mutual",
            "on": "2026-09-30",
            "early": "on",
            f"result_{member.pk}": "читает лучше",
        },
    )

    pair.refresh_from_db()
    member.refresh_from_db()
    assert (pair.state, pair.end_reason) == (PairState.ENDED_EARLY, "mutual")
    assert (member.result, member.left_on) == ("читает лучше", datetime.date(2026, 9, 30))
    assert "по обоюдному решению" in text_of(client.get(pair.get_absolute_url()))


def test_a_wrong_end_is_said_and_changes_nothing(
    client: Client, school: School, curator: User
) -> None:
    pair = make_active(school, curator)

    response = client.post(
        reverse("pairing:pair_end", args=[pair.pk]), {"on": "31.02.2026"}, follow=True
    )

    pair.refresh_from_db()
    assert pair.state == PairState.ACTIVE
    assert "Такой даты нет" in text_of(response)


def test_results_are_written_after_the_end(client: Client, school: School, curator: User) -> None:
    member = make_pair(school, state=PairState.COMPLETED).members.get()

    client.post(
        reverse("pairing:member_result", args=[member.pk]),
        {"result": "выиграл олимпиаду", "case_url": ""},
    )

    member.refresh_from_db()
    assert member.result == "выиграл олимпиаду"


def by_hand(mentor, mentees, **more) -> dict:
    return {
        "mentor": mentor.pk,
        "mentees": [card.pk for card in mentees],
        "starts_on": "2026-10-05",
        "ends_on": "2027-05-28",
    } | more


def test_a_pair_is_made_by_hand(client: Client, school: School) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)

    response = client.post(CREATE, by_hand(mentor, [mentee]))

    pair = Pair.objects.get()
    assert response.headers["Location"] == pair.get_absolute_url()
    assert (pair.mentor, pair.kind) == (mentor, PairKind.INDIVIDUAL)


def test_a_mentee_of_the_board_is_ticked_already(client: Client, school: School) -> None:
    make_mentor(school)
    mentee = make_mentee(school)

    page = text_of(client.get(CREATE, {"mentee": mentee.pk}))

    assert page.count(" checked") == 1


def test_findings_are_shown_before_saving(client: Client, school: School) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)
    Guardianship.objects.create(
        school=school, child=mentee.person, guardian=mentor.person, relation="father"
    )

    part = text_of(
        client.post(CREATE, by_hand(mentor, [mentee], check="1"), headers={"HX-Request": "true"})
    )

    assert "Родитель не может быть наставником своего ребёнка" in part
    assert "(п. 1.2)" in part
    assert "<html" not in part
    assert Pair.objects.count() == 0


def test_a_sixth_in_a_group_is_refused_with_the_clause(client: Client, school: School) -> None:
    mentees = [make_mentee(school) for _n in range(6)]

    response = client.post(CREATE, by_hand(make_mentor(school), mentees))

    assert "В группе не больше 5 наставляемых, а выбрано 6 (п. 1.4)" in text_of(response)
    assert Pair.objects.count() == 0


def test_a_warning_is_confirmed_by_a_second_click(client: Client, school: School) -> None:
    mentor = make_mentor(school, places=1)
    make_pair(school, mentor=mentor)
    given = by_hand(mentor, [make_mentee(school)])

    first = text_of(client.post(CREATE, given))

    assert "Наставник готов взять 1, а будет 2" in first
    assert "Сохранить, зная это" in first
    assert Pair.objects.count() == 1

    client.post(CREATE, given | {"seen": "1"})

    assert Pair.objects.count() == 2


def test_what_was_typed_stays_after_an_error(client: Client, school: School) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)

    page = text_of(client.post(CREATE, by_hand(mentor, [mentee], ends_on="32.13.2026")))

    assert 'value="32.13.2026"' in page
    assert page.count(" checked") == 1


def test_people_of_another_school_are_no_choice(
    client: Client, school: School, other_school: School
) -> None:
    response = client.post(CREATE, by_hand(make_mentor(other_school), [make_mentee(school)]))

    assert response.status_code == 200
    assert Pair.objects.count() == 0
