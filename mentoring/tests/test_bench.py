from io import StringIO

import pytest
from django.core.management import call_command

from mentoring.benchmarks import Result, medians, table


def test_a_result_says_how_ours_stands_to_the_reference() -> None:
    result = Result("matching", 0.9, "the bare solver", 0.3, "s", 120.04)

    assert result.as_json() == {
        "name": "matching",
        "ours": 0.9,
        "reference": "the bare solver",
        "reference_value": 0.3,
        "unit": "s",
        "ratio": 3.0,
        "peak_mb": 120.0,
    }


def test_a_table_has_a_line_for_each_result() -> None:
    lines = table([Result("matching", 0.9, "the bare solver", 0.3, "s", 120)])

    assert len(lines) == 2
    assert lines[1].split()[0] == "matching"


def test_works_take_turns() -> None:
    done: list[str] = []

    medians(2, lambda: done.append("ours"), lambda: done.append("reference"))

    assert done == ["ours", "reference", "ours", "reference"]


def test_an_unknown_benchmark_is_refused_with_those_there_are() -> None:
    errors = StringIO()

    with pytest.raises(SystemExit) as exit_:
        call_command("bench", "nothing", stderr=errors)

    assert exit_.value.code == 2
    assert "matching" in errors.getvalue()
