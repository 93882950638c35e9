"""Extracts for everybody whom a signed order names: in one go, each of one person only."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core import clock
from core.choices import JobState
from core.errors import DomainError
from core.models import Job
from core.testing_worker import Worker
from documents.actions.bundles import ask_bundle, drop_old_bundles, make_bundle
from documents.bundles import Sheet, file_names
from documents.models import Bundle
from documents.paper import Paper
from orders.actions import approve_order
from orders.models import Order
from orders.testing import make_order, make_submitted, page_text
from registry.models import Person
from registry.testing import make_person
from schools.models import Programme

pytestmark = pytest.mark.django_db
KIND = "orders.extracts"
MANY = 300


def signed(
    programme: Programme, curator: User, director: User, number: int, *unsaid: Person
) -> Order:
    """An order with a point for each of so many people, whose surnames no text else has.

    `unsaid` are those whom it is about without a word of them.
    """
    people = [
        make_person(programme.school, last_name=surname(n), first_name="Пётр", middle_name="Ильич")
        for n in range(number)
    ]
    points = [{"text": f"Назначить: {person.full_name}."} for person in people]
    order = make_submitted(programme, curator, points=points, people=[*people, *unsaid])
    return approve_order(order, actor=director)


def surname(number: int) -> str:
    """«Аабов», «Аавов»: a word that is no part of another."""
    letters = "бвгджзклмн"
    return f"А{''.join(letters[int(digit)] for digit in f'{number:03}')}ов"


def made(order: Order, actor: User, kind: str = "pdf") -> Bundle:
    ask_bundle(order, kind=KIND, format=kind, actor=actor)
    bundle = Bundle.objects.get(owner=f"orders.order:{order.pk}", format=kind)
    make_bundle(bundle.pk, report=lambda done, total: None)
    bundle.refresh_from_db()
    return bundle


def pages_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def test_three_hundred_extracts_each_name_their_own_person_and_nobody_else(
    programme: Programme, curator: User, director: User
) -> None:
    order = signed(programme, curator, director, MANY)
    content = bytes(made(order, curator).content)
    pages = pages_of(content)

    found = [[n for n in range(MANY) if surname(n) in page] for page in pages]
    assert found == [[n] for n in range(MANY)]


def test_an_archive_has_a_file_for_each_with_their_surname(
    programme: Programme, curator: User, director: User
) -> None:
    order = signed(programme, curator, director, 3)
    archive = zipfile.ZipFile(BytesIO(bytes(made(order, curator, "zip").content)))

    assert archive.namelist() == [f"{surname(n)} {n + 1:03}.pdf" for n in range(3)]
    assert surname(1) in pages_of(archive.read(archive.namelist()[1]))[0]


def test_names_of_files_lead_nowhere_and_are_never_the_same() -> None:
    paper = Paper(kind="x", heading="X", title="", blocks=())
    names = ["../../etc/passwd", "Лис", "Лис", 'а"б<в>\\г:д', ""]

    assert list(file_names([Sheet(name, paper) for name in names])) == [
        "etc passwd 001.pdf",
        "Лис 002.pdf",
        "Лис 003.pdf",
        "а б в г д 004.pdf",
        "005.pdf",
    ]


def test_whose_name_the_text_lacks_is_counted_and_the_others_get_theirs(
    programme: Programme, curator: User, director: User
) -> None:
    stranger = make_person(programme.school, last_name="Иная")
    order = signed(programme, curator, director, 1, stranger)
    bundle = made(order, curator)

    assert (len(bundle.keys), bundle.total) == (2, 1)
    assert "Не получилось: 1" in make_bundle(bundle.pk, report=lambda *_: None)["text"]


def test_a_draft_has_nothing_to_make(programme: Programme, curator: User) -> None:
    order = make_order(programme, curator, people=[make_person(programme.school)])

    with pytest.raises(DomainError, match="изготавливать нечего"):
        ask_bundle(order, kind=KIND, format="pdf", actor=curator)


@pytest.mark.parametrize(("kind", "format_"), [("orders.nothing", "pdf"), (KIND, "exe")])
def test_an_unknown_kind_or_format_is_refused(
    programme: Programme, curator: User, director: User, kind: str, format_: str
) -> None:
    order = signed(programme, curator, director, 1)

    with pytest.raises(DomainError, match="Выберите"):
        ask_bundle(order, kind=kind, format=format_, actor=curator)
    assert not Bundle.objects.exists()


def test_a_second_click_leads_to_the_same_job(
    programme: Programme, curator: User, director: User
) -> None:
    order = signed(programme, curator, director, 1)
    first = ask_bundle(order, kind=KIND, format="pdf", actor=curator)

    assert ask_bundle(order, kind=KIND, format="pdf", actor=curator) == first
    assert Bundle.objects.count() == 1


def test_what_is_made_is_not_made_again(
    programme: Programme, curator: User, director: User
) -> None:
    bundle = made(signed(programme, curator, director, 1), curator)
    make_bundle(bundle.pk, report=lambda *_: None)

    assert Bundle.objects.get().made_at == bundle.made_at


def test_only_who_asked_for_it_may_take_it(
    programme: Programme, curator: User, director: User, client: Client
) -> None:
    bundle = made(signed(programme, curator, director, 1), curator)
    url = reverse("orders:bundle_file", args=[bundle.pk])

    answers = {}
    for user in (curator, director, make_user(Role.MENTOR, programme.school)):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        answers[user] = client.get(url).status_code
    assert list(answers.values()) == [200, 404, 403]


def test_its_days_are_over_and_nobody_gets_it(
    programme: Programme, curator: User, director: User
) -> None:
    bundle = made(signed(programme, curator, director, 1), curator)

    with clock.on(bundle.kept_until + timedelta(days=1)):
        assert not Bundle.objects.visible_to(curator).exists()
        assert drop_old_bundles() == 1


def test_the_page_of_the_order_offers_them_and_gives_what_is_ready(
    programme: Programme, curator: User, director: User, client: Client
) -> None:
    order = signed(programme, curator, director, 1)
    bundle = made(order, curator)
    client.force_login(curator, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = page_text(client, order.get_absolute_url())

    assert "Выписки для всех" in page
    assert reverse("orders:bundle_file", args=[bundle.pk]) in page
    assert (
        client.post(
            reverse("orders:bundle_ask", args=[order.pk]), {"kind": KIND, "format": "zip"}
        ).url
        == Job.objects.latest("pk").get_absolute_url()
    )


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_over_them_goes_on_when_it_starts_again(
    worker: Worker, programme: Programme, curator: User, director: User
) -> None:
    order = signed(programme, curator, director, 40)
    Job.objects.update(state=JobState.DONE)
    worker.start()
    job = ask_bundle(order, kind=KIND, format="zip", actor=curator)
    worker.wait_until(lambda: Job.objects.get(pk=job.pk).done > 3, what="some are made")
    worker.kill()

    assert Bundle.objects.get().content is None

    worker.start()
    worker.wait_until(lambda: Job.objects.get(pk=job.pk).is_finished, what="the job is finished")
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)
    assert len(zipfile.ZipFile(BytesIO(bytes(Bundle.objects.get().content))).namelist()) == 40
