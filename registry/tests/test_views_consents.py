"""Consents on pages: recorded, signed by a parent, withdrawn, printed."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.testing import make_user
from core.audit import timeline
from registry.actions import add_guardian
from registry.choices import ConsentKind
from registry.models import Consent
from registry.testing import make_mentee, make_mentor, make_person
from registry.texts import consent_text
from schools.choices import ParticipantKind


def tomorrow():
    return (timezone.localdate() + datetime.timedelta(days=1)).isoformat()


@pytest.fixture
def child(school):
    return make_mentee(school, consents=False).person


@pytest.fixture
def parent(school, child):
    person = make_person(school, kind=ParticipantKind.PARENT, user=make_user(Role.PARENT, school))
    add_guardian(child, person, relation="mother", actor=None)
    return person


def sign_url(person, kind="personal_data"):
    return reverse("registry:consent_sign", args=[person.pk, kind])


def test_a_paper_consent_is_recorded_for_who_signed(child, parent, curator, signed_in):
    client = signed_in(curator)
    url = reverse("registry:consent_create", args=[child.pk]) + "?kind=participation"
    form = client.get(url).context["form"]
    assert form["signer"].value() == "representative"
    assert form["kind"].value() == "participation"

    response = client.post(
        url,
        {
            "kind": "participation",
            "signer": "representative",
            "representative": parent.pk,
            "given_on": "01.09.2026",
        },
    )

    consent = Consent.objects.get()
    assert response.url == child.get_absolute_url()
    assert (consent.representative, consent.way) == (parent, "paper")
    assert str(consent.given_on) == "2026-09-01"


def test_a_refused_record_keeps_what_was_typed(child, curator, signed_in):
    response = signed_in(curator).post(
        reverse("registry:consent_create", args=[child.pk]),
        {"kind": "publication", "signer": "representative", "given_on": tomorrow()},
    )

    assert response.context["form"]["kind"].value() == "publication"
    assert "не наступила" in response.content.decode()
    assert not Consent.objects.exists()


def test_a_stranger_can_not_be_named_as_representative(school, child, curator, signed_in):
    stranger = make_person(school)

    response = signed_in(curator).post(
        reverse("registry:consent_create", args=[child.pk]),
        {
            "kind": "participation",
            "signer": "representative",
            "representative": stranger.pk,
            "given_on": "2026-09-01",
        },
    )

    assert response.status_code == 200
    assert not Consent.objects.exists()


def test_a_parent_reads_and_signs_for_the_child(child, parent, signed_in):
    client = signed_in(parent.user)
    page = client.get(sign_url(child)).content.decode()
    text = consent_text("personal_data", "representative")
    assert all(paragraph in page for paragraph in text.paragraphs)

    client.post(sign_url(child), {"is_read": "on"}, REMOTE_ADDR="192.0.2.7")

    consent = Consent.objects.get()
    assert (consent.signer, consent.representative) == ("representative", parent)
    assert (consent.way, consent.text_version) == ("electronic", "personal_data-2")
    event = timeline(child).first()
    assert event.actor == parent.user
    assert event.data["address"] == "192.0.2.7"
    assert event.data["text_sha256"] == text.sha256


def test_who_has_signed_is_back_among_their_consents(child, parent, signed_in):
    client = signed_in(parent.user)

    response = client.post(sign_url(child), {"is_read": "on"}, follow=True)

    assert response.redirect_chain[-1][0] == reverse("registry:consent_own")
    assert "редакция текста 2" in response.content.decode()


def test_a_consent_that_was_not_read_is_not_given(child, parent, signed_in):
    response = signed_in(parent.user).post(sign_url(child), {})

    assert "Отметьте, что текст прочитан" in response.content.decode()
    assert not Consent.objects.exists()


def test_each_consent_is_a_page_of_its_own(child, parent, signed_in):
    client = signed_in(parent.user)

    for kind in ConsentKind.values:
        assert client.get(sign_url(child, kind)).status_code == 200
    assert client.get(sign_url(child, "everything")).status_code == 404


def test_a_parent_signs_for_nobody_elses_child(school, parent, signed_in):
    other = make_mentee(school, consents=False).person
    client = signed_in(parent.user)

    assert client.get(sign_url(other)).status_code == 404
    assert client.post(sign_url(other), {"is_read": "on"}).status_code == 404
    assert not Consent.objects.exists()


def test_whoever_keeps_the_bases_does_not_sign_for_others(child, curator, signed_in):
    assert signed_in(curator).get(sign_url(child)).status_code == 403


def test_a_withdrawal_says_what_follows_and_takes_effect(school, curator, signed_in):
    person = make_mentor(school).person
    consent = person.consents.get(kind="personal_data")
    client, url = signed_in(curator), reverse("registry:consent_withdraw", args=[consent.pk])
    assert "В выгрузки" in client.get(url).content.decode()

    client.post(url, {"withdrawn_on": "2026-10-01"})

    consent.refresh_from_db()
    assert str(consent.withdrawn_on) == "2026-10-01"
    page = client.get(person.get_absolute_url()).content.decode()
    assert "отозвано 01.10.2026" in page
    assert client.get(url).status_code == 404


def test_a_parent_takes_back_what_a_parent_may_give(child, parent, signed_in):
    client = signed_in(parent.user)
    client.post(sign_url(child), {"is_read": "on"})
    consent = Consent.objects.get()
    url = reverse("registry:consent_take_back", args=[consent.pk])
    assert client.get(url).status_code == 200
    assert client.get(reverse("registry:consent_withdraw", args=[consent.pk])).status_code == 403

    client.post(url, {"withdrawn_on": consent.given_on.isoformat()})

    consent.refresh_from_db()
    assert consent.withdrawn_on == consent.given_on


def test_a_parent_does_not_take_back_the_childs_own_consent(school, child, parent, signed_in):
    consent = child.consents.create(
        school=school, kind="participation", signer="self", given_on="2026-09-01"
    )

    url = reverse("registry:consent_take_back", args=[consent.pk])

    assert signed_in(parent.user).get(url).status_code == 404


def test_a_consent_of_another_school_is_not_there(other_school, curator, signed_in):
    consent = make_mentor(other_school).person.consents.first()

    url = reverse("registry:consent_withdraw", args=[consent.pk])

    assert signed_in(curator).get(url).status_code == 404


@pytest.mark.parametrize("kind", ConsentKind.values)
def test_each_kind_prints_as_a_sheet_of_its_own(child, parent, curator, signed_in, kind):
    url = reverse("registry:consent_sheet", args=[child.pk, kind, "representative"])

    response = signed_in(curator).get(url)

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_a_sheet_is_not_for_the_mentor_and_not_of_an_unknown_kind(
    school, child, curator, signed_in
):
    for kind, signer in (("everything", "self"), ("participation", "nobody")):
        url = reverse("registry:consent_sheet", args=[child.pk, kind, signer])
        assert signed_in(curator).get(url).status_code == 404
    mentor = make_user(Role.MENTOR, school)
    url = reverse("registry:consent_sheet", args=[child.pk, "participation", "self"])
    assert signed_in(mentor).get(url).status_code == 404
