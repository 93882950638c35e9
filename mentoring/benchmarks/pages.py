"""The mentees' base of a school with 100,000 people: its first page, and a part of a surname found.

The reference is a bare view of the same project: the same sign-in, one indexed query for the same
rows, a plain table. Beside it stand the same view without sign-in and middleware, which is Django
and the query alone, and our page of a school with 1,000 people, which tells whether ours grows.
«typed» is what a search as you type asks for: the table alone. All of them are asked through
Django's test client, in a database made for it and dropped.
"""

from __future__ import annotations

import datetime
import logging
import re
from collections.abc import Callable, Iterator
from itertools import count, islice, product
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import Client
from django.test.utils import override_settings
from django.urls import include, path, reverse

from accounts.choices import Role
from accounts.testing import make_user
from core.bulk import insert_rows, next_ids
from core.lists import PAGE_SIZES
from core.russian.names import normalise_key
from registry.choices import CardState, ConsentKind, ConsentSigner
from registry.models import Consent, MenteeCard, Person
from schools.choices import ParticipantKind
from schools.models import School
from schools.testing import make_school

from . import Result, medians, peak_mb
from .importing import scratch_database

MANY, FEW = 100_000, 1_000
# Each measured turn is the mean of so many requests: one alone is a few milliseconds.
REQUESTS = 10
# A part of a surname that one of 144 has.
PART = "барост"
TABLE_ALONE = {"HX-Request": "true", "HX-Target": "list"}
PLAIN_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"

_SYLLABLES = ("бар", "вол", "гор", "дем", "ель", "жар", "зим", "кол", "лес", "мор", "нов", "ост")
_MIDDLES = ("а", "е", "о", "шкев", "ни", "ро", "ту", "ли", "ва", "сте")
_ENDS = ("ов", "ин", "ский", "енко", "ук", "ых", "ян", "дзе", "ец", "ич")
_FIRST = ("Анна", "Иван", "Ольга", "Пётр", "Семён", "Дарья", "Фёдор", "Мария", "Олег", "Юлия")
_MIDDLE = ("Иванович", "Петровна", "Ильинична", "Львович", "", "Семёнович", "Юрьевна")


class NotTheSame(Exception):
    """The pages show other people than the reference does: the times say nothing then."""


def run(turns: int) -> Iterator[Result]:
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": PLAIN_FILES}}
    logging.disable(logging.WARNING)
    try:
        with (
            scratch_database(),
            # What was built of the static files has nothing to do with the times.
            override_settings(STORAGES=storages, ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"]),
        ):
            many, few = make_base(MANY), make_base(FEW)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM (ANALYZE)")
            for name, query in (("pages: first", {}), ("pages: search", {"q": PART})):
                yield from measured(name, query, many, few, turns)
            yield from measured("pages: typed", {"q": PART}, many, few, turns, **TABLE_ALONE)
    finally:
        logging.disable(logging.NOTSET)


def measured(
    name: str, query: dict[str, str], many: School, few: School, turns: int, **headers: str
) -> Iterator[Result]:
    works = [
        page_of(many, query, headers),
        page_of(few, query, headers),
        bare_page_of(many, query),
        barest_page_of(many, query),
    ]
    shown, _small, *plain = [work().content.decode() for work in works]
    if not all(has_names_of(one, shown) for one in plain):
        raise NotTheSame(name)
    own, small, bare, barest = (
        value * 1000 / REQUESTS for value in medians(turns, *map(repeated, works))
    )
    peak = peak_mb()
    yield Result(name, own, "bare view, one indexed query, signed in", bare, "ms", peak)
    yield Result(name, own, "bare view without sign-in or middleware", barest, "ms", peak)
    yield Result(name, own, f"the same page, {FEW:,} people", small, "ms", peak)


def repeated(work: Callable[[], Any]) -> Callable[[], None]:
    def again() -> None:
        for _number in range(REQUESTS):
            work()

    return again


def page_of(
    school: School, query: dict[str, str], headers: dict[str, str]
) -> Callable[[], HttpResponse]:
    client = signed_in_client(school)
    return lambda: _asked(client, reverse("registry:mentee_list"), query, headers)


def bare_page_of(school: School, query: dict[str, str]) -> Callable[[], HttpResponse]:
    client = signed_in_client(school)
    address = {"school": str(school.pk)} | query
    return lambda: _asked(client, "/bench/signed-in/", address)


def barest_page_of(school: School, query: dict[str, str]) -> Callable[[], HttpResponse]:
    client = Client()
    with override_settings(MIDDLEWARE=[]):
        client.handler.load_middleware()
    address = {"school": str(school.pk)} | query
    return lambda: _asked(client, "/bench/", address)


def signed_in_client(school: School) -> Client:
    client = Client()
    client.force_login(
        make_user(Role.CURATOR, school), backend=settings.AUTHENTICATION_BACKENDS[-1]
    )
    return client


def _asked(
    client: Client, url: str, query: dict[str, str], headers: dict[str, str] | None = None
) -> HttpResponse:
    response: Any = client.get(url, query, headers=headers)
    if response.status_code != 200:
        raise NotTheSame(f"{url}: {response.status_code}")
    return response


def has_names_of(plain: str, shown: str) -> bool:
    """A whole page of people, the same in both and in the same order."""
    names = re.findall(r"<tr><td>([^<]+)", plain)
    places = [shown.find(f">{name}<") for name in names]
    return len(names) == PAGE_SIZES[0] and places[0] > 0 and places == sorted(places)


# --- the reference


_PLAIN = Engine().from_string(
    "<!doctype html><title>Base</title><table>{% for card in object_list %}<tr>"
    "<td>{{ card.person.full_name }}<td>{{ card.person.class_name }}"
    "<td>{{ card.request }}<td>{{ card.form.name }}</tr>{% endfor %}</table>"
)


def bare(request: HttpRequest) -> HttpResponse:
    rows = MenteeCard.objects.filter(
        person__school_id=request.GET["school"], state=CardState.ACTIVE
    )
    if part := request.GET.get("q"):
        rows = rows.filter(person__search_name__contains=part)
    rows = rows.select_related("person", "form").order_by("person__search_name", "pk")
    page = list(rows[: PAGE_SIZES[0]])
    return HttpResponse(_PLAIN.render(Context({"object_list": page})))


urlpatterns = [
    path("bench/", bare),
    path("bench/signed-in/", login_required(bare)),
    path("", include("mentoring.urls")),
]


# --- made-up people


PERSON_FIELDS = (
    "id",
    "school_id",
    "kind",
    "last_name",
    "first_name",
    "middle_name",
    "gender",
    "birth_year",
    "class_name",
    "contacts",
    "name_key",
)


def make_base(size: int) -> School:
    school = make_school()
    form = school.forms.first()
    ids = next_ids(Person, size)
    names = list(islice(_names(), size))
    insert_rows(
        Person,
        PERSON_FIELDS,
        (
            (
                pk,
                school.pk,
                ParticipantKind.PUPIL,
                *name,
                "f",
                2008 + number % 8,
                f"{5 + number % 7}А",
                "+7 900 000-00-00",
                normalise_key(" ".join(name)),
            )
            for number, (pk, name) in enumerate(zip(ids, names, strict=True))
        ),
    )
    insert_rows(
        MenteeCard,
        ["school_id", "person_id", "form_id", "request", "interests", "joined_on"],
        (
            (school.pk, pk, form and form.pk, "подтянуть математику", "шахматы, музыка", _DAY)
            for pk in ids
        ),
    )
    insert_rows(
        Consent,
        ["school_id", "person_id", "kind", "signer", "given_on"],
        (
            (school.pk, pk, kind, ConsentSigner.REPRESENTATIVE, _DAY)
            for pk in ids[::2]
            for kind in (ConsentKind.PARTICIPATION, ConsentKind.PERSONAL_DATA)
        ),
    )
    return school


_DAY = datetime.date(2026, 9, 1)


def _names() -> Iterator[tuple[str, str, str]]:
    """All different, and in no order."""
    surnames = [
        f"{a}{b}{c}{d}".capitalize()
        for a, b, c, d in product(_SYLLABLES, _SYLLABLES, _MIDDLES, _ENDS)
    ]
    for number in count():
        # 7,919 is prime, so that the surnames come round in a mixed order.
        yield (
            surnames[number * 7919 % len(surnames)],
            _FIRST[number // len(surnames) % len(_FIRST)],
            _MIDDLE[number % len(_MIDDLE)],
        )
