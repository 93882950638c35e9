"""Manifest, code, principles: the school's texts, and who has read them."""

from __future__ import annotations

import datetime
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.choices import Role
from accounts.testing import make_user
from core import clock
from core.errors import DomainError
from registry.actions.acquaintance import keep_texts, read_texts, record_acquaintance, save_text
from registry.models import Acquaintance, PrincipleText
from registry.principles import SAMPLES
from registry.queries.acquaintance import readers
from registry.testing import make_mentor, make_person
from registry.testing_selection import ask_acquaintance

DAY = datetime.date(2026, 10, 1)
KINDS = ("manifest", "code")


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.on(DAY):
        yield


@pytest.fixture
def school(school):
    ask_acquaintance(school)
    return school


@pytest.fixture
def mentor(school):
    return make_mentor(school, user=make_user(Role.MENTOR, school)).person


def change(school, **fields):
    values = {"kind": "code", "seen_version": 1, "title": "Кодекс", "points": ["Помогаю"]}
    return save_text(school, **values | {"actor": None} | fields)


def test_the_samples_have_11_and_3_10_and_12_points():
    counts = {kind.value: len(sample.points) for kind, sample in SAMPLES.items()}

    assert counts == {"manifest": 11, "code": 10, "principles": 12}
    assert len(SAMPLES["manifest"].exceptions) == 3


def test_a_school_begins_with_the_samples_of_what_its_act_names(school):
    assert [text.kind for text in keep_texts(school)] == list(KINDS)
    assert keep_texts(school)[0].points[0].startswith("Наставник")


def test_a_sample_is_said_in_the_words_of_the_school(school):
    school.terms = {
        "mentor": {
            "singular": ["шеф", "шефа", "шефу", "шефа", "шефом", "шефе"],
            "plural": ["шефы", "шефов", "шефам", "шефов", "шефами", "шефах"],
            "gender": "m",
        }
    }
    school.save()

    assert keep_texts(school)[0].title == "Манифест шефа"


def test_one_button_reads_all_texts(mentor, signed_in):
    signed_in(mentor.user).post(reverse("registry:principle_own"))

    read = Acquaintance.objects.filter(person=mentor)
    assert {(row.text.kind, row.way, row.read_on) for row in read} == {
        (kind, "here", DAY) for kind in KINDS
    }


def test_a_second_click_writes_nothing_more(mentor):
    read_texts(mentor, actor=mentor.user)

    assert read_texts(mentor, actor=mentor.user) == []


def test_nobody_reads_for_another(mentor, curator):
    with pytest.raises(DomainError, match="только за себя"):
        read_texts(mentor, actor=curator)


def test_a_signed_sheet_is_written_down_for_many(school, mentor):
    other = make_mentor(school).person

    record_acquaintance([mentor, other], read_on=DAY, actor=None)

    assert Acquaintance.objects.filter(way="paper").count() == 4


def test_a_sheet_of_tomorrow_is_refused(mentor):
    with pytest.raises(DomainError, match="ещё не наступила"):
        record_acquaintance([mentor], read_on=DAY + datetime.timedelta(days=1), actor=None)


def test_who_has_not_read_stands_on_the_list(school, mentor, curator):
    other = make_mentor(school).person
    read_texts(mentor, actor=mentor.user)

    found = {reader.person: reader.unread for reader in readers(curator, kinds=KINDS)}

    assert found == {mentor: (), other: KINDS}


def test_a_new_version_keeps_the_old_one_and_what_was_read(school, mentor, curator):
    read_texts(mentor, actor=mentor.user)

    change(school)

    assert PrincipleText.objects.filter(kind="code").count() == 2
    assert [reader.unread for reader in readers(curator, kinds=KINDS)] == [()]


def test_a_version_that_asks_again_is_unread_by_everybody(school, mentor, curator):
    read_texts(mentor, actor=mentor.user)

    change(school, asks_again=True)

    assert [reader.unread for reader in readers(curator, kinds=KINDS)] == [("code",)]


def test_two_who_change_a_text_at_once_do_not_overwrite_each_other(school):
    keep_texts(school)
    change(school)

    with pytest.raises(DomainError, match="тем временем"):
        change(school, points=["Другое"])


def test_the_form_keeps_headings_of_points(school, curator, signed_in):
    text = keep_texts(school)[1]
    data = {"title": "Кодекс", "points": "Слушает | до конца\nУчит", "seen_version": "1"}

    signed_in(curator).post(reverse("registry:principle_update", args=[text.pk]), data)

    newest = PrincipleText.objects.get(kind="code", version=2)
    assert newest.points == [["Слушает", "до конца"], "Учит"]


def test_the_sheet_names_those_who_have_not_read(school, mentor, curator, signed_in):
    other = make_mentor(school, last_name="Новенький").person
    read_texts(mentor, actor=mentor.user)

    response = signed_in(curator).get(reverse("registry:principle_pdf"))
    pages = PdfReader(io.BytesIO(response.content)).pages
    text = "\n".join(page.extract_text() for page in pages)

    assert other.last_name in text
    assert mentor.last_name not in text
    assert "Кодекс наставника" in text


def test_where_the_act_names_no_texts_there_is_no_page(school, mentor, signed_in):
    regulation = school.regulations.get()
    regulation.rules.pop("acquaintance.documents")
    regulation.save()

    assert signed_in(mentor.user).get(reverse("registry:principle_own")).status_code == 403


def test_who_is_nobody_in_the_bases_reads_without_a_button(school, signed_in):
    make_person(school)
    user = make_user(Role.MENTOR, school)

    page = signed_in(user).get(reverse("registry:principle_own")).content.decode()

    assert "Ознакомлен(а)" not in page


def test_the_home_of_a_mentor_says_what_to_read_until_it_is_read(mentor, signed_in):
    client = signed_in(mentor.user)
    assert "Прочесть и отметить" in client.get("/").content.decode()

    read_texts(mentor, actor=mentor.user)

    assert "Прочесть и отметить" not in client.get("/").content.decode()
