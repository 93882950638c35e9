"""A person who has everything is destroyed: no table of the database knows them any more.

The exceptions are those that the preview names: signed orders, and consents within their term.
"""

from __future__ import annotations

import datetime
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.audit import record
from core.clock import today
from core.models import Job
from mentoring.tests.world import World, make_world
from monitoring.models import Answer, Question, SurveyRequest
from orders.actions import approve_order
from orders.testing import make_order, make_submitted
from pairing.choices import PairState
from pairing.models import Pair, PairChange, PairMember
from plans.models import Activity, Feedback, Meeting, Plan
from portal.models import Notification
from registry.actions import attach_scan, save_person, save_special_note
from registry.actions.erasing import erase_people
from registry.actions.merging import merge_people
from registry.choices import ErasureMode, ImportState, RowStatus
from registry.models import (
    Consent,
    ConsentRequest,
    FormerPlace,
    ImportBatch,
    ImportRow,
    KeepingTerm,
    MenteeCard,
    MentorCard,
    Person,
    Viewer,
)
from registry.queries.erasing import preview_erasure
from registry.testing import make_mentee, make_mentor
from schools.testing import make_school

pytestmark = pytest.mark.django_db(transaction=False)

NAME = {"last_name": "Щукарёва", "first_name": "Аэлита", "middle_name": "Гелиевна", "gender": "f"}
MAIL, PHONE, DIGITS = "aelita@shchuka.example", "+7 (901) 555-31-77", "9015553177"
SURNAME = re.compile(r"щукар[её]в", re.IGNORECASE)
COMMISSION = ["Директор, П. П. Петрова"]
WORDS = "Обсудили с Щукарёвой А. Г., звонить 8 901 555 31 77"


@pytest.fixture
def world() -> World:
    return make_world()


def everything_of(world: World, card: MentorCard | MenteeCard, user: User) -> Person:
    """Gives the person of the card a trace in every place where people leave one."""
    person, school, objects = card.person, world.school, world.objects
    for name, value in NAME.items():
        setattr(person, name, value)
    person.contacts, person.email, person.user = f"{PHONE}, {MAIL}", MAIL, user
    person.workplace = "ООО «Щукарёва и партнёры»"
    save_person(person, actor=None)
    User.objects.filter(pk=user.pk).update(email=MAIL, last_name="Щукарёва", first_name="Аэлита")
    save_special_note(person, text=WORDS, actor=None)
    consent = person.consents.first() or Consent.objects.get(person=person)
    Consent.objects.filter(pk=consent.pk).update(signer_name="Щукарёва Аэлита Гелиевна")
    attach_scan(consent, name="Щукарёва.pdf", content=f"%PDF-1.7 {WORDS}".encode(), actor=None)
    ConsentRequest.objects.create(
        school=school, person=person, signer="self", kinds=[], token_hash="x", due_on=today()
    )
    FormerPlace.objects.create(
        school=school, person=person, until=today(), kind="pupil", workplace="у Щукарёвой"
    )
    plan, member = objects["plan"], objects["member"]
    plan.sections, plan.remark = {"goals": WORDS}, WORDS
    plan.save()
    Activity.objects.filter(plan=plan).update(title=WORDS, note="Щукарёва", responsible=WORDS)
    Meeting.objects.create(
        school=school, pair=member.pair, title="Щукарёва", note=WORDS, held_on=today()
    )
    feedback = Feedback.objects.get(member=member)
    feedback.texts = {"summary": WORDS}
    feedback.save()
    PairMember.objects.filter(pk=member.pk).update(result=WORDS, case_url="https://x.example/1")
    PairChange.objects.create(
        school=school,
        pair=member.pair,
        kind="completion",
        state="done",
        reason_text=WORDS,
        day=today(),
        ends_on=today(),
    )
    for request in SurveyRequest.objects.filter(member=member):
        question = Question.objects.get(pk=objects["question"].pk)
        Answer.objects.create(request=request, question=question, number=4, text=WORDS)
    in_desk(world, person, user)
    in_imports(world, person)
    in_orders(world, person)
    return person


def in_desk(world: World, person: Person, user: User) -> None:
    school, curator = world.school, world.users[Role.CURATOR]
    Notification.objects.create(
        school=school, user=curator, key="b", text="План Щукарёвой А. Г. ждёт", url="/"
    )
    Notification.objects.create(school=school, user=user, key="c", text=WORDS, url="/")
    record(
        "x.y", person, actor=curator, text=WORDS, data={"who": "Щукарёвой Аэлите", "address": "1"}
    )
    record(
        "x.z", school, actor=curator, text="Щукарёву Аэлиту Гелиевну пригласили", data={"to": MAIL}
    )
    Job.objects.create(
        kind="documents.render_document",
        key="j",
        title="Карточка: Щукарёва Аэлита",
        args={"name": "ЩУКАРЁВА АЭЛИТА ГЕЛИЕВНА"},
        school_id=school.pk,
    )
    session = SessionStore()
    session["_auth_user_id"], session["said"] = str(user.pk), WORDS
    session.save()


def in_imports(world: World, person: Person) -> None:
    batch = ImportBatch.objects.create(
        school=world.school,
        base="mentees",
        state=ImportState.APPLIED,
        filename="Щукарёва Аэлита.csv",
        content=f"ФИО;Телефон\nЩукарёва Аэлита Гелиевна;{PHONE}\n".encode(),
        columns={"0": ["Щукарёва Аэлита Гелиевна"]},
    )
    lines = [
        {"person_id": person.pk, "data": {"last_name": "Щукарёва", "name_key": person.name_key}},
        {"status": RowStatus.WRONG, "errors": [{"value": "Щукарёва Аэлита Гелиевна"}]},
    ]
    for number, values in enumerate(lines, start=2):
        row = {"batch": batch, "number": number, "status": RowStatus.NEW} | values
        ImportRow.objects.create(**row)


def in_orders(world: World, person: Person) -> None:
    programme, curator = world.school.programmes.get(), world.users[Role.CURATOR]
    order = make_submitted(programme, curator, people=[person])
    order.title = "О наставничестве Щукарёвой Аэлиты Гелиевны"
    order.save()
    approve_order(order, actor=world.users[Role.DIRECTOR])
    draft = make_order(programme, curator)
    draft.preamble = WORDS
    draft.save()


def end_pairs() -> None:
    """Whoever is in a pair in force is not erased."""
    Pair.objects.update(state=PairState.COMPLETED)
    PairMember.objects.update(is_binding=False)


def tables_with(*needles: Any) -> dict[str, list[str]]:
    """Table → columns in which a needle stands, whatever the type of the column."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
        )
        tables = [row[0] for row in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            names = [column.name for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if any(has(text, needle) for text in texts_in(value) for needle in needles):
                        found.setdefault(table, []).append(name)
    return {table: sorted(set(columns)) for table, columns in found.items()}


def has(text: str, needle: Any) -> bool:
    if isinstance(needle, re.Pattern):
        return bool(needle.search(text))
    return needle in text or (needle.isdigit() and needle in re.sub(r"\D", "", text))


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, (bytes, memoryview)):
        raw = bytes(value)
        yield raw.decode("utf-8", "replace")
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL):
            try:
                yield zlib.decompress(stream).decode("utf-8", "replace")
            except zlib.error:
                continue
    elif value is not None and not isinstance(value, (bool, datetime.date)):
        yield str(value).replace("\\u0301", "")


NEEDLES = (SURNAME, "Аэлит", MAIL, DIGITS)
# The preview says of them: kept, and why.
ORDERS = {"documents_document", "orders_order"}
CONSENTS = {"registry_consent", "registry_consentscan"}


def erased(world: World, person: Person, mode: str) -> dict[str, list[str]]:
    end_pairs()
    erase_people(
        [person],
        mode=mode,
        reason="отзыв согласия",
        commission=COMMISSION,
        actor=world.users[Role.ADMINISTRATOR],
    )
    return tables_with(*NEEDLES)


@pytest.mark.parametrize("mode", [ErasureMode.DEPERSONALISED, ErasureMode.DESTROYED])
@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_nothing_is_left_but_what_the_preview_said(world: World, side: str, mode: str) -> None:
    card = world.objects[f"{side}_card"]
    person = everything_of(world, card, world.users[Role(side)])
    before = tables_with(*NEEDLES)

    left = erased(world, person, mode)

    assert len(before) > 20
    assert set(left) == ORDERS | CONSENTS


def test_consents_past_their_term_go_with_their_scans(world: World) -> None:
    person = everything_of(world, world.objects["mentee_card"], world.users[Role.MENTEE])
    KeepingTerm.objects.create(
        school=world.school, kind="consents", keep_from="consent_end", months=0
    )

    left = erased(world, person, ErasureMode.DESTROYED)

    assert set(left) == ORDERS


def test_a_namesake_of_the_school_loses_no_word(world: World) -> None:
    person = everything_of(world, world.objects["mentee_card"], world.users[Role.MENTEE])
    namesake = make_mentor(world.school, **NAME, achievements="Щукарёва Аэлита: грамота").person
    other = make_mentee(world.school, last_name="Щукарёв", request="помочь Щукарёву Илье")

    erased(world, person, ErasureMode.DESTROYED)

    namesake.refresh_from_db()
    assert namesake.full_name == "Щукарёва Аэлита Гелиевна"
    assert MentorCard.objects.get(person=namesake).achievements == "Щукарёва Аэлита: грамота"
    assert MenteeCard.objects.get(pk=other.pk).request == "помочь Щукарёву Илье"


def test_the_same_name_in_another_school_stays(world: World) -> None:
    stranger = make_mentor(make_school(), **NAME, achievements="Щукарёва: грамота")
    person = everything_of(world, world.objects["mentee_card"], world.users[Role.MENTEE])

    erased(world, person, ErasureMode.DESTROYED)

    stranger.refresh_from_db()
    assert stranger.achievements == "Щукарёва: грамота"
    assert stranger.person.full_name == "Щукарёва Аэлита Гелиевна"


def test_what_a_merge_remembered_goes_too(world: World) -> None:
    gone = make_mentee(world.school, **NAME, contacts=PHONE, email=MAIL).person
    person = everything_of(world, world.objects["mentee_card"], world.users[Role.MENTEE])
    merge_people(person, gone, choices={}, actor=None)

    left = erased(world, person, ErasureMode.DEPERSONALISED)

    assert set(left) == ORDERS | CONSENTS


def test_the_figures_stay(world: World) -> None:
    person = everything_of(world, world.objects["mentee_card"], world.users[Role.MENTEE])
    before = Pair.objects.count(), PairMember.objects.count(), Plan.objects.count()

    erased(world, person, ErasureMode.DESTROYED)

    assert (Pair.objects.count(), PairMember.objects.count(), Plan.objects.count()) == before
    assert set(Answer.objects.values_list("number", flat=True)) == {4}


def test_the_preview_names_every_table_that_keeps_the_name(world: World) -> None:
    person = everything_of(world, world.objects["mentee_card"], world.users[Role.MENTEE])

    kept = [part.title for part in preview_erasure(person, day=today()) if part.fate == "kept"]

    assert "подписанные приказы" in kept
    assert "согласия и их сканы" in kept


def test_somebody_without_pairs_and_orders_leaves_no_row(world: World) -> None:
    person = make_mentee(world.school, consents=False, **NAME).person

    erased(world, person, ErasureMode.DESTROYED)

    assert not Person.objects.filter(pk=person.pk).exists()


def test_an_account_of_another_school_stays_there(world: World) -> None:
    other = make_school()
    user = make_user(Role.MENTOR, other)
    user.memberships.create(school=world.school, role=Role.MENTOR)
    person = everything_of(world, world.objects["mentor_card"], world.users[Role.MENTOR])
    Person.objects.filter(pk=person.pk).update(user=user)

    erased(world, Person.objects.get(pk=person.pk), ErasureMode.DESTROYED)

    user.refresh_from_db()
    assert user.is_active
    assert [row.school for row in user.live_memberships] == [other]


def test_every_table_that_points_to_a_person_is_thought_of() -> None:
    """A new table of another app has to say what becomes of its rows: here it is written down."""
    from registry.merge_fields import references  # noqa: PLC0415

    people = (Person, MentorCard, MenteeCard)
    pointing = {f"{f.model._meta.label}" for model in people for f in references(model)}
    known = {
        "orders.OrderPerson",
        "orders.OrderReviewer",
        "orders.OrderSheetMark",
        "orders.OrderTask",
        "orders.Representation",
        "pairing.Pair",
        "pairing.PairChange",
        "pairing.PairMember",
        "pairing.PairWish",
        "pairing.Preference",
        "pairing.Proposal",
        "pairing.WishRequest",
        "monitoring.SurveyRequest",
    }

    assert {label for label in pointing if not label.startswith("registry.")} == known
    assert apps.get_model("registry.Viewer") is Viewer
