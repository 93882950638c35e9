"""What was signed stays readable: texts by version, scans, electronic acts, many sheets at once."""

from __future__ import annotations

import io

import pytest
from django.db import DatabaseError
from django.urls import reverse
from pypdf import PdfReader

from accounts.choices import Role
from accounts.testing import make_user
from core.audit import timeline
from core.errors import DomainError, FileError
from registry.actions import (
    add_guardian,
    attach_scan,
    keep_wording,
    record_consent,
    sign_consent,
    text_of,
)
from registry.models import Consent, ConsentScan, ConsentWording
from registry.testing import GIVEN_ON, make_mentee, make_mentor, make_person
from schools.actions import save_term
from schools.choices import ParticipantKind

PDF = b"%PDF-1.7 made up"
OF_DATA = {"kind": "personal_data", "signer": "self"}


def pages_of(response):
    assert response["Content-Type"] == "application/pdf"
    return [page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages]


def on_paper(person, **fields):
    values = {**OF_DATA, "given_on": GIVEN_ON, "actor": None} | fields
    return record_consent(person, **values)


@pytest.fixture
def person(school):
    return make_mentor(school, consents=False).person


@pytest.fixture
def child(school):
    child = make_mentee(school, consents=False, last_name="Детский").person
    parent = make_person(school, kind=ParticipantKind.PARENT, user=make_user(Role.PARENT, school))
    add_guardian(child, parent, relation="mother", actor=None)
    return child


def test_the_same_text_is_kept_once(school):
    first, second = (keep_wording(school, **OF_DATA) for _turn in range(2))

    assert first == second
    assert first.paragraphs == list(text_of(school, **OF_DATA).paragraphs)


def test_a_changed_text_is_a_new_version_and_old_consents_keep_theirs(school, person):
    old = on_paper(person, wording=keep_wording(school, **OF_DATA))
    before = old.wording.paragraphs
    save_term(school, code="class", term="группа", actor=None)
    school.refresh_from_db()

    new = keep_wording(school, **OF_DATA)

    old.refresh_from_db()
    assert (old.text_version, new.version) == ("personal_data-2", "personal_data-2.2")
    assert old.wording.paragraphs == before != new.paragraphs


def test_the_database_lets_nobody_edit_a_text_that_was_signed(school):
    wording = keep_wording(school, **OF_DATA)

    with pytest.raises(DatabaseError, match="consent_wording_is_signed"):
        ConsentWording.objects.filter(pk=wording.pk).update(paragraphs=["Другое."])


def test_a_text_of_another_consent_is_refused(school, person):
    other = keep_wording(school, kind="publication", signer="self")

    with pytest.raises(DomainError, match="другого согласия"):
        on_paper(person, wording=other)


def test_what_was_agreed_to_prints_in_the_very_words(school, child, curator, signed_in):
    parent = child.guardianships.get().guardian
    consent = sign_consent(child, kind="transfer", actor=parent.user, address="192.0.2.7")
    text = " ".join(consent.wording.paragraphs)

    url = reverse("registry:consent_paper", args=[consent.pk])
    printed = " ".join(" ".join(pages_of(signed_in(curator).get(url))).split())

    assert " ".join(text.split()[:12]) in printed
    assert "192.0.2.7" in printed
    assert parent.last_name in printed


def test_a_consent_without_a_kept_text_has_no_such_paper(person, curator, signed_in):
    url = reverse("registry:consent_paper", args=[on_paper(person).pk])

    assert signed_in(curator).get(url).status_code == 404


def test_a_sheet_is_written_down_with_its_text_and_its_scan(school, person, curator, signed_in):
    wording = keep_wording(school, **OF_DATA)
    client = signed_in(curator)
    url = reverse("registry:consent_create", args=[person.pk])
    form = client.get(f"{url}?kind=personal_data&signer=self").context["form"]
    assert form["wording"].value() == wording.pk
    scan = io.BytesIO(PDF)
    scan.name = "Лист.pdf"

    client.post(url, {**OF_DATA, "given_on": "2026-09-01", "wording": wording.pk, "scan": scan})

    consent = Consent.objects.get()
    assert (consent.wording, consent.scan_name) == (wording, "Лист.pdf")
    assert bytes(consent.scan.content) == PDF


@pytest.mark.parametrize(
    ("name", "content"),
    [("Лист.exe", b"MZ"), ("Лист.pdf", b"<html>"), ("Лист.docx", b"PK\x03\x04"), ("Лист.pdf", b"")],
)
def test_what_is_no_scan_is_refused(person, name, content):
    consent = on_paper(person)

    with pytest.raises((FileError, DomainError)):
        attach_scan(consent, name=name, content=content, actor=None)

    assert not ConsentScan.objects.exists()


def test_a_bad_scan_leaves_no_consent_behind(person, curator, signed_in):
    scan = io.BytesIO(b"<html>")
    scan.name = "Лист.pdf"

    response = signed_in(curator).post(
        reverse("registry:consent_create", args=[person.pk]),
        {**OF_DATA, "given_on": "2026-09-01", "scan": scan},
    )

    assert "не похоже на PDF" in response.content.decode()
    assert not Consent.objects.exists()


def test_an_electronic_consent_has_no_scan(child):
    parent = child.guardianships.get().guardian
    consent = sign_consent(child, kind="participation", actor=parent.user)

    with pytest.raises(DomainError, match="на бумаге"):
        attach_scan(consent, name="Лист.pdf", content=PDF, actor=None)


def test_a_look_at_a_scan_is_saved_never_shown_and_on_record(person, director, signed_in):
    consent = attach_scan(on_paper(person), name="Лист.pdf", content=PDF, actor=None)

    response = signed_in(director).get(reverse("registry:consent_scan", args=[consent.pk]))

    assert response.content == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]
    event = timeline(person).first()
    assert (event.verb, event.actor) == ("consent.scan_opened", director)


@pytest.mark.parametrize("role", [Role.MENTOR, Role.PSYCHOLOGIST, Role.PARENT, Role.OBSERVER])
def test_a_scan_is_not_for_other_roles(school, person, role, signed_in):
    consent = attach_scan(on_paper(person), name="Лист.pdf", content=PDF, actor=None)

    url = reverse("registry:consent_scan", args=[consent.pk])

    assert signed_in(make_user(role, school)).get(url).status_code == 403


def test_a_whole_class_prints_as_one_file_each_sheet_its_own(school, child, curator, signed_in):
    other = make_mentee(school, consents=False, last_name="Вторкин").person
    ready = make_mentee(school).person

    response = signed_in(curator).post(
        reverse("registry:mentee_list"),
        {"bulk": "sheets", "ids": [one.mentee_card.pk for one in (child, other, ready)]},
    )

    pages = pages_of(response)
    heads = [page for page in pages if page.lstrip().startswith("СОГЛАСИЕ")]
    assert [("Детский" in head, "Вторкин" in head) for head in heads].count((True, False)) == 2
    assert [("Детский" in head, "Вторкин" in head) for head in heads].count((False, True)) == 2
    assert len(heads) == 4


def test_more_sheets_than_one_print_takes_are_refused_in_words(
    school, curator, signed_in, monkeypatch
):
    monkeypatch.setattr("registry.views.consent_papers.MOST_SHEETS", 3)
    cards = [make_mentee(school, consents=False) for _number in range(2)]

    response = signed_in(curator).post(
        reverse("registry:mentee_list"),
        {"bulk": "sheets", "ids": [card.pk for card in cards]},
        follow=True,
    )

    assert "Листов получилось 4" in response.content.decode()


def test_a_blank_sheet_is_for_who_is_in_no_base_yet(curator, signed_in):
    url = reverse("registry:consent_blank", args=["publication", "self"])

    text = " ".join(pages_of(signed_in(curator).get(url)))

    assert "на публикацию персональных данных" in text
    assert "Редакция текста: publication-3" in text


def test_own_consents_are_given_and_taken_back_on_a_page_of_ones_own(school, signed_in):
    mentor = make_mentor(school, consents=False, user=make_user(Role.MENTOR, school)).person
    client = signed_in(mentor.user)
    page = client.get(reverse("registry:consent_own")).content.decode()
    sign = reverse("registry:consent_sign", args=[mentor.pk, "publication"])
    assert sign in page

    client.post(sign, {"is_read": "on"})

    consent = mentor.consents.get()
    take_back = reverse("registry:consent_take_back", args=[consent.pk])
    assert take_back in client.get(reverse("registry:consent_own")).content.decode()
    client.post(take_back, {"withdrawn_on": consent.given_on.isoformat()})
    consent.refresh_from_db()
    assert consent.withdrawn_on == consent.given_on
