"""The stamps of an act as papers print them."""

from __future__ import annotations

import pytest

from schools.stamps import printed_stamp

SAID = [
    ("ПРИНЯТО", "педагогический совет", "педагогическим советом"),
    ("РАССМОТРЕНО", "Общее собрание работников", "Общим собранием работников"),
    ("СОГЛАСОВАНО", "методическое объединение", "методическим объединением"),
    ("УЧТЕНО МНЕНИЕ", "совет родителей", "совета родителей"),
    ("УЧТЕНО МНЕНИЕ", "первичная профсоюзная организация", "первичной профсоюзной организации"),
    ("ПРИНЯТО", "педагогическим советом", "педагогическим советом"),
    ("УТВЕРЖДАЮ", "Директор", "Директор"),
]


@pytest.mark.parametrize(("kind", "body", "said"), SAID)
def test_a_body_stands_in_the_case_that_the_first_word_asks_for(
    kind: str, body: str, said: str
) -> None:
    assert printed_stamp({"kind": kind, "body": body, "act": "протокол"})[1] == said


def test_minutes_stand_in_brackets() -> None:
    stamp = {"kind": "ПРИНЯТО", "body": "совет", "act": "протокол", "number": "3"}

    assert printed_stamp(stamp)[2] == "(протокол от __________ № 3)"


def test_an_order_is_whose_it_is() -> None:
    stamp = {"kind": "УТВЕРЖДЕНО", "body": "директор", "act": "приказ", "date": "30.08.2026"}

    assert printed_stamp(stamp) == ["УТВЕРЖДЕНО", "приказом директора", "от 30.08.2026 № ____"]


def test_a_stamp_without_a_body_has_no_empty_line() -> None:
    assert printed_stamp({"kind": "ПРИНЯТО", "act": "протокол"}) == [
        "ПРИНЯТО",
        "(протокол от __________ № ____)",
    ]
