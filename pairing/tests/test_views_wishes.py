"""Pages of wishes: the curator's, people's own, and what opens by a link."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.testing import queries_of
from pairing.actions import make_wish_links, open_round, save_wishes
from pairing.choices import DECLINED, RoundKind, WishKind, WishSide
from pairing.models import PairWish, Preference, WishRequest, WishRound
from pairing.testing import active_pair, make_preference
from portal.models import Notification
from registry.choices import Relation
from registry.models import Guardianship
from registry.testing import make_mentee, make_mentor, make_person
from schools.models import Programme, School

from .conftest import TODAY

UNTIL = TODAY + datetime.timedelta(days=7)


def ask(programme: Programme, actor: User, kind: str = RoundKind.WISHES) -> WishRound:
    return open_round(programme, kind=kind, closes_on=UNTIL, offered=5, actor=actor)


def lets_choose(programme: Programme) -> None:
    programme.regulation.rules["pairing.method"] = {"value": "mentee_chooses", "clause": "§10"}
    programme.regulation.save(update_fields=["rules"])


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def at_desk(signed_in, curator) -> Client:
    return signed_in(curator)


def test_the_curator_opens_the_collecting(school: School, programme: Programme, at_desk) -> None:
    make_mentor(school), make_mentee(school)

    given = {"kind": "wishes", "closes_on": UNTIL.isoformat(), "offered": "5"}
    response = at_desk.post(reverse("pairing:wish_round"), given, follow=True)

    assert WishRound.objects.get().offered == 5
    assert "спросили людей: 2" in text_of(response)


def test_a_choice_is_not_offered_where_the_act_does_not_give_it(
    school: School, programme: Programme, at_desk
) -> None:
    assert 'value="choice"' not in text_of(at_desk.get(reverse("pairing:wish_round")))


def test_a_day_in_the_past_is_told_and_the_rest_is_kept(
    school: School, programme: Programme, at_desk
) -> None:
    make_mentor(school), make_mentee(school)

    given = {"kind": "wishes", "closes_on": "2026-09-01", "offered": "7"}
    page = text_of(at_desk.post(reverse("pairing:wish_round"), given))

    assert "Срок ответа уже прошёл" in page
    assert 'value="7"' in page


def test_who_has_an_account_is_told(school: School, programme: Programme, curator: User) -> None:
    user = make_user(Role.MENTEE, school)
    make_mentor(school), make_mentee(school, user=user)

    ask(programme, curator)

    news = Notification.objects.get(user=user)
    assert news.text == "Скажите, с кем хотели бы работать в паре: до 08.10.2026."
    assert news.url == reverse("pairing:wish_own")


def test_a_reminder_reaches_only_those_who_have_not_answered(
    school: School, programme: Programme, curator: User, at_desk
) -> None:
    users = [make_user(Role.MENTEE, school), make_user(Role.MENTEE, school)]
    mentor = make_mentor(school)
    for user in users:
        make_mentee(school, user=user)
    found = ask(programme, curator)
    answered = WishRequest.objects.get(mentee__person__user=users[0])
    save_wishes(answered, ranks={mentor.pk: 1}, actor=users[0])

    for _click in range(2):
        at_desk.post(reverse("pairing:wish_remind", args=[found.pk]))

    assert Notification.objects.filter(user=users[0]).count() == 1
    assert Notification.objects.filter(user=users[1]).count() == 2


def test_a_mentee_answers_without_scripts(
    school: School, programme: Programme, curator: User, signed_in
) -> None:
    user = make_user(Role.MENTEE, school)
    mentee = make_mentee(school, user=user)
    first, second = make_mentor(school), make_mentor(school)
    ask(programme, curator)
    url = WishRequest.objects.get(mentee=mentee).get_absolute_url()

    given = {f"c{first.pk}": "2", f"c{second.pk}": "1", "note": ""}
    signed_in(user).post(url, given)

    said = dict(Preference.objects.values_list("mentor_id", "rank"))
    assert said == {second.pk: 1, first.pk: 2}


def test_two_on_one_place_are_told_by_name(
    school: School, programme: Programme, curator: User, signed_in
) -> None:
    user = make_user(Role.MENTEE, school)
    mentee = make_mentee(school, user=user)
    first, second = make_mentor(school), make_mentor(school)
    ask(programme, curator)
    url = WishRequest.objects.get(mentee=mentee).get_absolute_url()

    page = text_of(signed_in(user).post(url, {f"c{first.pk}": "1", f"c{second.pk}": "1"}))

    assert "На 1-м месте уже" in page
    assert not Preference.objects.exists()


def test_contacts_and_a_sensitive_request_are_not_shown_to_a_mentor(
    school: School, programme: Programme, curator: User, signed_in
) -> None:
    user = make_user(Role.MENTOR, school)
    mentor = make_mentor(school, user=user)
    quiet = school.directions.create(code="risk", name="Профилактика", is_sensitive=True)
    mentee = make_mentee(school, direction=quiet, request="ссоры дома", interests="шахматы")
    mentee.person.contacts = "+7 900 000-00-00"
    mentee.person.save()
    ask(programme, curator)

    url = WishRequest.objects.get(mentor=mentor).get_absolute_url()
    page = text_of(signed_in(user).get(url))

    assert mentee.person.full_name in page
    assert "шахматы" in page
    assert not [word for word in ("ссоры дома", "900 000", "Профилактика") if word in page]


def test_who_has_withdrawn_a_consent_is_not_shown_any_more(
    school: School, programme: Programme, curator: User, signed_in
) -> None:
    user = make_user(Role.MENTEE, school)
    mentee, mentor = make_mentee(school, user=user), make_mentor(school)
    ask(programme, curator)
    mentor.person.consents.update(withdrawn_on=TODAY - datetime.timedelta(days=1))

    page = text_of(signed_in(user).get(WishRequest.objects.get(mentee=mentee).get_absolute_url()))

    assert mentor.person.last_name not in page


def test_a_parent_answers_for_the_own_child_and_no_other(
    school: School, programme: Programme, curator: User, signed_in
) -> None:
    user = make_user(Role.PARENT, school)
    child, other, mentor = make_mentee(school), make_mentee(school), make_mentor(school, places=5)
    parent = make_person(school, user=user, kind="parent")
    Guardianship.objects.create(
        school=school, child=child.person, guardian=parent, relation=Relation.MOTHER
    )
    ask(programme, curator)
    client = signed_in(user)

    urls = [WishRequest.objects.get(mentee=one).get_absolute_url() for one in (child, other)]
    statuses = [client.post(url, {f"c{mentor.pk}": "1"}).status_code for url in urls]

    assert statuses == [302, 404]
    assert Preference.objects.get().said_by == user


def test_a_mentor_does_not_open_the_list_of_their_mentee(
    school: School, programme: Programme, curator: User, signed_in
) -> None:
    user = make_user(Role.MENTOR, school)
    make_mentor(school, user=user)
    mentee = make_mentee(school)
    ask(programme, curator)

    url = WishRequest.objects.get(mentee=mentee).get_absolute_url()
    assert signed_in(user).get(url).status_code == 404


def test_a_link_shows_no_surname(
    school: School, programme: Programme, curator: User, client: Client
) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)
    links = make_wish_links(ask(programme, curator), actor=curator)
    token = next(one.token for one in links if one.request.mentee_id == mentee.pk)

    page = text_of(client.get(reverse("pairing:wish_link", args=[token])))
    assert mentor.person.first_name in page
    assert mentor.person.last_name not in page
    assert mentee.person.last_name not in page


def test_an_answer_by_a_link_is_kept_and_the_link_is_over(
    school: School, programme: Programme, curator: User, client: Client
) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)
    links = make_wish_links(ask(programme, curator), actor=curator)
    token = next(one.token for one in links if one.request.mentee_id == mentee.pk)
    url = reverse("pairing:wish_link", args=[token])

    client.post(url, {f"c{mentor.pk}": "1", "note": "можно по средам"})

    assert Preference.objects.get().mentor == mentor
    assert client.get(url).status_code == 404


def test_an_invented_link_opens_nothing(db: None, client: Client) -> None:
    url = reverse("pairing:wish_link", args=["not-a-token"])

    assert client.get(url).status_code == 404


def test_links_are_shown_once(school: School, programme: Programme, curator: User, at_desk) -> None:
    make_mentor(school), make_mentee(school)
    found = ask(programme, curator)

    first = at_desk.post(reverse("pairing:wish_links", args=[found.pk]), follow=True)
    second = at_desk.get(reverse("pairing:wish_slips"))

    assert text_of(first).count('class="slip"') == 2
    assert "Ссылки уже показаны" in text_of(second)


def test_paper_is_typed_by_parts_of_names(
    school: School, programme: Programme, curator: User, at_desk
) -> None:
    mentor = make_mentor(school, person=make_person(school, last_name="Ёлкина", first_name="Анна"))
    never = make_mentor(school, person=make_person(school, last_name="Грачёв", first_name="Пётр"))
    make_mentee(school)
    found = ask(programme, curator)
    row = WishRequest.objects.get(side=WishSide.MENTEE)

    given = {f"r{row.pk}-p1": "елкина", f"r{row.pk}-never": "Грачев Пётр"}
    at_desk.post(reverse("pairing:wish_enter", args=[found.pk]), given)

    said = dict(Preference.objects.values_list("mentor_id", "rank"))
    assert said == {mentor.pk: 1, never.pk: DECLINED}


def test_one_wrong_name_keeps_every_line_from_being_saved(
    school: School, programme: Programme, curator: User, at_desk
) -> None:
    mentor = make_mentor(school, places=5)
    make_mentee(school), make_mentee(school)
    found = ask(programme, curator)
    first, second = WishRequest.objects.filter(side=WishSide.MENTEE).order_by("pk")

    given = {f"r{first.pk}-p1": mentor.person.full_name, f"r{second.pk}-p1": "Никто"}
    page = text_of(at_desk.post(reverse("pairing:wish_enter", args=[found.pk]), given))

    assert "«Никто»: такого человека в базе нет" in page
    assert not Preference.objects.exists()


def test_namesakes_are_told_apart(
    school: School, programme: Programme, curator: User, at_desk
) -> None:
    for first_name in ("Анна", "Ольга"):
        make_mentor(school, person=make_person(school, last_name="Котова", first_name=first_name))
    make_mentee(school)
    found = ask(programme, curator)
    row = WishRequest.objects.get(side=WishSide.MENTEE)

    url = reverse("pairing:wish_enter", args=[found.pk])
    page = text_of(at_desk.post(url, {f"r{row.pk}-p1": "Котова"}))

    assert "подходит не один человек: Котова Анна" in page


def test_who_named_each_other_are_locked_by_one_button(
    school: School, programme: Programme, curator: User, at_desk
) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)
    ask(programme, curator)
    both = make_preference(mentor, mentee)
    make_preference(mentor, mentee, side=WishSide.MENTOR)

    page = text_of(at_desk.get(reverse("pairing:wish_round") + "?who=mutual"))
    at_desk.post(reverse("pairing:wish_lock", args=[both.pk]))

    assert mentee.person.full_name in page
    assert PairWish.objects.get().kind == WishKind.LOCKED


def test_a_mentee_picks_one_of_those_proposed(
    school: School, programme: Programme, curator: User, signed_in
) -> None:
    lets_choose(programme)
    user = make_user(Role.MENTEE, school)
    mentee, mentor = make_mentee(school, user=user), make_mentor(school)
    ask(programme, curator, RoundKind.CHOICE)

    url = WishRequest.objects.get(mentee=mentee).get_absolute_url()
    signed_in(user).post(url, {"pick": mentor.pk})

    assert PairWish.objects.get().mentor == mentor


def test_a_choice_begins_with_nobody_picked(
    school: School, programme: Programme, curator: User, signed_in
) -> None:
    lets_choose(programme)
    user = make_user(Role.MENTEE, school)
    mentee, mentor = make_mentee(school, user=user), make_mentor(school)
    make_preference(mentor, mentee)
    ask(programme, curator, RoundKind.CHOICE)
    url = WishRequest.objects.get(mentee=mentee).get_absolute_url()

    assert " checked" not in text_of(signed_in(user).get(url))


def test_a_mentor_without_a_place_is_not_proposed_by_hand(
    school: School, programme: Programme, curator: User, at_desk
) -> None:
    lets_choose(programme)
    mentee = make_mentee(school)
    make_mentor(school)
    full = active_pair(school, curator, mentor=make_mentor(school, places=1)).mentor
    ask(programme, curator, RoundKind.CHOICE)

    url = reverse("pairing:wish_candidates", args=[WishRequest.objects.get(mentee=mentee).pk])

    assert full.person.full_name not in text_of(at_desk.get(url))


def test_whose_places_are_gone_can_not_be_picked(
    school: School, programme: Programme, curator: User, signed_in
) -> None:
    lets_choose(programme)
    user = make_user(Role.MENTEE, school)
    mentor = make_mentor(school, places=1)
    first, second = make_mentee(school), make_mentee(school, user=user)
    ask(programme, curator, RoundKind.CHOICE)
    save_wishes(WishRequest.objects.get(mentee=first), ranks={mentor.pk: 1}, actor=None)

    page = text_of(signed_in(user).get(WishRequest.objects.get(mentee=second).get_absolute_url()))

    assert "Мест уже нет" in page


def test_the_curator_changes_whom_a_mentee_may_choose_from(
    school: School, programme: Programme, curator: User, at_desk
) -> None:
    lets_choose(programme)
    mentee = make_mentee(school)
    mentors = [make_mentor(school), make_mentor(school)]
    ask(programme, curator, RoundKind.CHOICE)
    request = WishRequest.objects.get(mentee=mentee)

    url = reverse("pairing:wish_candidates", args=[request.pk])
    page = text_of(at_desk.get(url))
    at_desk.post(url, {"mentors": [mentors[1].pk]})

    request.refresh_from_db()
    assert mentors[0].person.full_name in page
    assert request.candidates == [mentors[1].pk]


def test_what_is_asked_stands_on_the_home_page(
    school: School, programme: Programme, curator: User, signed_in
) -> None:
    user = make_user(Role.MENTOR, school)
    make_mentor(school, user=user), make_mentee(school)
    ask(programme, curator)

    page = text_of(signed_in(user).get("/"))

    assert "С кем хотелось бы работать в паре" in page


@pytest.mark.parametrize("name", ["wish_round", "wish_enter"])
def test_queries_do_not_grow_with_people(
    school: School, programme: Programme, curator: User, at_desk, name: str
) -> None:
    def queries_with(number: int) -> int:
        for _number in range(number):
            make_preference(make_mentor(school), make_mentee(school))
        WishRound.objects.all().delete()
        found = ask(programme, curator)
        args = [found.pk] if name == "wish_enter" else []
        return queries_of(at_desk, reverse(f"pairing:{name}", args=args))

    assert queries_with(1) == queries_with(3)
