"""A minor without the parent's consent: nowhere, until the parent answers the link; and gone again.

One child through the whole house: the report of what is missing, the proposals, the draft and the
approval of an order, the page for everybody, the export.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from core import clock
from core.errors import DomainError, RuleViolation
from orders.actions import approve_order, submit_order
from pairing.actions import draft_pairs_order, propose_pairs
from pairing.models import Proposal
from pairing.testing import make_pair, with_order_texts
from portal.actions import save_public_page
from registry.actions import ask_consents, withdraw_consent
from registry.models import Consent
from registry.testing import give_consents, make_mentee, make_mentor
from schools.models import School
from schools.testing import make_school

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 10, 1)
KINDS = ("participation", "personal_data", "publication")


@pytest.fixture
def school() -> Iterator[School]:
    with clock.on(DAY):
        school = make_school()
        programme = with_order_texts(school.programmes.get())
        programme.regulation.rules["site.publish"] = {"value": ["mentors", "pairs"]}
        programme.regulation.save()
        save_public_page(school, is_open=True, with_files=False, actor=None)
        yield school


@pytest.fixture
def child(school: School) -> Any:
    """A pupil who is a mentor to the younger: both the register and the pairs could name them."""
    young = {"kind": "pupil", "birth_year": 2011, "class_name": "9А", "post": ""}
    mentor = make_mentor(school, consents=False, last_name="Несовершеннолетов", **young)
    make_mentee(school, consents=False, person=mentor.person)
    return mentor.person


@pytest.fixture
def client(school: School, signed_in: Any) -> Client:
    return signed_in(make_user(Role.CURATOR, school))


def is_proposed(child: Any) -> bool:
    curator = make_user(Role.CURATOR, child.school)
    run = propose_pairs(child.school.programmes.get(), actor=curator)
    rows = Proposal.objects.filter(run=run)
    return rows.filter(mentor__person=child).exists() or rows.filter(mentee__person=child).exists()


def is_public(child: Any) -> bool:
    url = reverse("portal:public_page", args=[child.school.slug])
    return child.last_name in Client().get(url).content.decode()


def is_exported(child: Any, client: Client) -> bool:
    response = client.post(reverse("registry:mentor_export"), {"format": "xlsx", "columns": "form"})
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    cells = [str(cell) for row in book.active.iter_rows(values_only=True) for cell in row]
    return any(child.last_name in cell for cell in cells)


def answer(child: Any) -> None:
    """The parent opens the link on a phone and agrees to every document."""
    [asked] = ask_consents(
        [child], due_on=DAY + datetime.timedelta(days=7), also=["publication"], actor=None
    )
    url = reverse("registry:consent_link", args=[asked.token])
    for kind in KINDS:
        data = {"kind": kind, "reply": "agreed", "is_read": "on", "relation": "mother"}
        Client().post(url, data | {"signer_name": "Несовершеннолетова Анна"})


def test_the_report_names_the_child_with_a_link_that_asks_the_parent(
    child: Any, client: Client
) -> None:
    page = client.get(reverse("registry:missing_list")).content.decode()

    assert child.last_name in page
    assert "Нет согласия законного представителя на участие" in page
    assert reverse("registry:consent_ask", args=[child.pk]) in page


def test_the_child_is_not_proposed_before_the_parent_agrees(child: Any) -> None:
    make_mentor(child.school)
    make_mentee(child.school)
    assert not is_proposed(child)

    answer(child)

    assert is_proposed(child)


def test_a_draft_refuses_the_child_with_the_finding(child: Any) -> None:
    pair = make_pair(child.school, mentor=make_mentor(child.school), mentees=[child.mentee_card])
    programme, curator = child.school.programmes.get(), make_user(Role.CURATOR, child.school)
    with pytest.raises(RuleViolation, match="согласия законного представителя") as refusal:
        draft_pairs_order([pair], programme=programme, actor=curator)
    assert "consents.participation" in [finding.code for finding in refusal.value.findings]

    answer(child)

    assert draft_pairs_order([pair], programme=programme, actor=curator).pk


def test_an_approval_refuses_what_was_withdrawn_since_the_draft(child: Any) -> None:
    answer(child)
    school = child.school
    pair = make_pair(school, mentor=make_mentor(school), mentees=[child.mentee_card])
    curator, director = (make_user(role, school) for role in (Role.CURATOR, Role.DIRECTOR))
    order = draft_pairs_order([pair], programme=school.programmes.get(), actor=curator)
    order = submit_order(order, actor=curator)
    withdraw_consent(child.consents.get(kind="participation"), actor=None)

    with pytest.raises(DomainError, match="согласия законного представителя"):
        approve_order(order, actor=director)


def test_the_childs_own_word_is_not_the_parents(child: Any) -> None:
    give_consents(child, signers=("self",))
    Consent.objects.create(
        school=child.school, person=child, kind="publication", signer="self", given_on=DAY
    )

    assert not is_public(child)
    assert not is_proposed(child)


@pytest.mark.parametrize("kind", ["personal_data", "participation"])
def test_after_withdrawal_gone_from_public_page_and_exports_in_the_same_request(
    child: Any, client: Client, kind: str
) -> None:
    assert not is_public(child)
    assert not is_exported(child, client)
    answer(child)
    assert is_public(child)
    assert is_exported(child, client)

    consent = child.consents.get(kind=kind)
    client.post(
        reverse("registry:consent_withdraw", args=[consent.pk]), {"withdrawn_on": "2026-10-01"}
    )

    assert not is_public(child)
    assert not is_exported(child, client)
    assert child.data_questions.get().due_on == datetime.date(2026, 10, 31)


def test_who_takes_part_again_is_exported_again(child: Any, client: Client) -> None:
    answer(child)
    withdraw_consent(child.consents.get(kind="participation"), actor=None)
    assert not is_exported(child, client)

    answer(child)

    assert is_exported(child, client)
