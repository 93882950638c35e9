"""Columns are as wide as was asked, but never so narrow that a word is torn."""

import pytest

from documents.columns import column_shares
from documents.paper import Column, Table


def table(*columns: tuple[str, int, str]) -> Table:
    titles = tuple(Column(title, width) for title, width, _cell in columns)
    return Table(titles, (tuple(cell for _title, _width, cell in columns),))


def test_columns_with_room_are_as_wide_as_asked() -> None:
    assert column_shares(table(("№", 10, "1"), ("Кто", 90, "Иванов"))) == [10, 90]


def test_words_that_are_tied_together_count_as_one() -> None:
    assert column_shares(table(("№ п/п", 6, "1"), ("Кто", 94, "Иванов")))[0] == pytest.approx(10)


def test_a_column_takes_from_the_others_what_its_word_needs() -> None:
    shares = column_shares(table(("Вид", 5, "благодарность"), ("За что", 95, "за помощь")))

    assert shares[0] == pytest.approx(20)
    assert sum(shares) == pytest.approx(100)


def test_words_that_fit_nowhere_are_given_alike() -> None:
    wide = table(*(("слово", 10, "Ы" * 40) for _number in range(5)))

    assert column_shares(wide) == [20] * 5


def test_where_long_words_have_to_be_torn_short_ones_stay_whole() -> None:
    words = table(("№ п/п", 1, "4.3.1"), *(("слово", 33, "Ы" * 40) for _number in range(4)))

    first, *others = column_shares(words)

    assert first == pytest.approx(8.75)
    assert others == [pytest.approx(91.25 / 4)] * 4


def test_words_that_hardly_fit_change_the_columns_as_little_as_words_that_fit() -> None:
    hardly = table(("слово", 60, "Ы" * 10), *(("слово", 20, "Ы" * 20) for _number in range(3)))

    first, *others = column_shares(hardly)

    assert first == pytest.approx(17.5)
    assert others == [pytest.approx(27.5)] * 3


def test_a_row_across_the_table_asks_for_no_width() -> None:
    section = Table((Column("а", 50), Column("б", 50)), (("Подготовительный",), ("1", "2")))

    assert column_shares(section) == [50, 50]


def test_a_sheet_on_its_side_has_more_room() -> None:
    narrow = table(("Вид", 5, "благодарность"), ("За что", 95, "за помощь"))

    assert column_shares(narrow, landscape=True)[0] < column_shares(narrow)[0]
