"""Pages of former places, of classes that move, of the map of requests, of cards on paper."""

from __future__ import annotations

import datetime
import io

import docx
import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.choices import Role
from accounts.testing import make_user
from core.clock import today
from core.models import AuditEvent
from pairing.choices import PairState
from pairing.models import Pair
from pairing.testing import make_pair
from registry.models import FormerPlace, MenteeCard, Person
from registry.testing import make_mentee, make_mentor, make_person

MAP = "registry:request_map"


def text_of(response):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)


def get(client, name, *args, **query):
    return client.get(reverse(f"registry:{name}", args=args), query)


def test_a_change_of_post_with_its_day_leaves_the_former_one(school, curator, signed_in):
    person = make_person(school, last_name="Орлов", post="учитель")
    data = {
        "person-last_name": "Орлов",
        "person-first_name": "Иван",
        "person-middle_name": "Петрович",
        "person-gender": "m",
        "person-kind": "staff",
        "person-post": "методист",
        "person-place_since": today().isoformat(),
    }

    signed_in(curator).post(reverse("registry:person_update", args=[person.pk]), data)

    assert Person.objects.get(pk=person.pk).post == "методист"
    assert FormerPlace.objects.get(person=person).post == "учитель"


def test_classes_move_by_the_page_and_come_back(school, curator, signed_in):
    card = make_mentee(school, class_name="8А")
    Person.objects.update(created_at="2020-09-01T12:00Z")
    client = signed_in(curator)
    page = get(client, "class_move")
    since = page.context["form"].initial["since"]
    assert 'value="9А"' in page.content.decode()
    data = {"since": since.isoformat(), "old-0": "8А", "next-0": "9А"}

    client.post(reverse("registry:class_move"), data)

    person = Person.objects.get(pk=card.person_id)
    assert person.class_name == "9А"
    move = FormerPlace.objects.get(person=person).move
    client.post(reverse("registry:class_move_undo", args=[move.pk]))
    assert Person.objects.get(pk=person.pk).class_name == "8А"


def test_classes_that_changed_while_the_page_was_open_do_not_move(school, curator, signed_in):
    make_mentee(school, class_name="8А")
    Person.objects.update(created_at="2020-09-01T12:00Z")
    data = {"since": today().isoformat(), "old-0": "7Я", "next-0": "8Я"}

    page = signed_in(curator).post(reverse("registry:class_move"), data)

    assert "изменился, пока вы заполняли" in page.content.decode()
    assert Person.objects.filter(class_name="8А").exists()


def test_a_name_and_leaving_at_once_is_refused_beside_the_class(school, curator, signed_in):
    make_mentee(school, class_name="8А")
    Person.objects.update(created_at="2020-09-01T12:00Z")
    data = {"since": today().isoformat(), "old-0": "8А", "next-0": "9Я", "leaves-0": "on"}

    page = signed_in(curator).post(reverse("registry:class_move"), data)

    assert "Или новое название, или отметка" in page.content.decode()


def test_a_day_that_is_none_shows_the_nearest_september(school, curator, signed_in):
    page = get(signed_in(curator), "class_move", since="=cmd")

    assert page.context["form"].initial["since"].month == 9


def test_the_map_shows_areas_and_leads_to_the_rows(school, curator, signed_in):
    make_mentee(school, last_name="Птицын", areas="шахматы")
    make_mentee(school, last_name="Орлов", areas="шахматные партии")
    client = signed_in(curator)

    assert "?area=%D1%88%D0%B0%D1%85" in get(client, "request_map").content.decode()
    rows = get(client, "mentee_list", area="Шахматы").content.decode()
    assert "Птицын" in rows
    assert "Орлов" not in rows


def test_a_dash_asks_for_cards_without_an_area(school, curator, signed_in):
    make_mentee(school, last_name="Птицын", areas="шахматы")
    make_mentee(school, last_name="Орлов")

    rows = get(signed_in(curator), "mentee_list", area="-").content.decode()

    assert "Орлов" in rows
    assert "Птицын" not in rows


def test_the_map_counts_only_what_the_curator_is_in_charge_of(school, signed_in):
    make_mentee(school, areas="шахматы", form=school.forms.get(code="teacher-pupil"))
    user = make_user(Role.CURATOR, school)
    user.memberships.get().forms.add(school.forms.exclude(code="teacher-pupil").first())

    assert get(signed_in(user), "request_map").context["map"].lines == []


def test_the_map_is_printed_without_names(school, curator, signed_in):
    make_mentee(school, last_name="Птицын", areas="шахматы")

    text = text_of(get(signed_in(curator), "request_map_pdf"))

    assert "шахматы" in text
    assert "Птицын" not in text


def test_areas_are_read_by_a_button(school, curator, signed_in):
    card = make_mentee(school, request="боюсь сцены и выступлений")

    signed_in(curator).post(reverse("registry:areas_fill"))

    assert MenteeCard.objects.get(pk=card.pk).areas == "публичные выступления"


def test_the_card_of_a_mentee_has_the_12_numbered_fields(school, curator, signed_in):
    member = make_pair(school, state=PairState.COMPLETED).members.get()
    person = member.mentee.person
    Person.objects.filter(pk=person.pk).update(contacts="+7 900 100 00 01")

    text = " ".join(text_of(get(signed_in(curator), "mentee_card_pdf", person.pk)).split())

    places = [text.index(f" {number}. ") for number in range(1, 13)]
    assert places == sorted(places)
    assert person.full_name in text
    assert member.mentor.person.full_name in text
    assert "+7 900 100 00 01" in text


def test_the_card_of_a_mentor_has_the_15_numbered_fields_in_word(school, curator, signed_in):
    person = make_mentor(school, last_name="Орлов", competencies="ковка").person

    response = get(signed_in(curator), "mentor_card_docx", person.pk)

    lines = [one.text.rstrip() for one in docx.Document(io.BytesIO(response.content)).paragraphs]
    numbered = [line.split(".")[0] for line in lines if line.split(".")[0].isdecimal()]
    assert numbered == [str(number) for number in range(1, 16)]
    assert "4. Основные компетенции наставника: ковка" in lines


def test_a_printed_card_leaves_a_row_in_the_trail(school, curator, signed_in):
    person = make_mentor(school).person

    get(signed_in(curator), "mentor_card_pdf", person.pk)

    assert AuditEvent.objects.get(verb="mentorcard.printed").actor == curator


def test_contacts_are_not_on_the_card_of_who_may_not_see_them(school, signed_in):
    person = make_mentee(school, contacts="+7 900 100 00 01").person
    psychologist = make_user(Role.PSYCHOLOGIST, school)

    text = text_of(get(signed_in(psychologist), "mentee_card_pdf", person.pk))

    assert "900" not in text
    assert "3. Год рождения" in text


def test_a_card_without_a_consent_to_process_the_data_is_not_printed(school, curator, signed_in):
    person = make_mentee(school, consents=False).person

    response = get(signed_in(curator), "mentee_card_pdf", person.pk)

    assert response.status_code == 302
    assert not AuditEvent.objects.filter(verb="menteecard.printed").exists()


def test_the_own_card_is_printed_whatever_the_consents(school, signed_in):
    user = make_user(Role.MENTEE, school)
    person = make_mentee(school, consents=False, user=user).person

    assert get(signed_in(user), "mentee_card_pdf", person.pk).status_code == 200


@pytest.mark.parametrize(("name", "columns"), [("mentors", 15), ("mentees", 12)])
def test_a_base_is_printed_as_the_table_of_its_annex(school, curator, signed_in, name, columns):
    make_mentor(school, last_name="Орлов")
    make_mentee(school, last_name="Птицын")
    address = reverse(f"registry:{name.removesuffix('s')}_export")
    data = {"format": "docx", "columns": "form"}

    response = signed_in(curator).post(address, data)

    document = docx.Document(io.BytesIO(response.content))
    table, _signatures = document.tables
    assert len(table.columns) == columns + 1
    assert len(table.rows) == 2
    section = document.sections[0]
    assert section.page_width > section.page_height


def test_a_printed_base_lies_on_its_side_and_is_on_record(school, curator, signed_in):
    make_mentee(school, last_name="Птицын")
    make_mentee(school, last_name="Тайный", consents=False)
    address = reverse("registry:mentee_export")

    response = signed_in(curator).post(address, {"format": "pdf", "columns": "form"})

    page = PdfReader(io.BytesIO(response.content)).pages[0]
    assert page.mediabox.width > page.mediabox.height
    assert "Птицын" in text_of(response)
    assert "Тайный" not in text_of(response)
    assert AuditEvent.objects.get(verb="base.exported").data["left_out"] == 1


def test_too_many_rows_are_not_printed_but_told(school, curator, signed_in, monkeypatch):
    monkeypatch.setattr("registry.views.exports.MOST_PRINTED", 1)
    for _number in range(2):
        make_mentee(school)

    address = reverse("registry:mentee_export")
    page = signed_in(curator).post(address, {"format": "pdf", "columns": "form"}, follow=True)

    assert "слишком много строк" in page.content.decode()


def test_who_went_through_the_programme_is_in_the_long_term_base(school, curator, signed_in):
    pair = make_pair(school)
    Pair.objects.filter(pk=pair.pk).update(state=PairState.COMPLETED)
    pair.members.update(is_binding=False, result="научился")
    make_mentee(school, last_name="Новый")
    card = pair.members.get().mentee
    MenteeCard.objects.filter(pk=card.pk).update(state="archived")

    page = get(signed_in(curator), "mentee_list", state="longterm", col="results")

    text = page.content.decode()
    assert card.person.full_name in text
    assert "научился" in text
    assert "Новый" not in text


def test_a_mark_of_the_search_is_written_and_filtered(school, curator, signed_in):
    card, _other = make_mentee(school, last_name="Птицын"), make_mentee(school, last_name="Орлов")
    client = signed_in(curator)
    data = {"search": "support", "since": today().isoformat(), "note": "ждёт"}

    client.post(reverse("registry:mentee_search", args=[card.pk]), data)

    assert MenteeCard.objects.get(pk=card.pk).search == "support"
    rows = get(client, "mentee_list", pair_search="support").content.decode()
    assert "Птицын" in rows
    assert "Орлов" not in rows


def test_a_mark_without_a_day_is_refused(school, curator, signed_in):
    card = make_mentee(school)
    address = reverse("registry:mentee_search", args=[card.pk])

    page = signed_in(curator).post(address, {"search": "support"}, follow=True)

    assert "Укажите, с какого дня" in page.content.decode()


def test_a_mark_is_not_shown_to_the_family_and_the_administrator(school, administrator, signed_in):
    user = make_user(Role.MENTEE, school)
    card = make_mentee(school, user=user)
    MenteeCard.objects.filter(pk=card.pk).update(
        search="support", search_since=datetime.date(2026, 10, 1), search_note="тайная заметка"
    )

    for somebody in (user, administrator):
        page = get(signed_in(somebody), "person_detail", card.person_id).content.decode()
        assert "тайная заметка" not in page
        assert "нужна поддержка" not in page


def test_tags_are_shown_as_labels_and_markup_in_them_is_text(school, curator, signed_in):
    card = make_mentee(school, areas="шахматы, <b>жир</b>")

    page = get(signed_in(curator), "person_detail", card.person_id).content.decode()

    assert "<li>шахматы</li>" in page
    assert "<li>&lt;b&gt;жир&lt;/b&gt;</li>" in page


def test_suggestions_stand_beside_the_field(school, curator, signed_in):
    make_mentee(school, areas="макраме")
    card = make_mentee(school)

    page = get(signed_in(curator), "person_update", card.person_id).content.decode()

    assert '<datalist id="id_mentee-areas-tags">' in page
    assert "<option>макраме</option>" in page
