"""The title of an act in a case."""

from __future__ import annotations

import pytest

from core.russian.cases import Case
from schools.titles import title_in


@pytest.mark.parametrize(
    ("title", "case", "said"),
    [
        ("Положение о наставничестве", Case.GENITIVE, "Положения о наставничестве"),
        ("Положение о наставничестве", Case.ACCUSATIVE, "Положение о наставничестве"),
        ("Программа наставничества", Case.ACCUSATIVE, "Программу наставничества"),
        ("Целевая модель наставничества", Case.INSTRUMENTAL, "Целевой моделью наставничества"),
        ("Локальный нормативный акт № 5", Case.GENITIVE, "Локального нормативного акта № 5"),
    ],
)
def test_the_word_of_the_act_is_declined_and_the_rest_stays(
    title: str, case: Case, said: str
) -> None:
    assert title_in(title, case) == said


@pytest.mark.parametrize(
    "title",
    [
        "О наставниках",
        "Правила наставничества",
        "Порядок и условия наставничества",
        "Мудрый наставник",
        "Наставничество: положение и программа",
        "  ",
        "{school} <b>",
    ],
)
def test_a_title_that_is_unclear_is_put_in_quotation_marks(title: str) -> None:
    assert title_in(title, Case.GENITIVE) == f"документа «{title}»"
