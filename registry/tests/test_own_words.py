"""A school that says «стажёр» and «капитанша» reads and writes its bases in these words."""

from __future__ import annotations

import pytest

from core.terms import using
from core.testing import declined
from registry.choices import Base, ConsentKind, ConsentSigner
from registry.headings import printed_heading
from registry.reading.columns import COLUMNS, column_of
from registry.texts import consent_text

WORDS = {
    "mentee": declined("стажёр"),
    "mentor": declined("капитанша"),
    "class": declined("отряд"),
}


@pytest.mark.parametrize(
    ("base", "heading", "name"),
    [
        (Base.MENTEES, "ФИО стажёра", "full_name"),
        (Base.MENTEES, "2. Ф.И.О. СТАЖЕРА", "full_name"),
        (Base.MENTEES, "Основной запрос стажёра", "request"),
        (Base.MENTEES, "Отряд", "class_name"),
        (Base.MENTORS, "Основные компетенции капитанши", "competencies"),
        (Base.MENTORS, "Желаемый возраст стажёров", "wished_age"),
        (Base.MENTORS, "ФИО наставника", "full_name"),
    ],
)
def test_a_heading_in_the_schools_words_is_recognised(base, heading: str, name: str) -> None:
    with using(WORDS):
        assert column_of(base, heading).name == name


def test_a_heading_in_another_schools_words_is_not() -> None:
    assert column_of(Base.MENTORS, "Основные компетенции капитанши") is None


def test_files_are_written_with_headings_that_can_be_read_back() -> None:
    with using(WORDS):
        assert printed_heading(Base.MENTEES, "name") == "ФИО стажёра"
        for base, columns in COLUMNS.items():
            assert [
                column.title for column in columns if column_of(base, column.title) is None
            ] == []


def test_a_consent_is_kept_with_the_sum_of_what_was_said() -> None:
    usual = consent_text(ConsentKind.PARTICIPATION, ConsentSigner.SELF)

    with using(WORDS):
        own = consent_text(ConsentKind.PARTICIPATION, ConsentSigner.SELF)

    assert "другую капитаншу или другого стажёра" in own.paragraphs[1]
    assert own.version == usual.version
    assert own.sha256 != usual.sha256
