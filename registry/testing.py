"""Boring people for tests: a mentor and a mentee who may be paired at once."""

from __future__ import annotations

import datetime
from itertools import count
from typing import Any

from core.russian.names import normalise_key
from schools.choices import AppointedRole, ParticipantKind
from schools.models import School

from .choices import ConsentKind, ConsentSigner
from .models import (
    Appointment,
    Consent,
    LabourTerms,
    MenteeCard,
    MentorCard,
    Partner,
    PartnerAgreement,
    Person,
)

_numbers = count(1)
_LETTERS = "абвгдежзиклмнопрстуфхцчшэюя"

GIVEN_ON = datetime.date(2026, 9, 1)


def _surname() -> str:
    number = next(_numbers)
    word = ""
    while number:
        number, digit = divmod(number, len(_LETTERS))
        word += _LETTERS[digit]
    return f"Те{word}стов".capitalize()


def make_person(school: School, **fields: Any) -> Person:
    values: dict[str, Any] = {
        "last_name": _surname(),
        "first_name": "Иван",
        "middle_name": "Петрович",
        "gender": "m",
        "kind": ParticipantKind.STAFF,
    } | fields
    names = (values["last_name"], values["first_name"], values["middle_name"])
    values.setdefault("name_key", normalise_key(" ".join(filter(None, names))))
    return Person.objects.create(school=school, **values)


def give_consents(person: Person, *, signers: tuple[str, ...] = (ConsentSigner.SELF,)) -> None:
    for kind in (ConsentKind.PARTICIPATION, ConsentKind.PERSONAL_DATA):
        for signer in signers:
            Consent.objects.create(
                school_id=person.school_id,
                person=person,
                kind=kind,
                signer=signer,
                given_on=GIVEN_ON,
            )


def make_mentor(school: School, *, consents: bool = True, **fields: Any) -> MentorCard:
    """A teacher with consents; keywords of the card are told from those of the person."""
    card, rest = _split(MentorCard, fields)
    person = rest.pop("person", None) or make_person(
        school, **{"post": "учитель математики", "birth_year": 1980} | rest
    )
    if "form" not in card:
        card["form"] = school.forms.get(code="teacher-pupil")
    card.setdefault("competencies", "математика")
    card.setdefault("joined_on", GIVEN_ON)
    if consents:
        give_consents(person, signers=(_signer(person),))
    return MentorCard.objects.create(school=school, person=person, **card)


def make_mentee(school: School, *, consents: bool = True, **fields: Any) -> MenteeCard:
    """A pupil whose parent gave the consents."""
    card, rest = _split(MenteeCard, fields)
    person = rest.pop("person", None) or make_person(
        school,
        **{"kind": ParticipantKind.PUPIL, "class_name": "8А", "birth_year": 2012} | rest,
    )
    if "form" not in card:
        card["form"] = school.forms.get(code="teacher-pupil")
    card.setdefault("request", "подтянуть математику")
    card.setdefault("joined_on", GIVEN_ON)
    if consents:
        give_consents(person, signers=(_signer(person),))
    return MenteeCard.objects.create(school=school, person=person, **card)


def _signer(person: Person) -> ConsentSigner:
    """A parent for who may still be a child in the year of the consent."""
    is_child = bool(person.birth_year) and GIVEN_ON.year - person.birth_year <= 18
    is_pupil = person.kind == ParticipantKind.PUPIL
    return ConsentSigner.REPRESENTATIVE if is_child or is_pupil else ConsentSigner.SELF


def _split(model: Any, fields: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    own = {field.name for field in model._meta.fields} - {"person"}
    card = {name: value for name, value in fields.items() if name in own}
    return card, {name: value for name, value in fields.items() if name not in own}


def make_partner(school: School, **fields: Any) -> Partner:
    values = {"name": f"ООО «{_surname()}»", "head_name": "Лесков Пётр Ильич"} | fields
    return Partner.objects.create(school=school, **values)


def make_agreement(side: Partner | Person, **fields: Any) -> PartnerAgreement:
    """With an organisation or a person; a draft of the whole school year."""
    is_partner = isinstance(side, Partner)
    values: dict[str, Any] = {
        "kind": "organisation" if is_partner else "person",
        "partner" if is_partner else "person": side,
        "dated_on": GIVEN_ON,
        "school_name": side.school.name,
        "partner_name": side.name if isinstance(side, Partner) else side.full_name,
        "starts_on": GIVEN_ON,
        "ends_on": datetime.date(2027, 8, 31),
        "conditions": "Предмет\nСтороны сотрудничают.",
    } | fields
    return PartnerAgreement.objects.create(school=side.school, **values)


def make_labour(person: Person, **fields: Any) -> LabourTerms:
    """Consent and agreement, both signed, for the whole school year."""
    values: dict[str, Any] = {
        "starts_on": GIVEN_ON,
        "ends_on": datetime.date(2027, 8, 31),
        "consent_on": GIVEN_ON,
        "consent_text": ["Согласен."],
        "consent_version": "1",
        "signed_on": GIVEN_ON,
        "content": "помогает коллеге",
        "work_form": "очно",
        "payment": "доплата по приказу",
    } | fields
    return LabourTerms.objects.create(school=person.school, person=person, **values)


def make_appointment(
    person: Person, role: str = AppointedRole.CURATOR, **fields: Any
) -> Appointment:
    values = {"basis": "приказ от 01.09.2026 № 12-ОД", "valid_from": GIVEN_ON} | fields
    return Appointment.objects.create(school=person.school, person=person, role=role, **values)
