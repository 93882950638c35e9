"""A school with words that nobody else has finds none of the usual ones on any page or paper.

Every GET page and file of the permission table is opened by every role that may, and read as a
person reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from accounts.choices import Role
from accounts.mails import send_invitation
from accounts.models import User
from core import clock
from core.models import AuditEvent, Job
from core.terms import USUAL, using
from monitoring.actions import create_surveys
from monitoring.actions.mailing import mail_surveys
from monitoring.choices import SurveyStage
from monitoring.models import Survey
from portal.actions import send_digest
from portal.models import Notification
from registry.actions import ask_consents
from registry.choices import ConsentKind, ConsentSigner
from schools.actions.road_map import create_road_map
from schools.choices import RoadMapGrouping
from schools.presets import load_preset, said
from schools.testing import make_programme

from .odd_words import ODD, USUAL_STEMS, marking_what_is_typed, text_of, typed_texts, usual_words
from .permission_table import SHORT, TABLE, Row
from .test_permissions import BACKEND, url_of
from .world import TOKEN, World, make_world

# Files that people have put there themselves.
OWN_FILES = {
    *("registry:import_workbook", "registry:application_portfolio"),
    *("schools:road_map_proof_file", "orders:proof_file", "orders:bundle_file"),
}
# A PDF says what the DOCX of the same name says.
PAGES = [
    row
    for row in TABLE
    if row.method == "GET"
    and row.ok
    and row.route not in OWN_FILES
    and not row.route.endswith("_pdf")
]
# Where the usual word stands on purpose: beside the school's own, and the kinds of organisation.
FIXED = {
    "schools:terms": {f"· обычно: {noun.singular[0]}" for noun in USUAL.values()},
    "schools:term_update": {"Слово: наставляемый", "Слово: наставляемый — Наставничество"},
    "schools:preset_list": {"школа"},
    "schools:school_update": {"школа"},
    # A course that an act calls so by a name of its own.
    "schools:order_kind_list": {"Об организации «Школы наставников»"},
    # An area that requests and helpers are matched by: a key of the table, as cards keep it.
    "registry:person_update": {"классное руководство"},
}
OWN_PAGES = ("portal:home", "portal:help", "portal:notification_list", "accounts:profile")
# Other faces of these pages: who opens which route, with what in its address.
FACES = [
    ("coo", Row("GET schools:preset_list"), "preset=r145&preset=teachers"),
    ("coo", Row("GET schools:regulation_create"), "preset=r145"),
    ("coo", Row("GET schools:regulation_create"), "empty"),
    ("coo", Row("GET registry:import_create"), "base=mentors"),
    ("coo", Row("GET registry:import_template", ("=mentors",)), ""),
    *(
        ("coo", Row("GET schools:road_map", ("programme",)), f"group={group}")
        for group in RoadMapGrouping.values
    ),
    *(("coo", Row("GET monitoring:survey_send"), f"stage={stage}") for stage in SurveyStage.values),
    *(
        ("coo", Row("GET registry:consent_sheet", ("mentee_person", f"={kind}", f"={signer}")), "")
        for kind in ConsentKind.values
        for signer in ConsentSigner.values
    ),
    *(("coo", Row(f"GET registry:{base}_list"), "col=*") for base in ("mentor", "mentee")),
    ("coo", Row("GET orders:order_list"), "col=*"),
    ("coo", Row("GET pairing:pair_list"), "col=*"),
    ("dir", Row("GET plans:plan_list"), "col=*"),
    ("dir", Row("GET plans:feedback_list"), "col=*"),
]
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        with using(ODD):
            with marking_what_is_typed():
                made = make_world()
            take_preset(made)
        yield made
        transaction.set_rollback(True)


def take_preset(world: World) -> None:
    """What the general preset prescribes is not typed by the school: it is said in its words."""
    preset, regulation = said(load_preset("r145")), world.objects["regulation"]
    orders = {**preset.texts["orders"], **regulation.texts["orders"]}
    regulation.rules = {**preset.rules, **regulation.rules}
    regulation.texts = {**preset.texts, "orders": orders}
    regulation.save()
    create_road_map(make_programme(world.school, regulation=regulation, title="Новая программа"))
    Survey.objects.filter(school=world.school).exclude(pk=world.objects["survey"].pk).delete()
    create_surveys(world.school, regulation=regulation, actor=None)


def open_page(url: str, user: User) -> Any:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client.get(url)


def test_every_usual_word_has_an_odd_one() -> None:
    assert set(ODD) == set(USUAL)
    assert all(not USUAL_STEMS.search(" ".join(noun.singular)) for noun in ODD.values())
    assert all(USUAL_STEMS.search(noun.singular[0]) for noun in USUAL.values())


def test_what_is_typed_is_told_from_what_is_said(world: World) -> None:
    assert dict(typed_texts()) == {}


@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row.route}")
def test_no_page_says_a_usual_word(row: Row, world: World) -> None:
    found = {}
    for role, status in row.statuses().items():
        if status == 200:
            response = open_page(url_of(row, world), world.users[role])
            said = set(usual_words(text_of(response))) - FIXED.get(row.route, set())
            if said:
                found[role] = said

    assert found == {}


@pytest.mark.parametrize(
    ("role", "row", "query"),
    FACES,
    ids=lambda value: value if isinstance(value, str) else value.route,
)
def test_no_other_face_of_a_page_says_a_usual_word(
    role: str, row: Row, query: str, world: World
) -> None:
    url = url_of(row, world)
    if query == "col=*":
        columns = resolve(url).func.view_class.columns
        query = urlencode([("col", column.name) for column in columns])
    response = open_page(f"{url}?{query}", world.users[SHORT[role]])

    assert response.status_code == 200
    assert set(usual_words(text_of(response))) - FIXED.get(row.route, set()) == set()


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("route", OWN_PAGES)
def test_no_page_of_ones_own_says_a_usual_word(route: str, role: str, world: World) -> None:
    response = open_page(reverse(route), world.users[role])

    assert response.status_code == 200
    assert usual_words(text_of(response)) == []


def test_a_survey_by_link_says_no_usual_word(world: World) -> None:
    response = Client().get(reverse("monitoring:survey_link", args=[TOKEN]))

    assert response.status_code == 200
    assert usual_words(text_of(response)) == []


def test_consents_by_link_say_no_usual_word(world: World) -> None:
    child = world.objects["mentee_person"]
    [asked] = ask_consents([child], due_on=clock.today(), also=["transfer"], actor=None)

    response = Client().get(reverse("registry:consent_link", args=[asked.token]))

    assert response.status_code == 200
    assert usual_words(text_of(response)) == []


def test_what_the_application_wrote_by_itself_says_no_usual_word(world: World) -> None:
    """News and the trail of everything that was done while the world was made."""
    texts = [
        *Notification.objects.values_list("text", flat=True),
        *AuditEvent.objects.values_list("text", flat=True),
        *Job.objects.values_list("title", flat=True),
    ]

    assert len(texts) > len(world.users)
    assert usual_words("\n".join(texts)) == []


def test_no_reminder_says_a_usual_word(world: World, mailoutbox: Any) -> None:
    for user in world.users.values():
        send_digest(user, day=world.objects["programme"].ends_on)

    assert mailoutbox
    assert usual_words("\n".join(f"{mail.subject}\n{mail.body}" for mail in mailoutbox)) == []


def test_no_invitation_says_a_usual_word(world: World, mailoutbox: Any) -> None:
    with using(ODD):
        send_invitation(world.objects["invitation"], "https://example.org/")

    assert usual_words(mailoutbox[0].subject + mailoutbox[0].body) == []


def test_no_letter_with_surveys_says_a_usual_word(world: World, mailoutbox: Any) -> None:
    with using(ODD):
        mail_surveys([world.objects["survey_request"].pk], site="https://example.org", report=print)

    assert mailoutbox
    assert usual_words("\n".join(mail.subject + mail.body for mail in mailoutbox)) == []
