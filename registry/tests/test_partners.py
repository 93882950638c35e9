"""Partners, agreements with a term, certificates of their people."""

from __future__ import annotations

import datetime

import pytest

from core import clock
from core.errors import DomainError, FileError, StateError
from documents.rendering import html_of
from registry.actions import (
    add_partner_staff,
    keep_scan,
    remove_agreement,
    save_agreement,
    save_certificate,
    save_partner,
    sign_agreement,
    terminate_agreement,
)
from registry.models import Certificate, KeptScan, Partner, PartnerAgreement
from registry.partner_papers import acting_for, agreement_paper
from registry.partner_texts import sections_of, usual_conditions
from registry.queries import Outside, outside_findings, outside_of, readiness
from registry.rules import rules_for
from registry.testing import make_agreement, make_mentor, make_partner, make_person

DAY = datetime.date(2026, 11, 20)
RECORD, HEALTH = "справка об отсутствии судимости", "медицинская справка"


@pytest.fixture
def rules(school):
    regulation = school.regulations.get()
    regulation.rules |= {
        "external.contract_kind": {"value": "organisation", "clause": "4.10"},
        "external.required_documents": {"value": [RECORD, HEALTH], "clause": "2.2"},
    }
    regulation.save()
    return rules_for(school, DAY)


@pytest.fixture
def outsider(school):
    return make_mentor(school, kind="employer", email="a@b.example").person


def lacks(person, rules, *, until=DAY):
    outside = outside_of([person.pk], rules).get(person.pk, Outside())
    return [
        (finding.code, finding.is_block)
        for finding in outside_findings(person, outside, starts_on=DAY, ends_on=until, rules=rules)
    ]


def certify(person, *kinds, **fields):
    for kind in kinds:
        values = {"kind": kind, "issued_on": datetime.date(2026, 9, 1)} | fields
        Certificate.objects.create(school=person.school, person=person, **values)


def test_a_partners_mentor_without_anything_lacks_the_agreement_and_each_certificate(
    rules, outsider
):
    assert lacks(outsider, rules) == [
        ("external.contract_kind", True),
        ("external.required_documents", True),
        ("external.required_documents", True),
    ]


def test_with_a_signed_agreement_and_valid_certificates_nothing_is_missing(rules, outsider):
    partner = make_partner(outsider.school)
    make_agreement(partner, state="signed")
    add_partner_staff(partner, outsider, actor=None)
    certify(outsider, RECORD.upper(), HEALTH)

    assert lacks(outsider, rules) == []


def test_a_draft_of_an_agreement_is_none_yet(rules, outsider):
    partner = make_partner(outsider.school)
    make_agreement(partner)
    add_partner_staff(partner, outsider, actor=None)
    certify(outsider, RECORD, HEALTH)

    assert lacks(outsider, rules) == [("external.contract_kind", True)]


def test_an_agreement_that_ends_before_the_pair_is_a_warning(rules, outsider):
    partner = make_partner(outsider.school)
    make_agreement(partner, state="signed", ends_on=datetime.date(2026, 12, 31))
    add_partner_staff(partner, outsider, actor=None)
    certify(outsider, RECORD, HEALTH)

    assert lacks(outsider, rules, until=datetime.date(2027, 5, 28)) == [
        ("external.contract_kind", False)
    ]


def test_an_expired_certificate_counts_as_none(rules, outsider):
    partner = make_partner(outsider.school)
    make_agreement(partner, state="signed")
    add_partner_staff(partner, outsider, actor=None)
    certify(outsider, RECORD)
    certify(outsider, HEALTH, valid_until=datetime.date(2026, 11, 19))

    assert lacks(outsider, rules) == [("external.required_documents", True)]


def test_where_the_act_wants_a_contract_with_the_person_an_agreement_is_not_it(
    rules, school, outsider
):
    regulation = school.regulations.get()
    regulation.rules["external.contract_kind"] = {"value": "person", "clause": "4.14"}
    regulation.rules.pop("external.required_documents")
    regulation.save()
    rules = rules_for(school, DAY)
    partner = make_partner(school)
    make_agreement(partner, state="signed")
    add_partner_staff(partner, outsider, actor=None)
    assert lacks(outsider, rules) == [("external.contract_kind", True)]

    make_agreement(outsider, state="signed")

    assert lacks(outsider, rules) == []


def test_somebody_of_the_school_is_asked_for_nothing(rules, school):
    assert lacks(make_mentor(school).person, rules) == []


def test_the_readiness_says_what_is_missing_and_where_it_is_mended(rules, outsider):
    gaps = {gap.kind: gap.url for gap in readiness(outsider, day=DAY)}

    page = f"/registry/people/{outsider.pk}/external/"
    assert gaps["agreement"] == gaps["certificates"] == page


def test_a_signed_agreement_is_not_changed(school, curator):
    agreement = make_agreement(make_partner(school), state="signed")
    agreement.city = "г. Другой"

    with pytest.raises(DomainError, match="составьте новое"):
        save_agreement(agreement, forms=[], actor=curator)


def test_it_is_signed_once(school, curator):
    agreement = make_agreement(make_partner(school))
    with clock.on(DAY):
        sign_agreement(agreement, dated_on=DAY, actor=curator)

        with pytest.raises(StateError):
            sign_agreement(agreement, dated_on=DAY, actor=curator)


def test_it_is_not_signed_tomorrow(school, curator):
    agreement = make_agreement(make_partner(school))

    with clock.on(DAY), pytest.raises(DomainError, match="ещё не наступила"):
        sign_agreement(agreement, dated_on=datetime.date(2026, 11, 21), actor=curator)


def test_a_terminated_agreement_holds_until_the_day_before(school, curator):
    agreement = make_agreement(make_partner(school), state="signed")
    agreement = terminate_agreement(agreement, terminated_on=DAY, note="x", actor=curator)

    held = datetime.date(2026, 11, 19)
    assert (agreement.is_in_force_on(held), agreement.is_in_force_on(DAY)) == (True, False)
    rows = PartnerAgreement.objects
    assert (rows.in_force_on(held).count(), rows.in_force_on(DAY).count()) == (1, 0)


def test_a_signed_agreement_is_not_removed(school, curator):
    with pytest.raises(DomainError, match="расторгнуть"):
        remove_agreement(make_agreement(make_partner(school), state="signed"), actor=curator)


def test_a_partner_of_the_same_name_is_refused(school, curator):
    make_partner(school, name="ООО «Завод»")

    with pytest.raises(DomainError, match="уже записан"):
        save_partner(Partner(school=school, name="ооо «завод»"), actor=curator)


@pytest.mark.parametrize("inn", ["123", "77012345678", "ИНН7701234"])
def test_a_wrong_taxpayers_number_is_refused(school, curator, inn):
    with pytest.raises(DomainError, match="10 цифр"):
        save_partner(Partner(school=school, name="Завод", inn=inn), actor=curator)


def test_a_teacher_is_no_partners_employee(school, curator):
    with pytest.raises(DomainError, match="своих сотрудников"):
        add_partner_staff(make_partner(school), make_person(school), actor=curator)


def test_somebody_comes_from_one_partner_at_a_time(school, curator):
    person = make_person(school, kind="employer")
    first, second = make_partner(school), make_partner(school)
    add_partner_staff(first, person, actor=curator)

    add_partner_staff(second, person, actor=curator)

    assert (first.staff.count(), second.staff.get().person) == (0, person)


def test_certificates_are_kept_of_outsiders_only(school, curator):
    certificate = Certificate(person=make_person(school), kind=RECORD, issued_on=DAY)

    with clock.on(DAY), pytest.raises(DomainError, match="только о сотрудниках"):
        save_certificate(certificate, actor=curator)


def test_what_is_no_scan_is_refused_and_nothing_kept(school, curator):
    agreement = make_agreement(make_partner(school))

    with pytest.raises(FileError):
        keep_scan(agreement, name="лист.pdf", content=b"MZ\x90", actor=curator)

    assert not KeptScan.objects.exists()


def test_the_paper_has_everything_that_differs_from_agreement_to_agreement(school):
    form = school.forms.first()
    agreement = make_agreement(
        make_partner(school, name="АО «Примерский завод»"),
        number="3",
        main_contract="от 01.02.2026",
        school_name="Примерская школа",
        city="г. Примерск",
        school_acting="директора Примеровой Анны Сергеевны",
        school_ground="Устава",
        school_staff="Смирнова, методист",
        school_address="ул. Школьная, 1",
        partner_acting="директора Лескова Петра Ильича",
        partner_ground="доверенности",
        partner_staff="Иванова, кадры",
        partner_address="ул. Заводская, 2",
        territory="округ Примерск",
    )
    agreement.forms.add(form)

    page = html_of(agreement_paper(agreement))

    for field in ("city", "school_name", "school_acting", "school_ground", "school_staff"):
        assert getattr(agreement, field) in page
    for field in ("partner_name", "partner_acting", "partner_ground", "partner_staff"):
        assert getattr(agreement, field) in page
    for text in ("от 01.02.2026", "округ Примерск", "«учитель", "Школьная", "августа"):
        assert text in page


def test_markup_in_a_name_stays_text(school):
    agreement = make_agreement(make_partner(school, name="<script>alert(1)</script>"))

    assert "<script>alert" not in html_of(agreement_paper(agreement))


@pytest.mark.parametrize(
    ("post", "name", "said"),
    [
        ("Директор", "Образцова Анна Ивановна", "директора Образцовой Анны Ивановны"),
        (
            "генеральный директор",
            "Лесков Пётр Ильич",
            "генерального директора Лескова Петра Ильича",
        ),
        ("", "", ""),
        ("CEO", "", "CEO"),
    ],
)
def test_who_acts_for_a_side_is_said_in_the_genitive(post, name, said):
    assert acting_for(post, name) == said


def test_the_conditions_that_an_agreement_begins_with_say_that_it_is_unpaid_only_where_it_is():
    assert "безвозмездно" in usual_conditions("organisation", unpaid=True)
    assert "безвозмездно" not in usual_conditions("organisation", unpaid=None)


def test_conditions_are_sections_with_points():
    assert sections_of("Предмет\n Одно \n\n\nПрава\nРаз\nДва") == [
        ("Предмет", ["Одно"]),
        ("Права", ["Раз", "Два"]),
    ]
