"""The outside of the small school: a partner with people and papers, an employee's own papers."""

from __future__ import annotations

import datetime
from typing import Any

from registry.actions import keep_scan
from registry.models import Certificate, Person
from registry.testing import make_agreement, make_labour, make_partner, make_person
from schools.models import School

DAY = datetime.date(2026, 9, 1)
PNG = b"\x89PNG\r\n\x1a\n"


def partner_objects(school: School, mentor: Person) -> dict[str, Any]:
    """What the routes of partners and of the labour side need."""
    partner = make_partner(school)
    outsider = make_person(school, kind="employer", post="инженер")
    staff = partner.staff.create(school=school, person=outsider)
    draft, signed = make_agreement(partner), make_agreement(partner, state="signed")
    certificate = Certificate.objects.create(
        school=school, person=outsider, kind="Справка", issued_on=DAY
    )
    terms = make_labour(mentor)
    draft_terms = make_labour(mentor, consent_on=None, signed_on=None)
    for paper in (signed, certificate, terms):
        keep_scan(paper, name="Лист.png", content=PNG, actor=None)
    return {
        "partner": partner,
        "outsider": outsider,
        "partner_staff": staff,
        "agreement_draft": draft,
        "agreement": signed,
        "certificate": certificate,
        "labour": terms,
        "labour_draft": draft_terms,
    }
