"""Which words of a text stay together."""

from __future__ import annotations

import pytest

from documents.text import label_of, tied

TIED = [
    ("по 1 марта 2027 г.", "по 1~марта 2027~г."),
    ("до 31 мая", "до 31~мая"),
    ("приказ № 5", "приказ №~5"),
    ("А. П. Иванова", "А.~П.~Иванова"),
    ("8 мартовских встреч", "8 мартовских встреч"),
    ("класса 10 «А» и 5 «Б»", "класса 10~«А» и 5~«Б»"),
    ("п. 1.4", "п.~1.4"),
    ("(Прил. 1)", "(Прил.~1)"),
    ("с пунктом 4.13 и частью 2 статьи 28", "с пунктом~4.13 и частью~2 статьи~28"),
    ("участие 5 человек, пункты плана", "участие 5 человек, пункты плана"),
]


@pytest.mark.parametrize(("text", "said"), TIED)
def test_a_line_does_not_end_inside_a_date_a_number_or_a_name(text: str, said: str) -> None:
    assert tied(text) == said.replace("~", "\u00a0")


IN_CHARGE = [
    ("куратор", False),
    ("кураторы направлений", True),
    ("классные руководители", True),
    ("координатор, кураторы", True),
    ("исполнители, названные в плане", True),
    ("заместитель директора, курирующий наставничество", False),
    ("конкурсная комиссия", False),
    ("О. И. Лебедь, заместитель директора", False),
    ("Лебедь О. И., Ким В. Е.", True),
    ("Лебедь Ольга Ильинична, заместитель директора", False),
    ("заместитель директора по УВР", False),
]


@pytest.mark.parametrize(("people", "are_many"), IN_CHARGE)
def test_who_is_in_charge_is_one_or_many(people: str, are_many: bool) -> None:
    said = "Ответственные" if are_many else "Ответственный"

    assert label_of("Ответственный", people) == said
    assert label_of("Исполнитель", people) == "Исполнитель"
