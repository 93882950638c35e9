"""The pages that the benchmark compares show the same people."""

from __future__ import annotations

import pytest

from core.lists import PAGE_SIZES
from mentoring.benchmarks import pages
from registry.models import MenteeCard

PEOPLE = 200


@pytest.mark.django_db
@pytest.mark.urls("mentoring.benchmarks.pages")
@pytest.mark.parametrize("query", [{}, {"q": "ко"}])
@pytest.mark.parametrize("headers", [{}, pages.TABLE_ALONE])
def test_our_page_and_the_references_show_the_same_people(query, headers) -> None:
    school = pages.make_base(PEOPLE)
    shown = pages.page_of(school, query, headers)().content.decode()

    for reference in (pages.bare_page_of, pages.barest_page_of):
        plain = reference(school, query)().content.decode()
        assert pages.has_names_of(plain, shown)


@pytest.mark.django_db
def test_made_up_people_are_all_different() -> None:
    school = pages.make_base(PEOPLE)

    cards = MenteeCard.objects.filter(school=school)
    assert len(set(cards.values_list("person__name_key", flat=True))) == PEOPLE


def test_a_page_that_shows_somebody_else_is_not_the_same() -> None:
    names = [f"Имя{number}" for number in range(PAGE_SIZES[0])]
    plain = "".join(f"<tr><td>{name}<td></tr>" for name in names)
    shown = "".join(f"<a>{name}</a>" for name in names)

    assert pages.has_names_of(plain, shown)
    assert not pages.has_names_of(plain, shown.replace("Имя7<", "Другой<"))
    assert not pages.has_names_of(plain[: len(plain) // 2], shown)
