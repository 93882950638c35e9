import pytest

from core.findings import Finding


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        ("1.4", "п. 1.4"),
        ("п. 1.4", "п. 1.4"),
        ("Прил. 1", "Прил. 1"),
        ("§ 7", "§ 7"),
    ],
)
def test_a_clause_is_told_with_one_sign_of_what_it_is(clause: str, told: str) -> None:
    assert str(Finding("group.max", "Много", clause=clause)) == f"Много ({told})"
