"""Of whom the bases consist: kinds and categories of the regulation, who edits, what counts."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from accounts.testing import make_user
from core.audit import timeline
from core.errors import DomainError, RuleViolation
from registry.actions import (
    apply_import,
    archive_card,
    check_file,
    record_consent,
    restore_card,
    save_mentee_card,
    save_mentor_card,
    save_person,
    save_special_note,
)
from registry.models import MenteeCard, MentorCard, Person, SpecialNote
from registry.queries import consent_lines, readiness
from registry.testing import make_appointment, make_mentee, make_mentor, make_person
from schools.choices import AppointedRole as R
from schools.queries import current_programme

DAY = datetime.date(2026, 11, 21)
HEADINGS = "ФИО наставляемого;Год рождения наставляемого;Место учёбы/работы\n"
CATEGORIES = [
    {"code": "risk", "title": "учёт"},
    {"code": "burnt", "title": "выгорание"},
]


@pytest.fixture
def set_rules(school):
    def change(**rules):
        regulation = current_programme(school, DAY).regulation
        regulation.rules = {
            key.replace("__", "."): {"value": value, "clause": "2.3"}
            for key, value in rules.items()
        }
        regulation.save()

    return change


# --- kinds


def test_a_pupil_is_not_added_where_only_staff_may_be(school, set_rules):
    set_rules(participants__mentee_kinds=["staff"])
    pupil = make_person(school, kind="pupil")

    with pytest.raises(RuleViolation) as refusal:
        save_mentee_card(MenteeCard(person=pupil), actor=None)

    assert str(refusal.value) == "Наставляемым может быть только: работник школы. (п. 2.3)"
    assert not MenteeCard.objects.exists()


def test_of_the_mentors_the_same_is_asked(school, set_rules):
    set_rules(participants__mentor_kinds=["staff", "employer"])

    save_mentor_card(MentorCard(person=make_person(school, kind="employer")), actor=None)
    with pytest.raises(RuleViolation, match="Наставником может быть только"):
        save_mentor_card(MentorCard(person=make_person(school, kind="pupil")), actor=None)


def test_who_was_there_before_the_rule_may_be_corrected(school, set_rules):
    card = make_mentee(school)
    set_rules(participants__mentee_kinds=["staff"])
    card.request = "иное"

    save_mentee_card(card, actor=None)
    card.person.post = "староста"
    save_person(card.person, actor=None)

    card.refresh_from_db()
    assert card.request == "иное"


def test_who_was_there_before_the_rule_does_not_come_back_from_the_archive(school, set_rules):
    card = make_mentee(school)
    archive_card(card, actor=None)
    set_rules(participants__mentee_kinds=["staff"])

    with pytest.raises(RuleViolation):
        restore_card(card, actor=None)


def test_nobody_becomes_of_another_kind_in_the_base(school, set_rules):
    card = make_mentee(school, kind="staff")
    set_rules(participants__mentee_kinds=["staff"])
    card.person.kind = "pupil"

    with pytest.raises(RuleViolation):
        save_person(card.person, actor=None)


def test_the_page_says_the_clause_and_keeps_what_was_typed(school, set_rules, curator, signed_in):
    set_rules(participants__mentee_kinds=["staff"])

    response = signed_in(curator).post(
        reverse("registry:person_create") + "?role=mentee",
        {
            "person-last_name": "Ёжиков",
            "person-first_name": "Илья",
            "person-kind": "pupil",
            "mentee-request": "алгебра",
        },
    )

    assert "(п. 2.3)" in response.content.decode()
    assert not Person.objects.filter(last_name="Ёжиков").exists()


def check(school, *lines):
    content = (HEADINGS + "\n".join(lines)).encode()
    return check_file(school, base="mentees", filename="база.csv", content=content, actor=None)


def test_an_import_names_the_rows_that_the_regulation_forbids(school, set_rules):
    set_rules(participants__mentee_kinds=["staff"])

    batch = check(school, "Ёжиков Илья Ильич;2012;8А", "Орлов Иван Ильич;1980;учитель физики")

    wrong, fine = batch.rows.order_by("number")
    assert (wrong.status, fine.status) == ("wrong", "new")
    assert wrong.errors[0]["reason"].startswith("положение не допускает в эту базу: обучающийся")
    assert "(п. 2.3)" in wrong.errors[0]["reason"]
    assert wrong.errors[0]["allowed"] == "работник школы"


def test_who_may_only_be_of_one_kind_need_not_say_it(school, set_rules):
    set_rules(participants__mentee_kinds=["staff"])

    batch = check(school, "Орлов Иван Ильич;1980;")
    apply_import(batch, actor=None)

    assert Person.objects.get(last_name="Орлов").kind == "staff"


def test_an_import_leaves_alone_who_is_there_already(school, set_rules):
    names = {"last_name": "Ёжиков", "first_name": "Илья", "middle_name": "Ильич"}
    make_mentee(school, **names, birth_year=2012, class_name="9А")
    set_rules(participants__mentee_kinds=["staff"])

    batch = check(school, "Ёжиков Илья Ильич;2012;9А")

    assert batch.rows.get().status == "same"


def test_an_import_that_was_checked_before_the_rule_is_not_applied(school, set_rules):
    batch = check(school, "Ёжиков Илья Ильич;2012;8А")
    set_rules(participants__mentee_kinds=["staff"])

    with pytest.raises(DomainError, match="база изменилась"):
        apply_import(batch, actor=None)

    assert not MenteeCard.objects.exists()


# --- categories


def test_a_category_of_mentors_stands_on_the_card(school, set_rules, curator, signed_in):
    set_rules(participants__mentor_categories=CATEGORIES)
    card = make_mentor(school)
    card.categories = ["risk"]
    save_mentor_card(card, actor=None)

    page = signed_in(curator).get(card.person.get_absolute_url()).content.decode()
    assert "<dt>Категории</dt><dd>учёт</dd>" in page


def test_a_category_that_the_regulation_has_not_is_refused(school, set_rules):
    set_rules(participants__mentor_categories=CATEGORIES)
    card = make_mentor(school)
    card.categories = ["king"]

    with pytest.raises(DomainError, match="Можно: учёт, выгорание"):
        save_mentor_card(card, actor=None)


def test_a_category_that_was_dropped_stays_where_it_stood(school, set_rules):
    set_rules(participants__mentor_categories=CATEGORIES)
    card = make_mentor(school, categories=["risk"])
    set_rules()
    card.competencies = "физика"

    save_mentor_card(card, actor=None)

    card.refresh_from_db()
    assert card.categories == ["risk"]


def test_the_form_offers_categories_only_where_there_are_some(
    school, set_rules, curator, signed_in
):
    url = reverse("registry:person_update", args=[make_mentor(school).person_id])
    client = signed_in(curator)

    assert "categories" not in client.get(url).context["bundle"].mentor.fields
    set_rules(participants__mentor_categories=CATEGORIES)
    assert "categories" in client.get(url).context["bundle"].mentor.fields


def test_categories_of_mentees_are_kept_in_the_closed_block(school, set_rules):
    set_rules(participants__mentee_categories=CATEGORIES)
    person = make_mentee(school).person

    note = save_special_note(person, text="", categories=["burnt"], actor=None)

    assert note.categories == ["burnt"]
    assert "burnt" not in str(timeline(person).values_list("text", "data"))
    assert save_special_note(person, text="", categories=[], actor=None) is None
    assert not SpecialNote.objects.exists()


def test_a_text_alone_does_not_erase_the_categories(school, set_rules):
    set_rules(participants__mentee_categories=CATEGORIES)
    person = make_mentee(school).person
    save_special_note(person, text="", categories=["burnt"], actor=None)

    note = save_special_note(person, text="отдыхать", actor=None)

    assert note.categories == ["burnt"]


@pytest.mark.parametrize("role", ["administrator", "curator", "mentor"])
def test_categories_of_mentees_stand_on_no_page_but_the_closed_one(
    school, set_rules, signed_in, role
):
    set_rules(participants__mentee_categories=CATEGORIES)
    user = make_user(role, school)
    person = make_mentee(school).person
    save_special_note(person, text="", categories=["burnt"], actor=None)
    client = signed_in(user)

    pages = [person.get_absolute_url(), reverse("registry:mentee_list")]

    assert not any("выгорание" in client.get(url).content.decode() for url in pages)


def test_the_closed_page_shows_and_saves_them(school, set_rules, curator, signed_in):
    set_rules(participants__mentee_categories=CATEGORIES)
    person, client = make_mentee(school).person, signed_in(curator)

    client.post(
        reverse("registry:special_save", args=[person.pk]), {"text": "", "categories": ["risk"]}
    )

    page = client.post(reverse("registry:special_show", args=[person.pk])).content.decode()
    assert "выгорание" in page
    assert SpecialNote.objects.get().categories == ["risk"]


# --- what counts as a consent


def said(person):
    for kind, way in (("participation", "oral"), ("personal_data", "paper")):
        record_consent(person, kind=kind, signer="self", way=way, given_on=DAY, actor=None)


def test_what_was_said_counts_unless_the_regulation_wants_it_in_writing(school, set_rules):
    person = make_mentor(school, consents=False, email="a@example.org").person
    set_rules(consents__participation=True)
    said(person)

    assert readiness(person, day=DAY) == []
    set_rules(consents__participation=True, consents__written=True)
    assert [gap.kind for gap in readiness(person, day=DAY)] == ["participation"]


def test_a_signed_consent_comes_beside_what_was_said(school, set_rules):
    person = make_mentor(school, consents=False, email="a@example.org").person
    set_rules(consents__participation=True, consents__written=True)
    said(person)

    record_consent(person, kind="participation", signer="self", given_on=DAY, actor=None)

    assert readiness(person, day=DAY) == []


def test_the_card_tells_that_it_was_only_said(school, set_rules, curator, signed_in):
    person = make_mentor(school, consents=False).person
    set_rules(consents__participation=True, consents__written=True)
    said(person)

    line = consent_lines(person, DAY)[0]
    page = signed_in(curator).get(person.get_absolute_url()).content.decode()

    assert line.is_missing
    assert line.said is not None
    assert "Положение требует письменного" in page


def test_data_may_not_be_agreed_to_orally(school):
    person = make_mentor(school, consents=False).person

    with pytest.raises(DomainError, match="только на участие"):
        record_consent(
            person, kind="personal_data", signer="self", way="oral", given_on=DAY, actor=None
        )


# --- who edits


@pytest.mark.parametrize(
    ("role", "editors", "may"),
    [
        ("curator", None, True),
        ("curator", ["curator"], True),
        ("curator", ["coordinator"], False),
        ("coordinator", ["curator"], False),
        ("administrator", ["curator"], True),
        ("psychologist", ["psychologist"], False),
    ],
)
def test_the_regulation_says_who_edits_the_bases(school, set_rules, signed_in, role, editors, may):
    set_rules(**({"bases__editors": editors} if editors else {}))
    client = signed_in(make_user(role, school))
    person = make_mentee(school).person

    status = client.get(reverse("registry:person_update", args=[person.pk])).status_code

    assert status == (200 if may else 403)
    assert ("Изменить" in client.get(person.get_absolute_url()).content.decode()) == may


def test_who_may_not_edit_loads_nothing_and_still_records_consents(school, set_rules, signed_in):
    set_rules(bases__editors=["coordinator"])
    client = signed_in(make_user("curator", school))
    person = make_mentee(school).person

    assert client.get(reverse("registry:import_list")).status_code == 403
    assert client.get(reverse("registry:consent_create", args=[person.pk])).status_code == 200


def test_an_appointed_role_edits_as_one_of_sign_in_does(school, set_rules, signed_in):
    set_rules(bases__editors=["working_group"])
    user = make_user("curator", school)
    make_appointment(make_person(school, user=user), R.WORKING_GROUP_HEAD)

    assert signed_in(user).get(reverse("registry:person_create")).status_code == 200


def test_editors_are_the_schools_own(school, other_school, set_rules, signed_in):
    set_rules(bases__editors=["coordinator"])

    client = signed_in(make_user("curator", other_school))

    assert client.get(reverse("registry:person_create")).status_code == 200
