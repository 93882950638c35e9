"""`import_base`: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from registry.models import Consent, ImportBatch, Person
from schools.models import School

from .spreadsheets import mentee, mentees_book

FIRST, SECOND = "Пробная Анна Ильинична", "Второв Пётр Львович"


@pytest.fixture
def run(school: School, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Gives the code, what was printed (as JSON, if it is) and what stands on stderr."""

    def run(content: bytes, *options: str, slug: str = "", base: str = "mentees") -> Any:
        path = tmp_path / "база.xlsx"
        path.write_bytes(content)
        with pytest.raises(SystemExit) as ended:
            call_command("import_base", slug or school.slug, base, str(path), *options)
        printed = capsys.readouterr()
        out = json.loads(printed.out) if "--json" in options and printed.out else printed.out
        return ended.value.code, out, printed.err

    return run


def test_a_good_file_is_loaded(run: Any) -> None:
    code, found, err = run(mentees_book(mentee(FIRST), mentee(SECOND)), "--json")

    assert (code, err) == (0, "")
    assert found == {
        "new": 2, "changed": 0, "same": 0, "repeated": 0, "asked": 0, "wrong": 0, "errors": []
    }  # fmt: skip
    assert Person.objects.count() == 2
    assert ImportBatch.objects.get().state == "applied"


def test_the_same_file_again_is_the_same(run: Any) -> None:
    run(mentees_book(mentee(FIRST)))

    code, found, _err = run(mentees_book(mentee(FIRST)), "--json")

    assert (code, found["new"], found["same"]) == (0, 0, 1)


def test_a_wrong_row_is_named_and_nothing_is_written(run: Any) -> None:
    code, found, _err = run(mentees_book(mentee(FIRST), mentee(SECOND, year=2031)), "--json")

    assert code == 1
    assert (found["new"], found["wrong"]) == (1, 1)
    assert found["errors"] == [
        {
            "row": 3,
            "column": "Год рождения наставляемого",
            "cell": "C3",
            "value": "2031",
            "reason": "этот год ещё не наступил",
            "allowed": "год четырьмя цифрами, от 1920 до 2026",
        }
    ]
    assert Person.objects.count() == ImportBatch.objects.count() == 0


def test_a_repeat_alone_does_not_stop_the_import(run: Any) -> None:
    code, found, _err = run(mentees_book(mentee(FIRST), mentee(FIRST)), "--json")

    assert (code, found["new"], found["repeated"]) == (0, 1, 1)
    assert Person.objects.count() == 1


def test_a_check_writes_nothing(run: Any) -> None:
    good, _out, _err = run(mentees_book(mentee(FIRST)), "--check")
    bad, _out, _err = run(mentees_book(mentee("")), "--check")

    assert (good, bad) == (0, 1)
    assert Person.objects.count() == ImportBatch.objects.count() == 0


def test_a_namesake_of_another_birth_is_a_question_and_nothing_is_written(run: Any) -> None:
    run(mentees_book(mentee(FIRST, year=2012)))

    code, found, _err = run(mentees_book(mentee(FIRST, year=2013)), "--json")

    assert (code, found["asked"], found["new"]) == (1, 1, 0)
    assert found["errors"][0]["row"] == 2
    assert "--namesakes" in found["errors"][0]["allowed"]
    assert Person.objects.get().birth_year == 2012


@pytest.mark.parametrize(("answer", "years"), [("same", [2013]), ("other", [2012, 2013])])
def test_a_namesake_is_answered_for_by_an_option(run: Any, answer: str, years: list[int]) -> None:
    run(mentees_book(mentee(FIRST, year=2012)))

    code, found, _err = run(mentees_book(mentee(FIRST, year=2013)), "--json", "--namesakes", answer)

    assert (code, found["asked"]) == (0, 0)
    found_years = Person.objects.order_by("birth_year").values_list("birth_year", flat=True)
    assert list(found_years) == years


def test_without_json_it_speaks_in_lines(run: Any) -> None:
    _code, out, _err = run(mentees_book(mentee("")))

    assert out.splitlines() == [
        "новые: 0",
        "изменённые: 0",
        "без изменений: 0",
        "повторы: 0",
        "вопросы: 0",
        "с ошибками: 1",
        "A2 ФИО наставляемого «»: имя не указано (Фамилия Имя Отчество)",
    ]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x00\x01", "просто текст".encode()])
def test_what_is_no_spreadsheet_ends_in_one_line(run: Any, content: bytes) -> None:
    code, out, err = run(content, "--json")

    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1


def test_an_unknown_school_and_a_missing_file_end_in_one_line(
    run: Any, school: School, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _out, err = run(mentees_book(mentee()), slug="nowhere")
    assert (code, err) == (2, "Школы с коротким именем «nowhere» нет.\n")

    with pytest.raises(SystemExit) as ended:
        call_command("import_base", school.slug, "mentees", str(tmp_path / "нет.xlsx"))
    assert ended.value.code == 2
    assert "Файл не открывается" in capsys.readouterr().err


def test_consents_on_paper_are_recorded(run: Any) -> None:
    code, _found, _err = run(mentees_book(mentee(FIRST)), "--consents", "2026-09-01")
    again, _found, _err = run(mentees_book(mentee(FIRST)), "--consents", "2026-09-02")

    assert (code, again) == (0, 0)
    assert Consent.objects.count() == 2


def test_a_date_of_consents_that_is_none_is_refused(school: School) -> None:
    with pytest.raises(CommandError, match="2026-09-01"):
        call_command("import_base", school.slug, "mentees", "x.xlsx", "--consents", "вчера")
