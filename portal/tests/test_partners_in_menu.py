"""«Партнёры» stands in the menu of a school that has to do with them."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.choices import Role
from accounts.testing import make_user
from portal.menu import sections_for
from registry.testing import make_partner
from schools.models import MentoringForm, School

pytestmark = pytest.mark.django_db


def titles(user: Any) -> list[str]:
    return [str(item.title) for section in sections_for(user, "/") for item in section.items]


def test_a_school_without_forms_with_employers_has_no_partners_in_its_menu(curator) -> None:
    assert "Партнёры" not in titles(curator)


def test_a_form_with_employers_brings_the_entry(curator, school: School) -> None:
    MentoringForm.objects.create(
        school=school,
        code="employer-pupil",
        name="работодатель – ученик",
        mentor_kind="employer",
        mentee_kind="pupil",
    )

    assert "Партнёры" in titles(curator)


def test_so_does_a_partner_written_down(curator, school: School) -> None:
    make_partner(school)

    assert "Партнёры" in titles(curator)


def test_a_mentor_has_no_such_entry(school: School) -> None:
    make_partner(school)

    assert "Партнёры" not in titles(make_user(Role.MENTOR, school))
