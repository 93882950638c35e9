import pytest

from core.errors import DomainError
from schools.templating import ORDER_VALUES, fill, template_problems


def test_a_value_that_ends_with_a_full_stop_takes_the_place_of_the_one_behind_it() -> None:
    assert fill("Срок: по {day}. Далее", {"day": "28 мая 2027 г."}) == (
        "Срок: по 28 мая 2027 г. Далее"
    )


def test_a_value_without_a_full_stop_keeps_the_one_behind_it() -> None:
    assert fill("Формы: {forms}.", {"forms": "учитель – ученик"}) == "Формы: учитель – ученик."


def test_a_placeholder_without_a_value_is_named() -> None:
    with pytest.raises(DomainError, match="headmaster"):
        fill("{headmaster}", {})


def test_a_text_may_name_terms_beside_its_values() -> None:
    template = "{school}: {Director:dative} {school_word:genitive}, {year}"

    assert fill(template, {"school": "МБОУ СОШ", "year": "2026/2027"}) == (
        "МБОУ СОШ: Директору школы, 2026/2027"
    )
    assert template_problems(template, ORDER_VALUES) == []


@pytest.mark.parametrize("placeholder", ["{headmaster}", "{director:ablative}", "{directors:m/f}"])
def test_a_term_that_is_not_there_is_named_with_what_is_allowed(placeholder: str) -> None:
    (problem,) = template_problems(f"Приказ {placeholder}", ORDER_VALUES)

    assert "допустимы" in problem


def test_a_name_in_quotation_marks_ends_with_one_mark() -> None:
    assert fill("«{regulation}».", {"regulation": "Положение СОШ «Рассвет»"}) == (
        "«Положение СОШ «Рассвет»."
    )
