"""Consents by a one-time link: asked, read on a phone, given or refused, used up."""

from __future__ import annotations

import datetime
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from core import clock
from core.audit import timeline
from core.errors import DomainError
from core.links import hash_of
from registry.actions import add_guardian, answer_by_link, ask_consents, mail_consent_requests
from registry.models import Consent, ConsentRequest
from registry.signals import consent_refused
from registry.testing import make_mentee, make_mentor, make_person
from registry.views.asking import WRONG_LINKS
from schools.choices import ParticipantKind

DAY = datetime.date(2026, 10, 1)
DUE = datetime.date(2026, 10, 15)


def no_report(done, total):
    """A job that nobody watches."""


BOTH = ["participation", "personal_data"]


@pytest.fixture(autouse=True)
def on_the_day():
    cache.clear()
    with clock.on(DAY):
        yield


@pytest.fixture
def child(school):
    return make_mentee(school, consents=False, last_name="Детский").person


def give_parent(child, **fields):
    parent = make_person(child.school, kind=ParticipantKind.PARENT, last_name="Детская", **fields)
    add_guardian(child, parent, relation="mother", actor=None)
    return parent


def ask(*people, **fields):
    return ask_consents(people, **{"due_on": DUE, "actor": None} | fields)


def link(asked):
    return reverse("registry:consent_link", args=[asked.token])


def agree(url, kind, **fields):
    return Client().post(url, {"kind": kind, "reply": "agreed", "is_read": "on"} | fields)


def test_the_parent_of_a_minor_is_asked_and_not_the_child(child):
    parent = give_parent(child)

    [asked] = ask(child)

    assert (asked.request.signer, asked.request.representative) == ("representative", parent)
    assert asked.request.kinds == BOTH


def test_from_the_age_of_the_regulation_the_child_is_asked_too(school, child):
    regulation = school.regulations.get()
    regulation.rules["consents.child_from"] = {"value": 14}
    regulation.save()
    teenager = make_mentee(school, consents=False, birth_year=2011).person

    assert [one.request.signer for one in ask(child)] == ["representative"]
    assert sorted(one.request.signer for one in ask(teenager)) == ["representative", "self"]


def test_only_what_is_lacking_is_asked_and_what_was_chosen_besides(school):
    person = make_mentor(school).person

    [asked] = ask(person, also=["publication"])

    assert asked.request.kinds == ["publication"]


def test_who_lacks_nothing_is_not_asked(school):
    with pytest.raises(DomainError, match="все эти согласия уже есть"):
        ask(make_mentor(school).person)


def test_asked_again_the_old_link_stops_working(child):
    [first], [second] = ask(child), ask(child)

    assert Client().get(link(first)).status_code == 404
    assert Client().get(link(second)).status_code == 200


def test_asked_again_what_was_refused_stays_known(child, curator, signed_in):
    give_parent(child)
    [asked] = ask(child)
    Client().post(link(asked), {"kind": "participation", "reply": "refused"})

    ask(child, also=["publication"])

    assert ConsentRequest.objects.get(pk=asked.request.pk).replies == {"participation": "refused"}


def test_the_database_keeps_no_secret_of_a_link(child):
    [asked] = ask(child)

    row = ConsentRequest.objects.values().get()
    assert asked.token not in str(row)
    assert row["token_hash"] == hash_of(asked.token)


def test_many_are_asked_in_as_many_queries_as_one(school, django_assert_num_queries):
    def children(number):
        made = [make_mentee(school, consents=False).person for _number in range(number)]
        for one in made:
            give_parent(one)
        return made

    one, many = children(1), children(12)
    with django_assert_num_queries(10):
        ask(*one)
    with django_assert_num_queries(10):
        ask(*many)


def test_people_of_two_schools_are_not_asked_together(child, other_school):
    with pytest.raises(DomainError, match="разных школ"):
        ask(child, make_mentor(other_school, consents=False).person)


def test_the_page_says_who_for_whom_and_the_text(child):
    give_parent(child, first_name="Ольга", middle_name="Ивановна")
    [asked] = ask(child)

    page = Client().get(link(asked)).content.decode()

    assert "Детская Ольга Ивановна" in page
    assert child.full_name in page
    assert "Документ 1 из 2" in page
    assert "мой ребёнок участвовал" in page


def test_each_document_is_answered_by_itself_and_then_the_link_is_used_up(child):
    parent = give_parent(child)
    [asked] = ask(child)
    url = link(asked)

    assert agree(url, "participation", REMOTE_ADDR="x").url == url
    assert "персональных данных" in Client().get(url).content.decode()
    done = Client().post(url, {"kind": "personal_data", "reply": "refused"})

    assert done.url == reverse("registry:consent_thanks")
    consent = Consent.objects.get()
    assert (consent.kind, consent.signer, consent.way) == (
        "participation",
        "representative",
        "electronic",
    )
    assert (consent.representative, consent.signer_name) == (parent, parent.full_name)
    assert Client().get(url).status_code == 404


def test_an_electronic_act_says_when_whence_and_which_text(child):
    give_parent(child)
    [asked] = ask(child)

    Client().post(
        link(asked),
        {"kind": "participation", "reply": "agreed", "is_read": "on"},
        REMOTE_ADDR="192.0.2.7",
    )

    consent = Consent.objects.get()
    assert consent.act["address"] == "192.0.2.7"
    assert consent.act["at"].startswith("2026-10-01T")
    assert consent.act["text_sha256"] == consent.wording.sha256
    assert consent.act["request"] == asked.request.pk


def test_a_refusal_gives_nothing_and_is_told(child):
    told = []

    def hear(sender, *, request, kind, **kwargs):
        told.append((request.person, kind))

    consent_refused.connect(hear)
    [asked] = ask(child)
    data = {"kind": "participation", "reply": "refused", "signer_name": "Детская Ольга"}
    Client().post(link(asked), data | {"relation": "mother"})
    consent_refused.disconnect(hear)

    assert not Consent.objects.exists()
    assert told == [(child, "participation")]
    assert timeline(child).first().verb == "consent.refused"


def test_what_was_not_read_is_not_agreed_to(child):
    give_parent(child)
    [asked] = ask(child)

    response = Client().post(link(asked), {"kind": "participation", "reply": "agreed"})

    assert "Отметьте, что текст прочитан" in response.content.decode()
    assert not Consent.objects.exists()


def test_a_parent_whom_nobody_wrote_down_says_who_they_are(child):
    [asked] = ask(child)
    url = link(asked)
    assert "Напишите свою фамилию" in agree(url, "participation").content.decode()

    agree(url, "participation", signer_name="Детская Ольга", relation="mother")

    consent = Consent.objects.get()
    assert (consent.signer_name, consent.representative) == ("Детская Ольга", None)
    assert 'value="Детская Ольга"' in Client().get(url).content.decode()


def test_nobody_is_taken_for_the_mother_who_did_not_say_so(child):
    [asked] = ask(child)

    page = agree(link(asked), "participation", signer_name="Детский Олег", relation="")

    assert "Выберите, кем вы приходитесь ребёнку." in page.content.decode()
    assert not Consent.objects.exists()


def test_a_second_click_gives_no_second_consent(child):
    give_parent(child)
    [asked] = ask(child)

    agree(link(asked), "participation")
    agree(link(asked), "participation")

    assert Consent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_give_one_consent(child):
    give_parent(child)
    [asked] = ask(child)
    gate = threading.Barrier(2, timeout=10)

    def click(_number):
        try:
            with clock.on(DAY):
                gate.wait()
                answer_by_link(asked.token, kind="participation", reply="agreed")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(click, range(2)))

    assert Consent.objects.count() == 1


def test_a_kind_that_was_not_asked_is_not_taken(child):
    give_parent(child)
    [asked] = ask(child)

    agree(link(asked), "publication")

    assert not Consent.objects.exists()


def test_what_was_signed_on_paper_meanwhile_is_not_given_twice(child, curator):
    parent = give_parent(child)
    [asked] = ask(child)
    child.consents.create(
        school=child.school,
        kind="participation",
        signer="representative",
        representative=parent,
        given_on=DAY,
    )

    agree(link(asked), "participation")

    assert child.consents.count() == 1


def test_wrong_used_and_old_links_get_one_and_the_same_page(child):
    give_parent(child)
    [asked] = ask(child)
    url = link(asked)
    wrong = Client().get(reverse("registry:consent_link", args=["nothing-like-it"]))
    with clock.on(DUE + datetime.timedelta(days=1)):
        old = Client().get(url)
        late = agree(url, "participation")

    def text(response):
        return re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]

    assert wrong.status_code == old.status_code == late.status_code == 404
    assert text(wrong) == text(old) == text(late)
    assert child.last_name not in wrong.content.decode()
    assert not Consent.objects.exists()


def test_who_tries_links_is_stopped_even_before_a_right_one(child):
    [asked] = ask(child)
    client = Client()
    for number in range(WRONG_LINKS.count):
        client.get(reverse("registry:consent_link", args=[f"guess-{number}"]))

    assert client.get(link(asked)).status_code == 429


def test_nothing_keeps_the_page_behind_a_link(child):
    [asked] = ask(child)

    assert "no-store" in Client().get(link(asked))["Cache-Control"]


def test_a_letter_brings_a_link_to_who_has_an_address(child):
    give_parent(child, email="parent@example.org")
    [asked] = ask(child)
    assert asked.way == "mail"

    made = mail_consent_requests(
        [asked.request.pk], site="https://school.example/", report=no_report
    )

    [letter] = mail.outbox
    assert made == {"letters": 1, "refused": 0}
    assert letter.to == ["parent@example.org"]
    path = re.search(r"https://school\.example(/\S+)", letter.body)[1]
    assert Client().get(path).status_code == 200
    assert child.last_name not in letter.body


def test_a_letter_is_written_once_whatever_runs_twice(child):
    give_parent(child, email="parent@example.org")
    [asked] = ask(child)

    for _run in range(2):
        mail_consent_requests([asked.request.pk], site="https://a.example", report=no_report)

    assert len(mail.outbox) == 1


def test_who_has_an_account_is_told_without_a_secret(school, child):
    give_parent(child, user=make_user(Role.PARENT, school))
    [asked] = ask(child)
    assert asked.way == "account"

    mail_consent_requests([asked.request.pk], site="https://a.example", report=no_report)

    assert "/link/" not in mail.outbox[0].body
