"""A curator asks for consents on the pages: from a list, of a base, of one person."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from core import clock
from registry.models import ConsentRequest
from registry.testing import make_mentee

BOTH = ["participation", "personal_data"]


@pytest.fixture(autouse=True)
def on_the_day():
    cache.clear()
    with clock.on(datetime.date(2026, 10, 1)):
        yield


@pytest.fixture
def child(school):
    return make_mentee(school, consents=False, last_name="Детский").person


def test_the_curator_asks_from_the_list_and_prints_the_slips_once(child, curator, signed_in):
    client = signed_in(curator)
    page = client.get(reverse("registry:missing_list")).content.decode()
    assert "Попросить родителя" in page

    response = client.post(
        reverse("registry:missing_list"), {"bulk": "ask", "ids": [child.pk]}, follow=True
    )

    shown = response.content.decode()
    assert child.full_name in shown
    path = re.search(r"http://testserver(/registry/consents/link/[^\"<]+)", shown)[1]
    assert Client().get(path).status_code == 200
    assert "Ссылки уже показаны" in client.get(response.redirect_chain[-1][0]).content.decode()


def test_the_chosen_of_a_base_are_asked_at_once(child, curator, signed_in):
    response = signed_in(curator).post(
        reverse("registry:mentee_list"), {"bulk": "ask", "ids": [child.mentee_card.pk]}
    )

    assert response.url == reverse("registry:consent_slips")
    assert ConsentRequest.objects.get().person == child


def test_one_person_is_asked_with_a_day_and_more_kinds(child, curator, signed_in):
    signed_in(curator).post(
        reverse("registry:consent_ask", args=[child.pk]),
        {"due_on": "20.10.2026", "also": ["publication"]},
    )

    request = ConsentRequest.objects.get()
    assert (request.due_on, request.kinds) == (datetime.date(2026, 10, 20), [*BOTH, "publication"])


def test_a_day_that_has_passed_is_refused_in_words(child, curator, signed_in):
    response = signed_in(curator).post(
        reverse("registry:consent_ask", args=[child.pk]), {"due_on": "20.09.2026"}
    )

    assert "Срок ответа уже прошёл" in response.content.decode()
    assert not ConsentRequest.objects.exists()


def test_a_child_of_another_school_is_not_asked(other_school, curator, signed_in):
    stranger = make_mentee(other_school, consents=False)

    client = signed_in(curator)
    client.post(reverse("registry:mentee_list"), {"bulk": "ask", "ids": [stranger.pk]})

    assert not ConsentRequest.objects.exists()
