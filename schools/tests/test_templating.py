import pytest

from core.errors import DomainError
from schools.templating import fill


def test_a_value_that_ends_with_a_full_stop_takes_the_place_of_the_one_behind_it() -> None:
    assert fill("Срок: по {day}. Далее", {"day": "28 мая 2027 г."}) == (
        "Срок: по 28 мая 2027 г. Далее"
    )


def test_a_value_without_a_full_stop_keeps_the_one_behind_it() -> None:
    assert fill("Формы: {forms}.", {"forms": "учитель – ученик"}) == "Формы: учитель – ученик."


def test_a_placeholder_without_a_value_is_named() -> None:
    with pytest.raises(DomainError, match="director"):
        fill("{director}", {})
