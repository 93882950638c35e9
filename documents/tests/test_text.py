"""Which words of a text stay together."""

from __future__ import annotations

import pytest

from documents.text import tied

TIED = [
    ("по 1 марта 2027 г.", "по 1~марта 2027~г."),
    ("до 31 мая", "до 31~мая"),
    ("приказ № 5", "приказ №~5"),
    ("А. П. Иванова", "А.~П.~Иванова"),
    ("8 мартовских встреч", "8 мартовских встреч"),
    ("класса 10 «А» и 5 «Б»", "класса 10~«А» и 5~«Б»"),
    ("п. 1.4", "п.~1.4"),
]


@pytest.mark.parametrize(("text", "said"), TIED)
def test_a_line_does_not_end_inside_a_date_a_number_or_a_name(text: str, said: str) -> None:
    assert tied(text) == said.replace("~", "\u00a0")
