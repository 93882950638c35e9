"""Many papers laid out by processes of their own: the same papers, and nothing left behind."""

from __future__ import annotations

import contextlib
import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from documents import presses
from documents.paper import Paper, Paragraph
from documents.pdf import pdf_of_many, pdfs_of
from documents.presses import PressError, printed_by_many
from documents.testing import make_paper, text_of_pdf
from documents.testing_pdfa import broken_rules

NUMBER = 2 * presses.SHARE
TOLD = [(done, NUMBER) for done in range(1, NUMBER + 1)]


def numbered() -> list[Paper]:
    return [
        make_paper(title=f"О бумаге {n}", blocks=(Paragraph(f"Бумага {n} из многих."),))
        for n in range(NUMBER)
    ]


@pytest.fixture
def two(settings: Any) -> None:
    settings.PRESSES = 2


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that are presses, by their ids."""
    ids: list[int] = []

    class Noted(presses._Process):
        def __init__(self, style_sheets: Any) -> None:
            super().__init__(style_sheets)
            ids.append(self._process.pid)

    monkeypatch.setattr(presses, "_Process", Noted)
    return ids


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.usefixtures("two")
def test_two_presses_make_one_file_of_the_same_text_as_one(
    settings: Any, started: list[int]
) -> None:
    made = pdf_of_many(numbered())
    assert len(started) == 2
    settings.PRESSES = 1

    assert text_of_pdf(made) == text_of_pdf(pdf_of_many(numbered()))


@pytest.mark.usefixtures("two")
def test_a_file_bound_of_two_parts_is_pdf_a_with_the_headings_of_both(tmp_path: Path) -> None:
    path = tmp_path / "bound.pdf"
    path.write_bytes(pdf_of_many(numbered()))

    assert broken_rules([path], "2a") == {"bound.pdf": []}
    reader = PdfReader(path)
    assert len(reader.pages) == NUMBER
    assert str(reader.outline).count("'/Title': 'ПРИКАЗ'") == NUMBER


@pytest.mark.usefixtures("two")
def test_every_mark_of_a_bound_file_is_known_by_its_own_page() -> None:
    """What the structure says of a page is said of that page, not of its twin in another part."""
    reader = PdfReader(BytesIO(pdf_of_many(numbered())))
    nums = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    told = dict(zip(nums[::2], nums[1::2], strict=True))

    for page in reader.pages:
        assert {
            element.get_object()["/Pg"].indirect_reference
            for element in told[page["/StructParents"]].get_object()
        } == {page.indirect_reference}


@pytest.mark.usefixtures("two")
def test_files_come_in_the_order_of_their_papers() -> None:
    for number, content in enumerate(pdfs_of(numbered())):
        assert f"Бумага {number} из многих." in text_of_pdf(content)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("make", [pdf_of_many, lambda *given: list(pdfs_of(*given))])
def test_each_paper_is_told_of_once(make: Any) -> None:
    told: list[tuple[int, int]] = []

    make(numbered(), lambda done, total: told.append((done, total)))

    assert told == TOLD


@pytest.mark.usefixtures("two")
def test_no_press_outlives_its_work(started: list[int]) -> None:
    with contextlib.closing(pdfs_of(numbered())) as files:
        next(files)
        assert all(map(is_there, started))

    assert len(started) == 2
    assert not any(map(is_there, started))


@pytest.mark.usefixtures("two")
def test_a_press_that_ends_in_the_middle_is_told_of_and_takes_the_other_with_it(
    started: list[int], capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(PressError):
        list(printed_by_many(["/nowhere.css"], ["<p>"] * NUMBER, lambda done, total: None))

    assert "nowhere.css" in capfd.readouterr().err
    assert not any(map(is_there, started))


@pytest.mark.usefixtures("two")
def test_few_papers_start_no_process(started: list[int]) -> None:
    pdf_of_many(numbered()[: NUMBER - 1])

    assert started == []


def test_a_press_ends_when_nobody_asks_any_more() -> None:
    press = presses._Process([])
    stdin = press._process.stdin
    assert stdin is not None
    stdin.close()

    assert press._process.wait(timeout=60) == 0
    press.close()
